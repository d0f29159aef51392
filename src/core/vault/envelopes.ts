import { type Details, type Place, type Value, checkCommitment, makeDataKey, openDetails, openValue, sealContent } from '../crypto/content.js';
import type { Bytes } from '../crypto/bytes.js';
import { importPair } from '../crypto/encryption-pair.js';
import { contentMarkOf } from '../crypto/marks.js';
import { unwrapDataKey, unwrapGroupKey } from '../crypto/wrap.js';
import type { OpenPurpose } from '../model/activity.js';
import { MySafeError } from '../model/fault.js';
import type { GroupId, SecretId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { Envelope, Wrap } from '../model/sealed.js';
import type { SignedContent } from '../model/entry.js';
import type { ChainState } from '../policy/index.js';
import type { KeyPath, Recipient, Sealing } from '../protocol/query.js';
import { readAlong } from './chains.js';
import type { Connection } from './connection.js';
import { type Desk, MOST_ATTEMPTS } from './signing.js';
import { type Meant, wrapFor } from './wrapping.js';

export interface Content { readonly details: Details; readonly value?: Value }
type Header = Omit<Envelope, 'details' | 'value'>;

/** This person's data key of an envelope; `access/locked` or `access/pending` where they can't have it. */
export async function takeDataKey({ actor, keys }: Connection, secret: SecretId, header: Header, { wrap, groupKey }: KeyPath): Promise<Result<Bytes>> {
  const unlocked = keys.take();
  if (!unlocked.ok) return unlocked;
  const { pair, publicKeys } = unlocked.value;
  if (!wrap || (groupKey ?? wrap).key !== publicKeys.encryption.id || (groupKey ?? wrap).to !== actor) return refuse({ code: 'access/pending' });
  const place = { secret, version: header.version, commitment: header.commitment };
  if (!groupKey) return accept(await unwrapDataKey(wrap, place, pair));
  const secretHalf = await unwrapGroupKey(groupKey, wrap.to as GroupId, groupKey.publicKey.id, pair);
  const groupPair = await importPair(secretHalf, groupKey.publicKey);
  secretHalf.fill(0);
  return accept(await unwrapDataKey(wrap, place, groupPair));
}

/** Seals content under a fresh key for those who may read it. */
export async function sealFor(connection: Connection, place: Place, content: Content, state: ChainState | undefined, recipients: readonly Recipient[], meant: Meant): Promise<Result<{ envelope: Envelope; wraps: Wrap[] }>> {
  const dataKey = makeDataKey();
  const envelope = await sealContent(dataKey, place, content);
  const wraps = await wrapFor(connection, dataKey, wrapPlace(place, envelope), state, recipients, meant);
  dataKey.fill(0);
  return wraps.ok ? accept({ envelope, wraps: wraps.value }) : wraps;
}

export const wrapPlace = ({ secret, seq, author, authorKey }: Omit<Place, 'version'>, { version, commitment }: Pick<Envelope, 'version' | 'commitment'>) =>
  ({ secret, version, commitment, seq, sender: author, senderKey: authorKey });

const notAsSigned = (): MySafeError =>
  new MySafeError('envelope/tampered', 'The sealed parts of this secret are not the ones that were signed: their stored bytes were changed or moved. Restore it from a backup.');

const DETAILS = ['commitment', 'details', 'version', 'seq', 'prev', 'author', 'authorKey'] as const;

/** Holds an envelope to what its author signed at its place; `whole`: with its value. @throws {MySafeError} `envelope/tampered` */
export async function holdTo(signed: SignedContent | undefined, envelope: Omit<Envelope, 'value'> & Pick<Envelope, 'value'>, whole: boolean): Promise<void> {
  const mark = { ...envelope, ...(await contentMarkOf(envelope).catch(() => ({ commitment: '', details: '' }))) }; // bytes that are no base64url were never signed
  const fields = whole ? [...DETAILS, 'value' as const] : DETAILS;
  if (signed && fields.every((field) => mark[field] === signed[field])) return;
  throw notAsSigned();
}

/** Opens details alone, of an envelope that was held to its signature. */
export async function openDetailsOf(connection: Connection, secret: SecretId, envelope: Omit<Envelope, 'value'>, path: KeyPath): Promise<Result<Details>> {
  const dataKey = await takeDataKey(connection, secret, envelope, path);
  if (!dataKey.ok) return dataKey;
  const details = await openDetails(dataKey.value, secret, envelope);
  dataKey.value.fill(0);
  return accept(details);
}

/** What was signed of a version: the present one where none is named. */
const signedVersion = ({ content, versions }: ChainState, version: number | undefined): SignedContent | undefined =>
  version === undefined ? content : [content, ...versions].find((candidate) => candidate?.version === version);

/** That there is no value must be what was signed. */
async function heldToNone(connection: Connection, secret: SecretId, none: Result<never>): Promise<Result<never>> {
  const chain = await connection.chains.read(secret);
  if (chain.ok && chain.value.state.hasValue) throw notAsSigned();
  return chain.ok ? none : chain;
}

/** Asks for the sealed value, which the authority journals with its purpose, and opens everything. */
export async function openContentOf(connection: Connection, secret: SecretId, purpose: OpenPurpose, version?: number): Promise<Result<Content & { envelope: Envelope }>> {
  const unlocked = connection.keys.take();
  if (!unlocked.ok) return unlocked;
  for (let attempt = 1; ; attempt += 1) {
    const opened = await readAlong(connection.chains, secret, (after) => connection.tell('secret.open', { secretId: secret, purpose, after, ...(version !== undefined && { version }) }));
    if (!opened.ok && opened.refusal.code === 'secret/changed-meanwhile' && attempt < MOST_ATTEMPTS) continue;
    if (!opened.ok) return opened.refusal.code === 'secret/no-value' ? heldToNone(connection, secret, opened) : opened;
    const { envelope, chain, ...path } = opened.value;
    const signed = signedVersion(chain.state, version);
    // somebody sealed it anew before all of the chain was here
    if (signed && signed.commitment !== envelope.commitment && signed.seq > envelope.seq && attempt < MOST_ATTEMPTS) continue;
    await holdTo(signed, envelope, true);
    const dataKey = await takeDataKey(connection, secret, envelope, path);
    if (!dataKey.ok) return dataKey;
    const [details, value] = await Promise.all([openDetails(dataKey.value, secret, envelope), openValue(dataKey.value, secret, envelope)]);
    dataKey.value.fill(0);
    return accept({ details, ...(value && { value }), envelope });
  }
}

/**
 * Wraps for those recipients who have no key yet: nothing is sealed anew. The key must be that of the signed version, or newcomers would be handed an older one's.
 * Where somebody changed the secret between the two answers there is nothing to wrap: the authority will not take the command.
 */
export async function wrapsForLacking(
  connection: Connection, { chain, place }: Pick<Desk, 'chain' | 'place'>, { envelope, seq, recipients, ...path }: Sealing, meant: Meant,
): Promise<Result<Wrap[]>> {
  const lacking = recipients.filter((recipient) => !recipient.wrapped && ('epoch' in recipient || recipient.keys));
  if (lacking.length === 0 || seq > chain.state.seq) return accept([]);
  await holdTo(chain.state.content, envelope, false);
  const dataKey = await takeDataKey(connection, place.secret, envelope, path);
  if (!dataKey.ok) return dataKey;
  await checkCommitment(dataKey.value, place.secret, envelope);
  const wraps = await wrapFor(connection, dataKey.value, wrapPlace(place, envelope), chain.state, lacking, meant);
  dataKey.value.fill(0);
  return wraps;
}
