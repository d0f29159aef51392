import type { SecretId, SecretSummary } from '../../../core/for-components.js';
import { MySafeEvent } from '../events.js';

/** What can be done with a secret. */
export type SecretAction = 'view' | 'share' | 'edit' | 'copy' | 'disable' | 'enable';
/** What a list can do with several that are ticked. */
export type BatchAction = 'share' | 'unshare' | 'enable' | 'disable';
/** What it can do with everything that the filters show. */
export type ReportAction = 'export' | 'print';
/** `add`, and whatever the host put into `.actions`. */
export type ListAction = SecretAction | BatchAction | ReportAction | 'add' | (string & Record<never, never>);

/** Somebody chose an action. Cancel it, and nothing else happens: no window opens, nothing is changed. */
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

declare global {
  interface HTMLElementEventMap { 'mysafe-action': MySafeActionEvent }
}
