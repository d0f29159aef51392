import UFuzzy from '@leeoniya/ufuzzy';
import MiniSearch from 'minisearch';
import type { Principal } from '../../src/core/model/principal.js';
import { createPrincipalIndex } from '../../src/core/search/principal-index.js';

const LIMIT = 20;

/** Something that finds people while somebody types: the first twenty ids. */
export interface Engine {
  readonly name: string;
  readonly find: (text: string) => readonly string[];
}

export async function ourEngine(people: readonly Principal[]): Promise<Engine> {
  const index = await createPrincipalIndex(people);
  return { name: 'mysafe-share', find: (text) => index.search(text, { limit: LIMIT }).map(({ principal }) => principal.id) };
}

const usernameOf = (principal: Principal): string => (principal.kind === 'user' ? principal.username : '');
const emailOf = (principal: Principal): string => (principal.kind === 'user' ? principal.email ?? '' : '');

/** The same three fields without accents, beginnings of words, one mistake from four letters on, all words. */
export function miniSearchEngine(people: readonly Principal[]): Engine {
  const plain = (term: string): string => UFuzzy.latinize([term])[0]!.toLowerCase();
  const index = new MiniSearch<{ id: string; name: string; username: string; email: string }>({
    fields: ['name', 'username', 'email'], processTerm: plain,
    searchOptions: { prefix: true, fuzzy: (term) => (term.length >= 4 ? 1 : false), combineWith: 'AND', boost: { name: 2 }, processTerm: plain },
  });
  index.addAll(people.map((principal) => ({ id: principal.id, name: principal.name, username: usernameOf(principal), email: emailOf(principal) })));
  return { name: 'minisearch', find: (text) => index.search(text).slice(0, LIMIT).map(({ id }) => id as string) };
}

/** One line a person without accents; letters of any script, one mistake, words in any order. */
export function uFuzzyEngine(people: readonly Principal[]): Engine {
  const fuzzy = new UFuzzy({ unicode: true, interSplit: "[^\\p{L}\\d']+", intraSplit: '\\p{Ll}\\p{Lu}', intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
    intraChars: "[\\p{L}\\d']", intraContr: "'\\p{L}{1,2}\\b", intraMode: 1, intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 });
  const lines = UFuzzy.latinize(people.map((principal) => `${principal.name} ${usernameOf(principal)} ${emailOf(principal)}`.toLowerCase()));
  const find = (text: string): readonly string[] => {
    const [found, , order] = fuzzy.search(lines, UFuzzy.latinize([text.toLowerCase()])[0]!, 1);
    if (!found) return [];
    const first = order ? order.slice(0, LIMIT).map((at) => found[at]!) : found.slice(0, LIMIT);
    return first.map((at) => people[at]!.id);
  };
  return { name: 'ufuzzy', find };
}
