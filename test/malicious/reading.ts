import { makeDataKey, sealContent } from '../../src/core/crypto/content.js';
import { unwrapDataKey, wrapDataKey } from '../../src/core/crypto/wrap.js';
import type { Authority } from '../../src/core/index.js';
import type { SecretRecord } from '../../src/core/authority/records.js';
import type { QueryResults } from '../../src/core/protocol/query.js';
import { ana, anId, bruno, carla, davi, grant, joao, ok } from '../support/vault-builders.js';
import type { Attack } from './attack.js';
import { type Scene, OTHER, partOf } from './scene.js';

type Reading = QueryResults['secret.read'];

const gets = async (scene: Scene) => (await scene.fresh(bruno)).secrets.get(scene.id);
const reveals = async (scene: Scene) => (await scene.fresh(bruno)).secrets.reveal(scene.id);
const twoVersions = async (scene: Scene) => ok(await (await scene.vault(ana)).secrets.edit(scene.id, { clientSecret: 'the second value' }, { revision: 1 }));
/** Something else is shown of the secret than its history proves. */
const shown = (name: string, change: (reading: Reading, scene: Scene) => Reading | Promise<Reading>): Attack => ({
  name, code: 'chain/forged', act: gets, lie: (scene) => scene.liar.answer('secret.read', (reading, { secretId }) => (secretId === scene.id ? change(reading, scene) : reading)),
});
const summary = (name: string, change: (summary: Reading['summary']) => Partial<Reading['summary']>): Attack => shown(name, (reading) => ({ ...reading, summary: { ...reading.summary, ...change(reading.summary) } }));
/** Something else is stored than was signed. */
const stored = (name: string, code: string, change: (record: SecretRecord, scene: Scene) => SecretRecord | Promise<SecretRecord>, act = reveals, before?: Attack['before']): Attack => ({
  name, code, act, ...(before && { before }),
  async lie(scene) { const changed = await change(await scene.record(), scene); await scene.rewrite<SecretRecord>({ kind: 'secret', id: scene.id }, () => changed); },
});
/** A reader's own data key, which a viewer has as well as an editor. */
async function dataKeyOf(scene: Scene, { wraps, envelope }: SecretRecord) {
  const wrap = wraps.find(({ to }) => to === carla.id)!;
  return unwrapDataKey(wrap, { secret: scene.id, version: envelope!.version, commitment: envelope!.commitment }, (await scene.keysOf(carla)).pair);
}
const evil = { details: { clientId: 'c' }, value: { clientSecret: 'planted' } };
const placeOf = (secret: string, { version, seq, prev, author, authorKey }: NonNullable<SecretRecord['envelope']>) => ({ secret, version, seq, prev, author, authorKey });
const versionOne = async (scene: Scene) => (await scene.world.storage.get({ kind: 'version', id: `${scene.id} 0000001` }))!.body as Pick<SecretRecord, 'wraps'> & { envelope: NonNullable<SecretRecord['envelope']> };

