import assert from 'node:assert/strict';
import { it } from 'node:test';
import { lineOf, searchProfileAfterADay } from './at-rest/profile.js';

it('goal 5: after a day of use no canary and no key lies in any file of the profile, in 5 encodings, compacted or not', async () => {
  const atRest = await searchProfileAfterADay({ secrets: 10, edits: 6 });
  console.log(lineOf(atRest));
  assert.deepEqual({ found: atRest.found, missed: atRest.missed }, { found: [], missed: [] });
  assert.equal(atRest.canaries, 50);
});
