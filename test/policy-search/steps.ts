import type { Permission } from '../../src/core/model/permission.js';
import type { LawStep } from '../../src/core/policy/index.js';
import type { StepName } from '../support/decision-table.js';
import { type Clock, LEVELS, MANAGE, NOBODY, PEOPLE, type Point, type Space, endAt } from './world.js';

/** One step that somebody may try, in what the rules read and in the numbers of the world. */
export interface Attempt {
  readonly kind: LawStep['kind'];
  readonly name: StepName;
  /** The step by each of the two clocks. */
  readonly steps: readonly [LawStep, LawStep];
  /** Which principal it names, or -1. */
  readonly target: number;
  /** What a grant puts into the slot of its principal. */
  readonly code: number;
}

type Draft = Omit<Attempt, 'kind' | 'steps'> & { readonly step: (clock: Clock) => LawStep };
interface KindOfStep {
  readonly drafts: (space: Space) => readonly Draft[];
  /** What the step leaves behind where it is lawful, said a second time: all that is not named stays. */
  readonly leaves: (point: Point, attempt: Attempt, actor: number, space: Space) => Partial<Point>;
}

const plain = (kind: 'version' | 'rekey' | 'complete' | 'disable' | 'enable' | 'leave' | 'delete', leaves: KindOfStep['leaves'] = () => ({})): KindOfStep => ({
  drafts: () => [{ name: kind, target: -1, code: 0, step: () => ({ kind }) }], leaves,
});
const withSlot = (slots: readonly number[], ...changes: readonly (readonly [slot: number, code: number])[]): readonly number[] => {
  const next = [...slots];
  for (const [slot, code] of changes) next[slot] = code;
  return next;
};

function grantsIn(space: Space): Draft[] {
  const lefts = [Infinity, ...Array.from({ length: space.world.ends }, (_, tick) => tick + 1)];
  const terms: readonly (readonly [Permission, number])[] = LEVELS.flatMap((permission) => lefts.map((left) => [permission, left] as const));
  const ended = space.world.ends > 0 ? [['manage', 0] as const] : [];
  return space.principals.flatMap((principal, target) => [...terms, ...ended].map(([permission, left]): Draft => ({
    name: 'grant', target, code: space.code(LEVELS.indexOf(permission) + 1, left), step: (clock) => ({ kind: 'grant', principal, permission, ...endAt(clock, left) }),
  })));
}

function transferred({ slots, owner, disabledBy }: Point, to: number, space: Space): Partial<Point> {
  const kept = to === owner ? 0 : space.code(MANAGE, Infinity);
  return { owner: to, slots: withSlot(slots, [to, 0], [owner, kept]), disabledBy: disabledBy === owner ? to : disabledBy };
}

/** Every kind of step, with each step of that kind in a world. A new kind does not compile until it has a row. */
const KINDS: { readonly [K in LawStep['kind']]: KindOfStep } = {
  label: {
    drafts: () => [false, true].map((identifier) => ({ name: identifier ? 'label with identifier' : 'label', target: -1, code: 0, step: () => ({ kind: 'label', identifier }) })),
    leaves: () => ({}),
  },
  open: {
    drafts: () => (['reveal', 'edit', 'rekey'] as const).map((purpose) => ({ name: `open to ${purpose}`, target: -1, code: 0, step: () => ({ kind: 'open', purpose }) })),
    leaves: () => ({}),
  },
  version: plain('version'),
  rekey: plain('rekey'),
  complete: plain('complete'),
  disable: plain('disable', ({ disabledBy, owner }, _, actor) => (disabledBy === NOBODY || actor === owner ? { disabledBy: actor } : {})),
  enable: plain('enable', () => ({ disabledBy: NOBODY })),
  leave: plain('leave', ({ slots }, _, actor) => ({ slots: withSlot(slots, [actor, 0]) })),
  delete: plain('delete', ({ slots }) => ({ slots: slots.map(() => 0), deleted: true })),
  grant: { drafts: grantsIn, leaves: ({ slots }, { target, code }) => ({ slots: withSlot(slots, [target, code]) }) },
  revoke: {
    drafts: (space) => space.principals.map((principal, target) => ({ name: 'revoke', target, code: 0, step: () => ({ kind: 'revoke', principal }) })),
    leaves: ({ slots }, { target }) => ({ slots: withSlot(slots, [target, 0]) }),
  },
  transfer: {
    drafts: () => PEOPLE.map((to, target) => ({ name: 'transfer', target, code: 0, step: () => ({ kind: 'transfer', to }) })),
    leaves: (point, { target }, _, space) => transferred(point, target, space),
  },
};

/** Every step that can be tried in a world, by two clocks. */
export function attemptsIn(space: Space, clocks: readonly [Clock, Clock]): readonly Attempt[] {
  return (Object.keys(KINDS) as LawStep['kind'][]).flatMap((kind) => KINDS[kind].drafts(space).map(({ step, ...draft }): Attempt =>
    ({ ...draft, kind, steps: [Object.freeze(step(clocks[0])), Object.freeze(step(clocks[1]))] })));
}

/** The point that `attempt` must lead to. */
export const pointAfter = (point: Point, attempt: Attempt, actor: number, space: Space): Point => ({ ...point, ...KINDS[attempt.kind].leaves(point, attempt, actor, space) });

/** Steps that no rule set knows, and some that look like one (I11). */
export const UNKNOWN_STEPS = ['', 'own', 'GRANT', 'grant ', 'constructor', '__proto__', 'toString', 'escrow', undefined, null, 3, true]
  .map((kind) => Object.freeze({ kind }) as unknown as LawStep);
