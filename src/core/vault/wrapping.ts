import type { Bytes } from '../crypto/bytes.js';
import { isSoundEncryption } from '../crypto/public-keys.js';
import { groupIdOf, isMembershipSignedBy } from '../crypto/signatures.js';
import { type WrapPlace, wrapDataKey } from '../crypto/wrap.js';
import { MySafeError } from '../model/fault.js';
import { type GroupId, type PrincipalId, type UserId, isUserId } from '../model/ids.js';
import type { User } from '../model/principal.js';
import { type Refusal, type Result, accept, refuse } from '../model/refusal.js';
import type { PublicKey, Wrap } from '../model/sealed.js';
import type { WaitingReader } from '../model/sharing.js';
import type { ChainState } from '../policy/index.js';
import type { GroupEpoch, Recipient } from '../protocol/query.js';
import type { Connection } from './connection.js';
import { lawfulRecipients } from './lawful-recipients.js';
import { isMadeBy, isVerified, pinNewcomers, trusted } from './trust.js';

export type Person = Extract<Recipient, { to: UserId }>;
type PrivateGroup = Extract<Recipient, { to: GroupId }>;

/** Who is meant by name: those that a change grants to, or that somebody confirmed. Nobody else is told about. */
export interface Meant {
  readonly named: ReadonlySet<PrincipalId>;
  readonly confirmed?: ReadonlySet<UserId>;
  /** Those whose grant the same change takes away. */
  readonly revoked?: ReadonlySet<PrincipalId>;
}

const domainOf = ({ email = '' }: User): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

/** Whether the host's policy wants this person's fingerprint compared first, and it was not. */
export function lacksComparison(connection: Connection, user: User): boolean {
  const { requireVerified } = connection.policy();
  const mustBe = requireVerified === 'always' || (requireVerified === 'external' && domainOf(user) !== domainOf(connection.me));
  return mustBe && !isVerified(connection, user.id);
}

/** Whether a person came into a directory group after it was granted: then the host alone says that they belong there. */
export function isJoiner({ policy }: Connection, state: ChainState | undefined, { to, through }: Person, { named, confirmed }: Meant): boolean {
  if (policy().joiners === 'automatic' || confirmed?.has(to) || !state) return false;
  const meant = through.some((id) => isUserId(id) || named.has(id));
  return !meant && !state.wraps.has(to) && !state.expected.has(to);
}

/** Why somebody who may read gets no key now; `undefined` where they get one. */
export async function reasonToWait(connection: Connection, state: ChainState | undefined, person: Person, meant: Meant): Promise<WaitingReader['reason'] | Refusal | undefined> {
  const { user, keys, to } = person;
  if (!keys) return 'no-keys';
  if (isJoiner(connection, state, person, meant)) return 'joined';
  const held = await trusted(connection, to, keys).catch(() => undefined);
  if (!held) return 'key-changed'; // unsound keys were never pinned
  if (!held.ok) return held.refusal;
  // whoever has a key already was given it by somebody who compared: an editor who did not must not take it away
  const vouchedFor = state?.wraps.get(to)?.key === keys.encryption.id;
  return !vouchedFor && lacksComparison(connection, user) ? 'unverified' : undefined;
}

/** The epoch key of a private group, once it is clear that its owner says so. @throws {MySafeError} `chain/forged`, `chain/rolled-back` */
async function epochKey(connection: Connection, group: GroupId, { genesis, epoch, key, statement }: GroupEpoch): Promise<Result<PublicKey>> {
  const made = await isMadeBy(connection, genesis, (owner) => isMembershipSignedBy({ group, genesis, epoch, key: key.id, member: '' }, statement, owner));
  if (!made.ok) return made;
  const sound = made.value && (await isSoundEncryption(key)) && (await groupIdOf(genesis)) === group;
  if (!sound) throw new MySafeError('chain/forged', 'The key that was given for a private group was not signed by its owner. Nothing was wrapped for it.');
  const mark = connection.memory.groups.get(group);
  if (mark && (mark.seq > epoch || (mark.seq === epoch && mark.head !== key.id))) {
    throw new MySafeError('chain/rolled-back', 'The key that was given for a private group is older than one that was already seen here. Nothing was wrapped for it.');
  }
  if (mark?.seq !== epoch) {
    connection.memory.groups.set(group, { id: group, seq: epoch, head: key.id });
    connection.memory.changed();
  }
  return accept(key);
}

/** Groups that get no key before their owner's fingerprint was compared: the owner lets in whom they like. One that has a key already keeps it, as a person does. */
async function uncomparedGroups(connection: Connection, state: ChainState | undefined, recipients: readonly Recipient[]): Promise<ReadonlySet<PrincipalId>> {
  const groups = recipients.filter((recipient): recipient is PrivateGroup => 'epoch' in recipient && !state?.wraps.has(recipient.to));
  if (groups.length === 0 || connection.policy().requireVerified === 'never') return new Set();
  const owners = await connection.ask({ type: 'principal.get', ids: [...new Set(groups.map(({ epoch }) => epoch.genesis.author))] });
  const known = new Map((owners.ok ? owners.value : []).map((owner) => [owner.id, owner]));
  return new Set(groups.filter(({ epoch: { genesis: { author } } }) => {
    const owner = known.get(author);
    return author !== connection.actor && (owner?.kind !== 'user' || lacksComparison(connection, owner));
  }).map(({ to }) => to));
}

interface Keyed { readonly to: PrincipalId; readonly key: PublicKey }

/** Those of the recipients that get a key now. Whoever is named and can't be given one, or oneself, refuses the whole; others wait. */
async function keyedAmong(connection: Connection, state: ChainState | undefined, told: readonly Recipient[], meant: Meant): Promise<Result<Keyed[]>> {
  const recipients = lawfulRecipients(connection, state, told, meant);
  const people = recipients.filter((recipient): recipient is Person => isUserId(recipient.to));
  await pinNewcomers(connection, people.filter(({ keys }) => keys).map(({ to }) => to));
  const keyed: Keyed[] = [];
  const uncompared = await uncomparedGroups(connection, state, recipients);
  for (const recipient of recipients) {
    if ('epoch' in recipient) {
      if (uncompared.has(recipient.to)) {
        if (meant.named.has(recipient.to)) return refuse({ code: 'share/problem', problems: [{ principal: recipient.to, problem: 'unverified' }] });
        continue;
      }
      const key = await epochKey(connection, recipient.to, recipient.epoch);
      if (!key.ok) return key;
      keyed.push({ to: recipient.to, key: key.value });
      continue;
    }
    const reason = await reasonToWait(connection, state, recipient, meant);
    if (reason === undefined && recipient.keys) keyed.push({ to: recipient.to, key: recipient.keys.encryption });
    else if ((meant.named.has(recipient.to) || recipient.to === connection.actor) && typeof reason === 'object') return refuse(reason);
    else if (meant.named.has(recipient.to) && reason === 'unverified') return refuse({ code: 'share/problem', problems: [{ principal: recipient.to, problem: 'unverified' }] });
  }
  return accept(keyed);
}

/** Wraps a data key for everybody of `recipients` who gets one now. */
export async function wrapFor(connection: Connection, dataKey: Bytes, place: WrapPlace, state: ChainState | undefined, recipients: readonly Recipient[], meant: Meant): Promise<Result<Wrap[]>> {
  const keyed = await keyedAmong(connection, state, recipients, meant);
  if (!keyed.ok) return keyed;
  return accept(await Promise.all(keyed.value.map(({ to, key }) => wrapDataKey(dataKey, place, to, key))));
}
