import type { ActivityPage, ActivityQuery } from '../model/activity.js';
import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import { parseStored } from '../model/parse.js';
import { endOf } from '../model/permission.js';
import type { ItemResult } from '../model/secret.js';
import { isGone, isLive } from '../policy/index.js';
import type { User } from '../model/principal.js';
import type { SharingEvent } from '../ports/notifier.js';
import type { AuthorityContext } from './context.js';
import { FORMAT, type SecretRecord, secretRecordSchema } from './records.js';

/** A secret whose owner can't look after it any more. */
export interface OwnerlessSecret {
  readonly id: SecretId;
  readonly name: string;
  readonly ownerId: UserId;
  /** Who that is, suspended; absent where the directory does not know them any more. */
  readonly owner?: User;
  /** Who may share it, the owner aside: they can be asked. */
  readonly managers: readonly PrincipalId[];
  /** Who has access that has not ended, managers too: a new owner from among them opens it at once. */
  readonly readers: readonly PrincipalId[];
}

/** Who hands over, and the organisation's key that signs it. */
export interface HandingOver {
  /** Somebody active, for the history: whoever pressed the button. */
  readonly actor: UserId;
  readonly key: OrganisationKey;
}

/** An Ed25519 key pair of the host's. The private half stays where it is: in a key management service, or in WebCrypto. */
export interface OrganisationKey {
  /** 32 bytes as base64url: the `x` of the JWK. */
  readonly publicKey: string;
  /** The 64 bytes of the signature (RFC 8032, Ed25519). */
  sign(message: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer | Uint8Array>;
}

/** What the host's own jobs and administrators ask of an authority. `ownerless` and `remind` read every secret once, 100 at a time. */
export interface Administration {
  /** What happened to every secret, newest first. Never a value. @throws {TypeError} where the query does not have its shape. */
  activity(query?: ActivityQuery, options?: { readonly signal?: AbortSignal }): Promise<ActivityPage>;
  /** Whom an event of the notifier concerns: the person, or everybody in the group, a private one too. At most 10,000. */
  peopleIn(principal: PrincipalId): Promise<readonly UserId[]>;
  /** Secrets, not deleted, whose owner is suspended or unknown. */
  ownerless(): Promise<readonly OwnerlessSecret[]>;
  /**
   * Makes `to` the owner of secrets whose owner is suspended or unknown, each on its own; the former owner keeps `manage`, as in any transfer. The entry is signed
   * with a key of the organisation, so every reader's history shows who did it. It opens nothing: a new owner who could not read the secret waits for its key until
   * somebody who may share it comes by, and where nobody does, only a new value helps. Refusals: `access/not-found`; `access/not-permitted` where the owner is active;
   * `share/problem` where `to` can't own it, or is who hands it over; `secret/identifier-taken` where they have another one by its identifier, which nobody but an owner or a manager clears.
   * What is `to`'s already is `ok`: after a fault, which leaves the items before it done, the call is made again.
   * @throws {MySafeError} `misuse/unknown-actor` where `by.actor` is nobody active; `misuse/unfit-key` where the authority was not given the key, or it does not sign.
   */
  handOver(ids: readonly SecretId[], to: UserId, by: HandingOver): Promise<readonly ItemResult[]>;
  /**
   * Tells the notifier which access ended since `since`, and which ends within a day and was not told before. Call it again with what it resolves to:
   * then each is told once. Without `since` nothing that has ended is told.
   */
  remind(since?: Date): Promise<Date>;
}

const PAGE = 100;
const MOST_PEOPLE = 10_000;
const isUser = (id: PrincipalId): id is UserId => id.startsWith('user:');
/** How long before its end somebody is told of it. */
const AHEAD_MS = 24 * 3_600_000;

async function* secretsOf({ storage }: AuthorityContext): AsyncGenerator<SecretRecord> {
  for (let after: string | undefined; ;) {
    const page = await storage.list('secret', { index: 'kind', key: '' }, { after, limit: PAGE });
    for (const { format, body } of page) {
      const record = parseStored(secretRecordSchema, format === FORMAT ? body : undefined, 'secret record');
      if (!record.deleted) yield record;
    }
    after = page.at(-1)?.ref.id;
    if (page.length < PAGE) return;
  }
}

/** What is to be told of one secret's grants at `now`, where `since` was the last time. */
function remindersOf(record: SecretRecord, since: number, now: number): SharingEvent[] {
  return record.grants.flatMap((grant): SharingEvent[] => {
    const end = endOf(grant);
    if (end === undefined) return [];
    const about = { at: new Date(now), actor: grant.grantedBy, owner: record.owner, secretId: record.id, secretName: record.label.name, principal: grant.principal, permission: grant.permission, expiresAt: new Date(end) };
    if (end <= now) return end > since ? [{ ...about, kind: 'ended' }] : [];
    return end <= now + AHEAD_MS && (end > since + AHEAD_MS || grant.grantedAt > since) ? [{ ...about, kind: 'ends-soon' }] : [];
  });
}

export async function peopleIn({ directory }: AuthorityContext, principal: PrincipalId): Promise<readonly UserId[]> {
  if (isUser(principal)) return [principal];
  const people: UserId[] = [];
  for (let page = await directory.membersOf(principal, { limit: PAGE }); page.length > 0 && people.length < MOST_PEOPLE;) {
    people.push(...page);
    page = await directory.membersOf(principal, { after: page.at(-1), limit: PAGE });
  }
  return people;
}

export async function remind(context: AuthorityContext, since?: Date): Promise<Date> {
  const now = context.now();
  // the first time: everything that ends within the next day, nothing that has ended
  const from = since?.getTime() ?? now - AHEAD_MS;
  for await (const record of secretsOf(context)) {
    const events = remindersOf(record, from, now);
    context.notices.tell(since ? events : events.filter(({ kind }) => kind !== 'ended'));
  }
  return new Date(now);
}

export async function ownerless(context: AuthorityContext): Promise<readonly OwnerlessSecret[]> {
  const found: OwnerlessSecret[] = [];
  const owners = new Map<UserId, User | undefined>();
  for await (const { id, owner: ownerId, label, grants } of secretsOf(context)) {
    if (!owners.has(ownerId)) owners.set(ownerId, (await context.directory.get([ownerId])).find((one): one is User => one.kind === 'user'));
    const owner = owners.get(ownerId);
    if (!isGone(owner)) continue;
    const live = grants.filter((grant) => isLive(grant, context.now()));
    const managers = live.filter(({ permission }) => permission === 'manage');
    found.push({ id, name: label.name, ownerId, ...(owner && { owner }), managers: managers.map(({ principal }) => principal), readers: live.map(({ principal }) => principal) });
  }
  return found;
}
