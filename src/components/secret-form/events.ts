import type { SecretId } from '../../core/index.js';
import { type CloseReason, MySafeEvent } from '../shared/events.js';

/** Before saving. Cancel it to keep the window open, for example to ask for a fresh sign-in. Without `secretId` a secret is added. */
export class MySafeSaveEvent extends MySafeEvent {
  constructor(readonly secretId: SecretId | undefined) {
    super('mysafe-save', { cancelable: true });
  }
}

/** After the secret was stored. */
export class MySafeSavedEvent extends MySafeEvent {
  constructor(readonly secretId: SecretId) {
    super('mysafe-saved');
  }
}

/** The window is open. Does not bubble: a host's own windows stay as they are. */
export class SecretFormOpenedEvent extends MySafeEvent {
  constructor(readonly secretId: SecretId | undefined) {
    super('mysafe-opened', { bubbles: false });
  }
}

/** Before the window closes. Does not bubble; cancel it to keep the window open. */
export class SecretFormCloseEvent extends MySafeEvent {
  constructor(readonly secretId: SecretId | undefined, readonly reason: CloseReason) {
    super('mysafe-close', { bubbles: false, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'mysafe-save': MySafeSaveEvent;
    'mysafe-saved': MySafeSavedEvent;
  }
}
