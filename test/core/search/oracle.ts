import type { Principal } from '../../../src/core/model/principal.js';
import { fold } from '../../../src/core/search/fold.js';

/**
 * The matching rules once more, as slowly and as plainly as they can be said, for folded Latin texts with spaces, dots and an `@`:
 * 0 the same word, 1 its beginning, 2 a part of it, 3 its beginning but for one mistake in four letters or more, 4 nothing.
 */
export function naiveTier(principal: Principal, text: string): number {
  const words = wordsOf(principal);
  return Math.min(...readings(fold(text)).map((typed) => Math.max(...typed.map((one) => Math.min(4, ...words.map((word) => tier(word, one)))))));
}

const split = (text: string): string[] => text.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
const trim = (text: string): string => text.replace(/^[^\p{L}\p{N}\p{M}@]+|[^\p{L}\p{N}\p{M}]+$/gu, '');

function address(text: string): string[] {
  const [local = '', domain] = text.split('@');
  return [...split(local), trim(local), ...(domain ? [`@${domain}`] : [])].filter(Boolean);
}

function wordsOf(principal: Principal): string[] {
  const name = split(fold(principal.name));
  return principal.kind === 'group' ? name : [...name, ...address(fold(principal.username)), ...address(fold(principal.email ?? ''))];
}

function readings(text: string): string[][] {
  const chunks = text.split(' ').map((chunk) => {
    const [local = '', domain] = chunk.split('@');
    return { local: trim(local), domain: domain ? `@${trim(domain)}` : '' };
  });
  const whole = chunks.flatMap(({ local, domain }) => [local, domain]);
  const apart = chunks.flatMap(({ local, domain }) => [...split(local), local === '' ? domain.slice(1) : domain]);
  return [whole, apart].map((words) => words.filter((word) => word.length > Number(word.startsWith('@')))).filter((words) => words.length > 0);
}

function tier(word: string, typed: string): number {
  if (word === typed) return 0;
  if (word.startsWith(typed)) return 1;
  if (word.includes(typed)) return 2;
  if (typed.replace('@', '').length < 4) return 4;
  return variants(typed, word).some((variant) => word.startsWith(variant)) ? 3 : 4;
}

/** Everything that becomes `typed` by one mistake, with the letters of `word`. */
function variants(typed: string, word: string): string[] {
  return Array.from({ length: typed.length + 1 }, (_, at) => {
    const [before, after] = [typed.slice(0, at), typed.slice(at)];
    const letters = [...new Set(word)];
    return [
      before + after.slice(1),
      ...letters.map((letter) => before + letter + after),
      ...letters.map((letter) => before + letter + after.slice(1)),
      before + after.charAt(1) + after.charAt(0) + after.slice(2),
    ];
  }).flat();
}
