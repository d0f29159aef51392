import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { GroupDetails, GroupId, GroupInput, GroupOpens, Refusal, UserId, Vault } from '../../core/for-components.js';
import { draftsOf } from './drafts.js';
import { type Checked, type Field, type GroupValues, NEW_GROUP, type Problems, inputOf, problemOf, problemsOf, sameValues, valuesOf } from './group-values.js';
import { type Conflict, type Side, choose, meet } from './meeting.js';
import { type Members, joined, joining, leaving, membersOf, sameMembers, stays, withPeople, withoutPerson } from './member-list.js';

export type Trouble = { readonly kind: 'refused'; readonly refusal: Refusal } | { readonly kind: 'failed'; readonly fault: unknown };

const NOTHING = { status: 'loading', values: NEW_GROUP, members: [], base: undefined, opens: undefined, restored: false, errors: {}, unknown: new Set(), trouble: undefined, conflict: undefined } as const;
const CHECKED: readonly Checked[] = ['name', 'description', 'members'];

/** Fills in, checks and saves one private group. */
export class GroupEditorController implements ReactiveController {
  status: 'loading' | 'ready' | 'saving' | 'unavailable' = 'loading';
  values: GroupValues = NEW_GROUP;
  members: Members = [];
  /** The group as it was read; without one, it is made. */
  base?: GroupDetails;
  /** What joining opens; `'unknown'` where it could not be read. */
  opens?: GroupOpens | 'unknown';
  restored = false;
  errors: Problems = {};
  /** People on the list whom the directory does not know any more. */
  unknown: ReadonlySet<UserId> = new Set();
  trouble?: Trouble;
  conflict?: Conflict;

