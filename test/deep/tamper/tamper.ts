import { openState, sealState } from '../../../src/core/crypto/account-state.js';
import { openAccountKey, sealAccountKey } from '../../../src/core/crypto/account-key.js';
import { fromBase64Url, randomBytes, randomId, toBase64Url } from '../../../src/core/crypto/bytes.js';
import { type Place, makeDataKey, openDetails, openValue, sealContent } from '../../../src/core/crypto/content.js';
import { openKeyset } from '../../../src/core/crypto/keyset.js';
import { makeKeyset } from '../../../src/core/crypto/make-keyset.js';
import { areSoundKeys } from '../../../src/core/crypto/public-keys.js';
import { isGroupSignedBy, isMembershipSignedBy, isSignedBy, signEntry, signGroupEntry, signMembership } from '../../../src/core/crypto/signatures.js';
import { unwrapDataKey, unwrapGroupKey, wrapDataKey, wrapGroupKey } from '../../../src/core/crypto/wrap.js';

/** One sealed or signed text: `opens` tells whether another in its place is taken. */
interface Target { readonly name: string; readonly text: string; readonly opens: (text: string) => Promise<boolean> }
const succeeds = (work: Promise<unknown>): Promise<boolean> => work.then(() => true, () => false);
const isTrue = (work: Promise<boolean>): Promise<boolean> => work.catch(() => false);

const [ana, bruno] = ['user:ana', 'user:bruno'] as const;

