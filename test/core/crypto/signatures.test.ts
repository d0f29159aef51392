import { expect } from '@open-wc/testing';
import { fromBase64Url, fromUtf8, randomBytes, toBase64Url, toUtf8 } from '../../../src/core/crypto/bytes.js';
import { sealContent, makeDataKey } from '../../../src/core/crypto/content.js';
import type { UnlockedKeys } from '../../../src/core/crypto/keyset.js';
import { makeKeyset } from '../../../src/core/crypto/make-keyset.js';
import { contentMarkOf, wrapMarkOf } from '../../../src/core/crypto/marks.js';
import {
  groupIdOf, hashOf, isGroupSignedBy, isMembershipSignedBy, isSignedBy, readEntry, readGroupEntry, secretIdOf, signEntry, signGroupEntry, signMembership,
} from '../../../src/core/crypto/signatures.js';
import { wrapDataKey } from '../../../src/core/crypto/wrap.js';
import { type Entry, type Genesis, type GroupEntry, signedSchema } from '../../../src/core/model/entry.js';
import { parseInput } from '../../../src/core/model/parse.js';
import type { Wrap } from '../../../src/core/model/sealed.js';
import { ana, anId, bruno } from '../../support/vault-builders.js';
import { anyId, flipped, place } from './tampering.js';

const genesis: Genesis = { author: ana.id, authorKey: anyId, at: 1_700_000_000_000, nonce: anyId };
const entry: Entry = { v: 1, suite: 'MS1', secret: anyId, seq: 2, prev: 'A'.repeat(43), command: anId(), actor: ana.id, actorKey: anyId, at: 1_700_000_000_000, steps: [{ kind: 'grant', principal: bruno.id, permission: 'view' }] };
const group: GroupEntry = {
  v: 1, suite: 'MS1', group: 'group:AAAAAAAAAAAAAAAAAAAAAA', genesis, seq: 1, prev: '', command: anId(), at: 1_700_000_000_000,
  content: { name: 'g', enabled: true, membersMayView: true, members: [bruno.id] }, epoch: 1, key: anyId,
};
const keysOf = async (): Promise<UnlockedKeys> => (await makeKeyset(ana.id, randomBytes(32))).keys;
/** `text` in the place of the bytes that were signed, signed as they were. */
async function signedAs(keys: UnlockedKeys, purpose: string, text: string): Promise<string> {
  const bytes = toUtf8(text);
  const message = Uint8Array.from([...toUtf8(purpose), 0, ...bytes]);
  return `${toBase64Url(bytes)}.${toBase64Url(new Uint8Array(await crypto.subtle.sign('Ed25519', keys.signing, message)))}`;
}
const textOf = (signed: string): string => fromUtf8(fromBase64Url(signed.split('.')[0]!));

