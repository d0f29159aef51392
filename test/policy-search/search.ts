import { type Actor, apply, effectivePermission, lawful, type SecretState } from '../../src/core/policy/index.js';
import { type Grant, rankOf } from '../../src/core/model/permission.js';
import { decisionFor, tableState } from './decisions.js';
import { type Moment, RULES } from './rules.js';
import { type Attempt, UNKNOWN_STEPS, attemptsIn, pointAfter } from './steps.js';
import { surroundings } from './surroundings.js';
import { type Clock, NOBODY, type Point, Space, type World } from './world.js';

/** The two functions under test. */
export interface PolicyRules { readonly lawful: typeof lawful; readonly apply: typeof apply }
export const realRules: PolicyRules = { lawful, apply };

export interface Report {
  readonly states: number;
  /** Lawful steps, and what time and groups do. */
  readonly transitions: number;
  readonly decisions: number;
  readonly byKind: ReadonlyMap<string, number>;
  /** Each broken rule with its count and the first place where it broke. */
  readonly violations: ReadonlyMap<string, { readonly count: number; readonly first: string }>;
  /** What is known and accepted: who owns a group rules over what the group holds. */
  readonly accepted: ReadonlyMap<string, number>;
}

/** The second clock has another hour and longer ticks: a rule that looked at more than the order of times would decide otherwise. */
const CLOCKS: readonly [Clock, Clock] = [{ now: 1_000, tick: 1, ended: 0 }, { now: 1_800_000_000_000, tick: 3_600_000, ended: 7 }];
const REKEY = { kind: 'rekey' } as const;
const COMPLETE = { kind: 'complete' } as const;
const REVEAL = { kind: 'open', purpose: 'reveal' } as const;
const LAST = 3; // the stranger stands behind the three people

/** A search over every state that can be reached from a fresh secret of the first person, in the order of the number of steps. */
class Search {
  readonly #space: Space;
  readonly #attempts: readonly Attempt[];
  readonly #seen: Uint8Array;
  #frontier: number[] = [];
  #next: number[] = [];
  states = 0;
  transitions = 0;
  decisions = 0;
  readonly byKind = new Map<string, number>();
  readonly violations = new Map<string, { count: number; first: string }>();
  readonly accepted = new Map<string, number>();

  constructor(world: World, readonly rules: PolicyRules) {
    this.#space = new Space(world);
    this.#attempts = attemptsIn(this.#space, CLOCKS);
    this.#seen = new Uint8Array(Math.ceil(this.#space.size / 8));
  }

  run(enough: (search: Search) => boolean): this {
    this.#reach(this.#space.indexOf({ slots: this.#space.principals.map(() => 0), owner: 0, disabledBy: NOBODY, deleted: false, members: [0, 0] }));
    const { deepest = Infinity } = this.#space.world;
    for (let depth = 0; this.#next.length > 0 && depth <= deepest; depth += 1) {
      this.#frontier = this.#next;
      this.#next = [];
      for (const index of this.#frontier) {
        this.#visit(index);
        if (enough(this)) return this;
      }
    }
    return this;
  }

  #reach(index: number): void {
    const bit = 1 << (index & 7);
    if ((this.#seen[index >>> 3]! & bit) !== 0) return;
    this.#seen[index >>> 3]! |= bit;
    this.#next.push(index);
    this.states += 1;
  }

  #count(kind: string): void {
    this.transitions += 1;
    this.byKind.set(kind, (this.byKind.get(kind) ?? 0) + 1);
  }

