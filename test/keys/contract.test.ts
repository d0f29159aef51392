import { keyKeeperContract } from '../../src/core/ports/contracts.js';
import { keepers } from '../support/key-keeper-harnesses.js';

for (const [name, make] of Object.entries(keepers)) {
  describe(`${name} keeps the key keeper contract`, function () {
    this.timeout(60_000); // a passphrase is slow on purpose
    for (const { rule, check } of keyKeeperContract) it(rule, () => check(make()));
  });
}
