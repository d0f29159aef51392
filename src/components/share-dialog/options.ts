import type { RecipientMatch, ShareSnapshot } from '../../core/for-components.js';
import type { Section } from '../shared/picker/suggestions.js';

export const sectionOf = ({ principal, outside }: RecipientMatch): Section => (principal.kind === 'user' ? (outside === undefined ? 'people' : 'outside') : principal.origin === 'directory' ? 'groups' : 'private-groups');

/** Matches in the order in which they are shown: by section, the section of the best match first. */
export function inSections(matches: readonly RecipientMatch[]): readonly RecipientMatch[] {
  const order = [...new Set(matches.map(sectionOf))];
  return order.flatMap((section) => matches.filter((match) => sectionOf(match) === section));
}

/** Why an option can't be chosen, in a word, or “Added”. */
export function optionNote(match: RecipientMatch, snapshot: ShareSnapshot): 'added' | 'has-access' | 'yourself' | 'owner' | 'suspended' | 'invited' | 'group-disabled' | 'outside-policy' | undefined {
  const { id } = match.principal;
  if (snapshot.added.some((row) => row.principal.id === id)) return 'added';
  if (snapshot.existing.some((row) => row.principal.id === id)) return 'has-access';
  const { problem } = match;
  return problem === 'look-alike' || problem === 'unverified' || problem === 'unknown' || problem === 'ambiguous' || problem === 'has-access' ? undefined : problem;
}
