import type { GroupId, PrincipalId, UserId } from '../../src/core/model/ids.js';
import type { Grant, Permission } from '../../src/core/model/permission.js';
import type { Actor, SecretState } from '../../src/core/policy/index.js';

/** A world small enough to be searched whole: three people, a private group that the second of them owns, and perhaps a directory group. */
export interface World {
  readonly name: string;
  /** Ends that a grant can have, in ticks from now, besides none: 1 to so many. */
  readonly ends: number;
  /** Who can come to be a member, a bit for each of the people. No one: there is no such group. A directory group comes with a private one. */
  readonly privateGroup: number;
  readonly directoryGroup: number;
  /** The most steps from the beginning to a state in which steps are still tried. Without one the world is searched whole. */
  readonly deepest?: number;
  /** What a search of it found, where that was written down. A rule that lets less or more happen changes the figures; so does a new kind of step. */
  readonly found?: { readonly states: number; readonly transitions: number };
}

export const PEOPLE = ['user:ana', 'user:bo', 'user:cy'] as const satisfies readonly UserId[];
export const STRANGER: UserId = 'user:eve';
const GROUPS = ['group:private', 'group:directory'] as const satisfies readonly GroupId[];
const PRINCIPALS: readonly PrincipalId[] = [...PEOPLE, ...GROUPS];
/** Which of the people owns the private group. */
export const GROUP_OWNER = 1;
export const LEVELS = ['view', 'edit', 'manage'] as const satisfies readonly Permission[];
export const MANAGE = 3;
export const OWN = 4;
export const NOBODY = 3;

/** One state of a world in small numbers, beside the state that the rules see. */
export interface Point {
  /** What each principal was granted: 0 nothing, 1 a grant that has ended, else a level and an end. */
  readonly slots: readonly number[];
  readonly owner: number;
  /** `NOBODY` while the secret is enabled. */
  readonly disabledBy: number;
  readonly deleted: boolean;
  /** Members of the private and of the directory group, a bit for each of the people. */
  readonly members: readonly [number, number];
}

/** A clock, and how long a tick is by it. The rules must not care which. */
export interface Clock { readonly now: number; readonly tick: number; readonly ended: number }

/** Numbers for the states of one world, and both ways between a number, a point and what the rules see. */
export class Space {
  readonly principals: readonly PrincipalId[];
  /** How many values a slot has. */
  readonly codes: number;
  readonly size: number;
  readonly #ranks: readonly (readonly number[])[];
  readonly #none: readonly number[];

  constructor(readonly world: World) {
    this.principals = PRINCIPALS.slice(0, world.directoryGroup ? 5 : world.privateGroup ? 4 : 3);
    this.#none = this.principals.map(() => 0);
    this.codes = 2 + LEVELS.length * (world.ends + 1);
    this.size = this.codes ** this.principals.length * 3 * 4 * 2 * 64;
    this.#ranks = Array.from({ length: this.codes }, (_, code) => Array.from({ length: world.ends + 1 }, (_, later) => (later < this.ticksLeft(code) ? this.rankOf(code) : 0)));
  }

  /** The value of a slot: `rank` 1 to 3, `left` ticks or `Infinity`. */
  code(rank: number, left: number): number {
    return left <= 0 ? 1 : 2 + (rank - 1) * (this.world.ends + 1) + (left === Infinity ? 0 : left);
  }

  /** An ended grant was of the highest level, so that one that still counted would be seen. */
  rankOf(code: number): number { return code < 2 ? 3 * code : 1 + Math.floor((code - 2) / (this.world.ends + 1)); }
  ticksLeft(code: number): number { return code < 2 ? 0 : (code - 2) % (this.world.ends + 1) || Infinity; }

  isMember(point: Point, person: number, group: number): boolean { return ((point.members[group] ?? 0) >> person & 1) === 1; }

