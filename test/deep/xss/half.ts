import { expect } from '@open-wc/testing';
import { expectOnlyText } from '../../xss/hostile-text.js';
import { readPayloads } from '../../xss/payloads.js';

const ALL = 7_268;
/** So that a long walk tells how far it is, and a failure how far it came. */
const SLICES = 8;

/** Every second payload, from the first or from the second on: two pages walk one half each, on two processors. */
export function walkHalf(which: 0 | 1): void {
  for (let slice = 0; slice < SLICES; slice += 1) {
    it(`goal 9: of ${ALL} payloads every second, part ${slice + 1} of ${SLICES}, in every position: none fires and none asks outside`, async () => {
      const { all } = await readPayloads();
      expect(all.length).to.equal(ALL);
      await expectOnlyText(all.filter((_, at) => at % 2 === which && Math.floor(at / 2) % SLICES === slice));
    });
  }
}
