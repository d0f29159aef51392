import assert from 'node:assert/strict';
import { it } from 'node:test';
import { QUICK, SEED, digestOf } from '../policy-search/digest.js';

it(`I12 decides ${QUICK.commands} random commands as it is written down (seed ${SEED}), in Node`, async () => {
  assert.deepEqual(await digestOf(SEED, QUICK.commands), QUICK);
});
