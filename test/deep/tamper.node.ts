import assert from 'node:assert/strict';
import { it } from 'node:test';
import { scaled } from './scale.js';
import { tamper } from './tamper/tamper.js';

it('no sealed or signed text opens with a bit changed, respelt, or in another’s place (security.md, goal 3)', async () => {
  const { cases, opened } = await tamper(scaled(100_000));
  console.log(`tamper: ${cases} records, ${opened.length} opened`);
  assert.deepEqual(opened, []);
});
