import type { World } from './world.js';

const ANA = 1, BO = 2, CY = 4;

/** A few seconds: groups without ends, and ends without groups. */
export const quickWorlds: readonly World[] = [
  { name: 'a private group, no ends', ends: 0, privateGroup: BO | CY, directoryGroup: 0, found: { states: 11_568, transitions: 361_104 } },
  { name: 'ends, no groups', ends: 1, privateGroup: 0, directoryGroup: 0, found: { states: 5_154, transitions: 162_192 } },
];

/** Ten minutes: everything at once with one end, as far as that goes, then more members, then more ends. */
export const deepWorlds: readonly World[] = [
  { name: 'both groups, one end', ends: 1, privateGroup: BO, directoryGroup: CY, deepest: 4, found: { states: 185_317, transitions: 3_154_079 } },
  { name: 'both groups with many members, no ends', ends: 0, privateGroup: BO | CY, directoryGroup: ANA | CY, found: { states: 192_192, transitions: 7_226_240 } },
  { name: 'a private group, two ends', ends: 2, privateGroup: BO, directoryGroup: 0, found: { states: 306_448, transitions: 13_209_824 } },
];
