import { fromBase64Url, toBase64Url } from '../../src/core/crypto/bytes.js';
import { publicKeyOf } from '../../src/core/crypto/public-keys.js';
import { readEntry, signEntry, hashOf } from '../../src/core/crypto/signatures.js';
import type { Entry, Signed, SignedStep } from '../../src/core/model/entry.js';
import { anOrganisationKey } from '../support/organisation.js';
import { ana, anId, bruno, carla, davi, eventually, grant, joao, ok, type ops, revoke } from '../support/vault-builders.js';
import type { Attack } from './attack.js';
import type { Scene } from './scene.js';

const reveals = async (scene: Scene) => (await scene.fresh(bruno)).secrets.reveal(scene.id);
const gets = async (scene: Scene) => (await scene.fresh(bruno)).secrets.get(scene.id);
const handOver: SignedStep = { kind: 'transfer', to: joao.id };
const giveDavi: SignedStep = { kind: 'grant', principal: davi.id, permission: 'manage' };
const content = { commitment: 'A'.repeat(43), details: 'A'.repeat(43), value: 'A'.repeat(43) };

/** One entry more, as somebody whose keys the server has signs it. */
const forgery = (name: string, make: (scene: Scene) => Promise<Signed>): Attack =>
  ({ name, code: 'chain/forged', lie: async (scene) => scene.append(await make(scene)), act: reveals });
/** Other entries than there are. */
const shown = (name: string, change: (entries: readonly Signed[], scene: Scene) => readonly Signed[] | Promise<readonly Signed[]>, code = 'chain/forged'): Attack =>
  ({ name, code, lie: async (scene) => scene.show(await change(await scene.entries(), scene)), act: reveals });

/** Changes what is signed, and leaves the signature. */
function rewritten(signed: Signed, change: (entry: Entry) => object): Signed {
  const [, signature] = signed.split('.');
  return `${toBase64Url(new TextEncoder().encode(JSON.stringify(change(readEntry(signed)!))))}.${signature}`;
}
function flipped(signed: Signed): Signed {
  const [bytes, signature = ''] = signed.split('.');
  const raw = fromBase64Url(signature);
  raw[40]! ^= 1;
  return `${bytes}.${toBase64Url(raw)}`;
}

const revokesCarla = async (scene: Scene) => ok(await (await scene.vault(ana)).sharing.share(scene.id, [revoke(carla)]));
/** Bruno saw that Carla was removed; then the server shows the time before. */
const seesIt = (again: (scene: Scene) => Promise<unknown>) => async (scene: Scene) => { await revokesCarla(scene); await again(scene); };
const before = async ({ entries, show }: Scene) => show((await entries()).slice(0, 2));
const withEditor = async (scene: Scene) => { await revokesCarla(scene); scene.world.clock.forward(60); ok(await (await scene.vault(ana)).sharing.share(scene.id, [grant(bruno, 'edit', new Date(scene.world.clock.now().getTime() + 60_000))])); };

