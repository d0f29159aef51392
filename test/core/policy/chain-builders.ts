import type { ContentMark, Entry, Genesis, SignedStep, WrapMark } from '../../../src/core/model/entry.js';
import type { GroupId, PrincipalId, UserId } from '../../../src/core/model/ids.js';
import type { Permission } from '../../../src/core/model/permission.js';
import type { Label } from '../../../src/core/model/secret.js';
import { type ChainState, addSteps, followed } from '../../../src/core/policy/index.js';

export const owner: UserId = 'user:owner';
export const rui: UserId = 'user:rui';
export const eva: UserId = 'user:eva';
export const ops: GroupId = 'group:ops';
export const secret = 'AAAAAAAAAAAAAAAAAAAAAA';
export const START = 1_000;

export const keyOf = (user: UserId): string => `key of ${user}`;
export const genesisBy = (author: UserId, more: Partial<Genesis> = {}): Genesis => ({ author, authorKey: keyOf(author), at: START - 10, nonce: 'n', ...more });
export const label: Label = { name: 'Payments', url: 'https://pay.example.org', identifier: 'pay', tags: ['a'] };

/** What a signature says of sealed bytes; each `nonce` is another envelope. */
export const withValue = (nonce: number | string): ContentMark => ({ commitment: `c${nonce}`, details: `d${nonce}`, value: `v${nonce}` });
export const detailsOnly = (nonce: number | string): ContentMark => ({ commitment: `c${nonce}`, details: `d${nonce}` });
export const wrapFor = (to: PrincipalId, hash: number | string): WrapMark => ({ to, key: `key of ${to}`, hash: `h${hash}` });

export const versionStep = (version: number, more: { rotated?: boolean; content?: ContentMark; wraps?: readonly WrapMark[] } = {}): SignedStep =>
  ({ kind: 'version', version, rotated: true, content: withValue(version), wraps: [wrapFor(owner, version)], ...more });
export const rekeyStep = (nonce: number | string, wraps: readonly WrapMark[] = [wrapFor(owner, nonce)]): SignedStep => ({ kind: 'rekey', content: withValue(nonce), wraps });
export const grantStep = (principal: PrincipalId, permission: Permission = 'view', more: { expiresAt?: number; expected?: readonly UserId[] } = {}): SignedStep =>
  ({ kind: 'grant', principal, permission, ...more });

type Said = Partial<Omit<Entry, 'steps'>> & { readonly groups?: readonly GroupId[]; readonly forOrganisation?: boolean };

/** The entry that follows `before`, by the owner and one millisecond later unless it is said otherwise. */
export const entryAfter = (before: ChainState | undefined, steps: readonly SignedStep[], { groups: _groups, forOrganisation: _forOrganisation, ...said }: Said = {}): Entry => {
  const seq = (before?.seq ?? 0) + 1;
  const actor = said.actor ?? owner;
  return { v: 1, suite: 'MS1', secret, seq, prev: `hash ${seq - 1}`, command: `command ${seq}`, actor, actorKey: keyOf(actor), at: (before?.at ?? START - 1) + 1, steps, ...said };
};

/** What `followed` makes of it. */
export const next = (before: ChainState | undefined, steps: readonly SignedStep[], said: Said = {}): ChainState | undefined =>
  followed(before, entryAfter(before, steps, said), new Set<PrincipalId>(said.groups), said.forOrganisation);

/** A new secret with a value, of the owner alone. */
export const firstSteps = (): SignedStep[] => addSteps(genesisBy(owner), label, withValue(1), [wrapFor(owner, 1)]);

/** `before` with one more entry, or an error where it does not follow. */
export function grown(before: ChainState | undefined, steps: readonly SignedStep[], said: Said = {}): ChainState {
  const after = next(before, steps, said);
  if (!after) throw new Error(`entry ${(before?.seq ?? 0) + 1} does not follow`);
  return after;
}

/** A chain of one entry, and of those after it that the owner makes of these steps. */
export const chainOf = (...entries: readonly (readonly SignedStep[])[]): ChainState =>
  entries.reduce<ChainState>((state, steps) => grown(state, steps), grown(undefined, firstSteps()));
