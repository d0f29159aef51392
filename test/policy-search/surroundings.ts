import { GROUP_OWNER, MANAGE, type Point, type Space } from './world.js';

/** What happens to a secret without a step on it. */
export interface Happening {
  readonly name: 'time' | 'private group' | 'directory group';
  readonly after: Point;
  /** The rule that it breaks. */
  readonly broken?: string;
  readonly accepted: readonly string[];
}

/** One tick passes: every end comes nearer, and nobody gains. */
function tick(space: Space, point: Point, held: readonly number[]): Happening[] {
  if (space.world.ends === 0) return [];
  const slots = point.slots.map((code) => (code === 0 ? 0 : space.code(space.rankOf(code), space.ticksLeft(code) - 1)));
  const after = { ...point, slots };
  const left = space.levels(after);
  return [{ name: 'time', after, accepted: [], ...(left.some((level, at) => level > held[at]!) && { broken: 'time' }) }];
}

/** Security.md 3.4: whoever manages a group can gain what the group holds. So can they give and take it. */
function acceptedOf(space: Space, held: readonly number[], left: readonly number[]): string[] {
  const ticks = space.world.ends + 1;
  const own = held.slice(GROUP_OWNER * ticks, (GROUP_OWNER + 1) * ticks);
  const accepted = new Set<string>();
  left.forEach((level, at) => {
    const before = held[at]!;
    if (Math.floor(at / ticks) === GROUP_OWNER) {
      if (level > before) accepted.add('the group’s owner gains through the own group');
    } else {
      if (level > before && level > own[at % ticks]!) accepted.add('the group’s owner lets another gain more than the owner holds');
      if (level < before && own[0]! < MANAGE) accepted.add('the group’s owner takes from another what came through the group');
    }
  });
  return [...accepted];
}

/** Every single change of who is in a group: of the private one by its owner, of the directory's by the host. */
export function surroundings(space: Space, point: Point, held: readonly number[]): Happening[] {
  const { privateGroup, directoryGroup } = space.world;
  const [own, host] = point.members;
  const happenings = tick(space, point, held);
  for (const bit of [1, 2, 4]) {
    if (privateGroup & bit) {
      const after: Point = { ...point, members: [own ^ bit, host] };
      happenings.push({ name: 'private group', after, accepted: acceptedOf(space, held, space.levels(after)) });
    }
    if (directoryGroup & bit) happenings.push({ name: 'directory group', after: { ...point, members: [own, host ^ bit] }, accepted: [] });
  }
  return happenings;
}
