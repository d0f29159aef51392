import { MySafeEvent } from '../shared/events.js';

/** Before the keeper, or a recovery key, is asked. Cancel it to leave the keys locked. Holds nothing of what was typed. */
export class MySafeUnlockEvent extends MySafeEvent {
  constructor() {
    super('mysafe-unlock', { cancelable: true });
  }
}

/** The keys are unlocked by what was done in the form. */
export class MySafeUnlockedEvent extends MySafeEvent {
  constructor() {
    super('mysafe-unlocked');
  }
}

declare global {
  interface HTMLElementEventMap {
    'mysafe-unlock': MySafeUnlockEvent;
    'mysafe-unlocked': MySafeUnlockedEvent;
  }
}