export const historyAttacks: readonly Attack[] = [
  forgery('a forged grant, by whoever it is for (Nextcloud, “Share with Care” 2024)', (scene) => scene.forge(davi, { steps: [giveDavi] })),
  forgery('a forged grant in the owner’s name, with the owner’s key id (Bitwarden BWN-01-008)', async (scene) => scene.forge(ana, { steps: [giveDavi] }, (await scene.keysOf(davi)).signing)),
  forgery('an entry in the owner’s name with the key id of another (author’s key exchanged)', async (scene) => {
    const { signing, publicKeys } = await scene.keysOf(davi);
    return scene.forge(ana, { actorKey: publicKeys.signing.id, steps: [giveDavi] }, signing);
  }),
  forgery('a forged owner: a transfer that the owner did not make', (scene) => scene.forge(davi, { steps: [{ kind: 'transfer', to: davi.id }] })),
  forgery('a hand-over by an organisation’s key that nobody pinned', async (scene) => {
    const { publicKey, privateKey } = await anOrganisationKey();
    return scene.forge(davi, { actorKey: (await publicKeyOf('Ed25519', fromBase64Url(publicKey))).id, steps: [handOver] }, privateKey);
  }),
  forgery('a hand-over that names the organisation’s key and is signed with another', (scene) => scene.forge(davi, { actorKey: scene.organisation.id, steps: [handOver] })),
  forgery('whoever has the organisation’s key hands it to themselves', (scene) => scene.forge(davi, { actorKey: scene.organisation.id, steps: [{ kind: 'transfer', to: davi.id }] }, scene.organisation.key)),
  forgery('whoever has the organisation’s key gives access: it hands over, and does nothing else', (scene) => scene.forge(davi, { actorKey: scene.organisation.id, steps: [giveDavi] }, scene.organisation.key)),
  forgery('a hand-over by the organisation that brings a grant along', (scene) => scene.forge(davi, { actorKey: scene.organisation.id, steps: [handOver, giveDavi] }, scene.organisation.key)),
  forgery('whoever has the organisation’s key signs in the owner’s name', (scene) => scene.forge(ana, { actorKey: scene.organisation.id, steps: [{ kind: 'disable' }] }, scene.organisation.key)),
  forgery('whoever has the organisation’s key gives out keys', (scene) => scene.forge(davi, { actorKey: scene.organisation.id, steps: [{ kind: 'complete', wraps: [{ to: davi.id, key: 'A'.repeat(22), hash: 'A'.repeat(43) }] }] }, scene.organisation.key)),
  forgery('an editor, with the server, grants', (scene) => scene.forge(bruno, { steps: [giveDavi] })),
  forgery('an editor, with the server, gives out keys', (scene) => scene.forge(bruno, { steps: [{ kind: 'complete', wraps: [{ to: davi.id, key: 'A'.repeat(22), hash: 'A'.repeat(43) }] }] })),
  forgery('a viewer, with the server, signs a new version (ETH/USI 2026: read-only is enforced by the server alone)', (scene) => scene.forge(carla, { steps: [{ kind: 'version', version: 2, rotated: true, content, wraps: [] }] })),
  forgery('a viewer, with the server, renames it', (scene) => scene.forge(carla, { steps: [{ kind: 'label', label: { name: 'Not it', url: 'https://evil.example.org', tags: [] } }] })),
  forgery('a viewer, with the server, deletes it', (scene) => scene.forge(carla, { steps: [{ kind: 'delete' }] })),
  forgery('an entry that does nothing, by a stranger, to move the time of the chain', (scene) => scene.forge(davi, { at: Date.UTC(2100, 0), steps: [] })),
  forgery('a rule set that nobody knows: `v` raised, and even signed by the owner', (scene) => scene.forge(ana, { v: 2 as 1, steps: [giveDavi] })),
  forgery('the suite lowered, and even signed by the owner (RFC 9180 9.7.3; Bitwarden’s old formats)', (scene) => scene.forge(ana, { suite: 'MS0' as 'MS1', steps: [giveDavi] })),
  forgery('a step that nobody knows, and even signed by the owner', (scene) => scene.forge(ana, { steps: [{ kind: 'escrow', to: davi.id } as unknown as SignedStep] })),
  forgery('a time that runs backwards, to make an ended grant live', (scene) => scene.forge(ana, { at: 1, steps: [giveDavi] })),
  forgery('a version number that leaves one out', (scene) => scene.forge(ana, { steps: [{ kind: 'version', version: 3, rotated: true, content, wraps: [] }] })),
  { name: 'an editor whose grant has ended signs, with a server that agrees', code: 'chain/forged', before: withEditor, act: reveals,
    lie: async (scene) => scene.append(await scene.forge(bruno, { at: scene.world.clock.now().getTime() + 60_001, steps: [{ kind: 'disable' }] })) },
  { name: 'the clock is set back, so that an ended grant lives: what was signed later says otherwise', code: 'chain/forged', act: async (scene) => (await scene.fresh(ana)).secrets.reveal(scene.id),
    before: async (scene) => { await withEditor(scene); scene.world.clock.forward(120); ok(await (await scene.vault(ana)).sharing.share(scene.id, [grant(joao)])); },
    lie: async (scene) => scene.append(await scene.forge(bruno, { at: scene.world.clock.now().getTime() - 100_000, steps: [{ kind: 'disable' }] })) },
  { name: 'a proof of membership for another person', code: 'chain/forged', act: reveals,
    before: async (scene) => { const vault = await scene.vault(ana); const group = ok(await vault.groups.save({ name: 'G', enabled: true, membersMayView: true, members: [joao.id] })); ok(await vault.sharing.share(scene.id, [grant(group, 'manage')])); },
    async lie(scene) {
      const honest = await scene.world.authority.query(joao.id, { type: 'secret.chain', secretId: scene.id, after: 0 });
      await scene.append(await scene.forge(davi, { through: [...ok(honest).through], steps: [giveDavi] }));
    } },
  { name: 'the proof of a member who was removed, after everything was sealed anew', code: 'chain/forged', act: reveals,
    async before(scene) {
      const vault = await scene.vault(ana);
      const group = ok(await vault.groups.save({ name: 'G', enabled: true, membersMayView: true, members: [davi.id, joao.id] }));
      ok(await vault.sharing.share(scene.id, [grant(group, 'manage')]));
      const { through } = ok(await scene.world.authority.query(davi.id, { type: 'secret.chain', secretId: scene.id, after: 0 }));
      const sealed = (await scene.record()).envelope!.commitment;
      ok(await vault.groups.save({ id: group.id, revision: 1, name: 'G', enabled: true, membersMayView: true, members: [joao.id] }));
      await eventually(vault, async () => ((await scene.record()).envelope!.commitment === sealed ? undefined : true));
      Object.assign(scene, { through });
    },
    lie: async (scene) => scene.append(await scene.forge(davi, { through: (scene as unknown as Entry).through, steps: [giveDavi] })) },
  { name: 'a member who was removed acts through a group that was disabled since, which nothing is wrapped for any more', code: 'chain/forged', act: reveals,
    async before(scene) {
      const vault = await scene.vault(ana);
      const group = ok(await vault.groups.save({ name: 'G', enabled: true, membersMayView: true, members: [davi.id, joao.id] }));
      ok(await vault.sharing.share(scene.id, [grant(group, 'manage')]));
      const sealed = (await scene.record()).envelope!.commitment;
      ok(await vault.groups.save({ id: group.id, revision: 1, name: 'G', enabled: false, membersMayView: true, members: [joao.id] }));
      await eventually(vault, async () => ((await scene.record()).envelope!.commitment === sealed ? undefined : true));
      Object.assign(scene, { group: group.id });
    },
    lie: async (scene) => scene.append(await scene.forge(davi, { through: [{ group: (scene as unknown as { group: typeof ops.id }).group }], steps: [giveDavi] })) },
  { name: 'a private group shown as one of the directory, so that nothing need be proved', code: 'chain/forged', act: reveals,
    before: async (scene) => { const vault = await scene.vault(ana); const group = ok(await vault.groups.save({ name: 'G', enabled: true, membersMayView: true, members: [joao.id] })); ok(await vault.sharing.share(scene.id, [grant(group, 'manage')])); Object.assign(scene, { group: group.id }); },
    lie: async (scene) => scene.append(await scene.forge(davi, { through: [{ group: (scene as unknown as { group: typeof ops.id }).group }], steps: [giveDavi] })) },

  { ...shown('an entry taken out of the middle', (entries) => [entries[0]!, ...entries.slice(2)]), before: revokesCarla },
  { ...shown('a revoke taken out, and what follows left (Nextcloud, “Share with Care” 2024)', (entries) => [...entries.slice(0, 2), ...entries.slice(3)]), before: async (scene) => { await revokesCarla(scene); ok(await (await scene.vault(ana)).sharing.share(scene.id, [grant(joao)])); } },
  shown('two entries exchanged', ([first, second]) => [second!, first!]),
  shown('an entry of another secret spliced in', async ([first], scene) => [first!, (await scene.entries(scene.other))[1]!]),
  shown('the history of another secret under this id: the genesis exchanged', (_entries, scene) => scene.entries(scene.other)),
  shown('the same entry twice: a replay', (entries) => [...entries, entries.at(-1)!]),
  shown('the signature of another entry', ([first, second]) => [first!, `${second!.split('.')[0]}.${first!.split('.')[1]}`]),
  shown('a signature with one bit turned', ([first, second]) => [first!, flipped(second!)]),
  shown('the owner’s entry signed again by another author', async ([first, second], scene) => {
    const entry = readEntry(second!)!;
    return [first!, await signEntry(entry, (await scene.keysOf(davi)).signing)];
  }),
  shown('the time of an entry changed', ([first, second]) => [first!, rewritten(second!, (entry) => ({ ...entry, at: entry.at + 1 }))]),
  shown('the permission in an entry changed (permission is not in the wrap: security.md 2.3)', ([first, second]) => [first!, rewritten(second!, (entry) => ({ ...entry, steps: entry.steps.map((step) => (step.kind === 'grant' ? { ...step, permission: 'manage' } : step)) }))]),
  shown('an entry with a field twice, which two readers could read in two ways', ([first, second]) => [first!, `${toBase64Url(new TextEncoder().encode(new TextDecoder().decode(fromBase64Url(second!.split('.')[0]!)).replace('{', '{"actor":"user:davi",')))}.${second!.split('.')[1]}`]),
  shown('five megabytes in place of an entry', ([first]) => [first!, `${'A'.repeat(5_000_000)}.${'A'.repeat(86)}`]),
  shown('something that is no entry', ([first]) => [first!, '%%%.%%%']),

  { name: 'the end taken off in one session: rollback to before a revoke', code: 'chain/rolled-back', before: seesIt(async (scene) => (await scene.vault(bruno)).secrets.get(scene.id)), lie: before, act: async (scene) => (await scene.vault(bruno)).secrets.get(scene.id) },
  { name: 'rollback between two sessions, against what was remembered', code: 'chain/rolled-back', before: seesIt(async (scene) => { const vault = await scene.fresh(bruno); ok(await vault.secrets.get(scene.id)); await vault.close(); }), lie: before, act: gets },
  { name: 'the record says the newest place and the entries end before it', code: 'chain/forged', act: gets,
    lie: ({ liar }) => liar.answer('secret.chain', (honest, { after }) => ({ ...honest, entries: honest.entries.slice(0, Math.max(0, 1 - after)) })) },
  { name: 'the place and hash of the newest entry are not those of the entries', code: 'chain/forged', act: gets, lie: ({ liar }) => liar.answer('secret.chain', (honest) => ({ ...honest, head: 'A'.repeat(43) })) },
  { name: 'a fork: two readers see two histories, and one is then shown the other’s', code: 'chain/rolled-back',
    before: async (scene) => { await revokesCarla(scene); ok(await (await scene.vault(bruno)).secrets.get(scene.id)); },
    async lie(scene) {
      // what the owner signed in another session, which the server kept for others
      const [first, second, third] = await scene.entries();
      const { signing } = await scene.keysOf(ana);
      const twin = await signEntry({ ...readEntry(third!)!, prev: await hashOf(second!), command: anId(), steps: [{ kind: 'disable' }] }, signing);
      await scene.show([first!, second!, twin]);
    },
    act: async (scene) => (await scene.vault(bruno)).secrets.get(scene.id) },
  { name: 'a fork that has grown longer than what was seen', code: 'chain/rolled-back',
    before: async (scene) => { await revokesCarla(scene); const vault = await scene.fresh(bruno); ok(await vault.secrets.get(scene.id)); await vault.close(); },
    async lie(scene) {
      const [first, second, third] = await scene.entries();
      const { signing } = await scene.keysOf(ana);
      const entry = readEntry(third!)!;
      const off = await signEntry({ ...entry, command: anId(), steps: [{ kind: 'disable' }] }, signing);
      const on = await signEntry({ ...entry, seq: 4, prev: await hashOf(off), command: anId(), steps: [{ kind: 'enable' }] }, signing);
      await scene.show([first!, second!, off, on]);
    },
    act: gets },
  { name: 'one’s own revoke is accepted, and thrown away', code: 'chain/rolled-back',
    lie: ({ liar, id }) => liar.obey('secret.share', () => Promise.resolve({ ok: true, value: { secretId: id, accessRevision: 3, shared: true, sharedWith: 1, access: [], results: [{ principal: carla.id, outcome: 'revoked' }] } })),
    act: async (scene) => { const vault = await scene.vault(ana); ok(await vault.sharing.share(scene.id, [revoke(carla)])); return vault.secrets.edit(scene.id, { clientSecret: 'newer' }, { revision: 1 }); } },
  { name: 'one’s own revoke is accepted, and another entry put in its place', code: 'chain/rolled-back',
    lie({ liar, id, entries, forge, show }) {
      liar.obey('secret.share', async () => {
        const known = await entries();
        await show([...known, await forge(bruno, { steps: [{ kind: 'disable' }] })]);
        return { ok: true, value: { secretId: id, accessRevision: 3, shared: true, sharedWith: 1, access: [], results: [{ principal: bruno.id, outcome: 'revoked' }] } };
      });
    },
    act: async (scene) => { const vault = await scene.vault(ana); ok(await vault.sharing.share(scene.id, [revoke(bruno)])); return vault.secrets.get(scene.id); } },
  { name: 'one’s own edit is accepted, and thrown away', code: 'chain/rolled-back',
    lie: (scene) => scene.liar.obey('secret.edit', async () => ({ ok: true, value: (await (await scene.vault(ana)).secrets.list()).items.find(({ id }) => id === scene.id)! })),
    act: async (scene) => { const vault = await scene.vault(ana); ok(await vault.secrets.edit(scene.id, { clientSecret: 'newer' }, { revision: 1 })); return vault.secrets.reveal(scene.id); } },
  { name: 'a signed command is sent again by whoever recorded it: with its id nothing happens, with another it is refused', code: 'no effect', lie: revokesCarla,
    act: async (scene) => {
      const recorded = scene.liar.commands.find((command) => command.type === 'secret.share' && command.secretId === scene.id)!;
      ok(await scene.world.authority.execute(ana.id, recorded));
      const again = await scene.world.authority.execute(ana.id, { ...recorded, id: anId() });
      if (again.ok || !['input/invalid', 'secret/changed-meanwhile'].includes(again.refusal.code)) throw new Error('a replayed command was accepted');
    },
    after: async (scene) => { if ((await scene.record()).grants.some(({ principal }) => principal === carla.id)) throw new Error('the replay brought the grant back'); } },
];
