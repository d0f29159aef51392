import assert from 'node:assert/strict';
import { it } from 'node:test';
import { lineOf, searchProfileAfterADay } from '../deep/at-rest/profile.js';

it('goal 5: after a day of use no canary and no key lies in any file of the profile (the whole day: npm run test:deep -- at-rest)', async () => {
  const atRest = await searchProfileAfterADay({ secrets: 1, edits: 1 });
  console.log(lineOf(atRest));
  assert.deepEqual({ found: atRest.found, missed: atRest.missed }, { found: [], missed: [] });
  assert.equal(atRest.canaries, 13);
});