export const readingAttacks: readonly Attack[] = [
  summary('the name changed in the record', () => ({ name: 'Not it' })),
  summary('the address changed in the record: traffic goes to the attacker (pCloud, brokencloudstorage 2024)', () => ({ url: 'https://evil.example.org' })),
  summary('a tag added', () => ({ tags: ['verified'] })),
  summary('a grant left out of who has access', ({ access }) => ({ access: access.slice(0, -1) })),
  summary('a grant shown that nobody gave', ({ access }) => ({ access: [...access, { ...access.at(-1)!, principal: davi }] })),
  summary('a permission shown higher than it is', ({ access }) => ({ access: access.map((entry) => (entry.permission === 'view' ? { ...entry, permission: 'edit' as const } : entry)) })),
  summary('an end shown that a grant does not have', ({ access }) => ({ access: access.map((entry) => (entry.permission === 'view' ? { ...entry, expiresAt: new Date(Date.UTC(2100, 0)) } : entry)) })),
  summary('another owner shown', () => ({ owner: davi })),
  summary('another author of the last change shown', () => ({ changedBy: davi })),
  summary('a rotation shown that was none', () => ({ rotatedAt: new Date(Date.UTC(2100, 0)) })),
  summary('a disabled secret', () => ({ enabled: false })),
  shown('the summary of another secret', async (reading, scene) => ({ ...reading, summary: ok(await scene.world.authority.query(ana.id, { type: 'secret.read', secretId: scene.other })).summary })),
  { ...shown('the details of another secret', async (reading, scene) => ({ ...reading, envelope: ok(await scene.world.authority.query(ana.id, { type: 'secret.read', secretId: scene.other })).envelope })), code: 'envelope/tampered' },
  { name: 'the suite lowered in what is stored (`MS0`)', code: 'storage/corrupt', act: reveals, lie: (scene) => scene.rewrite<SecretRecord>({ kind: 'secret', id: scene.id }, (body) => ({ ...body, envelope: { ...body.envelope!, suite: 'MS0' as 'MS1' } })) },
  stored('the value part taken away', 'envelope/tampered', (record) => { const { value: _value, ...envelope } = record.envelope!; return { ...record, envelope }; }, async (scene) => (await scene.fresh(ana)).secrets.reveal(scene.id)),
  stored('the value part of another secret of the same owner', 'envelope/tampered', async (record, scene) => ({ ...record, envelope: { ...record.envelope!, value: (await scene.record(scene.other)).envelope!.value! } })),
  stored('details and value exchanged for one another (MEGA 2022; fields encrypted one by one, Bitwarden 2026)', 'envelope/tampered', (record) => ({ ...record, envelope: { ...record.envelope!, details: record.envelope!.value!, value: record.envelope!.details } })),
  stored('a viewer, with the server, seals another value under the data key that viewers know', 'envelope/tampered', async (record, scene) => ({ ...record, envelope: await sealContent(await dataKeyOf(scene, record), placeOf(scene.id, record.envelope!), evil) })),
  stored('a viewer, with the server, seals another value under a new key and wraps it for everybody', 'envelope/tampered', async (record, scene) => {
    const key = makeDataKey();
    const envelope = await sealContent(key, placeOf(scene.id, record.envelope!), evil);
    const to = (await scene.keysOf(bruno)).publicKeys.encryption;
    const place = { secret: scene.id, version: envelope.version, commitment: envelope.commitment, seq: envelope.seq, sender: envelope.author, senderKey: envelope.authorKey };
    return { ...record, envelope, wraps: [await wrapDataKey(key, place, bruno.id, to)] };
  }),
  stored('a key of the server’s own, sealed to the reader: HPKE’s base mode does not say who sent it (RFC 9180, 9.1)', 'envelope/tampered', async (record, scene) => {
    const place = { secret: scene.id, version: 1, commitment: record.envelope!.commitment, seq: record.envelope!.seq, sender: ana.id, senderKey: record.envelope!.authorKey };
    const wrap = await wrapDataKey(makeDataKey(), place, bruno.id, (await scene.keysOf(bruno)).publicKeys.encryption);
    return { ...record, wraps: record.wraps.map((old) => (old.to === bruno.id ? wrap : old)) };
  }),
  stored('a commitment that fits another key: one ciphertext, two values (invisible salamanders, Dodis et al. 2018)', 'envelope/tampered', (record) => ({ ...record, envelope: { ...record.envelope!, commitment: 'A'.repeat(43) } })),
  stored('the wrap of another secret', 'envelope/tampered', async (record, scene) => ({ ...record, wraps: (await scene.record(scene.other)).wraps })),
  stored('the wrap of another recipient, in the reader’s name', 'envelope/tampered', (record) => ({ ...record, wraps: record.wraps.map((wrap) => (wrap.to === bruno.id ? { ...record.wraps.find(({ to }) => to === carla.id)!, to: bruno.id, key: wrap.key } : wrap)) })),
  stored('the wrap of an older version', 'envelope/tampered', async (record, scene) => ({ ...record, wraps: (await versionOne(scene)).wraps }), reveals, twoVersions),
  stored('the wrap said to be by another sender', 'envelope/tampered', (record) => ({ ...record, wraps: record.wraps.map((wrap) => ({ ...wrap, sender: davi.id })) })),
  stored('the older version served as the present one, to undo a rotation', 'envelope/tampered', async (record, scene) => ({ ...record, ...(await versionOne(scene)), version: undefined } as unknown as SecretRecord), reveals, twoVersions),
  { name: 'one version served for another', code: 'envelope/tampered', before: twoVersions, act: async (scene) => (await scene.fresh(bruno)).secrets.reveal(scene.id, { version: 1 }),
    lie: (scene) => scene.liar.obey('secret.open', (command, honest) => { const { version: _version, ...now } = command; return honest(now); }) },
  { name: 'an envelope that says it is the version that was asked for', code: 'envelope/tampered', before: twoVersions, act: async (scene) => (await scene.fresh(bruno)).secrets.reveal(scene.id, { version: 1 }),
    lie: (scene) => scene.liar.obey('secret.open', async (command, honest) => {
      const { version: _version, ...now } = command;
      const { envelope, ...path } = ok(await honest(now));
      return { ok: true, value: { ...path, envelope: { ...envelope, version: 1 } } };
    }) },
  { name: 'the value of another secret in the answer to a reveal, with its chain', code: 'chain/forged', act: reveals,
    lie: (scene) => scene.liar.obey('secret.open', (command, honest) => honest({ ...command, secretId: scene.other })) },
  { name: 'the value of another secret in the answer to a reveal, with the chain of the one that was asked for', code: 'envelope/tampered', act: reveals,
    lie: (scene) => scene.liar.obey('secret.open', async (command, honest) => {
      const [asked, { chainPart: _chainPart, ...other }] = [ok(await honest(command)), ok(await honest({ ...command, id: anId(), secretId: scene.other }))];
      return { ok: true, value: { ...other, chainPart: asked.chainPart } };
    }) },
  { name: 'a value without the chain that was asked for with it', code: 'chain/forged', act: reveals,
    lie: (scene) => scene.liar.obey('secret.open', async (command, honest) => ({ ok: true, value: { ...ok(await honest(command)), chainPart: undefined } })) },
  { name: 'a secret without the chain that was asked for with it', code: 'chain/forged', act: gets,
    lie: (scene) => scene.liar.answer('secret.read', (reading) => ({ ...reading, chainPart: undefined })) },
  { name: 'an older history with a value than the one that was told before', code: 'chain/rolled-back', act: async (scene) => (await scene.vault(bruno)).secrets.reveal(scene.id),
    before: async (scene) => { ok(await (await scene.vault(bruno)).secrets.get(scene.id)); },
    async lie(scene) {
      const older = await partOf((await scene.entries()).slice(0, 1), 0, ok(await scene.world.authority.query(bruno.id, { type: 'secret.chain', secretId: scene.id, after: 0 })));
      scene.liar.obey('secret.open', async (command, honest) => ({ ok: true, value: { ...ok(await honest(command)), chainPart: older } }));
    } },
  { name: 'text in the place of sealed bytes', code: 'envelope/tampered', act: reveals,
    lie: (scene) => scene.liar.obey('secret.open', async (command, honest) => { const opened = ok(await honest(command)); return { ok: true, value: { ...opened, envelope: { ...opened.envelope, value: { nonce: '%', ciphertext: OTHER } } } }; }) },
  { name: 'the notifier and the feed tell of what never happened', code: 'no effect', act: gets,
    lie: ({ liar }) => { (liar.authority as { changes: Authority['changes'] }).changes = async function* () { for (let at = 0; at < 50; at += 1) yield { kind: 'secret', secretId: 'A'.repeat(22) }; yield { kind: 'account', userId: davi.id }; yield { kind: 'reset' }; throw new TypeError('the feed broke off'); }; } },
  { name: 'an older version’s key handed on to a newcomer, who then reads what was before them', code: 'envelope/tampered', before: twoVersions,
    lie: (scene) => scene.liar.answer('secret.sealing', async (sealing) => {
      const { envelope: { value: _value, ...envelope }, wraps } = await versionOne(scene);
      return { ...sealing, envelope, wrap: wraps.find(({ to }) => to === ana.id)! };
    }),
    act: async (scene) => (await scene.vault(ana)).sharing.share(scene.id, [grant(joao)]) },
];
