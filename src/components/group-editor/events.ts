import type { Group, GroupInput, UserId } from '../../core/for-components.js';
import { MySafeEvent } from '../shared/events.js';

/** Before a private group is saved. Cancel it to leave everything as it is, for example to ask for a fresh sign-in. */
export class MySafeGroupSaveEvent extends MySafeEvent {
  constructor(readonly group: GroupInput, readonly added: readonly UserId[], readonly removed: readonly UserId[]) {
    super('mysafe-group-save', { cancelable: true });
  }
}

/** After the group was stored: whoever may view it finds it from now on. */
export class MySafeGroupSavedEvent extends MySafeEvent {
  constructor(readonly group: Group) {
    super('mysafe-group-saved');
  }
}

declare global {
  interface HTMLElementEventMap {
    'mysafe-group-save': MySafeGroupSaveEvent;
    'mysafe-group-saved': MySafeGroupSavedEvent;
  }
}
