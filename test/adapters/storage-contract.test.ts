import { storageContract } from '../../src/core/ports/contracts.js';
import { indexedDbHarness, memoryHarness } from '../support/storage-harnesses.js';

for (const [name, harness] of Object.entries({ memory: memoryHarness, indexeddb: indexedDbHarness })) {
  describe(`${name} keeps the storage contract`, () => {
    for (const { rule, check } of storageContract) it(rule, () => check(harness()));
  });
}
