import { expect } from '@open-wc/testing';
import type { GroupId, PrincipalId, UserId } from '../../../src/core/model/ids.js';
import type { GrantTerms, Level } from '../../../src/core/model/permission.js';
import { type Actor, type LawStep, type SecretState, lawful, mayOf } from '../../../src/core/policy/index.js';
import { type Answer, LEVELS, ROUTES, type Route, STATES, STEPS, STEPS_BY_KIND, type State, type StepName, answerOf, heldBy } from '../../support/decision-table.js';

const NOW = 1_000_000;
const owner: UserId = 'user:owner';
const editor: UserId = 'user:editor';
const somebody: UserId = 'user:somebody';
const other: UserId = 'user:other';
const team: GroupId = 'group:team';

const stepNamed = {
  'label': { kind: 'label', identifier: false }, 'label with identifier': { kind: 'label', identifier: true }, 'version': { kind: 'version' },
  'disable': { kind: 'disable' }, 'enable': { kind: 'enable' }, 'grant': { kind: 'grant', principal: other, permission: 'view' },
  'revoke': { kind: 'revoke', principal: other }, 'rekey': { kind: 'rekey' }, 'complete': { kind: 'complete' },
  'open to reveal': { kind: 'open', purpose: 'reveal' }, 'open to edit': { kind: 'open', purpose: 'edit' }, 'open to rekey': { kind: 'open', purpose: 'rekey' },
  'transfer': { kind: 'transfer', to: other }, 'delete': { kind: 'delete' }, 'leave': { kind: 'leave' },
} as const satisfies Record<StepName, LawStep>;

function grantsBy(level: Level, route: Route): GrantTerms[] {
  if (level === 'none' || level === 'own') return [];
  switch (route) {
    case 'direct': return [{ principal: somebody, permission: level }];
    case 'ended': return [{ principal: somebody, permission: level, expiresAt: NOW }];
    case 'weaker direct and group': return [{ principal: somebody, permission: 'view', expiresAt: NOW + 5 }, { principal: team, permission: level }];
    default: return [{ principal: team, permission: level }];
  }
}

function stateOf(level: Level, route: Route, state: State, hasValue: boolean): SecretState {
  const disabledBy = { active: undefined, deleted: undefined, ownersDisable: level === 'own' ? somebody : owner, editorsDisable: editor }[state];
  return {
    owner: level === 'own' ? somebody : owner, enabled: disabledBy === undefined, disabledBy, deleted: state === 'deleted', hasValue,
    grants: [{ principal: editor, permission: 'edit' }, ...grantsBy(level, route)],
  };
}

const actorBy = (route: Route): Actor => ({ id: somebody, groups: new Set<PrincipalId>(route === 'disabled group' ? [] : [team]), at: NOW });

interface Case { readonly name: StepName; readonly level: Level; readonly route: Route; readonly state: State; readonly hasValue: boolean }

const cases: Case[] = LEVELS.flatMap((level) => ROUTES.flatMap((route) => STATES.flatMap((state) => [true, false].flatMap((hasValue) =>
  (Object.keys(STEPS) as StepName[]).map((name) => ({ name, level, route, state, hasValue }))))));

function decided({ name, level, route, state, hasValue }: Case): Answer {
  const refusal = lawful(stateOf(level, route, state, hasValue), stepNamed[name], actorBy(route));
  if (!refusal) return { code: 'ok' };
  return refusal.code === 'access/not-permitted' ? refusal : { code: refusal.code };
}

function expected({ name, level, route, state, hasValue }: Case): Answer {
  const hasDirectGrant = level !== 'none' && level !== 'own' && route !== 'group' && route !== 'disabled group';
  return answerOf(name, heldBy(level, route), state, { hasValue, hasDirectGrant });
}

describe('a key of the organisation', () => {
  it('hands over what is not deleted, and does nothing else, whatever its bearer may do besides', () => {
    for (const level of LEVELS) for (const state of STATES) for (const [name, step] of Object.entries(stepNamed)) {
      const refusal = lawful(stateOf(level, 'direct', state, true), step, { ...actorBy('direct'), forOrganisation: true });
      expect(refusal?.code ?? 'ok', `${name}, ${level}, ${state}`).to.equal(name === 'transfer' && state !== 'deleted' ? 'ok' : 'access/not-found');
    }
    expect(lawful(stateOf('none', 'direct', 'active', true), { kind: 'transfer', to: somebody }, { ...actorBy('direct'), forOrganisation: true })?.code, 'I2: not to themselves').to.equal('access/not-found');
  });
});

describe('the decision table (security.md 3.3, mysafe.md 5)', () => {
  it('has a row for each kind of step, and each row is one', () => {
    expect(Object.values(STEPS_BY_KIND).flat().toSorted()).to.deep.equal(Object.keys(STEPS).toSorted());
    for (const [kind, names] of Object.entries(STEPS_BY_KIND)) for (const name of names) expect(stepNamed[name].kind).to.equal(kind);
    expect(cases).to.have.length(15 * 5 * 5 * 4 * 2);
  });

  for (const level of LEVELS) {
    for (const route of level === 'none' || level === 'own' ? ['direct' as const] : ROUTES) {
      it(`decides every step for ${level} by ${route}`, () => {
        const mine = cases.filter((one) => one.level === level && one.route === route);
        for (const one of mine) expect(decided(one), JSON.stringify(one)).to.deep.equal(expected(one));
      });
    }
  }

  it('shows in advance what it would decide (may)', () => {
    const shown = { reveal: 'open to reveal', edit: 'version', share: 'revoke', transfer: 'transfer', leave: 'leave', delete: 'delete' } as const;
    for (const one of cases.filter(({ name }) => name === 'version')) {
      const may = mayOf(stateOf(one.level, one.route, one.state, one.hasValue), actorBy(one.route));
      for (const [ability, name] of Object.entries(shown)) {
        expect(may[ability as keyof typeof shown], `${ability} ${JSON.stringify(one)}`).to.equal(expected({ ...one, name }).code === 'ok');
      }
      const enabled = one.state === 'active' || one.state === 'deleted';
      expect(may.disable, JSON.stringify(one)).to.equal(enabled && expected({ ...one, name: 'disable' }).code === 'ok');
      expect(may.enable, JSON.stringify(one)).to.equal(!enabled && expected({ ...one, name: 'enable' }).code === 'ok');
    }
  });

  it('I11 denies a step that it does not know, to the owner too', () => {
    for (const kind of ['', 'own', 'GRANT', 'constructor', '__proto__', 'toString', 'hasOwnProperty', undefined, null, 3]) {
      const step = { kind } as unknown as LawStep;
      for (const level of LEVELS) expect(lawful(stateOf(level, 'direct', 'active', true), step, actorBy('direct')), String(kind)).to.not.equal(undefined);
    }
  });

  it('I11 denies to whoever holds a level that it does not know', () => {
    for (const permission of ['admin', 'constructor', '', 4]) {
      const state: SecretState = { ...stateOf('none', 'direct', 'active', true), grants: [{ principal: somebody, permission: permission as 'view' }] };
      for (const step of Object.values(stepNamed).filter(({ kind }) => kind !== 'leave')) expect(lawful(state, step, actorBy('direct')), `${permission} ${step.kind}`).to.not.equal(undefined);
    }
  });
});