describe('a signed entry', () => {
  it('reads back as it was signed, and was signed by this key and no other', async () => {
    const [keys, others] = [await keysOf(), await keysOf()];
    const signed = await signEntry(entry, keys.signing);
    expect(JSON.parse(JSON.stringify(readEntry(signed)))).to.deep.equal(entry);
    expect([await isSignedBy(signed, keys.publicKeys.signing), await isSignedBy(signed, others.publicKeys.signing)]).to.deep.equal([true, false]);
  });

  it('refuses every changed byte of what was signed and of the signature', async () => {
    const keys = await keysOf();
    const [bytes, signature] = (await signEntry(entry, keys.signing)).split('.') as [string, string];
    const changed = [...flipped(bytes).map((one) => `${one}.${signature}`), ...flipped(signature).map((one) => `${bytes}.${one}`)];
    expect(changed.length).to.be.greaterThan(64 + 250);
    for (const [at, one] of changed.entries()) expect(await isSignedBy(one, keys.publicKeys.signing), `number ${at}`).to.equal(false);
  });

  it('is signed for one purpose: an entry, a state of a group and a membership are not each other', async () => {
    const keys = await keysOf();
    const key = keys.publicKeys.signing;
    const [one, other] = [await signEntry(entry, keys.signing), await signGroupEntry(group, keys.signing)];
    expect([await isSignedBy(one, key), await isGroupSignedBy(one, key), await isGroupSignedBy(other, key), await isSignedBy(other, key)]).to.deep.equal([true, false, true, false]);
    expect([readGroupEntry(one), readEntry(other), readGroupEntry(other)?.group]).to.deep.equal([undefined, undefined, group.group]);
    for (const purpose of ['mysafe/1/entr', 'mysafe/1/entry ', 'mysafe/2/entry', '', 'mysafe/1/group-member']) {
      expect(await isSignedBy(await signedAs(keys, purpose, textOf(one)), key), purpose).to.equal(false);
    }
    expect(await isSignedBy(await signedAs(keys, 'mysafe/1/entry', textOf(one)), key), 'the control').to.equal(true);
  });

  it('is none where its bytes could be read in two ways', async () => {
    const keys = await keysOf();
    const text = textOf(await signEntry(entry, keys.signing));
    const ways: Record<string, string> = {
      'a key twice, the last the same': text.replace('"seq":2', '"seq":1,"seq":2'),
      'a key twice, alike': text.replace('"seq":2', '"seq":2,"seq":2'),
      'a space': text.replace('"seq":2', '"seq": 2'),
      'another order': text.replace('{"actor":', '{"v":1,"actor":').replace(',"v":1}', '}'),
      'an escape': text.replace('"MS1"', '"\\u004dS1"'),
      'a number written otherwise': text.replace('"seq":2', '"seq":2.0'),
      'an exponent': text.replace('"seq":2', '"seq":2e0'),
      'a byte order mark': `\ufeff${text}`,
      'a line more': `${text}\n`,
      'an unknown field': text.replace('"seq":2', '"seq":2,"sequence":3'),
      '__proto__': text.replace('{"actor":', '{"__proto__":{},"actor":'),
      'a place past 2⁵³': text.replace('"seq":2', '"seq":9007199254740993'),
      'a time past 2⁵³': text.replace('"at":1700000000000', '"at":9007199254740993'),
      'minus zero': text.replace('"at":1700000000000', '"at":-0'),
      'a fraction': text.replace('"at":1700000000000', '"at":1700000000000.5'),
      'another version': text.replace('"v":1', '"v":2'),
      'another suite': text.replace('"MS1"', '"MS0"'),
      'an unknown step': text.replace('"kind":"grant"', '"kind":"crown"'),
      'no JSON': text.slice(1),
      'nothing': '',
    };
    for (const [way, written] of Object.entries(ways)) {
      expect(written, way).not.to.equal(text);
      expect(readEntry(await signedAs(keys, 'mysafe/1/entry', written)), way).to.equal(undefined);
    }
    expect(readEntry(await signedAs(keys, 'mysafe/1/entry', text))?.seq, 'the control').to.equal(2);
  });

  it('is none where the dot is missing, doubled or moved, or where it is no base64url: it is refused, not thrown', async () => {
    const keys = await keysOf();
    const signed = await signEntry(entry, keys.signing);
    const [bytes, signature] = signed.split('.') as [string, string];
    const games = ['', '.', bytes, `.${signature}`, `${bytes}.`, `${signature}.${bytes}`, `${bytes}..${signature}`, `${bytes}${signature}`, `${bytes.slice(0, 4)}.${bytes.slice(4)}.${signature}`, `A.${signature}`, `!.${signature}`, `${bytes}.A`, `${bytes}.!`];
    for (const game of games) {
      const entryRead = readEntry(game);
      const accepted = await isSignedBy(game, keys.publicKeys.signing);
      expect(entryRead !== undefined && accepted, game.slice(0, 20)).to.equal(false);
      expect(readGroupEntry(game), game.slice(0, 20)).to.equal(undefined);
      expect(await isGroupSignedBy(game, keys.publicKeys.signing)).to.equal(false);
    }
  });

  it('passes a border as one text with one dot alone', async () => {
    const signed = await signEntry(entry, (await keysOf()).signing);
    const others = [`${signed}.`, `${signed}.more`, `.${signed}`, `${signed}\n`, signed.replace('.', ''), signed.replace('.', '..'), signed.replace('.', '. '), signed.slice(0, -1), `${signed}A`, signed.replace('.', '=.')];
    expect([signed, ...others].map((text) => parseInput(signedSchema, text).ok)).to.deep.equal([true, ...others.map(() => false)]);
  });

  it('links to the next by the bytes that were signed, whatever the signature', async () => {
    const keys = await keysOf();
    const [signed, other] = [await signEntry(entry, keys.signing), await signEntry({ ...entry, at: entry.at + 1 }, keys.signing)];
    expect(await hashOf(signed)).to.match(/^[\w-]{43}$/);
    expect(await hashOf(`${signed.split('.')[0]}.${other.split('.')[1]}`)).to.equal(await hashOf(signed));
    expect(await hashOf(other)).not.to.equal(await hashOf(signed));
  });
});

