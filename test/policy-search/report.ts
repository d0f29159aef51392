import type { Report } from './search.js';
import type { World } from './world.js';

const count = (number: number): string => number.toLocaleString('en-US');

/** What a search found, in a few lines. */
export function describeReport({ name, deepest }: World, { states, transitions, decisions, violations, accepted, byKind }: Report): string {
  return [
    `${name}${deepest === undefined ? '' : ` (bounded: nothing is tried more than ${deepest} steps from the beginning)`}: ${count(states)} states, ${count(transitions)} transitions, ${count(decisions)} decisions, ${count([...violations.values()].reduce((sum, { count: one }) => sum + one, 0))} violations`,
    `  ${[...byKind].map(([kind, taken]) => `${kind} ${count(taken)}`).join(', ')}`,
    ...[...accepted].map(([what, times]) => `  accepted: ${what}: ${count(times)}`),
    ...[...violations].map(([rule, { count: times, first }]) => `  BROKEN ${rule}: ${count(times)} times, first ${first}`),
  ].join('\n');
}
