import type { Random } from './random.js';

/** What hostile inputs are made of: texts of BLNS, and the values of hostile-json.json. */
export interface Pool { readonly strings: readonly string[]; readonly values: readonly unknown[] }

const NUMBERS: readonly number[] = [0, -0, -1, 1.5, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 5e-324, 1e308, 8_640_000_000_000_001];
const NAMES: readonly string[] = ['__proto__', 'constructor', 'prototype', 'toString', 'toJSON', 'then', 'valueOf', 'hasOwnProperty', 'length', 'permission', 'id', 'type', 'value', ''];
const PIECES: readonly string[] = ['\u0000', '\ud800', '\udc00', '\u200b', '\u202e', '\u00a0', '\u0301', '\ufeff', '"', '<', '>', '@', ',', ';', '\n', '\t', '=', '-', '_', 'I', 'O', '0', 'user:', 'group:', 'mailto:'];
const LONGEST = 100_000;

/** `text` after one change: a piece put in, taken out, repeated, replaced or turned round. */
export function mutateText(text: string, random: Random, { strings }: Pool): string {
  const at = random.below(text.length + 1);
  const end = at + random.below(Math.min(text.length - at, 50) + 1);
  const part = (piece: string): string => (text.slice(0, at) + piece + text.slice(end)).slice(0, LONGEST);
  switch (random.below(7)) {
    case 0: return part(random.oneOf(PIECES));
    case 1: return part('');
    case 2: return part(text.slice(at, end).repeat(1 + random.below(30)));
    case 3: return part(random.oneOf(strings));
    case 4: return part(String.fromCharCode(random.below(0x1_0000)));
    case 5: return part([...text.slice(at, end)].reverse().join(''));
    default: return random.below(200) === 0 ? random.oneOf(PIECES).repeat(10_000) : random.oneOf(strings);
  }
}

function deep(random: Random): unknown {
  let value: unknown = random.oneOf(NUMBERS);
  for (let left = random.below(100); left > 0; left -= 1) value = random.below(2) === 0 ? [value] : { a: value };
  return value;
}

function hostile(random: Random, pool: Pool): unknown {
  switch (random.below(9)) {
    case 0: return random.oneOf(NUMBERS);
    case 1: return random.oneOf(pool.strings);
    case 2: return null;
    case 3: return undefined;
    case 4: return random.below(2) === 0;
    case 5: return random.below(50) === 0 ? Array.from({ length: random.below(5_000) }, (_, at) => at) : [];
    case 6: return deep(random);
    case 7: return random.below(2) === 0 ? new Date(random.oneOf(NUMBERS)) : { [random.oneOf(NAMES)]: random.oneOf(pool.strings) };
    default: return random.oneOf(pool.values);
  }
}

/** Sets an own property whatever it is called. */
const put = (target: object, name: string, value: unknown): void => { Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true }); };

/** A copy of `value` with one change somewhere in it. What is not on the way to the change is shared, never written to. */
export function mutateValue(value: unknown, random: Random, pool: Pool): unknown {
  if (typeof value === 'string' && random.below(4) > 0) return mutateText(value, random, pool);
  if (Array.isArray(value) && random.below(6) > 0) return mutateList(value as readonly unknown[], random, pool);
  if (typeof value === 'object' && value !== null && !(value instanceof Date) && random.below(8) > 0) return mutateObject(value as Readonly<Record<string, unknown>>, random, pool);
  return hostile(random, pool);
}

function mutateList(list: readonly unknown[], random: Random, pool: Pool): unknown {
  const copy = [...list];
  const at = random.below(list.length + 1);
  if (at === list.length || random.below(6) === 0) copy.splice(at, 0, random.below(2) === 0 ? list[random.below(list.length)] : hostile(random, pool));
  else if (random.below(6) === 0) copy.splice(at, 1);
  else copy[at] = mutateValue(list[at], random, pool);
  return copy;
}

function mutateObject(fields: Readonly<Record<string, unknown>>, random: Random, pool: Pool): unknown {
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) put(copy, name, fields[name]);
  const names = Object.keys(fields);
  if (names.length === 0 || random.below(8) === 0) put(copy, random.below(2) === 0 ? random.oneOf(NAMES) : random.oneOf(pool.strings), hostile(random, pool));
  else if (random.below(8) === 0) Reflect.deleteProperty(copy, random.oneOf(names));
  else {
    const name = random.oneOf(names);
    put(copy, name, mutateValue(fields[name], random, pool));
  }
  return copy;
}
