import { contentMarkOf, wrapMarksOf } from '../crypto/marks.js';
import type { SignedStep } from '../model/entry.js';
import { type PrincipalId, type Revision, type SecretId, type UserId, isUserId } from '../model/ids.js';
import { endOf } from '../model/permission.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { Envelope, Wrap } from '../model/sealed.js';
import type { PlainChange, ShareChange, ShareOutcome, WaitingReader } from '../model/sharing.js';
import { keySteps, lowersAccess, shareSteps, undoOf } from '../policy/index.js';
import type { Recipient } from '../protocol/query.js';
import { type Connection, ownOption } from './connection.js';
import { openContentOf, sealFor, wrapsForLacking } from './envelopes.js';
import { lawfulRecipients, someoneIsLeft } from './lawful-recipients.js';
import { type Desk, change } from './signing.js';
import { pinNewcomers } from './trust.js';
import { type Meant, type Person, reasonToWait } from './wrapping.js';

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

/** Signs and sends the changes, with the keys that they need. */
export async function shareSecret(connection: Connection, secretId: SecretId, changes: readonly PlainChange[], accessRevision?: Revision): Promise<Result<ShareOutcome>> {
  const principalsOf = (op: PlainChange['op']) => new Set(changes.filter((change) => change.op === op).map(({ principal }) => principal));
  const meant = { named: principalsOf('grant'), revoked: principalsOf('revoke') };
  let undo: readonly PlainChange[] = [];
  const shared = await change(connection, 'secret.share', secretId, async (desk) => {
    undo = undoOf(desk.chain.state.grants, changes, desk.chain.now);
    const keys = await keysFor(connection, desk, changes, meant);
    if (!keys.ok) return keys;
    const { wraps, nobodyLeft, expected } = keys.value;
    const resealed = ownOption(keys.value, 'resealed');
    const steps = shareSteps(desk.chain.state.grants, changes, await wrapMarksOf(wraps), resealed && await contentMarkOf(resealed), nobodyLeft);
    return accept({
      fields: { changes: [...changes], wraps, ...(accessRevision !== undefined && { accessRevision }), ...(resealed && { resealed }) },
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
export async function waitingReaders(connection: Connection, secretId: SecretId): Promise<Result<readonly WaitingReader[]>> {
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