describe('an id', () => {
  it('is the hash of its beginning, another for a secret than for a group, and for each field', async () => {
    const all: Genesis[] = [genesis, { ...genesis, author: bruno.id }, { ...genesis, authorKey: 'BAAAAAAAAAAAAAAAAAAAAA' }, { ...genesis, at: genesis.at + 1 }, { ...genesis, nonce: 'BAAAAAAAAAAAAAAAAAAAAA' }];
    const ids = [...await Promise.all(all.map(secretIdOf)), ...(await Promise.all(all.map(groupIdOf))).map((id) => id.slice('group:'.length))];
    for (const id of ids) expect(id).to.match(/^[\w-]{22}$/);
    expect(new Set(ids).size).to.equal(10);
    expect(await secretIdOf({ ...genesis })).to.equal(ids[0]);
  });
});

describe('a membership', () => {
  it('is for this group, beginning, epoch, key and member, as its owner said', async () => {
    const [keys, others] = [await keysOf(), await keysOf()];
    const said = { group: group.group, genesis, epoch: 3, key: anyId, member: bruno.id } as const;
    const signature = await signMembership(said, keys.signing);
    const isSaid = (statement: Parameters<typeof signMembership>[0], by = keys) => isMembershipSignedBy(statement, signature, by.publicKeys.signing);
    expect(await isSaid(said)).to.equal(true);
    const wrong = [
      isSaid(said, others), isSaid({ ...said, group: 'group:BAAAAAAAAAAAAAAAAAAAAA' }), isSaid({ ...said, epoch: 2 }), isSaid({ ...said, key: 'BAAAAAAAAAAAAAAAAAAAAA' }), isSaid({ ...said, member: ana.id }), isSaid({ ...said, member: '' }),
      ...Object.entries({ author: bruno.id, authorKey: 'BAAAAAAAAAAAAAAAAAAAAA', at: 1, nonce: 'BAAAAAAAAAAAAAAAAAAAAA' }).map(([field, value]) => isSaid({ ...said, genesis: { ...genesis, [field]: value } })),
    ];
    expect(await Promise.all(wrong)).to.deep.equal(wrong.map(() => false));
  });
});

describe('marks', () => {
  it('change with every byte of the sealed parts, the commitment, and whether there is a value', async () => {
    const envelope = await sealContent(makeDataKey(), place, { details: { clientId: 'c' }, value: { clientSecret: 'v' } });
    const { details, value } = envelope as Required<typeof envelope>;
    const others = [
      ...flipped(details.nonce).map((nonce) => ({ ...envelope, details: { ...details, nonce } })), ...flipped(details.ciphertext).map((ciphertext) => ({ ...envelope, details: { ...details, ciphertext } })),
      ...flipped(value.nonce).map((nonce) => ({ ...envelope, value: { ...value, nonce } })), ...flipped(value.ciphertext).map((ciphertext) => ({ ...envelope, value: { ...value, ciphertext } })),
      ...flipped(envelope.commitment).map((commitment) => ({ ...envelope, commitment })), { ...envelope, value: undefined }, { ...envelope, details: value, value: details },
    ];
    const marks = await Promise.all([envelope, ...others].map(async (one) => JSON.stringify(await contentMarkOf(one))));
    expect(new Set(marks).size).to.equal(others.length + 1);
  });

  it('tell wraps apart by recipient, key, enc and ciphertext', async () => {
    const keys = await keysOf();
    const wrap = await wrapDataKey(makeDataKey(), { ...place, commitment: 'AAAA', sender: ana.id, senderKey: anyId }, ana.id, keys.publicKeys.encryption);
    const others: Wrap[] = [{ ...wrap, to: bruno.id }, { ...wrap, key: anyId }, ...flipped(wrap.enc).map((enc) => ({ ...wrap, enc })), ...flipped(wrap.ciphertext).map((ciphertext) => ({ ...wrap, ciphertext }))];
    const marks = await Promise.all([wrap, ...others].map(async (one) => JSON.stringify(await wrapMarkOf(one))));
    expect(new Set(marks).size).to.equal(others.length + 1);
  });
});
