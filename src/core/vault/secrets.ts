import * as z from 'zod/mini';
import { randomId } from '../crypto/bytes.js';
import type { Details, Value } from '../crypto/content.js';
import { contentMarkOf, versionOf, wrapMarksOf } from '../crypto/marks.js';
import { secretIdOf } from '../crypto/signatures.js';
import { type Revision, type SecretId, type UserId, secretIdSchema, userIdSchema } from '../model/ids.js';
import { parseInput } from '../model/parse.js';
import { type Refusal, type Result, accept, refuse } from '../model/refusal.js';
import {
  type ItemResult, type Label, type SecretDetails, type SecretInput, type SecretPage, type SecretPatch, type SecretQuery, type SecretSummary, type SecretVersion, type VersionComparison,
  secretInputSchema, secretPatchSchema, secretQuerySchema,
} from '../model/secret.js';
import { addSteps, changedFields, editSteps, transferSteps } from '../policy/index.js';
import type { SecretReading } from '../protocol/query.js';
import { type Asking, type Connection, ownOption } from './connection.js';
import { type Content, openContentOf, openDetailsOf, sealFor, wrapsForLacking } from './envelopes.js';
import { readVerified } from './reading.js';
import { type Change, type Desk, MOST_ATTEMPTS, change, nothingMore, signAt } from './signing.js';

/** The value of a secret. Keep it only as long as it is shown. */
export interface Revealed { readonly clientSecret: string; readonly version: number }

export interface RevealOptions extends Asking {
  readonly version?: number;
  readonly purpose?: 'copy';
}

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
  /** Opens the value, of the present version or of one before. Journaled, as copied where that is what it is for, and the secret's last use. */
  reveal(id: SecretId, options?: RevealOptions): Promise<Result<Revealed>>;
  /** The present version and at most 20 before it, the newest first; for whoever may edit. */
  versions(id: SecretId): Promise<Result<readonly SecretVersion[]>>;
  /** An older version beside the present one. Opens both, which is journaled as for an edit. `access/pending` where one has no key to it. */
  compare(id: SecretId, version: number): Promise<Result<VersionComparison>>;
  /** Makes the sealed parts of an older version the newest. `access/pending` where one has no key to it. */
  restore(id: SecretId, version: number, at: { readonly revision: Revision }): Promise<Result<SecretSummary>>;
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
  const unlocked = connection.keys.take();
  if (!unlocked.ok) return unlocked;
  const keys = unlocked.value;
  const { clientId, clientSecret, notes, ...fields } = parsed.value;
  const content = { details: detailsOf(clientId, notes), value: valueOf(clientSecret) };
  const label = labelOf(given(fields));
  for (let attempt = 1; ; attempt += 1) {
    const genesis = { author: connection.actor, authorKey: keys.publicKeys.signing.id, at: connection.now(), nonce: randomId() };
    const secretId = await secretIdOf(genesis);
    const place = { secret: secretId, seq: 1, prev: '', author: genesis.author, authorKey: genesis.authorKey };
    const me = { to: connection.actor, user: connection.me, keys: keys.publicKeys, wrapped: false, through: [connection.actor] };
    const sealed = await sealFor(connection, { ...place, version: 1 }, content, undefined, [me], { named: new Set() });
    if (!sealed.ok) return sealed;
    const { envelope, wraps } = sealed.value;
    const id = randomId();
    const steps = addSteps(genesis, label, await contentMarkOf(envelope), await wrapMarksOf(wraps));
    const signed = await signAt(connection, keys, place, id, steps, { at: genesis.at, through: [] });
    const added = await connection.tell('secret.add', { secretId, label, envelope, wraps, signed }, id);
    if (added.ok || added.refusal.code !== 'clock/skewed' || attempt === MOST_ATTEMPTS) return added;
    connection.learnTime(added.refusal.now.getTime());
  }
}

/** Sealed parts that are to become the newest version. */
interface NewContent { readonly content: Content; readonly rotated: boolean; readonly restored?: true }

