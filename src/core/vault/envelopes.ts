import { type Details, type Value, makeDataKey, openDetails, openValue, sealContent } from '../crypto/content.js';
import type { Bytes } from '../crypto/bytes.js';
import { unwrapDataKey, wrapDataKey } from '../crypto/wrap.js';
import type { SecretId, UserId } from '../model/ids.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { Envelope, Wrap } from '../model/sealed.js';
import type { Sealing } from '../protocol/query.js';
import type { Connection } from './connection.js';

/** Somebody else's write may come between asking and answering, or between wrapping and storing; then it is done anew. */
export const MOST_ATTEMPTS = 5;

interface Content { readonly details: Details; readonly value?: Value }
type Header = Pick<Envelope, 'version' | 'author' | 'commitment'>;
type Reader = Sealing['readers'][number];

/** This person's data key of an envelope; `access/locked` or `access/pending` where they can't have it. */
export async function takeDataKey({ actor, keys }: Connection, secret: SecretId, header: Header, wrap: Wrap | undefined): Promise<Result<Bytes>> {
  const unlocked = keys.take();
  if (!unlocked.ok) return unlocked;
  if (!wrap || wrap.key !== unlocked.value.publicKey.id) return refuse({ code: 'access/pending' });
  return accept(await unwrapDataKey(wrap, { secret, version: header.version, commitment: header.commitment }, actor, unlocked.value.pair));
}

/** Wraps for those readers that have keys; the others wait. So does somebody whose published key is none: it must not stop the rest. */
export async function wrapFor(dataKey: Bytes, secret: SecretId, header: Header, readers: readonly Reader[]): Promise<Wrap[]> {
  const place = { secret, version: header.version, commitment: header.commitment };
  const wraps = await Promise.all(readers.flatMap(({ user, key }) => (key ? [wrapDataKey(dataKey, place, user, key).catch(() => undefined)] : [])));
  return wraps.filter((wrap) => wrap !== undefined);
}

/** Seals content under a fresh key for these readers. */
export async function sealFor(place: { secret: SecretId; version: number; author: UserId }, content: Content, readers: readonly Reader[]): Promise<{ envelope: Envelope; wraps: Wrap[] }> {
  const dataKey = makeDataKey();
  const envelope = await sealContent(dataKey, place, content);
  const wraps = await wrapFor(dataKey, place.secret, envelope, readers);
  dataKey.fill(0);
  return { envelope, wraps };
}

/** Opens details alone. */
export async function openDetailsOf(connection: Connection, secret: SecretId, envelope: Omit<Envelope, 'value'>, wrap: Wrap | undefined): Promise<Result<Details>> {
  const dataKey = await takeDataKey(connection, secret, envelope, wrap);
  if (!dataKey.ok) return dataKey;
  const details = await openDetails(dataKey.value, secret, envelope);
  dataKey.value.fill(0);
  return accept(details);
}

/** Asks for the sealed value, which the authority journals with its purpose, and opens everything. */
export async function openContentOf(connection: Connection, secret: SecretId, purpose: 'reveal' | 'edit' | 'rekey'): Promise<Result<Content & { envelope: Envelope }>> {
  const unlocked = connection.keys.take();
  if (!unlocked.ok) return unlocked;
  let opened = await connection.tell('secret.open', { secretId: secret, purpose });
  for (let attempt = 1; !opened.ok && opened.refusal.code === 'secret/changed-meanwhile' && attempt < MOST_ATTEMPTS; attempt += 1) {
    opened = await connection.tell('secret.open', { secretId: secret, purpose });
  }
  if (!opened.ok) return opened;
  const { envelope, wrap } = opened.value;
  const dataKey = await takeDataKey(connection, secret, envelope, wrap);
  if (!dataKey.ok) return dataKey;
  const [details, value] = await Promise.all([openDetails(dataKey.value, secret, envelope), openValue(dataKey.value, secret, envelope)]);
  dataKey.value.fill(0);
  return accept({ details, ...(value && { value }), envelope });
}
