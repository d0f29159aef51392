/** Why a principal can't be chosen, or what to notice about it, in the order in which they are tested (mysafe.md T12). */
export type Problem =
  | 'unknown' | 'ambiguous' | 'yourself' | 'owner' | 'suspended' | 'invited' | 'group-disabled' | 'has-access' | 'outside-policy' | 'unverified' | 'look-alike';

/** `has-access` and `look-alike` are notices; the others block. */
export const isBlocking = (problem: Problem | undefined): boolean =>
  problem !== undefined && problem !== 'has-access' && problem !== 'look-alike';
