import { expect } from '@open-wc/testing';
import { type SecretRecord, type VersionRecord, listEntries, listVersions } from '../../../src/core/authority/records.js';
import { openValue } from '../../../src/core/crypto/content.js';
import { type UnlockedKeys, openKeyset } from '../../../src/core/crypto/keyset.js';
import { readEntry } from '../../../src/core/crypto/signatures.js';
import { unwrapDataKey } from '../../../src/core/crypto/wrap.js';
import type { Entry, Signed } from '../../../src/core/model/entry.js';
import { unlockByRecoveryKey } from '../../../src/core/vault/recovery.js';
import { type SecretId, type User, openVault } from '../../../src/core/index.js';
import { recordOf, signerOf } from '../../support/signed-commands.js';
import { type World, aSecret, aWorld, ana, bruno, carla, davi, grant, joao, ok, ops, refused, revoke } from '../../support/vault-builders.js';
import { typedKeys } from './typed-keys.js';

const FORMER = { name: 'Former name', url: 'https://former.example.org', identifier: 'FORMER-ID', method: 'FORMER-METHOD', tags: ['former-tag'] };
const LATER = { name: 'Later name', url: 'https://later.example.org', identifier: 'LATER-ID', method: 'LATER-METHOD', tags: ['later-tag'] };
const FORMER_TEXTS = Object.values(FORMER).flat();

async function enrolledWorld() {
  const world = aWorld({ policy: { levels: ['view', 'edit', 'manage'] } });
  await world.enrol(ana, bruno, carla, davi, joao);
  return { world, vault: await world.vaultOf(ana) };
}

const entriesIn = (signed: readonly Signed[]): Entry[] => signed.map((one) => readEntry(one)!);
const chainFor = async (world: World, user: User, secretId: SecretId) => entriesIn(ok(await world.authority.query(user.id, { type: 'secret.chain', secretId, after: 0 })).entries);
/** Those of the texts that are in what somebody has. */
const foundIn = (what: unknown, texts: readonly string[]): string[] => texts.filter((text) => JSON.stringify(what).includes(text));

/** What somebody's keys open of a copy of the store. */
async function valueIn(id: SecretId, { envelope, wraps }: Pick<SecretRecord | VersionRecord, 'envelope' | 'wraps'>, user: User, { pair }: Pick<UnlockedKeys, 'pair'>) {
  const { version, commitment } = envelope!;
  const dataKey = await unwrapDataKey(wraps.find(({ to }) => to === user.id)!, { secret: id, version, commitment }, pair);
  return (await openValue(dataKey, id, envelope!))?.clientSecret;
}

describe('what revoking does not take back', () => {
  it('the keys of versions before the present one: who could read one opens it in a copy of the store', async () => {
    const { world, vault } = await enrolledWorld();
    const { id } = ok(await vault.secrets.add(aSecret({ clientSecret: 'value 1' })));
    ok(await vault.sharing.share(id, [grant(bruno, 'edit')]));
    ok(await vault.secrets.edit(id, { clientSecret: 'value 2' }, { revision: 1 }));
    const { keys } = await signerOf(world, bruno);
    ok(await vault.sharing.share(id, [revoke(bruno)]));
    refused(await (await world.vaultOf(bruno)).secrets.reveal(id, { version: 1 }), 'access/not-found');
    const [older, ...others] = await listVersions(world.storage, id);
    expect([await valueIn(id, older!, bruno, keys), others.length]).to.deep.equal(['value 1', 0]);
    expect((await recordOf(world, id)).wraps.map(({ to }) => to), 'the control: the present version was sealed anew').to.deep.equal([ana.id]);
  });
});

