import * as z from 'zod/mini';
import { randomId } from '../crypto/bytes.js';
import type { Details, Value } from '../crypto/content.js';
import { type Revision, type SecretId, type UserId, secretIdSchema, userIdSchema } from '../model/ids.js';
import { parseInput } from '../model/parse.js';
import { type Refusal, type Result, accept, refuse } from '../model/refusal.js';
import {
  type Label, type SecretDetails, type SecretInput, type SecretPage, type SecretPatch, type SecretQuery, type SecretSummary,
  secretInputSchema, secretPatchSchema, secretQuerySchema,
} from '../model/secret.js';
import type { SecretReading } from '../protocol/query.js';
import { type Asking, type Connection, ownOption } from './connection.js';
import { MOST_ATTEMPTS, openContentOf, openDetailsOf, sealFor, takeDataKey, wrapFor } from './envelopes.js';

/** One answer for each secret of a batch: each stands alone. */
export type ItemResult = { readonly secretId: SecretId } & Result<SecretSummary>;
/** The value of a secret. Keep it only as long as it is shown. */
export interface Revealed { readonly clientSecret: string; readonly version: number }

/** A person's API secrets: their own and those shared with them. */
export interface Secrets {
  /** The one who adds it owns it. `secret/identifier-taken`, `input/invalid`, `access/locked`. */
  add(input: SecretInput): Promise<Result<SecretSummary>>;
  /** Changes what `patch` names; the rest stays. `secret/changed-meanwhile` where `at.revision` is not the present one. */
  edit(id: SecretId, patch: SecretPatch, at: { readonly revision: Revision }): Promise<Result<SecretSummary>>;
  /** A page of summaries. Works while the vault is locked. @throws {TypeError} where the query does not have its shape. */
  list(query?: SecretQuery, options?: Asking): Promise<SecretPage>;
  /** A secret with its details. Never holds the client secret. */
  get(id: SecretId, options?: Asking): Promise<Result<SecretDetails>>;
  /** Opens the value. Journaled, and the secret's last use. */
  reveal(id: SecretId, options?: Asking): Promise<Result<Revealed>>;
  enable(ids: readonly SecretId[]): Promise<readonly ItemResult[]>;
  disable(ids: readonly SecretId[]): Promise<readonly ItemResult[]>;
  /** Makes an active person the owner; whoever owned it keeps `manage`. */
  transfer(id: SecretId, to: UserId): Promise<Result<SecretSummary>>;
  /** Gives up one's own direct grant. */
  leave(id: SecretId): Promise<Result<void>>;
  /** Owner only. Leaves a tombstone; the sealed parts are gone. */
  delete(id: SecretId): Promise<Result<void>>;
}

const notFound: Refusal = { code: 'access/not-found' };
/** An id that is none names nothing. */
const isSecretId = (id: unknown): id is SecretId => parseInput(secretIdSchema, id).ok;

function labelOf(fields: { readonly [K in keyof Label]?: Label[K] | null }): Label {
  const { name = '', url = '', identifier, method, tags } = fields;
  return { name: name ?? '', url: url ?? '', ...(identifier && { identifier }), ...(method && { method }), tags: tags ?? [] };
}

/** The fields that are given, the later winning, without a prototype, so that an absent one stays absent. One that is there but `undefined` is not given. */
const given = <T extends object>(...all: readonly T[]): T =>
  Object.assign(Object.create(null) as T, ...all.map((fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)))) as T;

const detailsOf = (clientId: string, notes: string | null | undefined): Details => ({ clientId, ...(notes && { notes }) });
const valueOf = (clientSecret: string | null | undefined): Value | undefined => (clientSecret ? { clientSecret } : undefined);

async function add(connection: Connection, input: SecretInput): Promise<Result<SecretSummary>> {
  const parsed = parseInput(secretInputSchema, input);
  if (!parsed.ok) return parsed;
  const keys = connection.keys.take();
  if (!keys.ok) return keys;
  const { clientId, clientSecret, notes, ...fields } = parsed.value;
  const secretId = randomId();
  const me = { user: connection.actor, key: keys.value.publicKey, wrapped: false };
  const sealed = await sealFor({ secret: secretId, version: 1, author: connection.actor }, { details: detailsOf(clientId, notes), value: valueOf(clientSecret) }, [me]);
  return connection.tell('secret.add', { secretId, label: labelOf(given(fields)), ...sealed });
}

/** What the sealed parts become: opened, changed, sealed under a fresh key for everyone who may read the secret. */
async function newVersion(connection: Connection, reading: SecretReading, patch: SecretPatch) {
  const { id, hasClientSecret } = reading.summary;
  const keepsValue = patch.clientSecret === undefined && hasClientSecret;
  const opened = keepsValue ? await openContentOf(connection, id, 'edit') : await openDetailsAlone(connection, reading);
  if (!opened.ok) return opened;
  const sealing = await connection.ask({ type: 'secret.sealing', secretId: id });
  if (!sealing.ok) return sealing;
  const { details, value } = opened.value;
  const content = {
    details: detailsOf(patch.clientId ?? details.clientId, patch.notes === undefined ? details.notes : patch.notes),
    value: keepsValue ? value : valueOf(patch.clientSecret),
  };
  return accept(await sealFor({ secret: id, version: reading.envelope.version + 1, author: connection.actor }, content, sealing.value.readers));
}

async function openDetailsAlone(connection: Connection, { summary, envelope, wrap }: SecretReading): Promise<Result<{ details: Details; value?: Value }>> {
  const details = await openDetailsOf(connection, summary.id, envelope, wrap);
  return details.ok ? accept({ details: details.value }) : details;
}