  readonly #host: ReactiveControllerHost;
  #vault?: Vault;
  #groupId?: GroupId;
  #session = new AbortController();
  #removed: Members = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.end();
  }

  get dirty(): boolean {
    return !sameValues(this.values, this.base ? valuesOf(this.base) : NEW_GROUP) || !sameMembers(this.members, this.base);
  }

  get input(): GroupInput {
    return inputOf(this.values, stays(this.members), this.base);
  }

  get added(): readonly UserId[] {
    return joining(this.members, this.base).map(({ user }) => user.id);
  }

  get leaving(): readonly UserId[] {
    return leaving(this.members).map(({ user }) => user.id);
  }

  /** Begins with a new group, called `name` where it is given, or with the one of this id. */
  begin(vault: Vault, groupId: GroupId | undefined, name = ''): void {
    this.end();
    this.#vault = vault;
    this.#groupId = groupId;
    this.#session = new AbortController();
    if (groupId !== undefined) return void this.load();
    this.status = 'ready';
    this.#restore();
    if (name !== '' && this.values.name === '') this.set('name', name);
  }

  /** Lets go of everything. What was set stays in the draft. */
  end(): void {
    this.#session.abort();
    Object.assign(this, NOTHING);
    this.#vault = this.#groupId = undefined;
    this.#removed = [];
  }

  /** Reads the group that is edited, and what it opens. Waits for the keys: without them nothing shows that its owner signed it. */
  async load(): Promise<void> {
    this.status = 'loading';
    this.trouble = undefined;
    if (this.#vault?.keys.state !== 'unlocked') return;
    const { signal } = this.#session;
    const read = await this.#read();
    if (signal.aborted) return;
    if (read.ok && read.value.ownerId === this.#vault?.me.id) this.#start(read.value);
    else {
      this.status = 'unavailable';
      this.trouble = read.ok ? { kind: 'refused', refusal: { code: 'access/not-permitted', needs: 'own', holds: 'none' } } : read;
    }
    this.#host.requestUpdate();
  }

  async #read(): Promise<{ ok: true; value: GroupDetails } | ({ ok: false } & Trouble)> {
    try {
      const read = this.#groupId && await this.#vault?.groups.get(this.#groupId, { signal: this.#session.signal });
      if (read && read.ok) return read;
      return { ok: false, kind: 'refused', refusal: read ? read.refusal : { code: 'access/not-found' } };
    } catch (fault) {
      return { ok: false, kind: 'failed', fault };
    }
  }

  #start(group: GroupDetails): void {
    this.status = 'ready';
    this.base = group;
    this.values = valuesOf(group);
    this.members = membersOf(group);
    this.#restore();
    void this.#readOpens(group.id);
  }

  async #readOpens(id: GroupId): Promise<void> {
    const { signal } = this.#session;
    const read = await this.#vault?.groups.opens(id, { signal }).catch(() => undefined); // the window says that it can't be told
    if (signal.aborted) return;
    this.opens = read?.ok ? read.value : 'unknown';
    this.#host.requestUpdate();
  }

  #restore(): void {
    const draft = this.#vault && draftsOf(this.#vault).get(this.#groupId ?? '');
    if (!draft) return;
    this.restored = true;
    this.values = draft.values;
    this.members = draft.members;
    const now = this.base;
    if (!now || !draft.base || draft.base.revision === now.revision) return;
    this.base = draft.base;
    this.#meet(now);
  }

  #changed(): void {
    if (!this.#vault) return;
    const [drafts, key] = [draftsOf(this.#vault), this.#groupId ?? ''];
    if (this.dirty) drafts.set(key, { values: this.values, members: this.members, base: this.base });
    else drafts.delete(key);
    this.#host.requestUpdate();
  }

  /** Goes back to what is stored, or to nothing. */
  discard(): void {
    this.values = this.base ? valuesOf(this.base) : NEW_GROUP;
    this.members = this.base ? membersOf(this.base) : [];
    Object.assign(this, { restored: false, errors: {}, unknown: new Set(), conflict: undefined });
    this.#removed = [];
    this.#changed();
  }

  set<F extends Field>(field: F, value: GroupValues[F]): void {
    this.values = { ...this.values, [field]: value };
    this.errors = { ...this.errors, [field]: undefined };
    this.#changed();
  }

  add(people: Members): void {
    this.members = withPeople(this.members, people);
    this.errors = { ...this.errors, members: undefined };
    this.#changed();
  }

  remove(id: UserId): void {
    this.#removed = [...this.#removed, ...joining(this.members, this.base).filter(({ user }) => user.id === id)];
    this.members = withoutPerson(this.members, id, this.base);
    this.errors = { ...this.errors, members: undefined };
    this.#changed();
  }

  /** The last one who was put on the list. */
  get last(): Members[number] | undefined {
    return joining(this.members, this.base).at(-1);
  }

  /** Whoever was last taken off the list before they joined is back. */
  undoRemove(): Members[number] | undefined {
    const back = this.#removed.at(-1);
    this.#removed = this.#removed.slice(0, -1);
    if (back) this.add([back]);
    return back;
  }

  /** Says what is wrong with a field that the person has left. */
  check(field: 'name' | 'description'): void {
    this.errors = { ...this.errors, [field]: this.errors[field] ?? problemOf(field, this.values[field]) };
    this.#host.requestUpdate();
  }

  get firstError(): Checked | undefined {
    return CHECKED.find((field) => this.errors[field]);
  }

  /** Whether everything fits. */
  checkAll(): boolean {
    this.check('name');
    this.check('description');
    return this.firstError === undefined;
  }

  choose(field: Field, side: Side): void {
    const { conflict } = this;
    if (!conflict) return;
    this.values = choose(this.values, conflict, field, side);
    this.conflict = { ...conflict, chosen: { ...conflict.chosen, [field]: side } };
    this.#changed();
  }

  /** Joins what was saved elsewhere with what is set here; from now on that is where we began. */
  #meet(saved: GroupDetails): void {
    if (!this.base) return;
    const { values, conflict } = meet(this.values, this.base, saved);
    this.members = joined(this.members, this.base, saved);
    Object.assign(this, { base: saved, values, conflict });
    this.#changed();
  }

  /** What is stored now, `here` where the person still waits for it. `undefined` where it was not stored: errors, conflict or trouble say why. */
  async save(input: GroupInput): Promise<{ readonly saved: GroupDetails; readonly here: boolean } | { readonly failed: Trouble } | undefined> {
    const vault = this.#vault;
    if (!vault) return undefined;
    const { signal } = this.#session;
    const key = this.#groupId ?? '';
    Object.assign(this, { status: 'saving', trouble: undefined });
    this.#host.requestUpdate();
    const answer = await vault.groups.save(input).catch((fault: unknown) => ({ ok: false as const, fault }));
    if (answer.ok) {
      draftsOf(vault).delete(key);
      return { saved: answer.value, here: !signal.aborted };
    }
    const failed: Trouble = 'fault' in answer ? { kind: 'failed', fault: answer.fault } : { kind: 'refused', refusal: answer.refusal };
    if (signal.aborted) return { failed };
    await (failed.kind === 'refused' ? this.#refused(failed, input) : (this.trouble = failed));
    if (signal.aborted) return undefined;
    this.status = 'ready';
    this.#host.requestUpdate();
    return undefined;
  }

  async #refused(failed: Extract<Trouble, { kind: 'refused' }>, { name }: GroupInput): Promise<void> {
    const { refusal } = failed;
    if (refusal.code === 'group/changed-meanwhile') return this.#showConflict();
    if (refusal.code === 'group/name-taken') this.errors = { ...this.errors, name: { code: 'taken', name: name.trim() } };
    else if (refusal.code === 'input/invalid' && Object.keys(problemsOf(refusal.issues)).length > 0) this.errors = problemsOf(refusal.issues);
    else this.trouble = failed;
    if (refusal.code === 'share/problem') this.unknown = new Set(this.members.map(({ user }) => user.id).filter((id) => refusal.problems.some(({ principal }) => principal === id)));
  }

  async #showConflict(): Promise<void> {
    const { signal } = this.#session;
    const saved = await this.#read();
    if (signal.aborted) return;
    if (saved.ok) this.#meet(saved.value);
    else this.trouble = saved;
  }
}