  #broken(rule: string, point: Point, actor?: number, attempt?: Attempt): void {
    const known = this.violations.get(rule);
    if (known) known.count += 1;
    else this.violations.set(rule, { count: 1, first: JSON.stringify({ ...point, actor, step: attempt?.steps[0] }) });
  }

  #visit(index: number): void {
    const point = this.#space.pointAt(index);
    const held = this.#space.levels(point);
    const states = [this.#space.stateOf(point, CLOCKS[0]), this.#mirrored(point)] as const;
    this.#checkState(point, held, states[0]);
    const unknown = UNKNOWN_STEPS[index % UNKNOWN_STEPS.length]!;
    const row = tableState(point);
    for (let actor = 0; actor <= LAST; actor += 1) {
      const actors = [this.#space.actorOf(point, actor, CLOCKS[0]), this.#space.actorOf(point, actor, CLOCKS[1])] as const;
      for (const attempt of this.#attempts) this.#try(point, row, held, states, actor, actors, attempt);
      if (!this.rules.lawful(states[0], unknown, actors[0])) this.#broken('I11', point, actor);
    }
    for (const { after, name, broken, accepted } of surroundings(this.#space, point, held)) {
      this.#count(name);
      if (broken) this.#broken(broken, point);
      for (const what of accepted) this.accepted.set(what, (this.accepted.get(what) ?? 0) + 1);
      this.#reach(this.#space.indexOf(after));
    }
  }

  /** The same state once more: its grants in the opposite order, by the other clock. */
  #mirrored(point: Point): SecretState<Grant> {
    const state = this.#space.stateOf(point, CLOCKS[1]);
    return Object.freeze({ ...state, grants: Object.freeze(state.grants.toReversed()) });
  }

  #checkState(point: Point, held: readonly number[], state: SecretState<Grant>): void {
    const { ends } = this.#space.world;
    let owners = 0;
    for (let person = 0; person < LAST; person += 1) {
      const actor: Actor = this.#space.actorOf(point, person, CLOCKS[0]);
      for (let later = 0; later <= ends; later += 1) {
        const level = effectivePermission(state, { ...actor, at: actor.at + later * CLOCKS[0].tick });
        if (rankOf(level) !== held[person * (ends + 1) + later]) this.#broken('levels', point, person);
        if (level === 'own' && later === 0) owners += 1;
      }
    }
    if (owners !== (point.deleted ? 0 : 1)) this.#broken('I1', point);
    const owner = this.#space.actorOf(point, point.owner, CLOCKS[0]);
    const canMend = !this.rules.lawful(state, REKEY, owner) && !this.rules.lawful(state, COMPLETE, owner);
    if (canMend === point.deleted) this.#broken('I9', point, point.owner);
    if (!this.rules.lawful({ ...state, hasValue: false }, REVEAL, owner)) this.#broken('I4', point, point.owner);
  }

  #try(before: Point, row: number, held: readonly number[], states: readonly SecretState<Grant>[], actor: number, actors: readonly Actor[], attempt: Attempt): void {
    this.decisions += 1;
    const code = this.rules.lawful(states[0]!, attempt.steps[0], actors[0]!)?.code ?? 'ok';
    const again = this.rules.lawful(states[1]!, attempt.steps[1], actors[1]!)?.code ?? 'ok';
    if (again !== code) this.#broken('I12', before, actor, attempt);
    if (code !== decisionFor(this.#space, before, row, held, actor, attempt)) this.#broken('table', before, actor, attempt);
    if (code !== 'ok') return;
    this.#count(attempt.kind);
    if (actor === LAST) return this.#broken('I11', before, actor, attempt);
    const index = this.#space.indexOfState(this.rules.apply(states[0]!, attempt.steps[0], actors[0]!, 2), before, CLOCKS[0]);
    if (this.#space.indexOfState(this.rules.apply(states[1]!, attempt.steps[1], actors[1]!, 2), before, CLOCKS[1]) !== index) this.#broken('I12', before, actor, attempt);
    if (index < 0) return this.#broken('I1', before, actor, attempt);
    if (index !== this.#space.indexOf(pointAfter(before, attempt, actor, this.#space))) this.#broken('frame', before, actor, attempt);
    const after = this.#space.pointAt(index);
    const moment: Moment = { space: this.#space, actor, attempt, before, after, held, left: this.#space.levels(after) };
    for (const rule of RULES) if (!rule.keeps(moment)) this.#broken(rule.id, before, actor, attempt);
    this.#reach(index);
  }
}

/** Searches a world to its end, or until `enough` of it is broken. */
export const search = (world: World, rules: PolicyRules = realRules, enough: (report: Report) => boolean = () => false): Report => new Search(world, rules).run(enough);
