import { expect } from '@open-wc/testing';
import * as fc from 'fast-check';
import type { GroupId, PrincipalId, UserId } from '../../../src/core/model/ids.js';
import type { Grant, Permission } from '../../../src/core/model/permission.js';
import { type Actor, type LawStep, type SecretState, apply, effectivePermission, explain, lawful, mayOf, otherPaths } from '../../../src/core/policy/index.js';

/** Always the same run; a failure prints the counterexample, and this seed finds it again. */
const SEED = 20_260_302;
const holds = (property: fc.IProperty<[World]>): void => fc.assert(property, { seed: SEED, numRuns: 2_000 });

const users = ['user:a', 'user:b', 'user:c', 'user:d'] as const satisfies readonly UserId[];
const groups = ['group:g', 'group:h'] as const satisfies readonly GroupId[];
const membership: Readonly<Record<UserId, readonly GroupId[]>> = { 'user:a': ['group:g'], 'user:b': ['group:g', 'group:h'], 'user:c': [], 'user:d': ['group:h'] };

/** A level written down a second time. */
const ORDER = ['none', 'view', 'edit', 'manage', 'own'];
type Held = { readonly rank: number };

/** Who holds what, counted anew and in another way than the rules do: by asking each level from the top. */
function held(state: SecretState<Grant>, user: UserId, at: number): Held {
  const reached = ORDER.findLastIndex((level) => {
    if (level === 'none') return true;
    if (state.deleted) return false;
    if (level === 'own') return state.owner === user;
    return state.grants.some(({ principal, permission, expiresAt = Infinity }) => permission === level && expiresAt > at && [user, ...(membership[user] ?? [])].includes(principal));
  });
  return { rank: reached };
}

interface Turn { readonly by: UserId; readonly wait: number; readonly step: LawStep }
interface World { readonly grants: readonly Grant[]; readonly turns: readonly Turn[] }

const anyUser = fc.constantFrom(...users);
const anyPrincipal: fc.Arbitrary<PrincipalId> = fc.constantFrom(...users, ...groups);
const anyLevel: fc.Arbitrary<Permission> = fc.constantFrom('view', 'edit', 'manage');
const anyEnd = fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined });
const anyStep: fc.Arbitrary<LawStep> = fc.oneof(
  fc.record({ kind: fc.constant('label' as const), identifier: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('version', 'rekey', 'complete', 'disable', 'enable', 'leave', 'delete', 'disable', 'enable') }),
  fc.record({ kind: fc.constant('grant' as const), principal: anyPrincipal, permission: anyLevel, expiresAt: anyEnd }),
  fc.record({ kind: fc.constant('grant' as const), principal: anyPrincipal, permission: fc.constant('manage' as const), expiresAt: anyEnd }),
  fc.record({ kind: fc.constant('revoke' as const), principal: anyPrincipal }),
  fc.record({ kind: fc.constant('transfer' as const), to: anyUser }),
  fc.record({ kind: fc.constant('open' as const), purpose: fc.constantFrom('reveal', 'edit', 'rekey') }),
);
const anyGrants: fc.Arbitrary<Grant[]> = fc.uniqueArray(
  fc.record({ principal: anyPrincipal, permission: anyLevel, expiresAt: anyEnd, grantedBy: fc.constant(users[0]), grantedAt: fc.constant(0), setAt: fc.constant(1) }),
  { selector: ({ principal }) => principal, maxLength: 5 },
);
const anyWorld: fc.Arbitrary<World> = fc.record({
  grants: anyGrants, turns: fc.array(fc.record({ by: anyUser, wait: fc.integer({ min: 0, max: 8 }), step: anyStep }), { maxLength: 25 }),
});

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

interface Moment { readonly before: SecretState<Grant>; readonly after: SecretState<Grant>; readonly step: LawStep; readonly actor: Actor & { readonly id: UserId } }

