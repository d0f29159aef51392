import { expect } from '@open-wc/testing';
import { openAccountKey } from '../../../src/core/crypto/account-key.js';
import { openState } from '../../../src/core/crypto/account-state.js';
import { openBackup } from '../../../src/core/crypto/backup.js';
import { toBase64Url } from '../../../src/core/crypto/bytes.js';
import { openDetails, openValue } from '../../../src/core/crypto/content.js';
import { openKeyset } from '../../../src/core/crypto/keyset.js';
import { contentMarkOf, wrapMarkOf } from '../../../src/core/crypto/marks.js';
import { areSoundKeys, fingerprintOf } from '../../../src/core/crypto/public-keys.js';
import { recoveryWrappingKey } from '../../../src/core/crypto/recovery-key.js';
import { groupIdOf, hashOf, isGroupSignedBy, isMembershipSignedBy, isSignedBy, readEntry, readGroupEntry, secretIdOf } from '../../../src/core/crypto/signatures.js';
import { unwrapDataKey, unwrapGroupKey } from '../../../src/core/crypto/wrap.js';
import type { Genesis } from '../../../src/core/model/entry.js';
import type { UserId } from '../../../src/core/model/ids.js';
import type { Envelope, MemberWrap, PublicKeys, SealedKeyset, SealedPart, Wrap } from '../../../src/core/model/sealed.js';
import type { UnlockRecord } from '../../../src/core/ports/key-keeper.js';

/** One of each thing that is stored, as a vault once wrote it, from keys of 32 counted bytes. */
interface Written {
  readonly publicKeys: PublicKeys; readonly keyset: SealedKeyset; readonly fingerprint: string; readonly state: SealedPart; readonly unlock: UnlockRecord; readonly recoveryWrapping: string;
  readonly backup: string; readonly envelope: Envelope; readonly wrap: Wrap; readonly memberWrap: MemberWrap; readonly contentMark: object; readonly wrapMark: object;
  readonly entry: string; readonly entryHash: string; readonly groupEntry: string; readonly membership: string; readonly secretId: string; readonly groupId: string;
}

const counted = (from: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length: 32 }, (_, at) => at + from);
const [accountKey, recoveryKey, dataKey, groupSecret] = [counted(0), counted(32), counted(64), counted(96)];
const ana: UserId = 'user:ana';
const bruno: UserId = 'user:bruno';
const id = 'AAAAAAAAAAAAAAAAAAAAAA';
const group = 'group:AAAAAAAAAAAAAAAAAAAAAA';
const genesis: Genesis = { author: 'user:ana', authorKey: id, at: 1_700_000_000_000, nonce: id };

describe('what was once written stays readable: a label, a field or an order that changes would lock everybody out', () => {
  let written: Written;
  before(async () => { written = await (await fetch(new URL('../../support/data/written.json', import.meta.url))).json() as Written; });
  const unlocked = () => openKeyset(ana, accountKey, written.keyset, written.publicKeys);

  it('keys, their fingerprint, and what they remember', async () => {
    expect(await areSoundKeys(ana, written.publicKeys)).to.equal(true);
    expect(await fingerprintOf(ana, written.publicKeys)).to.equal(written.fingerprint);
    expect(await openState(ana, 3, written.state, (await unlocked()).state)).to.deep.equal({ pins: ['one'] });
  });

  it('an account key under its keeper’s key, a recovery key’s wrapping, and a backup', async () => {
    expect(await openAccountKey(written.unlock, recoveryKey, ana)).to.deep.equal({ ok: true, value: { accountKey } });
    expect(toBase64Url(await recoveryWrappingKey(recoveryKey))).to.equal(written.recoveryWrapping);
    expect(await openBackup(ana, written.backup, recoveryKey)).to.deep.equal({ kept: 1 });
  });

  it('content, and keys to it for a person and for a member of a group', async () => {
    const { pair } = await unlocked();
    const { envelope, wrap, memberWrap } = written;
    expect(await openDetails(dataKey, id, envelope)).to.deep.equal({ clientId: 'client', notes: 'notes' });
    expect(await openValue(dataKey, id, envelope)).to.deep.equal({ clientSecret: 'the value' });
    expect(await unwrapDataKey(wrap, { secret: id, version: 2, commitment: envelope.commitment }, pair)).to.deep.equal(dataKey);
    expect(await unwrapGroupKey(memberWrap, group, id, pair)).to.deep.equal(groupSecret);
  });

  it('what is signed, its marks, its hash and its ids', async () => {
    const { signing } = written.publicKeys;
    expect([await isSignedBy(written.entry, signing), await isGroupSignedBy(written.groupEntry, signing), readEntry(written.entry)?.seq, readGroupEntry(written.groupEntry)?.epoch]).to.deep.equal([true, true, 2, 1]);
    expect(await isMembershipSignedBy({ group, genesis, epoch: 1, key: id, member: bruno }, written.membership, signing)).to.equal(true);
    expect([await contentMarkOf(written.envelope), await wrapMarkOf(written.wrap), await hashOf(written.entry)]).to.deep.equal([written.contentMark, written.wrapMark, written.entryHash]);
    expect([await secretIdOf(genesis), await groupIdOf(genesis)]).to.deep.equal([written.secretId, written.groupId]);
  });
});
