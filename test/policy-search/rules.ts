import type { Attempt } from './steps.js';
import { MANAGE, NOBODY, OWN, type Point, type Space } from './world.js';

/** One lawful step: what was before, who did what, what is after. Levels as `Space.levels` gives them. */
export interface Moment {
  readonly space: Space;
  readonly actor: number;
  readonly attempt: Attempt;
  readonly before: Point;
  readonly after: Point;
  readonly held: readonly number[];
  readonly left: readonly number[];
}

export interface Rule {
  readonly id: string;
  readonly says: string;
  readonly keeps: (moment: Moment) => boolean;
}

const now = ({ held, actor, space }: Moment): number => held[actor * (space.world.ends + 1)]!;
const isOwnersDisable = ({ disabledBy, owner }: Point): boolean => disabledBy !== NOBODY && disabledBy === owner;

type Holds = (before: number, after: number, actors: number, isActor: boolean) => boolean;
const actorNeverGains: Holds = (before, after, _, isActor) => !isActor || after <= before;
const nobodyGainsMore: Holds = (before, after, actors) => after <= before || after <= actors;
const nobodyElseLoses: Holds = (before, after, _, isActor) => isActor || after >= before;

/** Whether `holds` for what everyone held before and after, and what the actor held, at each tick that the world can tell apart. */
function always({ space, actor, held, left }: Moment, holds: Holds): boolean {
  const ticks = space.world.ends + 1;
  for (let at = 0; at < held.length; at += 1) {
    if (!holds(held[at]!, left[at]!, held[actor * ticks + (at % ticks)]!, Math.floor(at / ticks) === actor)) return false;
  }
  return true;
}

function withinOwn(moment: Moment): boolean {
  const { attempt: { kind, code }, space, held, actor } = moment;
  if (kind === 'grant') {
    for (let later = 0; later < Math.min(space.ticksLeft(code), space.world.ends + 1); later += 1) if (space.rankOf(code) > held[actor * (space.world.ends + 1) + later]!) return false;
  }
  return always(moment, nobodyGainsMore);
}

function lowersLawfully(moment: Moment): boolean {
  const { before, after, actor, attempt } = moment;
  if ((after.owner !== before.owner || after.deleted !== before.deleted) && now(moment) !== OWN) return false;
  if (now(moment) >= MANAGE) return true;
  return before.slots.every((code, slot) => slot === actor || after.slots[slot] === code)
    && always(moment, nobodyElseLoses) && attempt.kind !== 'revoke';
}

/** What the owner disabled, or somebody who owns it now, counts as the owner's until it is enabled. */
function remembersDisable({ attempt: { kind }, before, after, actor }: Moment): boolean {
  switch (kind) {
    case 'disable': return isOwnersDisable(after) === (isOwnersDisable(before) || actor === before.owner);
    case 'enable': return after.disabledBy === NOBODY;
    case 'transfer': return isOwnersDisable(after) === (isOwnersDisable(before) || (before.disabledBy !== NOBODY && before.disabledBy === after.owner));
    default: return after.disabledBy === before.disabledBy;
  }
}

const level = { label: 2, version: 2, rekey: MANAGE, complete: MANAGE } as const;

/** The invariants of security.md 3.4 that are about a step. */
export const RULES: readonly Rule[] = [
  { id: 'I2', says: 'no step raises its actor’s own level, now or later', keeps: (moment) => always(moment, actorNeverGains) },
  { id: 'I3', says: 'nobody is given more than the actor holds, or for longer', keeps: withinOwn },
  {
    id: 'I4', says: 'a value is opened for who may see it, while it is enabled',
    keeps: (moment) => moment.attempt.name !== 'open to reveal' || (now(moment) >= 1 && moment.before.disabledBy === NOBODY && !moment.before.deleted),
  },
  { id: 'I5', says: 'only who manages lowers or removes others, only the owner gives away or deletes', keeps: lowersLawfully },
  { id: 'I6', says: 'deleted is final', keeps: ({ before }) => !before.deleted },
  {
    id: 'I7', says: 'an owner’s disable is undone by who manages, and is not forgotten',
    keeps: (moment) => remembersDisable(moment) && !(moment.attempt.kind === 'enable' && isOwnersDisable(moment.before) && now(moment) < MANAGE),
  },
  {
    id: 'I8', says: 'the author of every version and label could edit',
    keeps: (moment) => {
      const { kind, name } = moment.attempt;
      return (kind !== 'version' && kind !== 'label') || (moment.before.disabledBy === NOBODY && now(moment) >= (name === 'label with identifier' ? MANAGE : level[kind]));
    },
  },
  {
    id: 'I9', says: 'keys are given out and changed by who manages',
    keeps: (moment) => {
      const { kind, name } = moment.attempt;
      return !(kind === 'rekey' || kind === 'complete' || name === 'open to rekey') || now(moment) >= MANAGE;
    },
  },
];
