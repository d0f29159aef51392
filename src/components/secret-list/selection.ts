import type { SecretId, SecretSummary } from '../../core/for-components.js';

/** Whoever may only view a secret can change nothing of it, not in a batch either (mysafe.md F06). */
export const isChangeable = ({ permission }: SecretSummary): boolean => permission !== 'view';

/** The secrets that are ticked, on this page, on others and behind filters, as they were last seen. */
export class Selection {
  readonly #chosen = new Map<SecretId, SecretSummary>();
  readonly #reasons = new Map<SecretId, string>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get secrets(): readonly SecretSummary[] {
    return [...this.#chosen.values()];
  }

  get ids(): readonly SecretId[] {
    return [...this.#chosen.keys()];
  }

  has(id: SecretId): boolean {
    return this.#chosen.has(id);
  }

  /** Why the last batch left it as it was. */
  reasonOf(id: SecretId): string | undefined {
    return this.#reasons.get(id);
  }

  /** Ticks those that may be changed, or takes the tick from all of them. */
  set(secrets: readonly SecretSummary[], chosen: boolean): void {
    const meant = secrets.filter((secret) => this.has(secret.id) !== chosen && (!chosen || isChangeable(secret)));
    for (const secret of meant) {
      if (chosen) this.#chosen.set(secret.id, secret);
      else this.#forget(secret.id);
    }
    if (meant.length > 0) this.#changed();
  }

  drop(ids: readonly SecretId[]): void {
    const held = ids.filter((id) => this.has(id));
    for (const id of held) this.#forget(id);
    if (held.length > 0) this.#changed();
  }

  /** What a batch did: what is done is no longer ticked, the rest stays with its reason. */
  settle(done: readonly SecretId[], reasons: ReadonlyMap<SecretId, string>): void {
    this.#reasons.clear();
    for (const [id, reason] of reasons) this.#reasons.set(id, reason);
    this.drop(done);
  }

  /** Rows as they are now. One that may no longer be changed loses its tick. */
  see(secrets: readonly SecretSummary[]): void {
    const held = secrets.filter(({ id }) => this.has(id));
    for (const secret of held) this.#chosen.set(secret.id, secret);
    this.drop(held.filter((secret) => !isChangeable(secret)).map(({ id }) => id));
  }

  #forget(id: SecretId): void {
    this.#chosen.delete(id);
    this.#reasons.delete(id);
  }
}