/** Plays a world on deep-frozen states and shows each lawful step; the others change nothing. Counts what it showed. */
function play({ grants, turns }: World, look: (moment: Moment) => void): void {
  let state: SecretState<Grant> = frozen({ owner: users[0], enabled: true, deleted: false, hasValue: true, grants: grants.filter(({ principal }) => principal !== users[0]) });
  let at = 0;
  turns.forEach(({ by, wait, step }, revision) => {
    at += wait;
    const actor = { id: by, groups: new Set<PrincipalId>(membership[by]), at };
    if (lawful(state, frozen(step), actor)) return;
    const after = frozen(apply(state, step, actor, revision + 2));
    look({ before: state, after, step, actor });
    state = after;
  });
}

const always = (look: (moment: Moment) => void): void => holds(fc.property(anyWorld, (world) => play(world, look)));
const LATER = [0, 1, 5, 20, 59, 60, 61, 1_000];
const rank = (level: string): number => ORDER.indexOf(level);

describe('invariants (security.md 3.4)', () => {
  it('plays worlds in which every kind of step is taken, by owners and by others', () => {
    const taken = new Map<string, number>();
    always(({ step, before, actor }) => {
      const key = `${step.kind} ${before.owner === actor.id ? 'owner' : 'other'}`;
      taken.set(key, (taken.get(key) ?? 0) + 1);
    });
    const kinds = ['label', 'version', 'rekey', 'complete', 'disable', 'enable', 'grant', 'revoke', 'open'];
    for (const key of [...kinds.flatMap((kind) => [`${kind} owner`, `${kind} other`]), 'leave other', 'delete owner', 'transfer owner']) {
      expect(taken.get(key) ?? 0, key).to.be.greaterThan(20);
    }
  });

  it('finds the level that a second count finds', () => {
    always(({ after, actor: { at } }) => {
      for (const id of users) {
        const level = effectivePermission(after, { id, groups: new Set<PrincipalId>(membership[id]), at });
        expect(rank(level)).to.equal(held(after, id, at).rank);
      }
    });
  });

  it('I1 leaves each secret that is not deleted with exactly one owner, a person', () => {
    always(({ after }) => {
      expect(users).to.include(after.owner);
      expect(users.filter((id) => held(after, id, 0).rank === 4)).to.deep.equal(after.deleted ? [] : [after.owner]);
    });
  });

  it('I2 lets nobody raise their own level, now or at any later time', () => {
    always(({ before, after, actor }) => {
      for (const later of LATER) expect(held(after, actor.id, actor.at + later).rank).to.be.at.most(held(before, actor.id, actor.at + later).rank);
    });
  });

  it('I3 lets nobody give more than they hold, or for longer', () => {
    always(({ before, after, actor, step }) => {
      if (step.kind !== 'grant') return;
      const grant = after.grants.find(({ principal }) => principal === step.principal);
      expect([grant?.permission, grant?.expiresAt]).to.deep.equal([step.permission, step.expiresAt]);
      for (const later of LATER.filter((time) => actor.at + time < (step.expiresAt ?? Infinity))) {
        expect(rank(step.permission)).to.be.at.most(held(before, actor.id, actor.at + later).rank);
      }
    });
  });

  it('I4 opens a value for somebody who may see it, while it is enabled and there is one', () => {
    always(({ before, actor, step }) => {
      if (step.kind !== 'open' || step.purpose !== 'reveal') return;
      expect([held(before, actor.id, actor.at).rank >= 1, before.enabled, before.deleted, before.hasValue]).to.deep.equal([true, true, false, true]);
    });
  });

  it('I5 lets nobody but managers and the owner lower or remove somebody else', () => {
    always(({ before, after, actor }) => {
      for (const id of users.filter((user) => user !== actor.id)) {
        const lowered = LATER.some((later) => held(after, id, actor.at + later).rank < held(before, id, actor.at + later).rank);
        if (lowered) expect(held(before, actor.id, actor.at).rank).to.be.at.least(3);
      }
    });
  });

  it('I5 lets nobody but the owner give the secret away or delete it', () => {
    always(({ before, after, actor }) => {
      if (after.owner !== before.owner || after.deleted !== before.deleted) expect(before.owner).to.equal(actor.id);
    });
  });

  it('I6 is over when it is deleted', () => {
    always(({ before }) => expect(before.deleted).to.equal(false));
    holds(fc.property(anyWorld, ({ grants, turns }) => {
      const deleted: SecretState<Grant> = { owner: users[0], enabled: true, deleted: true, hasValue: true, grants };
      for (const { by, step, wait } of turns) expect(lawful(deleted, step, { id: by, groups: new Set<PrincipalId>(membership[by]), at: wait })).to.deep.equal({ code: 'access/not-found' });
    }));
  });

  it('I7 lets nobody but managers and the owner undo what the owner disabled, also after a transfer', () => {
    // worlds that begin with the owner disabling and, most of the time, giving the secret away
    const disabledFirst = fc.tuple(anyWorld, anyUser).map(([{ grants, turns }, to]): World =>
      ({ grants, turns: [{ by: users[0], wait: 0, step: { kind: 'disable' } }, { by: users[0], wait: 0, step: { kind: 'transfer', to } }, ...turns] }));
    holds(fc.property(disabledFirst, (world) => {
      let byOwner = false;
      play(world, ({ before, after, actor, step }) => {
        if (step.kind === 'enable' && byOwner) expect(held(before, actor.id, actor.at).rank, 'whoever enables it').to.be.at.least(3);
        if (!after.enabled && before.enabled) byOwner = before.owner === actor.id;
        if (after.enabled) byOwner = false;
      });
    }));
  });

  it('I8 has an editor behind every version and label', () => {
    always(({ before, actor, step }) => {
      if (step.kind === 'version' || step.kind === 'label') {
        expect(before.enabled).to.equal(true);
        expect(held(before, actor.id, actor.at).rank).to.be.at.least(step.kind === 'label' && step.identifier ? 3 : 2);
      }
    });
  });

  it('keeps at most one grant for each principal, and none for the new owner', () => {
    always(({ after, step }) => {
      const named = after.grants.map(({ principal }) => principal);
      expect(new Set(named).size).to.equal(named.length);
      if (step.kind === 'transfer') expect(after.grants.find(({ principal }) => principal === step.to && step.to !== after.owner)).to.equal(undefined);
    });
  });

  it('transfer leaves the old owner a manager without an end', () => {
    always(({ before, after, step }) => {
      if (step.kind !== 'transfer' || step.to === before.owner) return;
      expect(after.grants.filter(({ principal }) => principal === before.owner)).to.have.length(1);
      expect(held(after, before.owner, 1e9).rank).to.equal(3);
    });
  });

  it('explains exactly what somebody holds', () => {
    always(({ after, actor: { at } }) => {
      for (const id of users) {
        const actor = { id, groups: new Set<PrincipalId>(membership[id]), at };
        const paths = explain(after, actor);
        const best = Math.max(0, ...paths.filter(({ live }) => live).map(({ permission }) => rank(permission)));
        expect(best).to.equal(held(after, id, at).rank);
        expect(paths.map(({ permission }) => rank(permission))).to.deep.equal(paths.map(({ permission }) => rank(permission)).toSorted((a, b) => b - a));
        expect(otherPaths(after, actor)).to.deep.equal(paths.filter(({ live, through }) => live && through !== id).map(({ through }) => through));
      }
    });
  });

  it('I12 gives the same answer to the same question, and changes nothing that it was given', () => {
    always(({ before, step, actor }) => {
      // `play` froze every state and step all the way down: a write would have thrown
      expect(lawful(before, step, actor)).to.deep.equal(lawful(structuredClone(before), structuredClone(step), { ...actor, groups: new Set(actor.groups) }));
      expect(apply(before, step, actor, 9)).to.deep.equal(apply(structuredClone(before), structuredClone(step), actor, 9));
      expect(mayOf(before, actor)).to.deep.equal(mayOf(structuredClone(before), actor));
    });
  });
});