/** What the sealed parts become: opened and changed. */
async function changedContent(connection: Connection, reading: SecretReading, patch: SecretPatch): Promise<Result<NewContent>> {
  const { id, hasClientSecret } = reading.summary;
  const keepsValue = patch.clientSecret === undefined && hasClientSecret;
  const opened: Result<Content> = keepsValue ? await openContentOf(connection, id, 'edit') : await openDetailsAlone(connection, reading);
  if (!opened.ok) return opened;
  const { details, value } = opened.value;
  return accept({
    content: {
      details: detailsOf(patch.clientId ?? details.clientId, patch.notes === undefined ? details.notes : patch.notes),
      value: keepsValue ? value : valueOf(patch.clientSecret),
    },
    rotated: !keepsValue && patch.clientSecret !== undefined,
  });
}

async function openDetailsAlone(connection: Connection, { summary, envelope, ...path }: SecretReading): Promise<Result<Content>> {
  const details = await openDetailsOf(connection, summary.id, envelope, path);
  return details.ok ? accept({ details: details.value }) : details;
}

/** The new version's envelope, for everybody who may read it now. */
async function sealedVersion(connection: Connection, { chain, place }: Desk, { content, ...marks }: NewContent): Promise<Result<NonNullable<Change<'secret.edit'>['fields']['content']>>> {
  const sealing = await connection.ask({ type: 'secret.sealing', secretId: place.secret });
  if (!sealing.ok) return sealing;
  const version = (chain.state.content?.version ?? 0) + 1;
  const sealed = await sealFor(connection, { ...place, version }, content, chain.state, sealing.value.recipients, { named: new Set() });
  return sealed.ok ? accept({ ...sealed.value, ...marks }) : sealed;
}

async function editSigned(connection: Connection, id: SecretId, revision: Revision, label: Label, content: NewContent | undefined): Promise<Result<SecretSummary>> {
  return change(connection, 'secret.edit', id, async (desk) => {
    const sealed = content && await sealedVersion(connection, desk, content);
    if (sealed && !sealed.ok) return sealed;
    const fresh = sealed?.value;
    const isNew = changedFields(desk.chain.state.label, label).length > 0;
    const version = fresh && await versionOf(fresh);
    return accept({ fields: { revision, label, ...(fresh && { content: fresh }) }, steps: editSteps(isNew ? label : undefined, version) });
  }, (now) => now === revision);
}

async function edit(connection: Connection, id: SecretId, patch: SecretPatch, at: { readonly revision: Revision }): Promise<Result<SecretSummary>> {
  const parsed = parseInput(secretPatchSchema, patch);
  if (!parsed.ok) return parsed;
  const seen = parseInput(z.strictObject({ revision: z.int().check(z.positive()) }), at);
  if (!seen.ok) return seen;
  if (!isSecretId(id)) return refuse(notFound);
  const unlocked = connection.keys.take();
  if (!unlocked.ok) return unlocked;
  const read = await readVerified(connection, id);
  if (!read.ok) return read;
  const { summary } = read.value;
  if (summary.revision !== seen.value.revision && summary.may.edit) return refuse({ code: 'secret/changed-meanwhile', revision: summary.revision });
  const { clientId, clientSecret, notes, ...fields } = parsed.value;
  const isSealed = clientId !== undefined || clientSecret !== undefined || notes !== undefined;
  const content = isSealed ? await changedContent(connection, read.value, parsed.value) : undefined;
  if (content && !content.ok) return content;
  return editSigned(connection, id, seen.value.revision, labelOf(given<Parameters<typeof labelOf>[0]>(summary, fields)), content?.value);
}

async function get(connection: Connection, id: SecretId, options?: Asking): Promise<Result<SecretDetails>> {
  if (!isSecretId(id)) return refuse(notFound);
  const unlocked = connection.keys.take();
  if (!unlocked.ok) return unlocked;
  const read = await readVerified(connection, id, options);
  if (!read.ok) return read;
  const details = await openDetailsOf(connection, id, read.value.envelope, read.value);
  if (!details.ok) return details;
  return accept({ ...read.value.summary, clientId: details.value.clientId, ...(details.value.notes !== undefined && { notes: details.value.notes }) });
}

async function reveal(connection: Connection, id: SecretId, options?: RevealOptions): Promise<Result<Revealed>> {
  const signal = ownOption(options, 'signal');
  signal?.throwIfAborted();
  const version = parseInput(z.optional(z.int().check(z.positive())), ownOption(options, 'version'));
  if (!version.ok) return version;
  if (!isSecretId(id)) return refuse(notFound);
  const opened = await openContentOf(connection, id, ownOption(options, 'purpose') === 'copy' ? 'copy' : 'reveal', version.value);
  signal?.throwIfAborted();
  if (!opened.ok) return opened;
  const { value, envelope } = opened.value;
  return value ? accept({ clientSecret: value.clientSecret, version: envelope.version }) : refuse({ code: 'secret/no-value' });
}

