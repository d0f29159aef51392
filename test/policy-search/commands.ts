import { type PrincipalId, type UserId, isUserId } from '../../src/core/model/ids.js';
import type { Grant, Permission } from '../../src/core/model/permission.js';
import type { Principal } from '../../src/core/model/principal.js';
import { type PlainChange, type SharingPolicy, defaultPolicy } from '../../src/core/model/sharing.js';
import { type Actor, type LawStep, type SecretState, admissible, applyAll, effectivePermission, explain, mayOf } from '../../src/core/policy/index.js';
import { seededRandom } from '../support/people.js';
import { UNKNOWN_STEPS } from './steps.js';

/** What a command asks: who, when, which steps at once. */
interface Command { readonly actor: Actor; readonly steps: readonly LawStep[] }

const USERS = ['user:ana', 'user:bo', 'user:cy', 'user:dora', 'user:ελένη', 'user:suspended', 'user:invited', 'user:nobody'] as const satisfies readonly UserId[];
const GROUPS = ['group:ops', 'group:café', 'group:disabled'] as const;
const PRINCIPALS: readonly PrincipalId[] = [...USERS, ...GROUPS];
const STATUS: Readonly<Record<string, 'suspended' | 'invited'>> = { 'user:suspended': 'suspended', 'user:invited': 'invited' };
const asPrincipal = (id: PrincipalId): Principal => (isUserId(id)
  ? { kind: 'user', id, name: id, username: id, status: STATUS[id] ?? 'active' }
  : { kind: 'group', id, name: id, origin: 'directory', memberCount: 2, enabled: id !== 'group:disabled' });
const DIRECTORY: ReadonlyMap<PrincipalId, Principal> = new Map(PRINCIPALS.filter((id) => id !== 'user:nobody').map((id) => [id, asPrincipal(id)]));
const PERMISSIONS: readonly Permission[] = ['view', 'edit', 'manage'];
const POLICIES: readonly SharingPolicy[] = [
  {}, { levels: PERMISSIONS }, { levels: ['view', 'manage'] as const, requireEnd: true }, { levels: PERMISSIONS, longestGrantSeconds: 60 },
].map((policy) => ({ ...defaultPolicy, ...policy }));
const STEPS_A_HISTORY = 25;
const START = 1_800_000_000_000;

/** Draws from one seed; the same numbers in every engine. */
class Draw {
  readonly #random: () => number;
  constructor(seed: number) { this.#random = seededRandom(seed); }
  below(limit: number): number { return Math.floor(this.#random() * limit); }
  from<T>(values: readonly T[]): T { return values[this.below(values.length)]!; }
  once(inSo: number): boolean { return this.below(inSo) === 0; }
}

/** A level of the rules, or now and then a word that they do not know. */
const permissionBy = (draw: Draw): Permission => (draw.once(200) ? draw.from(['own', 'none', 'admin', 'constructor', '']) as Permission : draw.from(PERMISSIONS));
const endBy = (draw: Draw, at: number): { readonly expiresAt?: number } => (draw.once(2) ? {} : { expiresAt: at + (draw.below(400) - 8) * 1_000 });

/** A step of every kind; a new kind does not compile until it is drawn too. */
const STEPS: { readonly [K in LawStep['kind']]: (draw: Draw, at: number) => LawStep } = {
  label: (draw) => ({ kind: 'label', identifier: draw.once(2) }),
  open: (draw) => ({ kind: 'open', purpose: draw.from(['reveal', 'edit', 'rekey']) }),
  version: () => ({ kind: 'version' }),
  rekey: () => ({ kind: 'rekey' }),
  complete: () => ({ kind: 'complete' }),
  disable: () => ({ kind: 'disable' }),
  enable: () => ({ kind: 'enable' }),
  leave: () => ({ kind: 'leave' }),
  delete: (draw) => ({ kind: draw.once(4) ? 'delete' : 'version' }),
  grant: (draw, at) => ({ kind: 'grant', principal: draw.from(PRINCIPALS), permission: permissionBy(draw), ...endBy(draw, at) }),
  revoke: (draw) => ({ kind: 'revoke', principal: draw.from(PRINCIPALS) }),
  transfer: (draw) => ({ kind: 'transfer', to: draw.from(USERS) }),
};
const KINDS = Object.keys(STEPS) as LawStep['kind'][];
const OFTEN: readonly LawStep['kind'][] = [...KINDS, 'grant', 'grant', 'grant', 'revoke'];

function commandBy(draw: Draw, at: number): Command {
  const groups = new Set<PrincipalId>(GROUPS.filter((group) => group !== 'group:disabled' && draw.once(3)));
  const steps = Array.from({ length: draw.once(4) ? 1 + draw.below(4) : 1 }, () => (draw.once(100) ? draw.from(UNKNOWN_STEPS) : STEPS[draw.from(OFTEN)](draw, at)));
  return { actor: { id: draw.once(3) ? USERS[0] : draw.from(USERS), groups, at }, steps };
}

/** What the rules and the host's policy say to the changes of access among `steps`. */
function policyAnswer(draw: Draw, state: SecretState<Grant>, { actor, steps }: Command): string {
  const changes = steps.flatMap((step): PlainChange[] => (step.kind === 'grant' ? [{ ...step, op: 'grant' }] : step.kind === 'revoke' ? [{ op: 'revoke', principal: step.principal }] : []));
  if (changes.length === 0) return '';
  const outside = new Map<PrincipalId, string>(draw.once(10) ? [['user:dora', 'not here']] : []);
  const refusal = admissible(changes, { actor: actor.id, owner: state.owner, at: actor.at, policy: draw.from(POLICIES), principals: DIRECTORY, outside, grantsAfter: draw.once(50) ? 1_001 : state.grants.length });
  return JSON.stringify(refusal ?? null);
}

/** A secret that is shared with a few already, some of whom manage it for a while. */
function fresh(draw: Draw, at: number): SecretState<Grant> {
  const shared = PRINCIPALS.filter((principal) => principal !== USERS[0] && draw.once(2));
  const grants = shared.map((principal): Grant => ({ principal, permission: draw.from(PERMISSIONS), grantedBy: USERS[0], grantedAt: at, setAt: 1, ...endBy(draw, at) }));
  return { owner: USERS[0], enabled: true, deleted: false, hasValue: !draw.once(5), grants };
}

/** A line for each command: what each of the rules answered, and what is left behind. Time runs on; every 25 commands begin a fresh secret. */
export function* decide(seed: number, commands: number): Generator<string, void> {
  const draw = new Draw(seed);
  let at = START;
  let state = fresh(draw, at);
  for (let command = 0; command < commands; command += 1) {
    if (command % STEPS_A_HISTORY === 0) state = fresh(draw, at);
    at += draw.below(12) * 1_000;
    const asked = commandBy(draw, at);
    const host = policyAnswer(draw, state, asked);
    const decided = applyAll(state, asked.steps, asked.actor, command + 2);
    if ('state' in decided) state = decided.state;
    const seen = [effectivePermission(state, asked.actor), mayOf(state, asked.actor), explain(state, asked.actor)];
    yield `${JSON.stringify([asked.actor.id, asked.steps.map(({ kind }) => kind ?? null), decided, seen])}${host}\n`;
  }
}
