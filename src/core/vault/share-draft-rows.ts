import type { PrincipalId, SecretId } from '../model/ids.js';
import type { Permission } from '../model/permission.js';
import type { Principal, RecipientMarks, User } from '../model/principal.js';
import type { Problem } from '../model/problem.js';
import type { AccessEntry, ShareChange, SharingPolicy } from '../model/sharing.js';

/** What a row of the share window asks for. `none` for somebody who has access takes it away; for somebody new it shares nothing. */
export type DraftLevel = Permission | 'none';

/** One person or group in the share window. */
export interface DraftRow {
  readonly principal: Principal;
  readonly level: DraftLevel;
  /** What they hold now, where they hold something; `varies` where several secrets differ. */
  readonly held?: Permission | 'varies';
  /** Their line of the access list, of the first secret that has one. */
  readonly entry?: AccessEntry;
  /** When the access that this row gives will end. */
  readonly expiresAt?: Date;
  /** The end, where it was chosen here. */
  readonly end?: Decision['end'];
  /** Why the last share was refused, or what to notice about them. */
  readonly problem?: { readonly problem: Problem; readonly reason?: string };
  /** Of a new row: what to look at before sharing. */
  readonly marks?: RecipientMarks;
  /** Somebody else changed this row while the window was open. */
  readonly changedMeanwhile: boolean;
}

/** What a person has decided in the window, by principal. */
export interface Decision {
  readonly principal: Principal;
  readonly level: DraftLevel;
  /** The end that was chosen; `at` undefined for none. Without it the end stays as it is, or is the policy's. */
  readonly end?: { readonly at: Date | undefined };
  readonly problem?: DraftRow['problem'];
  readonly marks?: RecipientMarks;
}

type Notice = Pick<Decision, 'problem' | 'marks' | 'end'>;

/** A look-alike stays one, a first time the first, and a chosen end chosen, whatever else is decided about it. */
export const noticeOf = ({ problem, marks, end }: Notice): Notice => ({ ...(problem?.problem === 'look-alike' && { problem }), ...(marks && { marks }), ...(end && { end }) });

export interface AccessOfSecret {
  readonly secretId: SecretId;
  readonly access: readonly AccessEntry[];
}

/** Where the host asks for an end and gives no longest one: 30 days. */
const DEFAULT_END_SECONDS = 30 * 86_400;

const endIn = (seconds: number, { longestGrantSeconds = Infinity }: SharingPolicy, now: Date): Date => new Date(now.getTime() + Math.min(seconds, longestGrantSeconds) * 1_000);

/** The end that a new grant gets: none, unless the host's policy asks for one. */
export function endFor(policy: SharingPolicy, now: Date): Date | undefined {
  return policy.requireEnd ? endIn(policy.longestGrantSeconds ?? DEFAULT_END_SECONDS, policy, now) : undefined;
}

/** The end of a grant that is renewed: as long again as it was given for, as far as the host's policy lets it. */
export function renewedEnd({ expiresAt, grantedAt }: AccessEntry, policy: SharingPolicy, now: Date): Date {
  const seconds = expiresAt && grantedAt ? (expiresAt.getTime() - grantedAt.getTime()) / 1_000 : 0;
  return endIn(seconds > 0 ? seconds : DEFAULT_END_SECONDS, policy, now);
}

/** Another level is given until the same end; where that has passed, or the policy asks for one that is not there, until a new one. */
function endOfExisting(entry: AccessEntry, decided: Decision | undefined, policy: SharingPolicy, now: Date): Date | undefined {
  if (decided?.end) return decided.end.at;
  const changes = decided !== undefined && decided.level !== 'none' && decided.level !== entry.permission;
  if (!changes) return entry.expiresAt;
  return entry.status === 'expired' ? renewedEnd(entry, policy, now) : entry.expiresAt ?? endFor(policy, now);
}

const granted = (list: AccessOfSecret): readonly AccessEntry[] => list.access.filter((entry) => entry.permission !== 'own');

