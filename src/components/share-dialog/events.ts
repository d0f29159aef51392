import type { EntryProblem, Level, PrincipalProblem, Principal, Refusal, SecretId, ShareChange, ShareOutcome } from '../../core/for-components.js';
import { MySafeEvent } from '../shared/events.js';

/** Before saving. Cancel it to keep the window open, for example to ask for another sign-in. */
export class MySafeShareEvent extends MySafeEvent {
  constructor(readonly secretIds: readonly SecretId[], readonly changes: readonly ShareChange[]) {
    super('mysafe-share', { cancelable: true });
  }
}

/** After the changes were stored and the access list was read again. Cancel it to say so in your own way instead of our toast. */
export class MySafeSharedEvent extends MySafeEvent {
  constructor(readonly secretIds: readonly SecretId[], readonly outcomes: readonly ShareOutcome[]) {
    super('mysafe-shared', { cancelable: true });
  }
}

/** Nothing was changed. Cancel it to show the refusal in your own way. */
export class MySafeShareRefusedEvent extends MySafeEvent {
  constructor(readonly secretIds: readonly SecretId[], readonly refusal: Refusal) {
    super('mysafe-share-refused', { cancelable: true });
  }
}

/** Before somebody is put on the list. */
export class MySafeRecipientAddEvent extends MySafeEvent {
  constructor(readonly secretIds: readonly SecretId[], readonly recipient: Principal, readonly permission: Level) {
    super('mysafe-recipient-add', { cancelable: true });
  }
}

/** Before somebody is taken off the list. */
export class MySafeRecipientRemoveEvent extends MySafeEvent {
  constructor(readonly secretIds: readonly SecretId[], readonly recipient: Principal, readonly permission: Level) {
    super('mysafe-recipient-remove', { cancelable: true });
  }
}

/** Something typed or pasted names nobody who can be chosen. */
export class MySafeRecipientInvalidEvent extends MySafeEvent {
  constructor(readonly secretIds: readonly SecretId[], readonly problems: readonly { readonly entry: string; readonly problem: EntryProblem['problem'] | PrincipalProblem['problem'] }[]) {
    super('mysafe-recipient-invalid');
  }
}

declare global {
  interface HTMLElementEventMap {
    'mysafe-share': MySafeShareEvent;
    'mysafe-shared': MySafeSharedEvent;
    'mysafe-share-refused': MySafeShareRefusedEvent;
    'mysafe-recipient-add': MySafeRecipientAddEvent;
    'mysafe-recipient-remove': MySafeRecipientRemoveEvent;
    'mysafe-recipient-invalid': MySafeRecipientInvalidEvent;
  }
}
