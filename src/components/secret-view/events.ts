import type { SecretId } from '../../core/index.js';
import { type CloseReason, MySafeEvent } from '../shared/events.js';

/** A field whose value a person asks for. */
export type AskedField = 'clientId' | 'clientSecret';

/** Before the client secret is shown. Cancel it to ask for a fresh sign-in first. Never holds the value. */
export class MySafeRevealEvent extends MySafeEvent {
  constructor(readonly secretId: SecretId, readonly field: AskedField) {
    super('mysafe-reveal', { cancelable: true });
  }
}

/** Before a value goes to the clipboard. Cancel it to ask for a fresh sign-in first. Never holds the value. */
export class MySafeCopyEvent extends MySafeEvent {
  constructor(readonly secretId: SecretId, readonly field: AskedField) {
    super('mysafe-copy', { cancelable: true });
  }
}

/** The window is open. Does not bubble: a host's own windows stay as they are. */
export class SecretViewOpenedEvent extends MySafeEvent {
  constructor(readonly secretId: SecretId | undefined) {
    super('mysafe-opened', { bubbles: false });
  }
}

/** Before the window closes. Does not bubble; cancel it to keep the window open. */
export class SecretViewCloseEvent extends MySafeEvent {
  constructor(readonly secretId: SecretId | undefined, readonly reason: CloseReason) {
    super('mysafe-close', { bubbles: false, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'mysafe-reveal': MySafeRevealEvent;
    'mysafe-copy': MySafeCopyEvent;
  }
}