function heldIn(lists: readonly AccessOfSecret[], id: PrincipalId): Permission | 'varies' {
  const levels = new Set(lists.map((list) => granted(list).find((entry) => entry.principal.id === id)?.permission));
  const [only] = levels;
  return levels.size === 1 && only && only !== 'own' ? only : 'varies';
}

/** The rows of those who have access now, as the decisions leave them. */
export function existingRows(lists: readonly AccessOfSecret[], decisions: ReadonlyMap<PrincipalId, Decision>, changed: ReadonlySet<PrincipalId>, policy: SharingPolicy, now: Date): readonly DraftRow[] {
  const entries = new Map<PrincipalId, AccessEntry>();
  for (const entry of lists.flatMap(granted)) if (!entries.has(entry.principal.id)) entries.set(entry.principal.id, entry);
  return [...entries.values()].map((entry) => {
    const { id } = entry.principal;
    const held = heldIn(lists, id);
    const decided = decisions.get(id);
    const expiresAt = endOfExisting(entry, decided, policy, now);
    return {
      principal: entry.principal, level: decided?.level ?? (held === 'varies' ? (entry.permission as Permission) : held), held, entry,
      ...(expiresAt && { expiresAt }), ...(decided?.problem && { problem: decided.problem }), ...(decided?.end && { end: decided.end }), changedMeanwhile: changed.has(id),
    };
  });
}

/** The rows of those who are new: neither in a row already nor the only owner. */
export function addedRows(existing: readonly DraftRow[], [owner, another]: readonly User[], decisions: ReadonlyMap<PrincipalId, Decision>, changed: ReadonlySet<PrincipalId>, policy: SharingPolicy, now: Date): readonly DraftRow[] {
  const known = new Set(existing.map((row) => row.principal.id));
  if (owner && !another) known.add(owner.id);
  return [...decisions.values()].filter(({ principal }) => !known.has(principal.id)).map((decided) => {
    const expiresAt = decided.end ? decided.end.at : endFor(policy, now);
    return { ...decided, ...(expiresAt && { expiresAt }), changedMeanwhile: changed.has(decided.principal.id) };
  });
}

/** What sharing would send: changes alone, never a whole list (mysafe.md T13). */
export function changesOf(rows: readonly DraftRow[], decisions: ReadonlyMap<PrincipalId, Decision>): readonly ShareChange[] {
  return rows.flatMap(({ principal, level, held, expiresAt, entry }): ShareChange[] => {
    const isSame = level === held && expiresAt?.getTime() === entry?.expiresAt?.getTime();
    if (!decisions.has(principal.id) || isSame) return [];
    if (level === 'none') return held ? [{ op: 'revoke', principal: principal.id }] : [];
    return [{ op: 'grant', principal: principal.id, permission: level, ...(expiresAt && { expiresAt }) }];
  });
}

/** Those whose line differs between two reads of the access lists. */
export function changedBetween(before: readonly AccessOfSecret[], after: readonly AccessOfSecret[]): ReadonlySet<PrincipalId> {
  const linesOf = (lists: readonly AccessOfSecret[]) =>
    new Map(lists.flatMap(({ secretId, access }) => access.map((entry) => [`${secretId} ${entry.principal.id}`, { id: entry.principal.id, line: `${entry.permission} ${entry.expiresAt?.getTime()}` }] as const)));
  const [old, now] = [linesOf(before), linesOf(after)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter((key) => old.get(key)?.line !== now.get(key)?.line);
  return new Set(changed.flatMap((key) => now.get(key)?.id ?? old.get(key)?.id ?? []));
}

export const ownersOf = (lists: readonly AccessOfSecret[]): readonly User[] => {
  const owners = lists.flatMap(({ access }) => access.filter((entry) => entry.permission === 'own').map((entry) => entry.principal as User));
  return [...new Map(owners.map((owner) => [owner.id, owner])).values()];
};
