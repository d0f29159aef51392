import { readEntry, hashOf, isMembershipSignedBy, isSignedBy, groupIdOf, secretIdOf } from '../crypto/signatures.js';
import { canonicalBytes } from '../crypto/canonical.js';
import { toBase64Url } from '../crypto/bytes.js';
import type { Entry, Signed, SignedStep, Through } from '../model/entry.js';
import type { PrincipalId } from '../model/ids.js';
import type { Refusal } from '../model/refusal.js';
import { type ChainState, followed, isForOrganisation } from '../policy/index.js';
import type { AuthorityContext } from './context.js';
import type { ActiveActor } from './people.js';
import { type SecretRecord, loadAccount, stateOf } from './records.js';

/** How far a signed time may be from the authority's (security.md 2.7). */
const MOST_SKEW_MS = 5 * 60_000;

export const invalid = (...path: string[]): { refusal: Refusal } => ({ refusal: { code: 'input/invalid', issues: [{ path, code: 'out-of-range' }] } });

/** A signed command as it was read: its signature is not verified yet. */
export function readSigned(context: AuthorityContext, command: { readonly id: string; readonly signed: Signed }, actor: ActiveActor): { entry: Entry } | { refusal: Refusal } {
  const entry = readEntry(command.signed);
  if (!entry || entry.command !== command.id || entry.actor !== actor.id) return invalid('signed');
  const now = context.now();
  return Math.abs(entry.at - now) > MOST_SKEW_MS ? { refusal: { code: 'clock/skewed', now: new Date(now) } } : { entry };
}

const bytesOf = (steps: readonly SignedStep[]): string => toBase64Url(canonicalBytes(steps));
/** Whom a grant expects is the signer's word; everything else is what the authority would write itself. */
const bare = (steps: readonly SignedStep[]): SignedStep[] => steps.map((step) => {
  if (step.kind !== 'grant') return step;
  const { expected: _expected, ...grant } = step;
  return grant;
});

/** Whether somebody acts through this group: a private one must be proved by its owner, for the epoch key that the secret is wrapped for. */
async function isProved(context: AuthorityContext, actor: ActiveActor, record: SecretRecord, { group, proof }: Through): Promise<boolean> {
  if (!actor.groups.has(group)) return false;
  const [found] = await context.directory.get([group]);
  const isPrivate = found?.kind === 'group' && found.origin === 'private';
  if (!proof || !isPrivate) return !proof && !isPrivate;
  const owner = (await loadAccount(context.storage, proof.genesis.author))?.record;
  if (!owner || record.wraps.every(({ to, key }) => to !== group || key !== proof.key) || (await groupIdOf(proof.genesis)) !== group) return false;
  const statement = { group, genesis: proof.genesis, epoch: proof.epoch, key: proof.key, member: actor.id };
  const { signing, former = [] } = owner.publicKeys;
  for (const key of [signing, ...former]) if (await isMembershipSignedBy(statement, proof.signature, key)) return true;
  return false;
}

/** What the record says of its chain, as far as the next entry is judged by it. */
const chainStateOf = (record: SecretRecord): ChainState => ({
  ...stateOf(record), secret: record.id, seq: record.seq, at: record.changedAt, label: record.label, versions: [], wraps: new Map(), expected: new Set(), sealedGroups: new Set(),
  createdBy: record.createdBy, createdAt: record.createdAt, changedBy: record.changedBy, rotatedAt: record.rotatedAt, checkpointAt: 0,
  ...(record.envelope && { content: { ...record.envelope, details: '', value: record.envelope.value && '', at: record.changedAt } }),
});

/** Held to what every reader will hold it to: the next place, these steps, lawful for its actor through the groups it cites, and signed with the actor's key, or one of the organisation's. */
async function isSound(context: AuthorityContext, actor: ActiveActor, before: SecretRecord | undefined, entry: Entry, signed: Signed): Promise<boolean> {
  const forOrganisation = isForOrganisation(actor);
  const key = forOrganisation ? (await context.organisationKeys()).get(entry.actorKey) : (await loadAccount(context.storage, actor.id))?.record.publicKeys.signing;
  if (key?.id !== entry.actorKey) return false;
  const through = entry.through ?? [];
  const proved = before ? await Promise.all(through.map((cited) => isProved(context, actor, before, cited))) : [];
  if (proved.length !== through.length || proved.includes(false)) return false;
  const groups = new Set<PrincipalId>(through.map(({ group }) => group));
  return followed(before && chainStateOf(before), entry, groups, forOrganisation) !== undefined && isSignedBy(signed, key);
}

/**
 * Accepts the entry of a command that the rules allow. `before` is the record as it was read, absent for a new secret.
 * One made for another state of the chain is `secret/changed-meanwhile`: the vault looks again and signs anew.
 */
export async function acceptEntry(
  context: AuthorityContext, actor: ActiveActor, before: SecretRecord | undefined, command: { readonly signed: Signed }, entry: Entry, steps: readonly SignedStep[],
): Promise<{ head: string } | { refusal: Refusal }> {
  const [seq, prev] = [(before?.seq ?? 0) + 1, before?.head ?? ''];
  if (before && (entry.seq !== seq || entry.prev !== prev)) return { refusal: { code: 'secret/changed-meanwhile', revision: before.revision } };
  if (entry.seq !== seq || entry.prev !== prev || (before && entry.secret !== before.id) || bytesOf(bare(entry.steps)) !== bytesOf(steps)) return invalid('signed');
  return (await isSound(context, actor, before, entry, command.signed)) ? { head: await hashOf(command.signed) } : invalid('signed');
}

/** Whether an id is the hash of the beginning that a first entry names. */
export async function beginsItself(entry: Entry): Promise<boolean> {
  const [first] = entry.steps;
  return first?.kind === 'create' && (await secretIdOf(first.genesis)) === entry.secret;
}
