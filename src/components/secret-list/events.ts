import type { SecretFilter, SecretId, SecretSort } from '../../core/for-components.js';
import { MySafeEvent } from '../shared/events.js';

/** Other secrets are ticked than before: by a person, or because a batch is done with them. */
export class MySafeSelectionEvent extends MySafeEvent {
  static readonly type = 'mysafe-selection';
  readonly ids: readonly SecretId[];

  constructor(ids: readonly SecretId[]) {
    super(MySafeSelectionEvent.type);
    this.ids = ids;
  }
}

/** Somebody searched, filtered or sorted. Not told for what the host sets itself. */
export class MySafeQueryEvent extends MySafeEvent {
  static readonly type = 'mysafe-query';
  readonly query: string;
  readonly filter: SecretFilter;
  readonly sort: SecretSort;

  constructor(query: string, filter: SecretFilter, sort: SecretSort) {
    super(MySafeQueryEvent.type);
    this.query = query;
    this.filter = filter;
    this.sort = sort;
  }
}

declare global {
  interface HTMLElementEventMap {
    'mysafe-query': MySafeQueryEvent;
    'mysafe-selection': MySafeSelectionEvent;
  }
}
