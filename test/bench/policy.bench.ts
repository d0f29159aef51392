import { AbilityBuilder, createMongoAbility, subject } from '@casl/ability';
import { type Actor, type SecretState, effectivePermission } from '../../src/core/policy/index.js';
import type { Grant } from '../../src/core/model/permission.js';
import type { PrincipalId } from '../../src/core/model/ids.js';

/** A record with 10 grants, asked for by a member of 3 groups: two of the grants are theirs. */
const grants: Grant[] = [
  'user:bruno', 'user:carla', 'group:sales', 'user:dora', 'group:ops', 'user:eva', 'group:platform', 'user:filip', 'user:gita', 'group:audit',
].map((principal, at) => ({
  principal: principal as PrincipalId, permission: at % 3 === 0 ? 'edit' : 'view', grantedBy: 'user:owner', grantedAt: 0, setAt: 1,
  ...(at % 4 === 0 && { expiresAt: 2_000_000_000_000 }),
}));
const state: SecretState = { owner: 'user:owner', enabled: true, deleted: false, hasValue: true, grants };
const at = 1_800_000_000_000;
const member: Actor = { id: 'user:rui', groups: new Set<PrincipalId>(['group:ops', 'group:platform', 'group:other']), at };

const ROUNDS = 5;
const CALLS = 2_000_000;

function callsPerSecond(run: () => unknown, calls: number): { best: number; spread: number } {
  const rates: number[] = [];
  let kept: unknown;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    for (let call = 0; call < calls; call += 1) kept = run();
    rates.push(calls / ((performance.now() - start) / 1_000));
  }
  if (kept === undefined) throw new Error('nothing was asked');
  rates.sort((a, b) => b - a);
  return { best: rates[0] ?? 0, spread: ((rates[0] ?? 0) - (rates.at(-1) ?? 0)) / (rates[0] ?? 1) };
}

/** The same question to CASL: a rule for each permission on the record, with the asker's principals as its condition. */
function caslAbility() {
  const { can, build } = new AbilityBuilder(createMongoAbility);
  const principals = [member.id, ...member.groups];
  can('manage', 'Secret', { owner: member.id });
  for (const permission of ['manage', 'edit', 'view']) {
    can(permission, 'Secret', { grants: { $elemMatch: { principal: { $in: principals }, permission, endsAt: { $gt: at } } } });
  }
  return build();
}

const ability = caslAbility();
const record = subject('Secret', { owner: state.owner, grants: grants.map(({ principal, permission, expiresAt }) => ({ principal, permission, endsAt: expiresAt ?? Number.MAX_SAFE_INTEGER })) });
const casl = (): string => (ability.can('manage', record) ? 'manage' : ability.can('edit', record) ? 'edit' : ability.can('view', record) ? 'view' : 'none');
const ours = (): string => effectivePermission(state, member);

if (ours() !== 'edit' || casl() !== 'edit') throw new Error(`the two disagree: ${ours()}, ${casl()}`);
const mine = callsPerSecond(ours, CALLS);
const theirs = callsPerSecond(casl, CALLS / 20);
const million = (rate: number): string => `${(rate / 1_000_000).toFixed(2)} M/s`;
function verdict(reached: boolean): string {
  if (!reached) process.exitCode = 1;
  return reached ? 'reached' : 'NOT reached';
}
console.log('policy: effective permission, 10 grants, member of 3 groups');
console.log(`  ours           ${million(mine.best)}  (spread over ${ROUNDS} rounds ${(mine.spread * 100).toFixed(0)} %)  target 5 M/s: ${verdict(mine.best >= 5_000_000)}`);
console.log(`  @casl/ability  ${million(theirs.best)}  (spread ${(theirs.spread * 100).toFixed(0)} %)`);
console.log(`  ratio          ${(mine.best / theirs.best).toFixed(1)} x  target 3 x: ${verdict(mine.best >= 3 * theirs.best)}`);
