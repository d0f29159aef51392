import { deviceKeys, ephemeralKeys } from '../../src/keys/index.js';
import { type Group, staticDirectory } from '../../src/core/index.js';
import { type DirectoryFixture, type DirectoryHarness, type KeyKeeperHarness, directoryContract, keyKeeperContract } from '../../src/core/ports/contracts.js';
import { ana, bruno, carla, disabledGroup, everybody, maria, ops, otherMaria } from '../support/vault-builders.js';

const asGroup = ({ id, name, members, enabled = true }: typeof ops): Group => ({ kind: 'group', id, name, origin: 'directory', memberCount: members.length, enabled });
const many = { id: 'group:many' as const, name: 'Many people', members: [ana.id, bruno.id, carla.id, maria.id, otherMaria.id] };
const groups = [ops, disabledGroup, many];
const fixture: DirectoryFixture = {
  asker: ana.id, users: everybody, twins: [maria.id, otherMaria.id],
  groups: groups.map((group) => ({ group: asGroup(group), members: group.members })),
};

const directoryHarness = (): DirectoryHarness => ({ fixture, clean: () => Promise.resolve(), open: async () => staticDirectory({ users: everybody, groups }) });

const ephemeral = (): KeyKeeperHarness => ({ travels: false, clean: () => Promise.resolve(), open: async () => ephemeralKeys(), openElsewhere: async () => ephemeralKeys() });
let made = 0;
function device(): KeyKeeperHarness {
  const names = [`contract-${made += 1}`, `contract-elsewhere-${made}`] as const;
  return {
    travels: false, open: async () => deviceKeys({ name: names[0] }), openElsewhere: async () => deviceKeys({ name: names[1] }),
    clean: async () => { for (const name of names) await new Promise<void>((resolve, reject) => {
      const gone = indexedDB.deleteDatabase(`${name}-keys`);
      gone.onsuccess = () => resolve();
      gone.onerror = () => reject(new Error('a test database stays'));
    }); },
  };
}

describe('staticDirectory keeps the directory contract', () => {
  for (const { rule, check } of directoryContract) it(rule, () => { const harness = directoryHarness(); return check(harness).finally(() => harness.clean()); });
});

for (const [name, make] of Object.entries({ ephemeralKeys: ephemeral, deviceKeys: device })) {
  describe(`${name} keeps the key keeper contract`, () => {
    for (const { rule, check } of keyKeeperContract) it(rule, () => { const harness = make(); return check(harness).finally(() => harness.clean()); });
  });
}
