import { makeAccountKey, openVault, sealAccountKey, toBase64Url, type User } from '../../src/core/index.js';
import { deriveWrappingKey } from '../../src/core/crypto/account-key.js';
import { randomBytes } from '../../src/core/crypto/bytes.js';
import { makeKeyset } from '../../src/core/crypto/make-keyset.js';
import { encryptionStatement, publicKeyOf } from '../../src/core/crypto/public-keys.js';
import type { AccountRecord } from '../../src/core/authority/records.js';
import type { PublicKeys } from '../../src/core/model/sealed.js';
import { passphraseKeys } from '../../src/keys/index.js';
import { ana, anId, bruno, davi, grant, joao, ok } from '../support/vault-builders.js';
import type { Attack } from './attack.js';
import type { Scene } from './scene.js';

/** Keys in somebody's name that the server made. */
const keysFor = async (user: User) => (await makeKeyset(user.id, makeAccountKey())).keys;
/** The server names these keys wherever it is asked for somebody's. */
function name({ liar }: Scene, user: User, keys: PublicKeys): void {
  liar.answer('principal.keys', (all) => all.map((one) => (one.user === user.id ? { ...one, keys } : one)));
  liar.answer('secret.sealing', (sealing) => ({ ...sealing, recipients: sealing.recipients.map((one) => (one.to === user.id ? { ...one, keys } : one)) }));
  liar.answer('group.sealing', (sealing) => ({ ...sealing, members: sealing.members.map((one) => (one.user === user.id ? { ...one, keys } : one)) }));
}
const trusting = (user: User) => async (scene: Scene) => (await scene.vault(ana)).keys.trust(user.id);
const sharingWith = (user: User) => async (scene: Scene) => (await scene.vault(ana)).sharing.share(scene.id, [grant(user)]);
/** João's keys, changed and signed again as the server sees fit. */
const unsound = (title: string, make: (honest: PublicKeys, scene: Scene) => Promise<PublicKeys>): Attack => ({
  name: title, code: 'chain/forged', act: trusting(joao),
  async lie(scene) { name(scene, joao, await make((await scene.keysOf(joao)).publicKeys, scene)); },
});

/** Instead of Argon2id, whose second these tests do not need. */
const quick = ({ password, salt }: { password: Uint8Array; salt: Uint8Array }): Promise<Uint8Array> => deriveWrappingKey(Uint8Array.from([...password, ...salt]), 'quick');
const passphrase = passphraseKeys({ argon2id: quick });
/** Ana unlocks with her passphrase; the server changed what it keeps of that way. */
const unlocks = (title: string, code: string, change: (record: AccountRecord['unlock'][number]) => Promise<object> | object): Attack => ({
  name: title, code,
  async before({ world, liar }) {
    const hers = await openVault({ actor: ana.id, authority: liar.authority, keys: world.keys });
    const added = await hers.keys.addMethod(passphrase, { input: { passphrase: 'horse' } });
    if (!added.ok) throw new Error('no passphrase was added');
    await hers.close();
  },
  async lie(scene) {
    const { unlock } = (await scene.world.storage.get({ kind: 'account', id: ana.id }))!.body as AccountRecord;
    const changed = await Promise.all(unlock.map(async (record) => (record.kind === 'passphrase' ? { ...record, ...(await change(record)) } : record)));
    await scene.rewrite<AccountRecord>({ kind: 'account', id: ana.id }, (body) => ({ ...body, unlock: changed }));
  },
  async act({ liar }) {
    const vault = await openVault({ actor: ana.id, authority: liar.authority, keys: passphrase });
    const unlocked = await vault.keys.unlock({ passphrase: 'horse' });
    await vault.close();
    return unlocked;
  },
});

