import type { PrincipalId, UserId } from '../model/ids.js';
import type { Principal, User } from '../model/principal.js';
import { hidesCharacters } from '../model/text.js';
import type { Directory } from '../ports/directory.js';
import { looksLike, mixesScripts } from '../search/skeleton.js';
import { createTwinTable, handlesOf } from '../search/twins.js';

/** More look-alikes of one principal change nothing: one is enough to warn. */
const MOST_TWINS = 8;

const textsOf = (principal: Principal): readonly string[] => [principal.name, ...handlesOf(principal)].filter((text) => text !== '');

/**
 * Those whom the asker could take each of some principals for: by name, username or e-mail, as far as the directory tells, and among the
 * principals themselves. One question to the directory. Who has none is not in the answer.
 */
export async function twinsOf(directory: Directory, asker: UserId, principals: readonly Principal[]): Promise<ReadonlyMap<PrincipalId, readonly Principal[]>> {
  const texts = [...new Set(principals.flatMap(textsOf))];
  if (texts.length === 0) return new Map();
  const answers = await directory.resolve(texts, { asker });
  const meant = new Map(texts.map((text, at) => [text, answers[at]]));
  const table = createTwinTable(textsOf);
  for (const principal of principals) table.add(principal);
  const twins = new Map<PrincipalId, readonly Principal[]>();
  for (const principal of principals) {
    const found = new Map<PrincipalId, Principal>();
    const note = (others: readonly Principal[]): void => {
      for (const other of others) if (found.size < MOST_TWINS && other.id !== principal.id && other.name !== '') found.set(other.id, other);
    };
    for (const text of textsOf(principal)) {
      const answer = meant.get(text);
      note(answer?.principal ? [answer.principal] : answer?.candidates ?? []);
      note(table.alike(text));
    }
    if (found.size > 0) twins.set(principal.id, [...found.values()]);
  }
  return twins;
}

export const domainOf = ({ email }: Pick<User, 'email'>): string | undefined => email?.slice(email.lastIndexOf('@') + 1).normalize('NFKC').toLowerCase() || undefined;

/** Whether a name or address is spelled to be taken for another: it mixes alphabets in a word, hides characters, or has a domain like the asker's. */
export function hasOddLetters(principal: Principal, asker: User): boolean {
  if (textsOf(principal).some((text) => mixesScripts(text) || hidesCharacters(text))) return true;
  const [own, other] = [domainOf(asker), principal.kind === 'user' ? domainOf(principal) : undefined];
  return own !== undefined && other !== undefined && own !== other && looksLike(own, other);
}
