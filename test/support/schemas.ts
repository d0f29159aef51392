import type * as z from 'zod/mini';
import * as records from '../../src/core/authority/records.js';
import * as activity from '../../src/core/model/activity.js';
import * as entry from '../../src/core/model/entry.js';
import * as group from '../../src/core/model/group.js';
import * as ids from '../../src/core/model/ids.js';
import * as permission from '../../src/core/model/permission.js';
import * as sealed from '../../src/core/model/sealed.js';
import * as secret from '../../src/core/model/secret.js';
import * as sharing from '../../src/core/model/sharing.js';
import * as backup from '../../src/core/protocol/backup.js';
import * as command from '../../src/core/protocol/command.js';
import * as query from '../../src/core/protocol/query.js';

/** By their path in src/core. test/node/schemas.test.ts fails where a module with a schema is missing here. */
const MODULES: Readonly<Record<string, object>> = {
  'authority/records': records, 'model/activity': activity, 'model/entry': entry, 'model/group': group, 'model/ids': ids, 'model/permission': permission, 'model/sealed': sealed,
  'model/secret': secret, 'model/sharing': sharing, 'protocol/backup': backup, 'protocol/command': command, 'protocol/query': query,
};

/** What zod keeps of a schema, as far as walking it needs. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, AnySchema>>;
  readonly options?: readonly AnySchema[];
  readonly innerType?: AnySchema;
  readonly element?: AnySchema;
  readonly valueType?: AnySchema;
  readonly in?: AnySchema;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
}
export type AnySchema = z.ZodMiniType;

export const definitionOf = (schema: AnySchema): Definition => schema._zod.def;
const isOptional = (schema: AnySchema): boolean => schema._zod.optin === 'optional' || definitionOf(schema).type === 'default';
const isSchema = (value: unknown): value is AnySchema => typeof value === 'object' && value !== null && '_zod' in value;

export const schemaModules = Object.keys(MODULES);

/** Every schema that src/core exports, as `module name`. */
export const schemas: ReadonlyMap<string, AnySchema> = new Map(Object.entries(MODULES).flatMap(([file, module]) =>
  Object.entries(module).flatMap(([name, value]) => (isSchema(value) ? [[`${file} ${name}`, value] as const] : []))));

/** Optional fields of schemas that their module keeps to itself. */
const IN_CLOSED_SCHEMAS = ['memory', 'verifiedAt'];

function collect(schema: AnySchema, into: Set<string>): void {
  const { shape = {}, options = [], innerType, element, valueType, in: input } = definitionOf(schema);
  for (const [name, field] of Object.entries(shape)) if (isOptional(field)) into.add(name);
  for (const inner of [...Object.values(shape), ...options, innerType, element, valueType, input]) if (inner) collect(inner, into);
}

/** The name of every field that any schema of ours lets be absent, once each, in order. */
export function optionalFields(): readonly string[] {
  const names = new Set(IN_CLOSED_SCHEMAS);
  for (const schema of schemas.values()) collect(schema, names);
  return [...names].sort();
}
