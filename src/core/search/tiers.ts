/** How well a word answers what was typed: the same word, its beginning, a part of it, its beginning but for one mistake, not at all. */
export type Tier = 0 | 1 | 2 | 3 | 4;
export const EXACT = 0;
export const PREFIX = 1;
export const PART = 2;
export const MISTAKE = 3;
export const NO_MATCH = 4;

/** In fewer letters one mistake leaves too little of a word. The `@` of a domain is no letter. */
const FEWEST_LETTERS = 4;

export const forgivesMistakes = (typed: string): boolean =>
  typed.length >= (typed.startsWith('@') ? FEWEST_LETTERS + 1 : FEWEST_LETTERS);

/**
 * How many letters of `word` are the typed ones but for one mistake (a letter too many, too few, another, or two neighbours swapped); -1 if none.
 * One edit can always be moved to the first letter that differs, so only that place is tried.
 */
export function lengthWithOneMistake(word: string, typed: string): number {
  let same = 0;
  while (same < typed.length && word.charCodeAt(same) === typed.charCodeAt(same)) same += 1;
  const rest = typed.slice(same + 1);
  if (same < word.length && word.startsWith(rest, same + 1)) return typed.length;
  if (word[same + 1] === typed[same] && word[same] === typed[same + 1] && word.startsWith(typed.slice(same + 2), same + 2)) return typed.length;
  if (word.startsWith(typed.slice(same), same + 1)) return typed.length + 1;
  if (word.startsWith(rest, same)) return typed.length - 1;
  return -1;
}

export function tierOf(word: string, typed: string): Tier {
  const at = word.indexOf(typed);
  if (at === 0) return word.length === typed.length ? EXACT : PREFIX;
  if (at > 0) return PART;
  return forgivesMistakes(typed) && lengthWithOneMistake(word, typed) >= 0 ? MISTAKE : NO_MATCH;
}

/** All typed words must match, each at the best word it finds; the worst of them counts. */
export function tierOfAll(words: readonly string[], typed: readonly string[]): Tier {
  let worst: Tier = EXACT;
  for (const one of typed) {
    let best: Tier = NO_MATCH;
    for (let i = 0; i < words.length && best > worst; i += 1) {
      const tier = tierOf(words[i]!, one);
      if (tier < best) best = tier;
    }
    if (best > worst) worst = best;
    if (worst === NO_MATCH) break;
  }
  return worst;
}
