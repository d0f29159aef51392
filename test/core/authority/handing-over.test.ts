import { expect } from '@open-wc/testing';
import { type HandingOver, type OrganisationKey, type SecretSummary, type SharingEvent, type User, openVault } from '../../../src/core/index.js';
import { listEntries } from '../../../src/core/authority/records.js';
import { readEntry } from '../../../src/core/crypto/signatures.js';
import type { SignedStep } from '../../../src/core/model/entry.js';
import { type ChainState, checkpointOf, followed } from '../../../src/core/policy/index.js';
import { verdict } from '../../malicious/attack.js';
import { liarOver } from '../../malicious/liar.js';
import { signedCommand, signerOf } from '../../support/signed-commands.js';
import { anOrganisationKey } from '../../support/organisation.js';
import { type ChangingDirectory, type World, aDirectory, aSecret, aWorld, ana, bruno, carla, davi, everybody, eventually, faultOf, grant, joao, line, linesOf, ok, own, refused, suspended } from '../../support/vault-builders.js';

/** What a chain with a hand-over adds up to, as its owner signs it. */
async function addedUp({ storage }: World, id: string): Promise<SignedStep[]> {
  let state: ChainState | undefined;
  for (const signed of await listEntries(storage, id, 0, 100)) state = followed(state, readEntry(signed)!, new Set(), readEntry(signed)!.actor === davi.id);
  return [{ kind: 'checkpoint', state: checkpointOf(state!)! }];
}

const without = (gone: User): User[] => everybody.filter(({ id }) => id !== gone.id);

interface Scene {
  readonly world: World;
  readonly directory: ChangingDirectory;
  readonly key: OrganisationKey;
  /** Ana’s: Bruno may edit it, Carla manage it. */
  readonly secret: SecretSummary;
  readonly events: SharingEvent[];
  /** Davi hands it over. */
  readonly by: HandingOver;
  suspend(user: User): void;
}

async function aScene(more: { readonly identifier?: string } = {}): Promise<Scene> {
  const [directory, key, events] = [aDirectory(), await anOrganisationKey(), [] as SharingEvent[]];
  const world = aWorld({ directory, organisationKeys: [key.publicKey], policy: { levels: ['view', 'edit', 'manage'] }, notifier: { async notify(event) { events.push(event); } } });
  await world.enrol(ana, bruno, carla, joao);
  const vault = await world.vaultOf(ana);
  const secret = ok(await vault.secrets.add(aSecret(more)));
  ok(await vault.sharing.share(secret.id, [grant(bruno, 'edit'), grant(carla, 'manage')]));
  events.length = 0;
  return { world, directory, key, secret, events, by: { actor: davi.id, key }, suspend: (user) => { directory.setPeople([...without(user), { ...user, status: 'suspended' }]); } };
}

const fresh = ({ world, key }: Scene, user: User) => openVault({ actor: user.id, authority: world.authority, keys: world.keys, organisationKeys: [key.publicKey] });

