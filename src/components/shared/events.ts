/** Bubbles and crosses shadow roots, so that the host can listen anywhere above. */
export abstract class MySafeEvent extends Event {
  protected constructor(type: string, options: { cancelable?: boolean; bubbles?: boolean } = {}) {
    const bubbles = options.bubbles ?? true;
    super(type, { bubbles, composed: bubbles, cancelable: options.cancelable ?? false });
  }
}

/** Why a window closes. */
export type CloseReason = 'shared' | 'saved' | 'cancel' | 'escape' | 'backdrop' | 'api';
