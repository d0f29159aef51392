import { expect } from '@open-wc/testing';
import { DEEP, SEED, digestOf } from '../policy-search/digest.js';

it(`I12 decides ${DEEP.commands} random commands as Node does (seed ${SEED})`, async () => {
  expect(await digestOf(SEED, DEEP.commands)).to.deep.equal(DEEP);
}).timeout(600_000);
