import * as z from 'zod/mini';
import { contentMarkOf, wrapMarksOf } from '../crypto/marks.js';
import type { SignedStep } from '../model/entry.js';
import { type PrincipalId, type Revision, type SecretId, type UserId, isUserId, secretIdSchema, userIdSchema } from '../model/ids.js';
import { parseInput } from '../model/parse.js';
import { endOf } from '../model/permission.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { Envelope, Wrap } from '../model/sealed.js';
import { type AccessEntry, type AccessExplanation, type PlainChange, MOST_READERS, type ShareChange, type ShareOutcome, type SharePlan, type WaitingReader, shareChangesSchema } from '../model/sharing.js';
import { keySteps, lowersAccess, shareSteps, undoOf } from '../policy/index.js';
import type { Recipient, SecretReading } from '../protocol/query.js';
import { type Asking, type Connection, ownOption } from './connection.js';
import { openContentOf, sealFor, wrapsForLacking } from './envelopes.js';
import { lawfulRecipients, someoneIsLeft } from './lawful-recipients.js';
import { readVerified } from './reading.js';
import { type Desk, change } from './signing.js';
import { pinNewcomers } from './trust.js';
import { type Meant, type Person, reasonToWait } from './wrapping.js';

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

function datedChange(change: PlainChange): ShareChange {
  if (change.op === 'revoke') return change;
  const end = endOf(change);
  return { op: 'grant', principal: change.principal, permission: change.permission, ...(end !== undefined && { expiresAt: new Date(end) }) };
}

/** The keys that a share needs: a wrap for each new reader, or everything sealed anew where somebody leaves. */
async function keysFor(connection: Connection, desk: Desk, changes: readonly PlainChange[], meant: Meant): Promise<Result<{ wraps: Wrap[]; resealed?: Envelope; nobodyLeft?: boolean; expected: ReadonlyMap<PrincipalId, readonly UserId[]> }>> {
  const { secret } = desk.place;
  const sealing = await connection.ask({ type: 'secret.sealing', secretId: secret, ...(changes.length > 0 && { changes: [...changes] }) });
  if (!sealing.ok) return sealing;
  const { recipients, someoneLeaves } = sealing.value;
  const { state } = desk.chain;
  const leaves = someoneLeaves || someoneIsLeft(state, lawfulRecipients(connection, state, recipients, meant));
  if (leaves || lowersAccess(state.grants, changes)) {
    const opened = await openContentOf(connection, secret, 'rekey');
    if (!opened.ok) return opened;
    const { details, value, envelope: old } = opened.value;
    const sealed = await sealFor(connection, { ...desk.place, version: old.version }, { details, value }, state, recipients, meant);
    return sealed.ok ? accept({ wraps: sealed.value.wraps, resealed: sealed.value.envelope, nobodyLeft: !leaves, expected: expectedBy(recipients, sealed.value.wraps, meant.named) }) : sealed;
  }
  const wraps = await wrapsForLacking(connection, desk, sealing.value, meant);
  return wraps.ok ? accept({ wraps: wraps.value, expected: expectedBy(recipients.filter(({ wrapped }) => !wrapped), wraps.value, meant.named) }) : wraps;
}

/** Members of directory groups that are granted now and get no key yet: they are meant, whoever joins later is not. */
function expectedBy(recipients: readonly Recipient[], wraps: readonly Wrap[], named: ReadonlySet<PrincipalId>): Map<PrincipalId, UserId[]> {
  const expected = new Map<PrincipalId, UserId[]>();
  const keyed = new Set(wraps.map(({ to }) => to));
  for (const recipient of recipients) {
    if ('epoch' in recipient || keyed.has(recipient.to)) continue;
    for (const group of recipient.through) if (named.has(group) && !isUserId(group)) expected.set(group, [...(expected.get(group) ?? []), recipient.to]);
  }
  return expected;
}

const withExpected = (steps: readonly SignedStep[], expected: ReadonlyMap<PrincipalId, readonly UserId[]>): SignedStep[] => steps.map((step) => {
  const users = step.kind === 'grant' ? expected.get(step.principal) : undefined;
  return step.kind === 'grant' && users ? { ...step, expected: users } : step;
});