  /** What each of the people holds now and `later` ticks on, at `person * (ends + 1) + later`: counted without the rules. */
  levels(point: Point): number[] {
    const { slots, owner, deleted } = point;
    const levels: number[] = [];
    for (let person = 0; person < 3; person += 1) {
      for (let later = 0; later <= this.world.ends; later += 1) {
        let best = this.#ranks[slots[person]!]![later]!;
        for (let group = 0; group + 3 < slots.length; group += 1) if (this.isMember(point, person, group)) best = Math.max(best, this.#ranks[slots[group + 3]!]![later]!);
        levels.push(deleted ? 0 : owner === person ? OWN : best);
      }
    }
    return levels;
  }

  /** The last tick at which `person` manages by a grant; 0 for who does not. */
  managesUntil(point: Point, person: number): number {
    let until = 0;
    for (let slot = 0; slot < point.slots.length; slot += 1) {
      if (slot === person || (slot >= 3 && this.isMember(point, person, slot - 3))) {
        const code = point.slots[slot]!;
        if (this.rankOf(code) === MANAGE) until = Math.max(until, this.ticksLeft(code));
      }
    }
    return until;
  }

  indexOf({ slots, owner, disabledBy, deleted, members: [own, host] }: Point): number {
    let index = 0;
    for (const code of slots) index = index * this.codes + code;
    return ((((index * 3 + owner) * 4 + disabledBy) * 2 + Number(deleted)) * 8 + own) * 8 + host;
  }

  pointAt(index: number): Point {
    const host = index % 8, own = Math.floor(index / 8) % 8, deleted = Math.floor(index / 64) % 2 === 1;
    const disabledBy = Math.floor(index / 128) % 4, owner = Math.floor(index / 512) % 3;
    const slots = this.#none.slice();
    for (let slot = slots.length - 1, rest = Math.floor(index / 1_536); slot >= 0; slot -= 1, rest = Math.floor(rest / this.codes)) slots[slot] = rest % this.codes;
    return { slots, owner, disabledBy, deleted, members: [own, host] };
  }

  /** A point as the rules see it, frozen all the way down: a rule that writes to what it is given throws. */
  stateOf({ slots, owner, disabledBy, deleted }: Point, clock: Clock): SecretState<Grant> {
    const grants = slots.flatMap((code, slot): Grant[] => (code === 0 ? [] : [Object.freeze({
      principal: this.principals[slot]!, permission: LEVELS[this.rankOf(code) - 1]!, grantedBy: PEOPLE[0], grantedAt: 0, setAt: 1, ...endAt(clock, this.ticksLeft(code)),
    })]));
    return Object.freeze({ owner: PEOPLE[owner]!, enabled: disabledBy === NOBODY, disabledBy: PEOPLE[disabledBy], deleted, hasValue: !deleted, grants: Object.freeze(grants) });
  }

  actorOf(point: Point, person: number, { now }: Clock): Actor {
    return { id: PEOPLE[person] ?? STRANGER, groups: new Set<PrincipalId>(GROUPS.filter((_, group) => this.isMember(point, person, group))), at: now };
  }

  /** The number of a state that the rules made, or -1 where the world has no such state: two grants for one principal, an owner that is nobody. */
  indexOfState(state: SecretState<Grant>, { members }: Point, clock: Clock): number {
    const slots = this.#none.slice();
    for (const grant of state.grants) {
      const slot = this.principals.indexOf(grant.principal);
      const left = grant.expiresAt === undefined ? Infinity : Math.ceil((grant.expiresAt - clock.now) / clock.tick);
      if (slot < 0 || slots[slot] !== 0) return -1;
      slots[slot] = this.code(LEVELS.indexOf(grant.permission) + 1, left);
    }
    const owner = (PEOPLE as readonly UserId[]).indexOf(state.owner);
    const disabledBy = state.enabled ? NOBODY : (PEOPLE as readonly (UserId | undefined)[]).indexOf(state.disabledBy);
    if (owner < 0 || disabledBy < 0 || (state.enabled && state.disabledBy !== undefined) || state.deleted === state.hasValue) return -1;
    return this.indexOf({ slots, owner, disabledBy, deleted: state.deleted, members });
  }
}

/** The end of a grant with so many ticks left, by `clock`; ended: in the moment in which it ends, or before. */
export const endAt = (clock: Clock, left: number): { readonly expiresAt?: number } =>
  (left === Infinity ? {} : { expiresAt: clock.now + (left === 0 ? -clock.ended : left * clock.tick) });
