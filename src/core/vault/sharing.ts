import * as z from 'zod/mini';
import { type Revision, type SecretId, type UserId, secretIdSchema, userIdSchema } from '../model/ids.js';
import { parseInput } from '../model/parse.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import { type AccessEntry, type AccessExplanation, type PlainChange, MOST_READERS, type ShareChange, type ShareOutcome, type SharePlan, type WaitingReader, shareChangesSchema } from '../model/sharing.js';
import type { SecretReading } from '../protocol/query.js';
import { type Asking, type Connection, ownOption } from './connection.js';
import { readVerified } from './reading.js';

export interface DueOptions extends Asking { readonly secretId?: SecretId }

/** Who may open a secret, and changing it. */
export interface Sharing {
  /** The owner first, then the grants. Works while the vault is locked. */
  access(id: SecretId, options?: Asking): Promise<Result<readonly AccessEntry[]>>;
  /** Every path by which `user` reaches the secret. */
  explain(id: SecretId, user: UserId, options?: Asking): Promise<Result<AccessExplanation>>;
  /** Who would gain, lose and keep access. Changes nothing. */
  plan(id: SecretId, changes: readonly ShareChange[], options?: Asking): Promise<Result<SharePlan>>;
  /** Who may read it and has no key yet, with the reason. Asked by whoever may edit. */
  waiting(id: SecretId): Promise<Result<readonly WaitingReader[]>>;
  /** Gives a key to people who joined a directory group after it was granted: they are meant by name. */
  confirm(id: SecretId, users: readonly UserId[]): Promise<Result<void>>;
  /** Secrets of this person that are to be sealed anew because somebody left, and since when the first of them is. An unlocked vault does it by itself; costs one look at each that may be. With `secretId` of that one alone. */
  due(options?: DueOptions): Promise<{ readonly count: number; readonly since?: Date }>;
  /** Does at once what an unlocked vault does by itself: keys for those who wait and may have them, a new seal where somebody left. */
  sealAnew(id: SecretId): Promise<Result<void>>;
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

const onDemand = () => import('./on-demand.js');

async function share(connection: Connection, secretId: SecretId, changes: readonly ShareChange[], at?: { readonly accessRevision: Revision }): Promise<Result<ShareOutcome>> {
  const plain = plainChanges(changes);
  if (!plain.ok) return plain;
  return askAbout(secretId, async () => (await onDemand()).shareSecret(connection, secretId, plain.value, ownOption(at ?? undefined, 'accessRevision')));
}

async function due(connection: Connection, options: DueOptions = {}): Promise<{ readonly count: number; readonly since?: Date }> {
  const secretId = ownOption(options, 'secretId');
  if (secretId !== undefined && !isSecretId(secretId)) return { count: 0 };
  let count = 0;
  const times: number[] = [];
  for (let after: string | undefined; ;) {
    const page = await connection.ask({ type: 'secret.waiting', ...(secretId === undefined ? { everyone: true } : { secretId }), ...(after !== undefined && { after }) }, options);
    if (!page.ok) break;
    count += page.value.due;
    if (page.value.since !== undefined) times.push(page.value.since);
    after = page.value.next;
    if (after === undefined) break;
  }
  return { count, ...(times.length > 0 && { since: new Date(Math.min(...times)) }) };
}

async function confirm(connection: Connection, secretId: SecretId, users: readonly UserId[]): Promise<Result<void>> {
  const parsed = parseInput(z.array(userIdSchema).check(z.minLength(1), z.maxLength(MOST_READERS)), users);
  return parsed.ok ? (await onDemand()).completeSecret(connection, secretId, new Set(parsed.value)) : parsed;
}

const isSecretId = (id: unknown): id is SecretId => parseInput(secretIdSchema, id).ok;

export function sharingOf(connection: Connection): Sharing {
  return Object.freeze({
    async access(id: SecretId, options?: Asking) {
      const read = await askAbout(id, (): Promise<Result<Pick<SecretReading, 'summary'>>> => (connection.keys.state === 'unlocked' ? readVerified(connection, id, options) : connection.ask({ type: 'secret.read', secretId: id }, options)));
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
    due: (options?: DueOptions) => due(connection, options),
    sealAnew: (id: SecretId) => askAbout(id, async () => (await onDemand()).completeSecret(connection, id)),
    waiting: (id: SecretId) => askAbout(id, async () => (await onDemand()).waitingReaders(connection, id)),
    confirm: (id: SecretId, users: readonly UserId[]) => askAbout(id, () => confirm(connection, id, users)),
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
  isSecretId(id) ? ask() : refuse({ code: 'access/not-found' });