async function versions(connection: Connection, id: SecretId): Promise<Result<readonly SecretVersion[]>> {
  if (!isSecretId(id)) return refuse(notFound);
  const found = await connection.ask({ type: 'secret.versions', secretId: id });
  return found.ok ? accept(found.value.map((version, at) => ({ ...version, current: at === 0 }))) : found;
}

async function compare(connection: Connection, id: SecretId, version: number): Promise<Result<VersionComparison>> {
  const asked = parseInput(z.int().check(z.positive()), version);
  if (!asked.ok) return asked;
  return isSecretId(id) ? (await import('./on-demand.js')).compareVersions(connection, id, asked.value) : refuse(notFound);
}

/** Makes a version from before the newest again: a new one with its sealed parts. Name, URL and the like stay as they are. */
async function restore(connection: Connection, id: SecretId, version: number, at: { readonly revision: Revision }): Promise<Result<SecretSummary>> {
  const asked = parseInput(z.strictObject({ version: z.int().check(z.positive()), revision: z.int().check(z.positive()) }), { version, revision: (at as { revision?: Revision } | undefined)?.revision });
  if (!asked.ok) return asked;
  if (!isSecretId(id)) return refuse(notFound);
  const read = await readVerified(connection, id);
  if (!read.ok) return read;
  const { summary } = read.value;
  if (summary.revision !== asked.value.revision) return refuse({ code: 'secret/changed-meanwhile', revision: summary.revision });
  const opened = await openContentOf(connection, id, 'edit', asked.value.version);
  if (!opened.ok) return opened;
  const { details, value } = opened.value;
  return editSigned(connection, id, asked.value.revision, labelOf(summary), { content: { details, value }, rotated: false, restored: true });
}

async function transfer(connection: Connection, id: SecretId, to: UserId): Promise<Result<SecretSummary>> {
  const parsed = parseInput(userIdSchema, to);
  if (!parsed.ok) return parsed;
  if (!isSecretId(id)) return refuse(notFound);
  return change(connection, 'secret.transfer', id, async ({ chain, place }) => {
    const sealing = await connection.ask({ type: 'secret.sealing', secretId: id, to: parsed.value });
    if (!sealing.ok) return sealing;
    const { identifierTaken } = sealing.value;
    const wraps = await wrapsForLacking(connection, { chain, place }, sealing.value, { named: new Set([parsed.value]) });
    if (!wraps.ok) return wraps;
    const { identifier: _identifier, ...cleared } = chain.state.label;
    return accept({ fields: { to: parsed.value, wraps: wraps.value }, steps: transferSteps(parsed.value, await wrapMarksOf(wraps.value), identifierTaken ? cleared : undefined) });
  });
}

/** Takes one step that needs nothing but a signature. */
const step = <T extends 'secret.enable' | 'secret.disable' | 'secret.leave' | 'secret.delete'>(connection: Connection, type: T, kind: 'enable' | 'disable' | 'leave' | 'delete', id: SecretId) =>
  change<T>(connection, type, id, () => Promise.resolve(nothingMore<T>({} as Change<T>['fields'], [{ kind }])));

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
    reveal: (id: SecretId, options?: RevealOptions) => reveal(connection, id, options),
    versions: (id: SecretId) => versions(connection, id),
    compare: (id: SecretId, version: number) => compare(connection, id, version),
    restore: (id: SecretId, version: number, at: { readonly revision: Revision }) => restore(connection, id, version, at),
    enable: (ids: readonly SecretId[]) => each(ids, (secretId) => step(connection, 'secret.enable', 'enable', secretId)),
    disable: (ids: readonly SecretId[]) => each(ids, (secretId) => step(connection, 'secret.disable', 'disable', secretId)),
    transfer: (id: SecretId, to: UserId) => transfer(connection, id, to),
    leave: async (id: SecretId) => (isSecretId(id) ? done(await step(connection, 'secret.leave', 'leave', id)) : refuse(notFound)),
    delete: async (id: SecretId) => (isSecretId(id) ? done(await step(connection, 'secret.delete', 'delete', id)) : refuse(notFound)),
  });
}
