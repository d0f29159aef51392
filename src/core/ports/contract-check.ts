import type { ContractRule } from './contract-rule.js';

/** A rule whose harness is cleaned whether or not the promise was kept. */
export function aRule<H extends { clean(): Promise<void> }>(rule: string, check: (harness: H) => Promise<void>): ContractRule<H> {
  return {
    rule,
    async check(harness) {
      try {
        await check(harness);
      } finally {
        await harness.clean();
      }
    },
  };
}

/** Alike as plain data: an absent property is like an undefined one, dates by their time. */
function alike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Date || b instanceof Date) return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && a.length !== (b as unknown[]).length) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => alike(ownValue(a, name), ownValue(b, name)));
}

const ownValue = (object: object, name: string): unknown => Object.getOwnPropertyDescriptor(object, name)?.value;
const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 600);

/** @throws {Error} that says what was promised, what came and what should have come. */
export function equal(actual: unknown, expected: unknown, promise: string): void {
  if (!alike(actual, expected)) throw new Error(`${promise}: expected ${shown(expected)}, got ${shown(actual)}`);
}

export function holds(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new Error(promise);
}

/** Holds where `action` throws, at once or later, an error with this code. */
export async function rejects(action: () => unknown, code: string, promise: string): Promise<void> {
  try {
    await action();
  } catch (error) {
    equal(error instanceof Error && 'code' in error ? error.code : error, code, `${promise}: its code`);
    return;
  }
  throw new Error(`${promise}: expected ${code} to be thrown, but nothing was`);
}
