import * as z from 'zod/mini';
import { type AnySchema, definitionOf } from '../../support/schemas.js';

/** One of these fits each of our leaves: ids, keys, hashes, signatures, signed bytes, texts, numbers, times. */
const LEAVES: readonly unknown[] = [
  'A'.repeat(22), 'A'.repeat(43), 'A'.repeat(86), `AAAA.${'A'.repeat(86)}`, 'user:ana', 'group:team', 'a text', '', 1, 1_772_000_000_000, true, null, {}, [],
];

function leafOf(schema: AnySchema): unknown {
  const fitting = [...LEAVES, new Date(1_772_000_000_000)].find((leaf) => z.safeParse(schema, leaf).success);
  if (fitting === undefined) throw new Error('test/deep/fuzz/samples.ts has no leaf for a schema: add one');
  return fitting;
}

function objectsOf(shape: Readonly<Record<string, AnySchema>>): readonly unknown[] {
  const fields = Object.entries(shape).map(([name, field]) => [name, samplesOf(field)] as const);
  const most = Math.max(1, ...fields.map(([, samples]) => samples.length));
  return Array.from({ length: most }, (_, at) => Object.fromEntries(fields.map(([name, samples]) => [name, samples[at % samples.length]])));
}

function inside(schema: AnySchema): readonly unknown[] {
  const { type, shape, options, innerType, element, entries, values, in: input } = definitionOf(schema);
  if (shape) return objectsOf(shape);
  if (options) return options.flatMap(samplesOf);
  if (innerType) return samplesOf(innerType);
  if (element) return [samplesOf(element)];
  if (entries) return Object.values(entries);
  if (values) return values;
  return type === 'pipe' && input ? samplesOf(input) : [leafOf(schema)];
}

/** Inputs that `schema` takes, every field present, each variant at least once. A check on the outside may ask for more than the inside. */
export function samplesOf(schema: AnySchema): readonly unknown[] {
  const fitting = inside(schema).filter((sample) => z.safeParse(schema, sample).success);
  return fitting.length > 0 ? fitting : [leafOf(schema)];
}
