import type { SecretId } from '../../core/for-components.js';
import { MySafeEvent } from '../shared/events.js';

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

declare global {
  interface HTMLElementEventMap {
    'mysafe-save': MySafeSaveEvent;
    'mysafe-saved': MySafeSavedEvent;
  }
}
