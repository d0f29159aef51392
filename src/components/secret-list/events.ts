import type { SecretFilter, SecretId, SecretSort, SecretSummary } from '../../core/for-components.js';
import { MySafeEvent } from '../shared/events.js';

/** What the list itself can do with a secret. */
export type SecretAction = 'view' | 'share' | 'edit' | 'copy' | 'disable' | 'enable';
/** What it can do with several that are ticked. */
export type BatchAction = 'share' | 'unshare' | 'enable' | 'disable';
/** What it can do with everything that the filters show. */
export type ReportAction = 'export' | 'print';
/** `add`, and whatever the host put into `.actions`. */
export type ListAction = SecretAction | BatchAction | ReportAction | 'add' | (string & Record<never, never>);

/** Somebody chose an action. Cancel it, and the list does nothing: no window opens, nothing is changed. */
export class MySafeActionEvent extends MySafeEvent {
  static readonly type = 'mysafe-action';
  readonly action: ListAction;
  /** Absent where it is not about one secret: for `add`, `export`, `print`, and for those that are ticked. */
  readonly secret?: SecretSummary;
  readonly secretId?: SecretId;
  /** Those that are ticked, where it is about them. */
  readonly secrets: readonly SecretSummary[];

  constructor(action: ListAction, secret?: SecretSummary, secrets: readonly SecretSummary[] = []) {
    super(MySafeActionEvent.type, { cancelable: true });
    this.action = action;
    this.secret = secret;
    this.secretId = secret?.id;
    this.secrets = secrets;
  }
}

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
    'mysafe-action': MySafeActionEvent;
    'mysafe-query': MySafeQueryEvent;
    'mysafe-selection': MySafeSelectionEvent;
  }
}