describe('authority.admin.handOver', () => {
  it('makes somebody who reads the secret its owner at once; the former one keeps manage', async () => {
    const scene = await aScene();
    const { world, secret, by, suspend, events } = scene;
    suspend(ana);
    const [handed] = await world.authority.admin.handOver([secret.id], bruno.id, by);
    expect(ok(handed!)).to.include({ id: secret.id, permission: 'own', name: 'Payments API' });
    const his = await world.vaultOf(bruno);
    expect(ok(await his.secrets.reveal(secret.id)).clientSecret).to.equal(aSecret().clientSecret);
    expect(linesOf(ok(await his.sharing.access(secret.id)))).to.deep.equal([own(bruno), line(carla, 'manage'), line(ana, 'manage', 'suspended')]);
    expect(events.map(({ kind, actor, owner, principal }) => [kind, actor, owner, principal])).to.deep.equal([['transferred', davi.id, bruno.id, bruno.id]]);
    expect(await world.authority.admin.ownerless()).to.deep.equal([]);
    ok(await his.secrets.delete(secret.id));
  });

  it('is in the history that every reader verifies, with who did it and by which key', async () => {
    const scene = await aScene();
    const { world, secret, by, suspend } = scene;
    suspend(ana);
    ok((await world.authority.admin.handOver([secret.id], bruno.id, by))[0]!);
    const hers = await fresh(scene, carla);
    expect(ok(await hers.secrets.reveal(secret.id)).clientSecret).to.equal(aSecret().clientSecret);
    const last = ok(await hers.activity.proof(secret.id)).find(({ steps }) => steps.some(({ kind }) => kind === 'transfer'))!;
    expect([last.actor.id, last.forOrganisation, last.compared, last.steps.map(({ kind, principal }) => [kind, principal?.id])]).to.deep.equal([davi.id, true, true, [['transfer', bruno.id]]]);
    const told = (await world.authority.admin.activity({ secretId: secret.id })).entries.filter(({ kind }) => kind === 'transfer');
    expect(told.map(({ actor, principal }) => [actor.id, principal?.id])).to.deep.equal([[davi.id, bruno.id]]);
  });

  it('leaves a new owner without its key waiting until somebody who may share comes by', async () => {
    const scene = await aScene();
    const { world, secret, by, suspend } = scene;
    await (await world.vaultOf(carla)).close(); // nobody comes by meanwhile
    suspend(ana);
    ok((await world.authority.admin.handOver([secret.id], joao.id, by))[0]!);
    const his = await world.vaultOf(joao);
    expect((await his.secrets.list()).items.map(({ permission }) => permission)).to.deep.equal(['own']);
    refused(await his.secrets.reveal(secret.id), 'access/pending');
    const hers = await fresh(scene, carla);
    expect(await eventually(his, async () => { const revealed = await his.secrets.reveal(secret.id); return revealed.ok ? revealed.value.clientSecret : undefined; })).to.equal(aSecret().clientSecret);
    await hers.close();
  });

  it('hands over where the directory does not know the owner any more', async () => {
    const { world, directory, secret, by } = await aScene();
    directory.setPeople(without(ana));
    expect(ok((await world.authority.admin.handOver([secret.id], bruno.id, by))[0]!).owner.id).to.equal(bruno.id);
  });

  it('answers for each secret by itself, and changes nothing of what it refuses', async () => {
    const { world, secret, by, suspend } = await aScene();
    const [vault, his] = [await world.vaultOf(ana), await world.vaultOf(bruno)];
    const gone = ok(await vault.secrets.add(aSecret({ name: 'Deleted' })));
    ok(await vault.secrets.delete(gone.id));
    const brunos = ok(await his.secrets.add(aSecret({ name: 'Of somebody active' })));
    suspend(ana);
    const results = await world.authority.admin.handOver(['AAAAAAAAAAAAAAAAAAAAAA', gone.id, brunos.id, secret.id], carla.id, by);
    expect(results.map((result) => [result.secretId, result.ok || result.refusal])).to.deep.equal([
      ['AAAAAAAAAAAAAAAAAAAAAA', { code: 'access/not-found' }], [gone.id, { code: 'access/not-found' }], [brunos.id, { code: 'access/not-permitted', needs: 'own', holds: 'none' }], [secret.id, true],
    ]);
    expect(ok(await his.secrets.get(brunos.id)).owner.id).to.equal(bruno.id);
  });

  for (const [to, problem] of [[suspended.id, 'suspended'], [ana.id, 'owner'], [davi.id, 'yourself'], ['user:nobody', 'unknown'], ['group:ops', 'unknown']] as const) {
    it(`is refused for ${to}: ${problem}`, async () => {
      const { world, secret, by, suspend } = await aScene();
      suspend(ana);
      const [result] = await world.authority.admin.handOver([secret.id], to as User['id'], by);
      expect(refused(result!, 'share/problem').problems).to.deep.equal([{ principal: to, problem }]);
    });
  }

  it('is refused where the new owner has another secret by its identifier', async () => {
    const { world, secret, by, suspend } = await aScene({ identifier: 'pay' });
    ok(await (await world.vaultOf(bruno)).secrets.add(aSecret({ identifier: 'pay' })));
    suspend(ana);
    refused((await world.authority.admin.handOver([secret.id], bruno.id, by))[0]!, 'secret/identifier-taken');
    expect(ok((await world.authority.admin.handOver([secret.id], carla.id, by))[0]!).identifier).to.equal('pay');
  });

  it('signs anew where somebody else’s change came between, and overwrites nothing', async () => {
    const { world, secret, key, suspend } = await aScene();
    const his = await world.vaultOf(bruno);
    suspend(ana);
    let signatures = 0;
    const slow: OrganisationKey = { ...key, async sign(message) {
      signatures += 1;
      if (signatures === 1) ok(await his.secrets.edit(secret.id, { name: 'Renamed meanwhile' }, { revision: secret.revision }));
      return key.sign(message);
    } };
    const [handed] = await world.authority.admin.handOver([secret.id], bruno.id, { actor: davi.id, key: slow });
    expect([ok(handed!).name, ok(handed!).permission, signatures]).to.deep.equal(['Renamed meanwhile', 'own', 2]);
    expect(ok(await his.secrets.reveal(secret.id)).clientSecret).to.equal(aSecret().clientSecret);
  });

  it('gives the former owner, once active again, what manage gives', async () => {
    const scene = await aScene();
    const { world, directory, secret, by, suspend } = scene;
    suspend(ana);
    ok((await world.authority.admin.handOver([secret.id], carla.id, by))[0]!);
    directory.setPeople(everybody);
    const [hers, carlas] = [await fresh(scene, ana), await fresh(scene, carla)];
    expect(await eventually(hers, async () => { const got = await hers.secrets.get(secret.id); return got.ok ? [got.value.permission, got.value.may.transfer, got.value.may.share].join() : undefined; })).to.equal('manage,false,true');
    await carlas.close();
    await hers.close();
  });

  it('is made again after a fault in its middle: what was done is ok, the rest is done', async () => {
    const { world, secret, key, suspend } = await aScene();
    const other = ok(await (await world.vaultOf(ana)).secrets.add(aSecret({ name: 'The second' })));
    suspend(ana);
    let left = 1;
    class Service { // as a host writes one: its method needs itself
      readonly publicKey = key.publicKey;
      readonly #key = key;
      sign(message: Uint8Array<ArrayBuffer>) { return left-- > 0 ? this.#key.sign(message) : Promise.reject(new Error('the key service is down')); }
    }
    const by = { actor: davi.id, key: new Service() };
    expect(await faultOf(world.authority.admin.handOver([secret.id, other.id], bruno.id, by))).to.equal('no fault of ours: the key service is down');
    left = 9;
    const results = await world.authority.admin.handOver([secret.id, other.id], bruno.id, by);
    expect([results.map(({ ok: done }) => done), left]).to.deep.equal([[true, true], 8]);
  });

  it('is refused where the owner came back while the key signed', async () => {
    const { world, directory, secret, key, suspend } = await aScene();
    suspend(ana);
    const slow: OrganisationKey = { ...key, sign(message) { directory.setPeople(everybody); return key.sign(message); } };
    refused((await world.authority.admin.handOver([secret.id], bruno.id, { actor: davi.id, key: slow }))[0]!, 'access/not-permitted');
  });

  it('throws where nobody active is named, and where the key is not one of the authority’s or does not sign', async () => {
    const { world, secret, by, key, suspend } = await aScene();
    suspend(ana);
    const { admin } = world.authority;
    for (const actor of [ana.id, 'user:nobody', 'nonsense', '__proto__'] as User['id'][]) expect(await faultOf(admin.handOver([secret.id], bruno.id, { ...by, actor })), actor).to.equal('misuse/unknown-actor');
    const other = await anOrganisationKey();
    for (const bad of [other, { ...key, sign: other.sign.bind(other) }, { ...key, sign: () => Promise.resolve(new Uint8Array(64)) }, { ...key, publicKey: '' }]) {
      expect(await faultOf(admin.handOver([secret.id], bruno.id, { ...by, key: bad }))).to.equal('misuse/unfit-key');
    }
    expect(ok(await (await world.vaultOf(bruno)).secrets.get(secret.id)).owner.id).to.equal(ana.id);
  });
});

describe('a key of the organisation', () => {
  for (const bad of ['', 'short', 'A'.repeat(43), '%'.repeat(43), 7 as unknown as string]) {
    it(`is refused where it is “${String(bad).slice(0, 8)}”`, async () => {
      const world = aWorld();
      expect(await faultOf(openVault({ actor: ana.id, authority: world.authority, keys: world.keys, organisationKeys: [bad] }))).to.equal('misuse/unfit-key');
      expect(await faultOf(openVault({ actor: ana.id, authority: world.authority, keys: world.keys, organisationKeys: 'no list' as unknown as string[] }))).to.equal('misuse/unfit-key');
    });
  }

  it('lets a new reader begin at a checkpoint behind the hand-over, and only who pinned it', async () => {
    const scene = await aScene();
    const { world, secret, by, key, suspend } = scene;
    const { id } = secret;
    suspend(ana);
    ok((await world.authority.admin.handOver([id], bruno.id, by))[0]!);
    ok(await (await world.vaultOf(bruno)).sharing.share(id, [grant(joao)]));
    ok(await world.authority.execute(bruno.id, await signedCommand(world, await signerOf(world, bruno), 'secret.checkpoint', id, () => ({}), { steps: await addedUp(world, id) })));
    const part = ok(await world.authority.query(joao.id, { type: 'secret.chain', secretId: id, after: 0 }));
    expect(part.entries.map((signed) => readEntry(signed)!.seq), 'the first, the hand-over and the checkpoint').to.deep.equal([1, 3, part.checkpoint]);
    const { entries: [first, , checkpoint] } = part;
    const reads = async (organisationKeys: readonly string[], entries = part.entries) => {
      const { authority, answer } = liarOver(world.authority);
      answer('secret.chain', (honest, { after }) => (after === 0 ? { ...honest, entries } : honest));
      const vault = await openVault({ actor: joao.id, authority, keys: world.keys, organisationKeys });
      return verdict(vault.secrets.reveal(id));
    };
    await (await openVault({ actor: joao.id, authority: world.authority, keys: world.keys })).close();
    expect(await reads([]), 'without the key').to.equal('chain/forged');
    expect(await reads([key.publicKey], [first!, checkpoint!]), 'without the hand-over').to.equal('chain/forged');
    expect(await reads([key.publicKey])).to.equal('ok');
  });

  it('that a vault was not opened with makes it refuse the history', async () => {
    const { world, secret, by, suspend } = await aScene();
    suspend(ana);
    ok((await world.authority.admin.handOver([secret.id], bruno.id, by))[0]!);
    const unpinned = await openVault({ actor: carla.id, authority: world.authority, keys: world.keys });
    expect(await faultOf(unpinned.secrets.get(secret.id))).to.equal('chain/forged');
  });

  it('is not needed by who never meets it, and lets nobody transfer by a command', async () => {
    const { world, secret } = await aScene();
    refused(await (await world.vaultOf(bruno)).secrets.transfer(secret.id, bruno.id), 'access/not-permitted');
  });
});