describe('what the signed history tells', () => {
  it('former names, URLs, identifiers, methods and tags, after they were changed and after the secret was deleted', async () => {
    const { world, vault } = await enrolledWorld();
    const { id } = ok(await vault.secrets.add(aSecret({ ...FORMER, notes: 'sealed notes' })));
    ok(await vault.secrets.edit(id, LATER, { revision: 1 }));
    expect(foundIn((await recordOf(world, id)).label, FORMER_TEXTS), 'the control: they were changed').to.deep.equal([]);
    ok(await vault.secrets.delete(id));
    refused(await vault.activity.proof(id), 'access/not-found');
    const kept = entriesIn(await listEntries(world.storage, id, 0, 100));
    expect(foundIn(kept, FORMER_TEXTS)).to.deep.equal(FORMER_TEXTS);
    const { envelope, wraps } = await recordOf(world, id);
    expect([envelope, wraps, foundIn(kept, ['pay-client', 'sealed notes'])], 'the control: what was sealed is gone').to.deep.equal([undefined, [], []]);
  });

  it('to whoever is let in: former names, who had access before, and for whom a key was wrapped, members of directory groups too', async () => {
    const { world, vault } = await enrolledWorld();
    const { id } = ok(await vault.secrets.add(aSecret(FORMER)));
    ok(await vault.sharing.share(id, [grant(joao, 'edit'), grant(ops)]));
    ok(await vault.sharing.share(id, [revoke(joao), revoke(ops)]));
    ok(await vault.secrets.edit(id, LATER, { revision: 1 }));
    ok(await vault.sharing.share(id, [grant(davi)]));
    const history = await chainFor(world, davi, id);
    expect(foundIn(history, FORMER_TEXTS)).to.deep.equal(FORMER_TEXTS);
    const steps = history.flatMap((entry) => entry.steps);
    expect(steps.flatMap((step) => (step.kind === 'grant' ? [[step.principal, step.permission]] : []))).to.deep.equal([[joao.id, 'edit'], [ops.id, 'view'], [davi.id, 'view']]);
    const wrappedFor = new Set(steps.flatMap((step) => ('wraps' in step ? step.wraps.map(({ to }) => to) : [])));
    expect([...wrappedFor].toSorted(), 'Bruno and Carla by the group alone').to.deep.equal([ana, bruno, carla, davi, joao].map((user) => user.id).toSorted());
    const now = ok(await (await world.vaultOf(davi)).secrets.get(id));
    expect(foundIn(now, [...FORMER_TEXTS, bruno.id, carla.id, joao.id, ops.id]), 'the control: nothing of it is shown as it is now').to.deep.equal([]);
  });

  it('who made a private group that somebody acted through, where its name is hidden', async () => {
    const { world, vault } = await enrolledWorld();
    const group = await world.groupOf(bruno, 'Hidden name', [ana, carla]);
    const { id } = ok(await vault.secrets.add(aSecret()));
    ok(await vault.sharing.share(id, [grant(group, 'edit'), grant(joao)]));
    ok(await (await world.vaultOf(carla)).secrets.edit(id, { name: 'By Carla' }, { revision: 1 }));
    const reader = await world.vaultOf(joao);
    const shown = [await reader.secrets.get(id), await reader.sharing.access(id), await reader.activity.proof(id), await reader.groups.get(group.id)];
    expect(foundIn(shown, ['By Carla', group.id, 'Hidden name', bruno.id]), 'the control: what is shown names the group by its id alone').to.deep.equal(['By Carla', group.id]);
    const history = await chainFor(world, joao, id);
    expect(history.at(-1)!.through!.map(({ group: cited, proof }) => [cited, proof!.genesis.author])).to.deep.equal([[group.id, bruno.id]]);
    expect(foundIn(history, ['Hidden name'])).to.deep.equal([]);
  });
});

describe('a way to unlock that was taken away', () => {
  const [FIRST, SECOND] = [{ passphrase: 'the first of all' }, { passphrase: 'the second of all' }];
  /** Ana's passphrase and recovery key were replaced, and she has added a secret since. Somebody has both, and a copy of the records from before. */
  async function replaced() {
    const world = aWorld();
    const hers = await openVault({ actor: ana.id, authority: world.authority, keys: typedKeys() });
    ok(await hers.keys.unlock(FIRST));
    const recoveryKey = ok(await hers.keys.makeRecoveryKey({ unlockWith: FIRST }));
    const accountOf = async () => ok(await world.authority.query(ana.id, { type: 'account.read' })).account!;
    const { unlock: records } = await accountOf();
    ok(await hers.keys.addMethod(typedKeys(), { unlockWith: FIRST, input: SECOND }));
    ok(await hers.keys.removeMethod((await hers.keys.methods())[0]!.id));
    ok(await hers.keys.makeRecoveryKey({ unlockWith: SECOND }));
    const { id } = ok(await hers.secrets.add(aSecret({ clientSecret: 'added since' })));
    return { world, id, recoveryKey, records, account: await accountOf() };
  }

  it('still opens the keys, with a copy of its record: the account key is the same', async () => {
    const { world, id, recoveryKey, records, account } = await replaced();
    const again = await openVault({ actor: ana.id, authority: world.authority, keys: typedKeys() });
    for (const input of [FIRST, { recoveryKey }]) refused(await again.keys.unlock(input), 'keys/wrong-input');
    ok(await again.keys.unlock(SECOND));
    for (const opened of [await typedKeys().unlock({ actor: ana.id, records, input: FIRST }), await unlockByRecoveryKey(ana.id, records, recoveryKey)]) {
      const keys = await openKeyset(ana.id, ok(opened).accountKey, account.keyset, account.publicKeys);
      expect(await valueIn(id, await recordOf(world, id), ana, keys)).to.equal('added since');
    }
  });
});
