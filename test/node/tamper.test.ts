import assert from 'node:assert/strict';
import { it } from 'node:test';
import { tamper } from '../deep/tamper/tamper.js';

it('no sealed or signed text opens with a bit changed, respelt, or in another’s place (all of them: npm run test:deep -- tamper)', async () => {
  const { cases, opened } = await tamper(3_000, 7);
  console.log(`tamper: ${cases} records, ${opened.length} opened`);
  assert.deepEqual(opened, []);
});
