import type { SecretId } from '../../core/for-components.js';

/**
 * The places in which rows are drawn. A row keeps its place while it stays; a new one takes a place that is free.
 * So turning a page changes what is in the rows that are there: making thirty anew takes twice as long.
 */
export class RowSlots {
  #places: ReadonlyMap<SecretId, number> = new Map();

  /** These rows are shown now, and no others. */
  seat(ids: readonly SecretId[]): void {
    const before = this.#places;
    const kept = new Set(ids.flatMap((id) => before.get(id) ?? []));
    const free = Array.from({ length: before.size + ids.length }, (_, place) => place).filter((place) => !kept.has(place));
    this.#places = new Map(ids.map((id) => [id, before.get(id) ?? free.shift() ?? 0]));
  }

  readonly placeOf = (id: SecretId): number => this.#places.get(id) ?? 0;
}
