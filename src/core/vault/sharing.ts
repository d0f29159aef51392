import { type Revision, type SecretId, type UserId, secretIdSchema, userIdSchema } from '../model/ids.js';
import { parseInput } from '../model/parse.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { Envelope, Wrap } from '../model/sealed.js';
import { type AccessEntry, type AccessExplanation, type PlainChange, type ShareChange, type ShareOutcome, type SharePlan, shareChangesSchema } from '../model/sharing.js';
import { type Asking, type Connection, ownOption } from './connection.js';
import { MOST_ATTEMPTS, openContentOf, sealFor, takeDataKey, wrapFor } from './envelopes.js';

/** Who may open a secret, and changing it. */
export interface Sharing {
  /** The owner first, then the grants. Works while the vault is locked. */
  access(id: SecretId, options?: Asking): Promise<Result<readonly AccessEntry[]>>;
  /** Every path by which `user` reaches the secret. */
  explain(id: SecretId, user: UserId, options?: Asking): Promise<Result<AccessExplanation>>;
  /** Who would gain, lose and keep access. Changes nothing. */
  plan(id: SecretId, changes: readonly ShareChange[], options?: Asking): Promise<Result<SharePlan>>;
  /** All or nothing. With `at`, `share/changed-meanwhile` where somebody else touched one of the same principals since. */
  share(id: SecretId, changes: readonly ShareChange[], at?: { readonly accessRevision: Revision }): Promise<Result<ShareOutcome>>;
  /** The same changes to each secret, nobody else dropped; each stands alone. */
  shareMany(ids: readonly SecretId[], changes: readonly ShareChange[]): Promise<readonly ({ readonly secretId: SecretId } & Result<ShareOutcome>)[]>;
}

/** Changes as plain data. One principal may be named once: which of two would hold could not be said. */
function plainChanges(changes: readonly ShareChange[]): Result<PlainChange[]> {
  const parsed = parseInput(shareChangesSchema, changes);
  if (!parsed.ok) return parsed;
  const plain = parsed.value.map((change): PlainChange =>
    change.op === 'revoke' ? change : { op: 'grant', principal: change.principal, permission: change.permission, ...(change.expiresAt && { expiresAt: change.expiresAt.getTime() }) });
  const repeated = plain.findIndex(({ principal }, at) => plain.findIndex((other) => other.principal === principal) !== at);
  return repeated < 0 ? accept(plain) : refuse({ code: 'input/invalid', issues: [{ path: [repeated, 'principal'], code: 'too-many' }] });
}

interface Keys { readonly commitment: string; readonly wraps: Wrap[]; readonly resealed?: Envelope }

/** The keys that a share needs: a wrap for each new reader, or everything sealed anew where somebody leaves. */
async function keysFor(connection: Connection, secretId: SecretId, changes: PlainChange[]): Promise<Result<Keys>> {
  const sealing = await connection.ask({ type: 'secret.sealing', secretId, changes });
  if (!sealing.ok) return sealing;
  const { envelope, wrap, readers, someoneLeaves } = sealing.value;
  const { commitment } = envelope;
  if (someoneLeaves) {
    const opened = await openContentOf(connection, secretId, 'rekey');
    if (!opened.ok) return opened;
    const { details, value, envelope: old } = opened.value;
    const { envelope: resealed, wraps } = await sealFor({ secret: secretId, version: old.version, author: connection.actor }, { details, value }, readers);
    return accept({ commitment: old.commitment, wraps, resealed });
  }
  const lacking = readers.filter(({ wrapped, key }) => !wrapped && key);
  if (lacking.length === 0) return accept({ commitment, wraps: [] });
  const dataKey = await takeDataKey(connection, secretId, envelope, wrap);
  if (!dataKey.ok) return dataKey;
  const wraps = await wrapFor(dataKey.value, secretId, envelope, lacking);
  dataKey.value.fill(0);
  return accept({ commitment, wraps });
}

async function share(connection: Connection, secretId: SecretId, changes: readonly ShareChange[], at?: { readonly accessRevision: Revision }): Promise<Result<ShareOutcome>> {
  const plain = plainChanges(changes);
  if (!plain.ok) return plain;
  if (!parseInput(secretIdSchema, secretId).ok) return refuse({ code: 'access/not-found' });
  const accessRevision = ownOption(at ?? undefined, 'accessRevision');
  const unlocked = connection.keys.take();
  if (!unlocked.ok) return unlocked;
  for (let attempt = 1; ; attempt += 1) {
    const keys = await keysFor(connection, secretId, plain.value);
    if (!keys.ok) return keys;
    const shared = await connection.tell('secret.share', { secretId, changes: plain.value, ...(accessRevision !== undefined && { accessRevision }), ...keys.value });
    if (shared.ok || shared.refusal.code !== 'secret/changed-meanwhile' || attempt === MOST_ATTEMPTS) return shared;
  }
}

export function sharingOf(connection: Connection): Sharing {
  return Object.freeze({
    async access(id: SecretId, options?: Asking) {
      const read = await askAbout(id, () => connection.ask({ type: 'secret.read', secretId: id }, options));
      return read.ok ? accept(read.value.summary.access) : read;
    },
    explain: async (id: SecretId, user: UserId, options?: Asking) => {
      const who = parseInput(userIdSchema, user);
      return who.ok ? askAbout(id, () => connection.ask({ type: 'secret.explain', secretId: id, user: who.value }, options)) : who;
    },
    plan: async (id: SecretId, changes: readonly ShareChange[], options?: Asking) => {
      const plain = plainChanges(changes);
      return plain.ok ? askAbout(id, () => connection.ask({ type: 'secret.plan', secretId: id, changes: plain.value }, options)) : plain;
    },
    share: (id: SecretId, changes: readonly ShareChange[], at?: { readonly accessRevision: Revision }) => share(connection, id, changes, at),
    async shareMany(ids: readonly SecretId[], changes: readonly ShareChange[]) {
      const results: ({ secretId: SecretId } & Result<ShareOutcome>)[] = [];
      for (const secretId of ids) results.push({ secretId, ...(await share(connection, secretId, changes)) });
      return results;
    },
  });
}

/** An id that is none names nothing. */
const askAbout = async <T>(id: SecretId, ask: () => Promise<Result<T>>): Promise<Result<T>> =>
  parseInput(secretIdSchema, id).ok ? ask() : refuse({ code: 'access/not-found' });
