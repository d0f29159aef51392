import { type ReactiveControllerHost, type TemplateResult, html, nothing } from 'lit';
import type { DraftRow, PrincipalId, SharingPolicy } from '../../core/for-components.js';
import { alertIcon } from '../shared/icons.js';
import type { WindowWords } from './share-words.js';

const DAY_MS = 86_400_000;
const SPANS = [['share.end.day', DAY_MS], ['share.end.week', 7 * DAY_MS], ['share.end.month', 30 * DAY_MS]] as const;

export interface EndActions {
  readonly words: WindowWords;
  readonly policy: SharingPolicy;
  /** The name as the row says it. */
  readonly name: string;
  setEnd(at: Date | undefined): void;
  renew(): void;
}

/** What `<input type=datetime-local>` shows: local time to the minute. */
const localTime = (at: Date): string => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** Until when each row’s access lasts: a choice of spans, or a day and time of one’s own. */
export class RowEnds {
  readonly #host: ReactiveControllerHost;
  #picking?: PrincipalId;
  #problem?: 'past' | 'late';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  #pick(id: PrincipalId | undefined, problem?: 'past' | 'late'): void {
    this.#picking = id;
    this.#problem = problem;
    this.#host.requestUpdate();
  }

  #choose(row: DraftRow, value: string, { setEnd }: EndActions): void {
    if (value === 'other') return this.#pick(row.principal.id);
    if (value === 'kept') return;
    this.#pick(undefined);
    setEnd(value === 'none' ? undefined : new Date(Date.now() + Number(value)));
  }

  #enter(row: DraftRow, value: string, { setEnd, policy }: EndActions): void {
    const at = new Date(value);
    if (Number.isNaN(at.getTime())) return;
    if (at.getTime() <= Date.now()) return this.#pick(row.principal.id, 'past');
    if (at.getTime() > latestOf(policy)) return this.#pick(row.principal.id, 'late');
    this.#pick(undefined);
    setEnd(at);
  }

  /** Nothing for a row that gives no access; “Renew” where the access has ended. */
  render(row: DraftRow, actions: EndActions): TemplateResult | typeof nothing {
    const { words, name, renew } = actions;
    if (row.entry?.status === 'expired' && !row.end) {
      return html`<span class="end"><button type="button" class="link-button" part="renew-button" aria-label=${words.text('share.end.renew-of', { name })} @click=${() => { renew(); }}>${words.text('share.end.renew')}</button></span>`;
    }
    if (row.level === 'none') return nothing;
    return html`<span class="end">${this.#select(row, actions)}${this.#picking === row.principal.id ? this.#time(row, actions) : nothing}</span>`;
  }

  #select(row: DraftRow, actions: EndActions): TemplateResult {
    const { words, policy, name } = actions;
    const picking = this.#picking === row.principal.id;
    const most = (policy.longestGrantSeconds ?? Infinity) * 1_000;
    const option = (value: string | number, text: string, selected: boolean): TemplateResult => html`<option value=${value} ?selected=${selected}>${text}</option>`;
    return html`<select part="end" aria-label=${words.text('share.end.label', { name })} @change=${(event: Event) => { this.#choose(row, (event.target as HTMLSelectElement).value, actions); }}>
      ${row.expiresAt ? option('kept', words.text('share.end.until', { date: words.date(row.expiresAt) }), !picking) : nothing}
      ${policy.requireEnd ? nothing : option('none', words.text('share.end.none'), !row.expiresAt && !picking)}
      ${SPANS.filter(([, span]) => span <= most).map(([key, span]) => option(span, words.text(key), false))}
      ${Number.isFinite(most) ? option(most, words.text('share.end.longest', { date: words.date(new Date(Date.now() + most)) }), false) : nothing}
      ${option('other', words.text('share.end.other'), picking)}
    </select>`;
  }

  #time(row: DraftRow, actions: EndActions): TemplateResult {
    const { words, policy, name } = actions;
    const latest = latestOf(policy);
    const problem = this.#problem;
    return html`<input type="datetime-local" part="end-time" aria-label=${words.text('share.end.at', { name })} aria-invalid=${problem ? 'true' : nothing} aria-describedby=${problem ? 'end-problem' : nothing}
        min=${localTime(new Date())} max=${Number.isFinite(latest) ? localTime(new Date(latest)) : nothing} .value=${row.expiresAt ? localTime(row.expiresAt) : ''}
        @change=${(event: Event) => { this.#enter(row, (event.target as HTMLInputElement).value, actions); }} />
      ${problem ? html`<span class="error" id="end-problem">${alertIcon()}<span>${words.text(`share.end.${problem}`, { date: problem === 'late' ? words.date(new Date(latest)) : undefined })}</span></span>` : nothing}`;
  }
}

const latestOf = ({ longestGrantSeconds }: SharingPolicy): number => (longestGrantSeconds === undefined ? Infinity : Date.now() + longestGrantSeconds * 1_000);
