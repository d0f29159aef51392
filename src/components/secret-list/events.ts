import type { SecretFilter, SecretId, SecretSort, SecretSummary } from '../../core/for-components.js';
import { MySafeEvent } from '../shared/events.js';

/** What the list itself can do with a secret. */
export type SecretAction = 'view' | 'share' | 'edit' | 'copy' | 'disable' | 'enable';
/** `add`, and whatever the host put into `.actions`. */
export type ListAction = SecretAction | 'add' | (string & Record<never, never>);

/** Somebody chose an action. Cancel it, and the list does nothing: no window opens, nothing is changed. */
export class MySafeActionEvent extends MySafeEvent {
  static readonly type = 'mysafe-action';
  readonly action: ListAction;
  /** Absent for `add`. */
  readonly secret?: SecretSummary;
  readonly secretId?: SecretId;

  constructor(action: ListAction, secret?: SecretSummary) {
    super(MySafeActionEvent.type, { cancelable: true });
    this.action = action;
    this.secret = secret;
    this.secretId = secret?.id;
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
  }
}
