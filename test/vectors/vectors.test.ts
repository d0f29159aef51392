import { expect } from '@open-wc/testing';
import { CCTV_ANSWERS, CCTV_FILE, answersTo, reportOf, vectorSets } from './sets/index.js';

const LONGEST_MS = 60_000;
const read = async (file: string): Promise<never> => (await (await fetch(new URL(`./data/${file}`, import.meta.url))).json()) as never;

describe('published vectors, in the browser (security.md, goals 1 and 2)', () => {
  for (const set of vectorSets) {
    it(`${set.name}: all ${set.due}`, async () => {
      const { line, problem } = reportOf(set, await set.run(await read(set.file)));
      console.log(line);
      expect(problem).to.equal(undefined);
    }).timeout(LONGEST_MS);
  }

  it('CCTV: our verifier answers all 914 as it does in Node, and accepts no unsound key', async () => {
    const answers = await answersTo(await read(CCTV_FILE));
    console.log(`CCTV Ed25519: ${answers.cases} of 914, ${answers.accepted} accepted, ${answers.unsoundAccepted} of them with an unsound key`);
    expect(answers).to.deep.equal(CCTV_ANSWERS);
  }).timeout(LONGEST_MS);
});