/** Everything of one secret and one person, made anew. */
async function subject(): Promise<Target[]> {
  const accountKey = randomBytes(32);
  const { keys, sealed } = await makeKeyset(ana, accountKey);
  const { publicKeys, pair, signing, state } = keys;
  const place: Place = { secret: randomId(), version: 2, seq: 3, prev: toBase64Url(randomBytes(32)), author: ana, authorKey: publicKeys.signing.id };
  const dataKey = makeDataKey();
  const envelope = await sealContent(dataKey, place, { details: { clientId: 'client', notes: 'notes' }, value: { clientSecret: 'value' } });
  const wrapPlace = { secret: place.secret, version: 2, commitment: envelope.commitment, seq: 3, sender: ana, senderKey: place.authorKey };
  const wrap = await wrapDataKey(dataKey, wrapPlace, ana, publicKeys.encryption);
  const genesis = { author: ana, authorKey: publicKeys.signing.id, at: 1, nonce: randomId() };
  const group = `group:${randomId()}` as const;
  const memberWrap = await wrapGroupKey(randomBytes(32), group, 'A'.repeat(22), ana, publicKeys.encryption);
  const entry = await signEntry({ v: 1, suite: 'MS1', secret: place.secret, seq: 3, prev: place.prev, command: randomId(), actor: ana, actorKey: place.authorKey, at: 5, steps: [{ kind: 'grant', principal: bruno, permission: 'view' }] }, signing);
  const groupEntry = await signGroupEntry({ v: 1, suite: 'MS1', group, genesis, seq: 1, prev: '', command: randomId(), at: 5, content: { name: 'G', enabled: true, membersMayView: true, members: [bruno] }, epoch: 1, key: 'A'.repeat(22) }, signing);
  const statement = { group, genesis, epoch: 1, key: 'A'.repeat(22), member: bruno };
  const membership = await signMembership(statement, signing);
  const memory = await sealState(ana, 7, { pins: [], secrets: [{ id: place.secret, seq: 3, head: place.prev }] }, state);
  const wrapping = randomBytes(32);
  const unlock = await sealAccountKey(accountKey, wrapping, { kind: 'passphrase', actor: ana, params: { salt: toBase64Url(randomBytes(16)), t: 3, m: 65_536, p: 4 } });

  const text = (name: string, value: string, opens: Target['opens']): Target => ({ name, text: value, opens });
  const header = { place: toBase64Url(new TextEncoder().encode(JSON.stringify(place))), cost: toBase64Url(new TextEncoder().encode(JSON.stringify(unlock.params))) };
  const json = (bytes: string): never => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64Url(bytes))) as never;
  const unlocks = (record: typeof unlock) => openAccountKey(record, wrapping, ana).then(({ ok }) => ok, () => false);
  const signed = (name: string, whole: string, verify: (candidate: string) => Promise<boolean>): Target[] => {
    const [bytes = '', signature = ''] = whole.split('.');
    return [text(`${name}, bytes`, bytes, (other) => isTrue(verify(`${other}.${signature}`))), text(`${name}, signature`, signature, (other) => isTrue(verify(`${bytes}.${other}`)))];
  };
  return [
    text('header', header.place, async (other) => succeeds((async () => { const { secret, ...rest } = json(other) as Place; await openDetails(dataKey, secret, { suite: 'MS1', ...rest, commitment: envelope.commitment, details: envelope.details }); })())),
    text('commitment', envelope.commitment, (commitment) => succeeds(openDetails(dataKey, place.secret, { ...envelope, commitment }))),
    text('details, nonce', envelope.details.nonce, (nonce) => succeeds(openDetails(dataKey, place.secret, { ...envelope, details: { ...envelope.details, nonce } }))),
    text('details', envelope.details.ciphertext, (ciphertext) => succeeds(openDetails(dataKey, place.secret, { ...envelope, details: { ...envelope.details, ciphertext } }))),
    text('value, nonce', envelope.value!.nonce, (nonce) => succeeds(openValue(dataKey, place.secret, { ...envelope, value: { ...envelope.value!, nonce } }))),
    text('value', envelope.value!.ciphertext, (ciphertext) => succeeds(openValue(dataKey, place.secret, { ...envelope, value: { ...envelope.value!, ciphertext } }))),
    ...(['enc', 'ciphertext'] as const).flatMap((field) => [
      text(`wrap, ${field}`, wrap[field], (other) => succeeds(unwrapDataKey({ ...wrap, [field]: other }, wrapPlace, pair))),
      text(`member's wrap, ${field}`, memberWrap[field], (other) => succeeds(unwrapGroupKey({ ...memberWrap, [field]: other }, group, 'A'.repeat(22), pair))),
    ]),
    ...(['nonce', 'ciphertext'] as const).flatMap((field) => [
      text(`keyset, ${field}`, sealed[field], (other) => succeeds(openKeyset(ana, accountKey, { ...sealed, [field]: other }, publicKeys))),
      text(`memory, ${field}`, memory[field], (other) => succeeds(openState(ana, 7, { ...memory, [field]: other }, state))),
    ]),
    text('public keys, signature', publicKeys.signature, (signature) => areSoundKeys(ana, { ...publicKeys, signature })),
    text('public keys, signing', publicKeys.signing.bytes, (bytes) => areSoundKeys(ana, { ...publicKeys, signing: { ...publicKeys.signing, bytes } })),
    text('public keys, encryption', publicKeys.encryption.bytes, (bytes) => areSoundKeys(ana, { ...publicKeys, encryption: { ...publicKeys.encryption, bytes } })),
    text('unlock record', unlock.sealed, (other) => unlocks({ ...unlock, sealed: other })),
    text('unlock record, parameters', header.cost, async (other) => isTrue((async () => unlocks({ ...unlock, params: json(other) }))())),
    ...signed('entry', entry, (other) => isSignedBy(other, publicKeys.signing)),
    ...signed('group entry', groupEntry, (other) => isGroupSignedBy(other, publicKeys.signing)),
    text('membership', membership, (signature) => isTrue(isMembershipSignedBy(statement, signature, publicKeys.signing))),
  ];
}

/** Every bit turned, and the last letter's spare bits, which must not spell the same bytes. */
function* changes(text: string): Generator<string> {
  const bytes = fromBase64Url(text);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) yield toBase64Url(bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)));
  const last = text.length % 4 === 0 ? '' : text.at(-1)!;
  for (const letter of last && 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') if (letter !== last) yield text.slice(0, -1) + letter;
}

export interface TamperReport { readonly cases: number; readonly opened: readonly string[]; readonly honest: number }

/** At least `total` tampered texts, of fresh subjects; each `stride`th change. Texts of the next subject are swapped in as well. */
export async function tamper(total: number, stride = 1): Promise<TamperReport> {
  const opened: string[] = [];
  let [cases, honest] = [0, 0];
  let others = await subject();
  while (cases < total) {
    const targets = await subject();
    for (const [at, { name, text, opens }] of targets.entries()) {
      if (!(await opens(text))) throw new Error(`${name} does not open as it was made`);
      honest += 1;
      let number = at;
      for (const other of [...changes(text)].filter(() => (number += 1) % stride === 0).concat(others[at]!.text === text ? [] : [others[at]!.text])) {
        cases += 1;
        if (await opens(other)) opened.push(`${name}, case ${cases}`);
      }
    }
    others = targets;
  }
  return { cases, opened, honest };
}
