import type { ContentMark, Entry, SignedStep } from '../../../src/core/model/entry.js';
import type { GroupId, PrincipalId, UserId } from '../../../src/core/model/ids.js';
import type { Grant, Level } from '../../../src/core/model/permission.js';
import { LEVELS, type State, type StepName, answerOf } from '../../support/decision-table.js';

/** One step that was accepted, with the entry that it stands in. */
interface Event { readonly entry: Entry; readonly step: SignedStep }
type StepOf<K extends SignedStep['kind']> = Extract<SignedStep, { kind: K }>;

/**
 * The history of a secret once more, without the rules: it keeps what happened, and answers each question by looking back.
 * What is lawful it reads off the decision table of security.md 3.3.
 */
export class Oracle {
  constructor(readonly events: readonly Event[] = [], readonly last?: Entry) {}

  #steps<K extends SignedStep['kind']>(...kinds: K[]): { readonly entry: Entry; readonly step: StepOf<K> }[] {
    return this.events.filter((event): event is { entry: Entry; step: StepOf<K> } => (kinds as string[]).includes(event.step.kind));
  }

  get deleted(): boolean { return this.#steps('delete').length > 0; }
  get owner(): UserId { return this.#steps('transfer').at(-1)?.step.to ?? this.events[0]!.entry.actor; }
  get label() { return this.#steps('label').at(-1)?.step.label ?? { name: '', url: '', tags: [] }; }
  get hasValue(): boolean { return !this.deleted && this.#steps('version').at(-1)?.step.content.value !== undefined; }

  /** Who owned it when each of the events happened. */
  #ownerAt(at: number): UserId { return new Oracle(this.events.slice(0, at)).owner; }

  /** The first to disable it since it was last enabled; from where the owner did, whoever owns it. */
  get disabledBy(): UserId | undefined {
    let by: UserId | undefined;
    this.events.forEach(({ entry, step }, at) => {
      if (step.kind === 'enable') by = undefined;
      if (at === 0) return;
      const owner = this.#ownerAt(at);
      if (step.kind === 'disable') by = entry.actor === owner ? owner : by ?? entry.actor;
      if (step.kind === 'transfer' && by === owner) by = step.to;
    });
    return by;
  }

  /** What one principal was given and has left, if anything. */
  #grantOf(principal: PrincipalId): Grant | undefined {
    let held: Grant | undefined;
    this.events.forEach(({ entry, step }, at) => {
      const given = { principal, grantedBy: entry.actor, grantedAt: entry.at, setAt: entry.seq };
      if (step.kind === 'grant' && step.principal === principal && !(held?.permission === step.permission && held.expiresAt === step.expiresAt)) {
        held = { ...given, permission: step.permission, ...(step.expiresAt !== undefined && { expiresAt: step.expiresAt }) };
      }
      if (step.kind === 'transfer' && step.to !== principal && this.#ownerAt(at) === principal) held = { ...given, permission: 'manage' };
      const loses = (step.kind === 'revoke' && step.principal === principal) || (step.kind === 'leave' && entry.actor === principal)
        || (step.kind === 'transfer' && step.to === principal) || step.kind === 'delete';
      if (loses) held = undefined;
    });
    return held;
  }

  get grants(): Grant[] {
    const named = new Set<PrincipalId>([...this.#steps('grant').map(({ step }) => step.principal), ...this.events.map(({ entry }) => entry.actor)]);
    return [...named].flatMap((principal) => this.#grantOf(principal) ?? []).sort((a, b) => (a.principal < b.principal ? -1 : 1));
  }

  /** Every sealed state there was, with the number of its version. */
  get #sealed() {
    let version = 0;
    return this.#steps('version', 'rekey').map(({ entry, step }) => {
      version = step.kind === 'version' ? version + 1 : Math.max(version, 1);
      return { kind: step.kind, content: { ...step.content, version, seq: entry.seq, prev: entry.prev, author: entry.actor, authorKey: entry.actorKey, at: entry.at } };
    });
  }

  get nextVersion(): number { return (this.deleted ? 0 : this.#sealed.at(-1)?.content.version ?? 0) + 1; }

  get #wraps() {
    const from = this.events.findLastIndex(({ step }) => step.kind === 'version' || step.kind === 'rekey' || step.kind === 'delete');
    const all = this.events.slice(Math.max(from, 0)).flatMap(({ step }) => ('wraps' in step ? step.wraps : []));
    return new Map(all.map((wrap) => [wrap.to, wrap]));
  }

  #rotatedAt(first: number, created: number): number {
    const last = this.#steps('version').findLast(({ step }) => step.rotated || step.restored);
    return last ? (last.step.rotated ? last.entry.at : created) : first;
  }

  /** Whether the event at this place left somebody without a key who had one. */
  #somebodyLeft(at: number): boolean {
    const { step } = this.events[at]!;
    if (step.kind === 'rekey') return !step.nobodyLeft;
    if (step.kind !== 'version') return step.kind === 'leave';
    const before = [...new Oracle(this.events.slice(0, at), this.last).#wraps.values()];
    return before.some(({ to, key }) => !step.wraps.some((wrap) => wrap.to === to && (to.startsWith('user:') || wrap.key === key)));
  }

  /** Everything that `followed` says of the chain, as far as a plain comparison goes: grants in the order of their principals. */
  state() {
    const sealed = this.deleted ? [] : this.#sealed;
    const first = this.events[0]!.entry;
    const genesis = (first.steps[0] as StepOf<'create'>).genesis;
    return {
      secret: first.secret, seq: this.last!.seq, at: this.last!.at, owner: this.owner, enabled: this.disabledBy === undefined, disabledBy: this.disabledBy,
      deleted: this.deleted, hasValue: this.hasValue, grants: this.grants, label: this.label, content: sealed.at(-1)?.content,
      versions: sealed.flatMap(({ kind }, at) => (kind === 'version' && at > 0 ? [sealed[at - 1]!.content] : [])).toReversed().slice(0, 20),
      wraps: this.#wraps, sealedGroups: new Set(this.events.flatMap(({ step }) => ('wraps' in step ? step.wraps.map(({ to }) => to) : [])).filter((to): to is GroupId => to.startsWith('group:'))), expected: new Set(this.#steps('grant').flatMap(({ step }) => step.expected ?? [])),
      createdBy: first.actor, createdAt: genesis.at, changedBy: this.last!.actor,
      rotatedAt: this.#rotatedAt(first.at, genesis.at), leftAt: this.events.findLast((_, at) => this.#somebodyLeft(at))?.entry.at,
      checkpointAt: this.#steps('checkpoint').at(-1)?.entry.seq ?? 0,
    };
  }

  /** What somebody holds: the strongest of the paths that have not ended. */
  #levelOf({ actor, at }: Entry, groups: ReadonlySet<PrincipalId>): Level {
    if (this.owner === actor) return 'own';
    const live = this.grants.filter(({ principal, expiresAt = Infinity }) => at < expiresAt && (principal === actor || groups.has(principal)));
    return LEVELS.findLast((level) => live.some(({ permission }) => permission === level)) ?? 'none';
  }

  #tableState(): State {
    if (this.deleted) return 'deleted';
    const by = this.disabledBy;
    return by === undefined ? 'active' : by === this.owner ? 'ownersDisable' : 'editorsDisable';
  }

  #allows(step: SignedStep, entry: Entry, groups: ReadonlySet<PrincipalId>): boolean {
    if (step.kind === 'checkpoint') return !this.deleted && this.owner === entry.actor;
    const name = this.#nameOf(step);
    if (!name) return false;
    const held = this.#levelOf(entry, groups);
    const hasDirectGrant = this.grants.some(({ principal }) => principal === entry.actor);
    if (answerOf(name, held, this.#tableState(), { hasValue: this.hasValue, hasDirectGrant }).code !== 'ok') return false;
    if (step.kind !== 'grant' || held === 'own') return true;
    const ends = this.grants.filter(({ principal, permission, expiresAt = Infinity }) => permission === 'manage' && entry.at < expiresAt && (principal === entry.actor || groups.has(principal)));
    return ends.some(({ expiresAt = Infinity }) => (step.expiresAt ?? Infinity) <= expiresAt);
  }

  /** The row of the table; none for a step that cannot be here, whoever takes it. */
  #nameOf(step: SignedStep): StepName | undefined {
    const fitting = (content: ContentMark): boolean => (content.value === undefined) !== this.hasValue;
    switch (step.kind) {
      case 'label': return step.label.identifier === this.label.identifier ? 'label' : 'label with identifier';
      case 'version': return step.version === this.nextVersion ? 'version' : undefined;
      case 'rekey': return fitting(step.content) ? 'rekey' : undefined;
      case 'complete': case 'grant': case 'revoke': case 'transfer': case 'disable': case 'enable': case 'leave': case 'delete': return step.kind;
      default: return undefined;
    }
  }

  /** With one more entry, or nothing where it does not follow. */
  after(entry: Entry, groups: ReadonlySet<PrincipalId>): Oracle | undefined {
    const [first, ...others] = entry.steps;
    const isNext = this.last ? entry.seq === this.last.seq + 1 && entry.secret === this.last.secret && entry.at >= this.last.at
      : entry.seq === 1 && first?.kind === 'create' && first.genesis.author === entry.actor && first.genesis.authorKey === entry.actorKey;
    const steps = this.last ? entry.steps : others;
    if (!isNext || steps.length === 0) return undefined;
    let oracle: Oracle = this.last ? new Oracle(this.events, entry) : new Oracle([{ entry, step: first! }], entry);
    for (const step of steps) {
      if (!oracle.#allows(step, entry, groups)) return undefined;
      oracle = new Oracle([...oracle.events, { entry, step }], entry);
    }
    return this.last || (!oracle.deleted && oracle.label.name !== '' && oracle.#sealed.length > 0) ? oracle : undefined;
  }
}
