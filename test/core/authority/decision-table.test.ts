import { expect } from '@open-wc/testing';
import { randomBytes, toBase64Url } from '../../../src/core/crypto/bytes.js';
import { type Command, type Result, localAuthority } from '../../../src/core/index.js';
import type { CommandOf, CommandType } from '../../../src/core/protocol/command.js';
import {
  ACCOUNT_COMMANDS, COMMANDS, GROUP_COMMANDS, HOLDERS, LEVELS, ROLES, ROUTES, SPACES, SPACE_COMMANDS, STATES, type CommandName, answerOf, codesOf, heldBy,
} from '../../support/decision-table.js';
import { captured, enrolment, keysetOf } from '../../support/signed-commands.js';
import { commandFor, tableScene } from '../../support/table-scene.js';
import { aWorld, ana, anId, bruno, davi, joao, ok, suspended } from '../../support/vault-builders.js';

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.refusal.code);

describe('the decision table at the authority: every command that names a secret', () => {
  for (const [type, names] of Object.entries(COMMANDS) as [CommandType, readonly CommandName[] | undefined][]) {
    if (!names) continue;
    it(`${type} is decided as the table says, for every level, route and state`, async function () {
      this.timeout(60_000);
      for (const level of LEVELS) {
        for (const route of level === 'none' || level === 'own' ? ['direct' as const] : ROUTES) {
          for (const state of STATES) {
            for (const name of names) {
              const { world, secretId, bruno: signer } = await tableScene(level, route, state);
              const result = await world.authority.execute(bruno.id, await commandFor(world, signer, name, secretId));
              const hasDirectGrant = route === 'direct' || route === 'weaker direct and group';
              const answer = (step: CommandName) => answerOf(step, heldBy(level, route), state, { hasValue: true, hasDirectGrant });
              // an edit is one command: what forbids any change is told before what forbids this one
              const due = name === 'label with identifier' && answer('version').code !== 'ok' ? answer('version') : answer(name);
              const was = result.ok ? { code: 'ok' } : result.refusal;
              expect(was, JSON.stringify({ name, level, route, state })).to.deep.include(due);
            }
          }
        }
      }
    });
  }

  it('has a row for every other command too', () => {
    const rest = Object.entries(COMMANDS).filter(([, names]) => !names).map(([type]) => type);
    expect([...Object.keys(GROUP_COMMANDS), ...Object.keys(ACCOUNT_COMMANDS), ...Object.keys(SPACE_COMMANDS), 'secret.add'].toSorted()).to.deep.equal(rest.toSorted());
  });
});

describe('the decision table at the authority: private groups', () => {
  it('are their owner’s alone', async () => {
    for (const [type, row] of Object.entries(GROUP_COMMANDS)) {
      for (const [at, code] of codesOf(row).entries()) {
        const role = ROLES[at]!;
        const world = aWorld();
        const membersMayView = role !== 'member of a hidden one';
        const { id } = await world.groupOf(ana, 'Team', [joao, davi], { membersMayView });
        const save = await captured(world, ana, 'group.save', (vault) => vault.groups.save({ id, revision: 1, name: 'Other', enabled: true, membersMayView, members: [joao.id, davi.id] }));
        const complete: CommandOf<'group.complete'> = { id: anId(), type: 'group.complete', groupId: id, key: save.keys.key.id, wraps: [] };
        const actor = { 'stranger': bruno, 'member of a hidden one': joao, 'member': joao, 'owner': ana }[role];
        expect(codeOf(await world.authority.execute<Command>(actor.id, type === 'group.save' ? save : complete)), `${type} by ${role}`).to.equal(code);
        await world.close();
      }
    }
  });
});

describe('the decision table at the authority: accounts', () => {
  const sealed = () => ({ nonce: toBase64Url(randomBytes(12)), ciphertext: toBase64Url(randomBytes(48)) });
  const unlock = () => ({ kind: 'test', params: {}, sealed: toBase64Url(randomBytes(33)) });

  it('are for whoever is active, and but for the first keys for whoever has some', async () => {
    for (const [type, row] of Object.entries(ACCOUNT_COMMANDS)) {
      for (const [at, code] of codesOf(row).entries()) {
        const holder = HOLDERS[at]!;
        const { authority } = aWorld();
        const user = holder === 'inactive' ? suspended : bruno;
        const enrol = enrolment(await keysetOf(user));
        if (holder === 'with keys') {
          ok(await authority.execute(user.id, enrol));
          ok(await authority.execute(user.id, { id: anId(), type: 'account.add-method', unlock: unlock() }));
        }
        const command = {
          'account.enrol': { ...enrol, id: anId() },
          'account.add-method': { id: anId(), type: 'account.add-method' as const, unlock: unlock() },
          'account.remove-method': { id: anId(), type: 'account.remove-method' as const, method: enrol.unlock.sealed.slice(0, 22) },
          'account.remember': { id: anId(), type: 'account.remember' as const, counter: 1, sealed: sealed() },
        }[type as keyof typeof ACCOUNT_COMMANDS];
        expect(codeOf(await authority.execute<Command>(user.id, command)), `${type}, ${holder}`).to.equal(code);
      }
    }
  });
});

describe('the decision table at the authority: a space', () => {
  it('is restored by whose it is', async () => {
    for (const [at, code] of codesOf(SPACE_COMMANDS['space.restore']).entries()) {
      const { storage, directory } = aWorld();
      const authority = localAuthority({ storage, directory, embedded: SPACES[at] === 'one’s own' });
      const restore = { id: anId(), type: 'space.restore' as const, records: [{ kind: 'claim' as const, id: 'identifier', body: { owner: ana.id } }] };
      expect(codeOf(await authority.execute(ana.id, restore))).to.equal(code);
      expect((await storage.get({ kind: 'claim', id: 'identifier' })) !== undefined).to.equal(code === 'ok');
    }
  });
});
