import type { SecretId } from '../../core/for-components.js';
import { MySafeEvent } from '../shared/events.js';

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

declare global {
  interface HTMLElementEventMap {
    'mysafe-reveal': MySafeRevealEvent;
    'mysafe-copy': MySafeCopyEvent;
  }
}
