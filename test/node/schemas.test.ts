import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { sep } from 'node:path';
import { describe, it } from 'node:test';
import { optionalFields, schemaModules } from '../support/schemas.js';

const core = new URL('../../src/core/', import.meta.url);
const sources = readdirSync(core, { recursive: true }).map(String).filter((name) => name.endsWith('.ts')).map((name) => name.split(sep).join('/')).sort()
  .map((name) => ({ name: name.replace(/\.ts$/, ''), text: readFileSync(new URL(name, core), 'utf8') }));

describe('the schemas that tests walk (test/support/schemas.ts)', () => {
  it('come from every module of the core that exports one', () => {
    assert.deepEqual([...schemaModules].sort(), sources.filter(({ text }) => /^export const \w+Schema\b/m.test(text)).map(({ name }) => name));
  });

  it('name every field that the source writes as optional', () => {
    const written = sources.flatMap(({ text }) => [...text.matchAll(/(\w+): z\.(?:optional|nullish|_default)\(/g)].map(([, name]) => name ?? ''));
    assert.ok(written.length > 40);
    assert.deepEqual([...new Set(written)].filter((name) => !optionalFields().includes(name)), []);
  });
});
