import { type CSSResult, css } from 'lit';

/** Search and filters above rows, what stands above them while something is not as usual, and what stands for rows that are not there. `.root` is the container. */
export const toolbarStyles: CSSResult = css`
  .root { container-type: inline-size; display: flex; flex-direction: column; gap: 12px; }
  .toolbar { display: flex; flex-wrap: wrap; align-items: center; gap: 12px; }
  .search { position: relative; flex: 1 1 220px; max-inline-size: 380px; }
  .search svg { position: absolute; inset-block: 0; margin-block: auto; inset-inline-start: 12px; color: var(--_muted); pointer-events: none; }
  .search .input { padding-inline-start: 36px; }
  .filter { display: inline-flex; align-items: center; gap: 8px; }
  .filter label { color: var(--_muted); white-space: nowrap; }
  .filter select { inline-size: auto; padding-inline: 10px; }
  .add { white-space: nowrap; }
  .empty { display: flex; flex-direction: column; align-items: center; gap: 12px; padding: 48px 24px; color: var(--_muted); text-align: center; }
  .unlock { padding: 16px; border: 1px solid var(--_border); border-radius: var(--_radius-popup); background: var(--_surface); }
  .banner p { display: flex; align-items: center; gap: 8px; }
  .banner svg { flex: none; }
  @container (max-width: 639.98px) {
    .search { flex-basis: 100%; max-inline-size: none; }
    .filter { flex: 1 1 auto; }
    .filter select { flex: 1; }
  }
`;
