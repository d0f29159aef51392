import { type Group, staticDirectory } from '../../src/core/index.js';
import { type DirectoryFixture, type DirectoryHarness, directoryContract } from '../../src/core/ports/contracts.js';
import { ana, bruno, carla, disabledGroup, everybody, maria, ops, otherMaria } from '../support/vault-builders.js';

const asGroup = ({ id, name, members, enabled = true }: typeof ops): Group => ({ kind: 'group', id, name, origin: 'directory', memberCount: members.length, enabled });
const many = { id: 'group:many' as const, name: 'Many people', members: [ana.id, bruno.id, carla.id, maria.id, otherMaria.id] };
const groups = [ops, disabledGroup, many];
const fixture: DirectoryFixture = {
  asker: ana.id, users: everybody, twins: [maria.id, otherMaria.id],
  groups: groups.map((group) => ({ group: asGroup(group), members: group.members })),
};

const directoryHarness = (): DirectoryHarness => ({ fixture, clean: () => Promise.resolve(), open: async () => staticDirectory({ users: everybody, groups }) });

describe('staticDirectory keeps the directory contract', () => {
  for (const { rule, check } of directoryContract) it(rule, () => { const harness = directoryHarness(); return check(harness).finally(() => harness.clean()); });
});