async function edit(connection: Connection, id: SecretId, patch: SecretPatch, at: { readonly revision: Revision }): Promise<Result<SecretSummary>> {
  const parsed = parseInput(secretPatchSchema, patch);
  if (!parsed.ok) return parsed;
  const seen = parseInput(z.strictObject({ revision: z.int().check(z.positive()) }), at);
  if (!seen.ok) return seen;
  if (!isSecretId(id)) return refuse(notFound);
  const read = await connection.ask({ type: 'secret.read', secretId: id });
  if (!read.ok) return read;
  const { summary } = read.value;
  if (summary.revision !== seen.value.revision && summary.may.edit) return refuse({ code: 'secret/changed-meanwhile', revision: summary.revision });
  const { clientId, clientSecret, notes, ...fields } = parsed.value;
  const touchesContent = clientId !== undefined || clientSecret !== undefined || notes !== undefined;
  const content = touchesContent && summary.may.edit ? await newVersion(connection, read.value, parsed.value) : undefined;
  if (content && !content.ok) return content;
  const label = labelOf(given<Parameters<typeof labelOf>[0]>(summary, fields));
  return connection.tell('secret.edit', { secretId: id, revision: seen.value.revision, label, ...(content && { content: content.value }) });
}

async function get(connection: Connection, id: SecretId, options?: Asking): Promise<Result<SecretDetails>> {
  if (!isSecretId(id)) return refuse(notFound);
  const read = await connection.ask({ type: 'secret.read', secretId: id }, options);
  if (!read.ok) return read;
  const details = await openDetailsOf(connection, id, read.value.envelope, read.value.wrap);
  if (!details.ok) return details;
  return accept({ ...read.value.summary, clientId: details.value.clientId, ...(details.value.notes !== undefined && { notes: details.value.notes }) });
}

async function reveal(connection: Connection, id: SecretId, options?: Asking): Promise<Result<Revealed>> {
  const signal = ownOption(options, 'signal');
  signal?.throwIfAborted();
  if (!isSecretId(id)) return refuse(notFound);
  const opened = await openContentOf(connection, id, 'reveal');
  signal?.throwIfAborted();
  if (!opened.ok) return opened;
  const { value, envelope } = opened.value;
  return value ? accept({ clientSecret: value.clientSecret, version: envelope.version }) : refuse({ code: 'secret/no-value' });
}

async function transfer(connection: Connection, id: SecretId, to: UserId): Promise<Result<SecretSummary>> {
  const parsed = parseInput(userIdSchema, to);
  if (!parsed.ok) return parsed;
  if (!isSecretId(id)) return refuse(notFound);
  for (let attempt = 1; ; attempt += 1) {
    const sealing = await connection.ask({ type: 'secret.sealing', secretId: id, to: parsed.value });
    if (!sealing.ok) return sealing;
    const { envelope, wrap, readers } = sealing.value;
    const dataKey = await takeDataKey(connection, id, envelope, wrap);
    if (!dataKey.ok) return dataKey;
    const wraps = await wrapFor(dataKey.value, id, envelope, readers.filter(({ wrapped }) => !wrapped));
    dataKey.value.fill(0);
    const moved = await connection.tell('secret.transfer', { secretId: id, to: parsed.value, commitment: envelope.commitment, wraps });
    if (moved.ok || moved.refusal.code !== 'secret/changed-meanwhile' || attempt === MOST_ATTEMPTS) return moved;
  }
}

/** Each stands alone: one that is refused leaves the others as they are. */
async function each(ids: readonly SecretId[], take: (id: SecretId) => Promise<Result<SecretSummary>>): Promise<readonly ItemResult[]> {
  const results: ItemResult[] = [];
  for (const secretId of ids) results.push({ secretId, ...(isSecretId(secretId) ? await take(secretId) : refuse(notFound)) });
  return results;
}

const done = (result: Result<null>): Result<void> => (result.ok ? accept(undefined) : result);

export function secretsOf(connection: Connection): Secrets {
  return Object.freeze({
    add: (input: SecretInput) => add(connection, input),
    edit: (id: SecretId, patch: SecretPatch, at: { readonly revision: Revision }) => edit(connection, id, patch, at),
    async list(query: SecretQuery = {}, options?: Asking) {
      const parsed = parseInput(secretQuerySchema, query);
      const page = parsed.ok ? await connection.ask({ type: 'secret.find', query: parsed.value }, options) : parsed;
      if (page.ok) return page.value;
      throw new TypeError('secrets.list() takes { text?, filter?, sort?, at?, limit? }: see SecretQuery.');
    },
    get: (id: SecretId, options?: Asking) => get(connection, id, options),
    reveal: (id: SecretId, options?: Asking) => reveal(connection, id, options),
    enable: (ids: readonly SecretId[]) => each(ids, (secretId) => connection.tell('secret.enable', { secretId })),
    disable: (ids: readonly SecretId[]) => each(ids, (secretId) => connection.tell('secret.disable', { secretId })),
    transfer: (id: SecretId, to: UserId) => transfer(connection, id, to),
    leave: async (id: SecretId) => (isSecretId(id) ? done(await connection.tell('secret.leave', { secretId: id })) : refuse(notFound)),
    delete: async (id: SecretId) => (isSecretId(id) ? done(await connection.tell('secret.delete', { secretId: id })) : refuse(notFound)),
  });
}