async function share(connection: Connection, secretId: SecretId, changes: readonly ShareChange[], at?: { readonly accessRevision: Revision }): Promise<Result<ShareOutcome>> {
  const plain = plainChanges(changes);
  if (!plain.ok) return plain;
  if (!isSecretId(secretId)) return refuse({ code: 'access/not-found' });
  const accessRevision = ownOption(at ?? undefined, 'accessRevision');
  const principalsOf = (op: PlainChange['op']) => new Set(plain.value.filter((change) => change.op === op).map(({ principal }) => principal));
  const meant = { named: principalsOf('grant'), revoked: principalsOf('revoke') };
  let undo: readonly PlainChange[] = [];
  const shared = await change(connection, 'secret.share', secretId, async (desk) => {
    undo = undoOf(desk.chain.state.grants, plain.value, desk.chain.now);
    const keys = await keysFor(connection, desk, plain.value, meant);
    if (!keys.ok) return keys;
    const { wraps, nobodyLeft, expected } = keys.value;
    const resealed = ownOption(keys.value, 'resealed');
    const steps = shareSteps(desk.chain.state.grants, plain.value, await wrapMarksOf(wraps), resealed && await contentMarkOf(resealed), nobodyLeft);
    return accept({
      fields: { changes: plain.value, wraps, ...(accessRevision !== undefined && { accessRevision }), ...(resealed && { resealed }) },
      steps: withExpected(steps, expected),
    });
  });
  return shared.ok ? accept({ ...shared.value, undo: undo.map(datedChange) }) : shared;
}

/** Gives keys to those who wait and may have them now, and seals anew where somebody left. */
export async function completeSecret(connection: Connection, secretId: SecretId, confirmed: ReadonlySet<UserId> = new Set()): Promise<Result<void>> {
  let idle = false;
  const done = await change(connection, 'secret.complete', secretId, async (desk) => {
    const keys = await keysFor(connection, desk, [], { named: new Set(), confirmed });
    if (!keys.ok) return keys;
    const { wraps } = keys.value;
    const resealed = ownOption(keys.value, 'resealed');
    idle = !resealed && wraps.length === 0;
    if (idle) return refuse({ code: 'access/pending' });
    return accept({ fields: { wraps, ...(resealed && { resealed }) }, steps: keySteps(await wrapMarksOf(wraps), resealed && await contentMarkOf(resealed)) });
  });
  return done.ok || idle ? accept(undefined) : done;
}

/** Who may read and has no key, and why. */
async function waiting(connection: Connection, secretId: SecretId): Promise<Result<readonly WaitingReader[]>> {
  const chain = await connection.chains.read(secretId);
  if (!chain.ok) return chain;
  const sealing = await connection.ask({ type: 'secret.sealing', secretId });
  if (!sealing.ok) return sealing;
  const people = sealing.value.recipients.filter((recipient): recipient is Person => isUserId(recipient.to) && !recipient.wrapped);
  await pinNewcomers(connection, people.filter(({ keys }) => keys).map(({ to }) => to));
  const groups = await connection.ask({ type: 'principal.get', ids: [...new Set(people.flatMap(({ through }) => through))] });
  const known = new Map((groups.ok ? groups.value : []).map((principal) => [principal.id, principal]));
  return accept(await Promise.all(people.map(async (person): Promise<WaitingReader> => {
    const reason = await reasonToWait(connection, chain.value.state, person, { named: new Set() });
    const through = person.through.map((id) => known.get(id)).find((principal) => principal !== undefined) ?? person.user;
    return { user: person.user, through, reason: typeof reason === 'object' ? 'key-changed' : reason ?? 'soon' };
  })));
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
  return parsed.ok ? completeSecret(connection, secretId, new Set(parsed.value)) : parsed;
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
    sealAnew: (id: SecretId) => askAbout(id, () => completeSecret(connection, id)),
    waiting: (id: SecretId) => askAbout(id, () => waiting(connection, id)),
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
