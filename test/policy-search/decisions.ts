import { LEVELS, STATES, answerOf } from '../support/decision-table.js';
import type { Attempt } from './steps.js';
import { MANAGE, NOBODY, type Point, type Space } from './world.js';

/** Which column of the table a state is in. */
export function tableState({ deleted, disabledBy, owner }: Point): number {
  if (deleted) return STATES.indexOf('deleted');
  if (disabledBy === NOBODY) return STATES.indexOf('active');
  return STATES.indexOf(disabledBy === owner ? 'ownersDisable' : 'editorsDisable');
}

/** The answers to one step, by level, state, and whether the actor has a grant of their own. */
const answersTo = (name: Attempt['name']): readonly (readonly (readonly string[])[])[] =>
  LEVELS.map((held) => STATES.map((state) => [false, true].map((hasDirectGrant) => answerOf(name, held, state, { hasValue: true, hasDirectGrant }).code)));
const known = new Map<Attempt, ReturnType<typeof answersTo>>();

function answersFor(attempt: Attempt): ReturnType<typeof answersTo> {
  const answers = known.get(attempt) ?? answersTo(attempt.name);
  known.set(attempt, answers);
  return answers;
}

/** What the decision table of security.md 3.3 says, and the bound on a manager's grants (“nobody grants more than they hold, or for longer”). */
export function decisionFor(space: Space, point: Point, state: number, held: readonly number[], actor: number, attempt: Attempt): string {
  const rank = held[actor * (space.world.ends + 1)] ?? 0;
  const code = answersFor(attempt)[rank]![state]![(point.slots[actor] ?? 0) > 0 && actor < 3 ? 1 : 0]!;
  if (attempt.kind !== 'grant' || code !== 'ok' || rank !== MANAGE) return code;
  return space.ticksLeft(attempt.code) > space.managesUntil(point, actor) ? 'share/beyond-own-end' : 'ok';
}
