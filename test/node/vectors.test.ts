import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { CCTV_ANSWERS, CCTV_FILE, answersTo, reportOf, vectorSets } from '../vectors/sets/index.js';

const read = (file: string): never => JSON.parse(readFileSync(new URL(`../vectors/data/${file}`, import.meta.url), 'utf8')) as never;

describe('published vectors, in Node (security.md, goals 1 and 2)', () => {
  for (const set of vectorSets) {
    it(`${set.name}: all ${set.due}`, async () => {
      const { line, problem } = reportOf(set, await set.run(read(set.file)));
      console.log(line);
      assert.equal(problem, undefined);
    });
  }

  it('CCTV: our verifier answers all 914 as it does in the browser, and accepts no unsound key', async () => {
    const answers = await answersTo(read(CCTV_FILE));
    console.log(`CCTV Ed25519: ${answers.cases} of 914, ${answers.accepted} accepted, ${answers.unsoundAccepted} of them with an unsound key`);
    assert.deepEqual(answers, CCTV_ANSWERS);
  });
});
