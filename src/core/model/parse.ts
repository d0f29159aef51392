import * as z from 'zod/mini';
import { MySafeError } from './fault.js';
import { type InputIssue, type Result, accept, refuse } from './refusal.js';

/** Deeper or larger input than any of ours is refused before a schema sees it. */
const MOST_DEPTH = 16;
const MOST_NODES = 200_000;

class TooLarge extends Error {}

/** A date's own time; not a number for what only looks like a date. */
function timeOf(date: Date): number {
  try { return Date.prototype.getTime.call(date); } catch { return NaN; }
}

/**
 * A deep copy of the own enumerable properties, without a prototype, each read once.
 * Inherited properties, getters that change their answer and `toJSON` have no say in what is parsed (CWE-1321).
 */
function snapshot(value: unknown, depth = 0, budget = { nodes: MOST_NODES }): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return new Date(timeOf(value));
  const keys = Array.isArray(value) ? undefined : Object.keys(value);
  // an array counts with its whole length: `new Array(2 ** 32 - 1)` holds nothing and takes an hour to read
  if (depth > MOST_DEPTH || (budget.nodes -= 1 + (keys ?? (value as unknown[])).length) < 0) throw new TooLarge();
  if (!keys) return Array.from({ length: (value as unknown[]).length }, (_, at) => snapshot((value as unknown[])[at], depth + 1, budget));
  const copy = Object.create(null) as Record<string, unknown>;
  for (const key of keys) copy[key] = snapshot((value as Record<string, unknown>)[key], depth + 1, budget);
  // zod measures whatever has a length, also where a text was due, and throws where it can't be compared with a number
  const { length } = copy;
  if ((typeof length === 'object' && length !== null) || typeof length === 'symbol') throw new TooLarge();
  return copy;
}

function issueCode(issue: z.core.$ZodIssue): InputIssue['code'] {
  if (issue.input === undefined) return 'required';
  switch (issue.code) {
    case 'invalid_type': return 'wrong-type';
    case 'unrecognized_keys': return 'unknown-key';
    case 'too_small': return issue.origin === 'string' || issue.origin === 'array' ? 'required' : 'out-of-range';
    case 'too_big':
      if (issue.origin === 'string') return 'too-long';
      return issue.origin === 'array' ? 'too-many' : 'out-of-range';
    case 'invalid_format': case 'invalid_value': return 'out-of-range';
    default: return 'wrong-type';
  }
}

function toIssues(error: z.core.$ZodError): InputIssue[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key.slice(0, 100)], code: 'unknown-key' as const }));
    return [{ path, code: issueCode(issue) }];
  });
}

/** What an embedder passed in, held to `schema`. What comes out has no prototype, so an absent field stays absent. */
export function parseInput<S extends z.ZodMiniType>(schema: S, value: unknown): Result<z.output<S>> {
  try {
    const parsed = z.safeParse(schema, snapshot(value), { reportInput: true });
    if (parsed.success) return accept(snapshot(parsed.data) as z.output<S>);
    return refuse({ code: 'input/invalid', issues: toIssues(parsed.error) });
  } catch (error) {
    if (error instanceof TooLarge) return refuse({ code: 'input/invalid', issues: [{ path: [], code: 'out-of-range' }] });
    throw error;
  }
}

/** What a store handed back, held to `schema`. @throws {MySafeError} `storage/corrupt` naming `what`. */
export function parseStored<S extends z.ZodMiniType>(schema: S, value: unknown, what: string): z.output<S> {
  const parsed = parseInput(schema, value);
  if (parsed.ok) return parsed.value;
  throw new MySafeError('storage/corrupt', `The stored ${what} does not have its shape. Restore it from a backup.`);
}
