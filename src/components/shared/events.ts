import type { SecretId } from '../../core/for-components.js';

/** Bubbles and crosses shadow roots, so that the host can listen anywhere above. */
export abstract class MySafeEvent extends Event {
  protected constructor(type: string, options: { cancelable?: boolean; bubbles?: boolean } = {}) {
    const bubbles = options.bubbles ?? true;
    super(type, { bubbles, composed: bubbles, cancelable: options.cancelable ?? false });
  }
}

/** Why a window closes. `unavailable`: what is in it can’t be loaded, so it was never shown. */
export type CloseReason = 'shared' | 'saved' | 'cancel' | 'escape' | 'backdrop' | 'api' | 'unavailable';

/** A window is open. Does not bubble: a host's own windows stay as they are. Without secrets, one is being added. */
export class MySafeOpenedEvent extends MySafeEvent {
  constructor(readonly secretIds: readonly SecretId[]) {
    super('mysafe-opened', { bubbles: false });
  }
}

/** Before a window closes. Does not bubble; cancel it to keep the window open. */
export class MySafeCloseEvent extends MySafeEvent {
  constructor(readonly secretIds: readonly SecretId[], readonly reason: CloseReason) {
    super('mysafe-close', { bubbles: false, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'mysafe-opened': MySafeOpenedEvent;
    'mysafe-close': MySafeCloseEvent;
  }
}
