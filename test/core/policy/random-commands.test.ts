import { expect } from '@open-wc/testing';
import { QUICK, SEED, digestOf } from '../../policy-search/digest.js';

it(`I12 decides ${QUICK.commands} random commands as it is written down (seed ${SEED}), in the browser`, async () => {
  expect(await digestOf(SEED, QUICK.commands)).to.deep.equal(QUICK);
}).timeout(60_000);