export const keyAttacks: readonly Attack[] = [
  {
    name: 'the keys of a recipient are exchanged after they were pinned (Bitwarden BWN-01-008; ETH/USI 2026)', code: 'share/key-changed',
    async lie(scene) { name(scene, bruno, (await keysFor(bruno)).publicKeys); },
    act: async (scene) => {
      const vault = await scene.vault(ana);
      const { id } = ok(await vault.secrets.add({ name: 'New', url: 'u', clientId: 'c' }));
      return vault.sharing.share(id, [grant(bruno)]);
    },
  },
  {
    name: 'other keys are handed out for sealing than are shown for pinning (Nextcloud, “Share with Care” 2024)', code: 'share/key-changed',
    async lie({ liar }) {
      const { publicKeys } = await keysFor(joao);
      liar.answer('secret.sealing', (sealing) => ({ ...sealing, recipients: sealing.recipients.map((one) => (one.to === joao.id ? { ...one, keys: publicKeys } : one)) }));
    },
    act: sharingWith(joao),
  },
  {
    name: 'a known reader’s keys are exchanged before an edit: the new version is not for them (LastPass, ETH/USI 2026)', code: 'no effect',
    async lie(scene) { name(scene, bruno, (await scene.keysOf(davi)).publicKeys); },
    act: async (scene) => { const vault = await scene.vault(ana); return vault.secrets.edit(scene.id, { clientSecret: 'newer' }, { revision: 1 }); },
  },
  unsound('an encryption key is exchanged and the signature of the old one kept (Sync, pCloud, Tresorit: brokencloudstorage 2024)', async (honest) => ({ ...honest, encryption: (await keysFor(joao)).publicKeys.encryption })),
  unsound('an encryption key comes with another person’s own signature (Tresorit, brokencloudstorage 2024)', async (_honest, scene) => (await scene.keysOf(davi)).publicKeys),
  unsound('an encryption key of low order, properly signed (HPKE, RFC 9180 7.1.4)', async () => {
    const { signing, publicKeys } = await keysFor(joao);
    const encryption = await publicKeyOf('X25519', new Uint8Array(32));
    const signature = toBase64Url(new Uint8Array(await crypto.subtle.sign('Ed25519', signing, encryptionStatement(joao.id, { encryption }))));
    return { signing: publicKeys.signing, encryption, signature };
  }),
  unsound('a signing key of low order, under which anything verifies (“Taming the many EdDSAs”, CCTV)', async (honest) => {
    const identity = new Uint8Array(32);
    identity[0] = 1;
    return { ...honest, signing: await publicKeyOf('Ed25519', identity), signature: toBase64Url(Uint8Array.from([...identity, ...new Uint8Array(32)])) };
  }),
  unsound('a key under another key’s id (Dashlane, ETH/USI 2026)', async (honest) => ({ ...honest, signing: { ...honest.signing, id: anId() } })),
  unsound('a former signing key is added, to speak for the past', async (honest, scene) => ({ ...honest, former: [(await scene.keysOf(davi)).publicKeys.signing] })),
  {
    name: 'one’s own keys are named otherwise to a session without memory (1Password white paper, appendix C)', code: 'share/key-changed',
    async lie(scene) {
      name(scene, ana, (await keysFor(ana)).publicKeys);
      scene.liar.answer('account.read', ({ account, ...rest }) => ({ ...rest, ...(account && { account: { ...account, memory: undefined } }) }));
    },
    act: async (scene) => (await scene.fresh(ana)).secrets.edit(scene.id, { clientSecret: 'newer' }, { revision: 1 }),
  },
  {
    name: 'one’s own keyset is exchanged for another’s (key overwriting: “Victory by KO” 2022)', code: 'envelope/tampered',
    lie: async (scene) => { const { keyset } = (await scene.world.storage.get({ kind: 'account', id: davi.id }))!.body as AccountRecord; await scene.rewrite<AccountRecord>({ kind: 'account', id: ana.id }, (body) => ({ ...body, keyset })); },
    act: (scene) => scene.fresh(ana),
  },
  {
    name: 'the public keys beside one’s own keyset are overwritten (Mega, “Malleable encryption goes awry” 2022)', code: 'envelope/tampered',
    lie: async (scene) => { const { publicKeys } = await keysFor(ana); await scene.rewrite<AccountRecord>({ kind: 'account', id: ana.id }, (body) => ({ ...body, publicKeys })); },
    act: (scene) => scene.fresh(ana),
  },
  unlocks('the server asks for a cheap derivation (LastPass iteration count; ETH/USI 2026)', 'keys/unsafe-parameters', ({ params }) => ({ params: { ...params, m: 1_024 } })),
  unlocks('the server asks for a derivation that stalls the client (security.md T17)', 'keys/unsafe-parameters', ({ params }) => ({ params: { ...params, m: 4 * 1_024 * 1_024 } })),
  unlocks('the cost is lowered to the floor (Dashlane, ETH/USI 2026)', 'keys/wrong-input', ({ params }) => ({ params: { ...params, t: 2, m: 19 * 1_024 } })),
  unlocks('the salt is exchanged', 'keys/wrong-input', ({ params }) => ({ params: { ...params, salt: toBase64Url(randomBytes(16)) } })),
  unlocks('another person’s unlock record is served', 'keys/wrong-input', async () => passphrase.enrol({ actor: bruno.id, input: { passphrase: 'horse' } }).then(({ record }) => record)),
  unlocks('one ciphertext that opens under many passphrases: longer than any account key (partitioning oracle, Len, Grubbs and Ristenpart 2021)', 'keys/wrong-input', async ({ params }) => {
    const salt = Uint8Array.from(atob(String(params['salt']).replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    const { nonce: _nonce, ...rest } = params;
    return sealAccountKey(randomBytes(64), await quick({ password: new TextEncoder().encode('horse'), salt }), { kind: 'passphrase', actor: ana.id, params: rest });
  }),
  {
    name: 'an unlock record is moved to another kind: a passphrase’s is served as a recovery key’s', code: 'keys/wrong-input',
    async before(scene) { Object.assign(scene, { printed: await (await scene.vault(ana)).keys.makeRecoveryKey() }); },
    lie: (scene) => scene.rewrite<AccountRecord>({ kind: 'account', id: ana.id }, (body) => ({ ...body, unlock: body.unlock.map((record) => (record.kind === 'recovery' ? { ...body.unlock[0]!, kind: 'recovery' } : record)) })),
    async act(scene) {
      const { printed } = scene as unknown as { printed: { value: string } };
      return (await scene.vault(ana)).keys.unlock({ recoveryKey: printed.value });
    },
  },
  {
    name: 'what one remembers is exchanged for what another remembers', code: 'envelope/tampered',
    before: async (scene) => { for (const user of [ana, bruno]) { const vault = await scene.fresh(user); await vault.secrets.get(scene.id); await vault.close(); } },
    lie: async (scene) => { const theirs = (await scene.world.storage.get({ kind: 'user', id: bruno.id }))!.body as object; await scene.rewrite({ kind: 'user', id: ana.id }, () => theirs); },
    act: (scene) => scene.fresh(ana),
  },
  {
    name: 'what one remembers is shown as a newer state than it is', code: 'envelope/tampered',
    before: async (scene) => { const vault = await scene.fresh(ana); await vault.secrets.get(scene.id); await vault.close(); },
    lie: (scene) => scene.rewrite<{ counter: number }>({ kind: 'user', id: ana.id }, (body) => ({ ...body, counter: body.counter + 1 })),
    act: (scene) => scene.fresh(ana),
  },
  {
    name: 'a look-alike of a person is put in their place among the recipients', code: 'no effect',
    async lie({ liar, keysOf }) {
      const { publicKeys } = await keysOf(davi);
      const twin = { ...joao, id: 'user:jоao' as const }; // a Cyrillic o
      liar.answer('principal.keys', (all, { users }) => (users.includes(twin.id) ? [...all.filter(({ user }) => user !== twin.id), { user: twin.id, keys: publicKeys }] : all));
      liar.answer('secret.sealing', (sealing) => ({ ...sealing, recipients: sealing.recipients.map((one) => (one.to === joao.id ? { to: twin.id, user: twin, keys: publicKeys, wrapped: false, through: [twin.id] } : one)) }));
    },
    act: sharingWith(joao),
  },
];
