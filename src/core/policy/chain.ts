import type { ContentMark, Entry, Genesis, SignedContent, SignedStep, WrapMark } from '../model/entry.js';
import { type GroupId, type PrincipalId, type SecretId, type UserId, isUserId } from '../model/ids.js';
import type { Grant } from '../model/permission.js';
import type { Label } from '../model/secret.js';
import { apply } from './apply.js';
import type { Actor, SecretState } from './effective-permission.js';
import { type LawStep, lawful } from './lawful.js';

/** How many versions before the present one can be restored (design.md 6). */
export const MOST_VERSIONS = 20;

/** What the signed entries of one secret add up to. */
export interface ChainState extends SecretState<Grant> {
  readonly secret: SecretId;
  readonly seq: number;
  readonly at: number;
  readonly label: Label;
  readonly content?: SignedContent;
  /** The states before, the newest first; at most 20. */
  readonly versions: readonly SignedContent[];
  readonly wraps: ReadonlyMap<PrincipalId, WrapMark>;
  /** Members of directory groups who were named at the grant and wait for their key. */
  readonly expected: ReadonlySet<UserId>;
  /** Private groups that a data key was ever wrapped for: who acts through one shows its owner's statement. */
  readonly sealedGroups: ReadonlySet<GroupId>;
  readonly createdBy: UserId;
  readonly createdAt: number;
  readonly changedBy: UserId;
  /** When the value last became another one, and when somebody last lost access. */
  readonly rotatedAt: number;
  readonly leftAt?: number;
  /** The place of the last checkpoint; 0 where there is none. */
  readonly checkpointAt: number;
}

const emptyLabel: Label = { name: '', url: '', tags: [] };

function begun({ secret, actor, at }: Entry, genesis: Genesis): ChainState {
  return {
    secret, seq: 0, at, owner: actor, enabled: true, deleted: false, hasValue: false, grants: [], label: emptyLabel, content: undefined, versions: [], wraps: new Map(),
    expected: new Set(), sealedGroups: new Set(), createdBy: actor, createdAt: genesis.at, changedBy: actor, rotatedAt: at, checkpointAt: 0,
  };
}

/** A signed step as the rules look at it. `create` begins a chain and is none. */
const lawStepOf = (step: Exclude<SignedStep, { kind: 'create' | 'checkpoint' }>, state: ChainState): LawStep =>
  (step.kind === 'label' ? { kind: 'label', identifier: step.label.identifier !== state.label.identifier } : step);

/** Whether somebody who had a key gets none to what is sealed anew. A group's key changes only when somebody leaves it. */
export const leavesSomebody = (before: Iterable<Pick<WrapMark, 'to' | 'key'>>, after: readonly Pick<WrapMark, 'to' | 'key'>[]): boolean => {
  const kept = new Map(after.map(({ to, key }) => [to, key]));
  return [...before].some(({ to, key }) => (isUserId(to) ? !kept.has(to) : kept.get(to) !== key));
};

/** When the value was last made a new one; one that is brought back was known to everybody who ever left. */
export const rotationOf = ({ rotated, restored }: { readonly rotated: boolean; readonly restored?: true }, { at, before, createdAt }: { readonly at: number; readonly before: number; readonly createdAt: number }): number =>
  (rotated ? at : restored ? createdAt : before);

const groupsAmong = (known: ReadonlySet<GroupId>, wraps: readonly WrapMark[]): ReadonlySet<GroupId> =>
  new Set([...known, ...wraps.flatMap(({ to }) => (isUserId(to) ? [] : [to]))]);

export const marksBy = (marks: readonly WrapMark[]): Map<PrincipalId, WrapMark> => new Map(marks.map((mark) => [mark.to, mark]));

/** What a step changes beyond what the rules look at. */
function carried(state: ChainState, step: SignedStep, { seq, prev, actor, actorKey, at }: Entry): Partial<ChainState> {
  const sealed = (version: number, content: ContentMark): SignedContent => ({ ...content, version, seq, prev, author: actor, authorKey: actorKey, at });
  switch (step.kind) {
    case 'label': return { label: step.label };
    case 'version': return {
      content: sealed(step.version, step.content), wraps: marksBy(step.wraps), hasValue: step.content.value !== undefined,
      versions: state.content ? [state.content, ...state.versions].slice(0, MOST_VERSIONS) : [], sealedGroups: groupsAmong(state.sealedGroups, step.wraps),
      rotatedAt: rotationOf(step, { at, before: state.rotatedAt, createdAt: state.createdAt }), ...(leavesSomebody(state.wraps.values(), step.wraps) && { leftAt: at }),
    };
    case 'rekey': return { content: sealed(state.content?.version ?? 1, step.content), wraps: marksBy(step.wraps), sealedGroups: groupsAmong(state.sealedGroups, step.wraps), ...(!step.nobodyLeft && { leftAt: at }) };
    case 'complete': return { wraps: new Map([...state.wraps, ...marksBy(step.wraps)]), sealedGroups: groupsAmong(state.sealedGroups, step.wraps) };
    case 'grant': return step.expected ? { expected: new Set([...state.expected, ...step.expected]) } : {};
    case 'leave': return { leftAt: at };
    case 'delete': return { content: undefined, versions: [], wraps: new Map() };
    default: return {};
  }
}

/** Whether a step says what can be: versions count up, and a re-key keeps the parts that there are. */
function fits(state: ChainState, step: SignedStep): boolean {
  if (step.kind === 'version') return step.version === (state.content?.version ?? 0) + 1;
  return step.kind !== 'rekey' || (step.content.value !== undefined) === state.hasValue;
}

/**
 * The state after one more entry, or `undefined` where it does not follow: a step that was not lawful for its actor at its time,
 * no step at all, a place that is not the next, a time that runs backwards. `groups`: those through which the actor acts, as far as they are shown. `forOrganisation`: it is signed with a key of theirs.
 */
export function followed(before: ChainState | undefined, entry: Entry, groups: ReadonlySet<PrincipalId>, forOrganisation = false): ChainState | undefined {
  const [first, ...rest] = entry.steps;
  if (!before) {
    if (first?.kind !== 'create' || first.genesis.author !== entry.actor || first.genesis.authorKey !== entry.actorKey) return undefined;
    const state = followed(begun(entry, first.genesis), { ...entry, steps: rest }, groups, forOrganisation);
    return state?.content && state.label.name !== '' ? state : undefined;
  }
  if (entry.steps.length === 0 || entry.secret !== before.secret || entry.seq !== before.seq + 1 || entry.at < before.at) return undefined;
  const actor: Actor = { id: entry.actor, groups, at: entry.at, ...(forOrganisation && { forOrganisation }) };
  let state = before;
  for (const step of entry.steps) {
    if (step.kind === 'create' || !fits(state, step)) return undefined;
    if (step.kind === 'checkpoint') {
      if (state.owner !== entry.actor || forOrganisation || state.deleted) return undefined;
      state = { ...state, checkpointAt: entry.seq };
      continue;
    }
    const law = lawStepOf(step, state);
    if (lawful(state, law, actor)) return undefined;
    state = { ...state, ...apply(state, law, actor, entry.seq), ...carried(state, step, entry) };
  }
  return { ...state, seq: entry.seq, at: entry.at, changedBy: entry.actor };
}
