import { expect } from '@open-wc/testing';
import { storageContract } from '../../src/core/ports/contracts.js';
import { brokenHarness, brokenStorages } from '../support/broken-storages.js';

async function brokenRules(harness: ReturnType<typeof brokenHarness>): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const { rule, check } of storageContract) await check(harness()).catch(() => broken.push(rule));
  return broken;
}

describe('the storage contract notices', () => {
  const noticed = new Set<string>();
  for (const [name, breakage] of Object.entries(brokenStorages)) {
    it(name, async () => {
      const broken = await brokenRules(brokenHarness(breakage));
      for (const rule of broken) noticed.add(rule);
      expect(broken, 'the rules that are broken').not.to.be.empty;
    });
  }
  it('nothing in a store that was not broken', async () => {
    expect(await brokenRules(brokenHarness(() => ({})))).to.deep.equal([]);
  });
  it('each of these by its own rule: no rule is broken by none of them', () => {
    expect(storageContract.map(({ rule }) => rule).filter((rule) => !noticed.has(rule))).to.deep.equal([]);
  });
});
