import { expect } from '@open-wc/testing';
import { expectOnlyText } from '../xss/hostile-text.js';
import { readPayloads } from '../xss/payloads.js';

describe('hostile text stays text, all of it', () => {
  it('goal 9: 7,268 payloads in every position, none fires and none asks outside', async function () {
    this.timeout(3_600_000);
    const { all } = await readPayloads();
    expect(all.length).to.equal(7_268);
    await expectOnlyText(all);
  });
});
