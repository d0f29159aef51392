import { type Actor, type LawStep, type SecretState, apply, effectivePermission, lawful } from '../../src/core/policy/index.js';
import { type Grant, type Level, reaches } from '../../src/core/model/permission.js';
import { type PolicyRules, realRules } from './search.js';

/** The rules with one bug, and the invariant that it must break. */
export interface Mutant { readonly name: string; readonly breaks: string; readonly rules: PolicyRules }

const refused = { code: 'access/not-found' } as const;
type Judge = typeof lawful;
type Apply = typeof apply;

const deciding = (name: string, breaks: string, judge: Judge): Mutant => ({ name, breaks, rules: { ...realRules, lawful: judge } });
const applying = (name: string, breaks: string, leave: Apply): Mutant => ({ name, breaks, rules: { ...realRules, apply: leave } });

/** Lets everyone who holds `level` take a step of `kind`. */
const lets = (kind: LawStep['kind'], level: Level, also: (state: SecretState, step: LawStep) => boolean = () => true): Judge => (state, step, actor) =>
  (step.kind === kind && state.enabled && also(state, step) && reaches(effectivePermission(state, actor), level) ? undefined : lawful(state, step, actor));

const without = (state: SecretState<Grant>, drop: (grant: Grant) => boolean): SecretState<Grant> => ({ ...state, grants: state.grants.filter((grant) => !drop(grant)) });
const earlier = (actor: Actor): Actor => ({ ...actor, at: actor.at - 1 });
let calls = 0;

export const mutants: readonly Mutant[] = [
  deciding('an editor may give themselves more', 'I2', lets('grant', 'edit')),
  deciding('a manager may grant for longer than they hold', 'I3', (state, step, actor) => {
    const refusal = lawful(state, step, actor);
    return refusal?.code === 'share/beyond-own-end' ? undefined : refusal;
  }),
  deciding('a grant counts for one moment after its end', 'I4', (state, step, actor) => lawful(state, step, earlier(actor))),
  deciding('a disabled secret can be revealed', 'I4', (state, step, actor) => lawful({ ...state, enabled: state.enabled || step.kind === 'open' }, step, actor)),
  deciding('a secret without a value can be revealed', 'I4', (state, step, actor) => lawful({ ...state, hasValue: true }, step, actor)),
  deciding('an editor may remove others', 'I5', lets('revoke', 'edit')),
  deciding('a manager may give the secret away', 'I5', lets('transfer', 'manage')),
  deciding('a deleted secret still has its owner', 'I6', (state, step, actor) => lawful({ ...state, deleted: false }, step, actor)),
  deciding('an editor may enable what the owner disabled', 'I7', (state, step, actor) => lawful({ ...state, disabledBy: undefined }, step, actor)),
  deciding('who may view may write a version', 'I8', lets('version', 'view')),
  deciding('an editor may change the identifier', 'I8', lets('label', 'edit')),
  deciding('an editor may hand out keys', 'I9', lets('complete', 'edit')),
  deciding('nobody re-keys a disabled secret', 'I9', (state, step, actor) => (step.kind === 'rekey' && !state.enabled ? refused : lawful(state, step, actor))),
  deciding('the owner may take a step that nobody knows', 'I11', (state, step, actor) => (state.owner === actor.id && !state.deleted && lawful(state, step, actor)?.code === 'access/not-found' ? undefined : lawful(state, step, actor))),
  deciding('every thousandth answer is another', 'I12', (state, step, actor) => ((calls += 1) % 1_000 === 0 ? refused : lawful(state, step, actor))),
  deciding('the first grant decides, not the highest', 'I12', (state, step, actor) => {
    const first = state.grants.find(({ principal }) => principal === actor.id || actor.groups.has(principal));
    return lawful({ ...state, grants: first ? [first] : [] }, step, actor);
  }),
  deciding('nobody may leave', 'table', (state, step, actor) => (step.kind === 'leave' ? refused : lawful(state, step, actor))),
  applying('a transfer makes nobody the owner', 'I1', (state, step, actor, setAt) => (step.kind === 'transfer' ? { ...apply(state, step, actor, setAt), owner: 'user:nobody' } : apply(state, step, actor, setAt))),
  applying('a second grant is put beside the first', 'I1', (state, step, actor, setAt) => {
    const after = apply(state, step, actor, setAt);
    return step.kind === 'grant' ? { ...after, grants: [...state.grants, ...after.grants.slice(-1)] } : after;
  }),
  applying('what a manager grants loses its end', 'I3', (state, step, actor, setAt) =>
    apply(state, step.kind === 'grant' && actor.id !== state.owner ? { ...step, expiresAt: undefined } : step, actor, setAt)),
  applying('who leaves takes everybody along', 'I5', (state, step, actor, setAt) => (step.kind === 'leave' ? without(state, () => true) : apply(state, step, actor, setAt))),
  applying('deleting keeps the secret', 'frame', (state, step, actor, setAt) => (step.kind === 'delete' ? { ...state, grants: [] } : apply(state, step, actor, setAt))),
  applying('an editor’s disable takes the place of the owner’s', 'I7', (state, step, actor, setAt) => (step.kind === 'disable' ? { ...state, enabled: false, disabledBy: actor.id } : apply(state, step, actor, setAt))),
  applying('a transfer forgets that the owner disabled it', 'I7', (state, step, actor, setAt) => {
    const after = apply(state, step, actor, setAt);
    return step.kind === 'transfer' ? { ...after, disabledBy: state.disabledBy } : after;
  }),
  applying('the old owner keeps nothing', 'frame', (state, step, actor, setAt) => {
    const after = apply(state, step, actor, setAt);
    return step.kind === 'transfer' ? without(after, ({ principal }) => principal === state.owner) : after;
  }),
];
