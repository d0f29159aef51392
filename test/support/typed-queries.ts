import type { Principal } from '../../src/core/model/principal.js';
import { seededRandom } from './people.js';

/** What people type, and what nobody should, by kind. */
export type TypedQueries = Readonly<Record<string, readonly string[]>>;

/** So many queries of each kind, most of them about somebody among `people`: always the same for one seed. */
export function makeQueries(people: readonly Principal[], perKind: number, seed: number): TypedQueries {
  const random = seededRandom(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const letters = (count: number): string => Array.from({ length: count }, () => String.fromCharCode(97 + below(26))).join('');
  const word = (longest = 3): string => {
    for (;;) {
      const words = pick(people).name.split(/[\s-]+/).filter((one) => [...one].length >= longest);
      if (words.length > 0) return pick(words);
    }
  };
  const handle = (): string => {
    const principal = pick(people);
    return (principal.kind === 'user' ? principal.email : undefined) ?? principal.name;
  };
  const misspell = (text: string): string => {
    const at = below(text.length - 1);
    return pick([
      () => text.slice(0, at) + text.slice(at + 1),
      () => text.slice(0, at) + letters(1) + text.slice(at),
      () => text.slice(0, at) + letters(1) + text.slice(at + 1),
      () => text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2),
    ])();
  };
  const part = (): string => {
    const text = pick([() => word(5), handle])();
    const start = 1 + below(Math.max(1, text.length - 4));
    return text.slice(start, start + 2 + below(5));
  };
  const make = (query: () => string): readonly string[] => Array.from({ length: perKind }, query);
  return {
    'one letter': make(() => pick([() => letters(1), () => word(1).charAt(0), () => String(below(10)), () => word(2).charAt(1)])()),
    'two letters': make(() => pick([() => letters(2), () => word(2).slice(0, 2), () => word(4).slice(2, 4)])()),
    'prefix': make(() => { const text = pick([() => word(4), handle])(); return text.slice(0, 3 + below(text.length - 3)); }),
    'part': make(part),
    'mistake': make(() => misspell(word(5).padEnd(5, 'a'))),
    'miss': make(() => `${letters(3)}q${letters(2)}x${letters(3)}`),
    'two tokens': make(() => pick([() => `${word(2)} ${word(2).slice(0, 2)}`, () => `${letters(1)} ${letters(1)}`, () => pick(people).name, () => `com ${letters(2)}`])()),
    'long garbage': make(() => pick([() => letters(300), () => Array.from({ length: 40 }, () => letters(1 + below(6))).join(' '), () => `${word()} `.repeat(60), () => [...letters(26)].join(' ')])()),
  };
}
