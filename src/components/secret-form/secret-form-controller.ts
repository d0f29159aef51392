import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Refusal, Result, SecretDetails, SecretId, SecretSummary, Vault } from '../../core/for-components.js';
import { draftsOf } from './drafts.js';
import {
  FIELDS, type Field, type FieldProblem, type FormValues, NOTHING, type TextField, inputOf, patchOf, problemOf, problemOfTags, problemsOf, sameValues, valuesOf, withTags,
} from './form-values.js';
import { type Conflict, type Side, meet } from './meeting.js';

export type Trouble = { readonly kind: 'refused'; readonly refusal: Refusal } | { readonly kind: 'failed'; readonly fault: unknown };
/** Fills in, checks and saves one secret. The client secret lives here and nowhere else, until the window closes. */
export class SecretFormController implements ReactiveController {
  status: 'loading' | 'ready' | 'saving' | 'unavailable' = 'loading';
  values: FormValues = NOTHING;
  tagText = '';
  /** The secret as it was read; without one, a new one is added. */
  base?: SecretDetails;
  /** The name of the secret that is edited, as soon as it is known. */
  subject?: string;
  /** Whether the client secret is to become what is typed. */
  changesSecret = true;
  restored = false;
  errors: Partial<Record<Field, FieldProblem>> = {};
  trouble?: Trouble;
  conflict?: Conflict;

  readonly #host: ReactiveControllerHost;
  #secret = '';
  #vault?: Vault;
  #secretId?: SecretId;
  #session = new AbortController();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.end();
  }

  get secret(): string {
    return this.#secret;
  }

  get dirty(): boolean {
    const typed = this.#secret !== '' || this.tagText !== '' || (this.base?.hasClientSecret === true && this.changesSecret);
    return typed || !sameValues(this.values, this.#baseValues);
  }

  get #baseValues(): FormValues {
    return this.base ? valuesOf(this.base) : NOTHING;
  }

  /** Begins with a new secret, or with the one of this id. */
  begin(vault: Vault, secretId: SecretId | undefined): void {
    this.end();
    this.#vault = vault;
    this.#secretId = secretId;
    this.#session = new AbortController();
    if (secretId !== undefined) void this.load();
    else {
      this.status = 'ready';
      this.#restore();
    }
  }

  /** Lets go of everything, the client secret first. What else was typed stays in the draft. */
  end(): void {
    this.#secret = '';
    this.#session.abort();
    Object.assign(this, { status: 'loading', values: NOTHING, tagText: '', base: undefined, subject: undefined, changesSecret: true, restored: false, errors: {}, trouble: undefined, conflict: undefined });
    this.#vault = this.#secretId = undefined;
  }

  /** Reads the secret that is edited. */
  async load(): Promise<void> {
    this.status = 'loading';
    this.trouble = undefined;
    const { signal } = this.#session;
    const read = await this.#read();
    if (signal.aborted) return;
    this.subject = read.ok ? read.value.name : undefined;
    if (read.ok && read.value.may.edit) this.#start(read.value);
    else {
      this.status = 'unavailable';
      this.trouble = read.ok ? { kind: 'refused', refusal: whyNot(read.value) } : read;
    }
    this.#host.requestUpdate();
  }

  async #read(): Promise<{ ok: true; value: SecretDetails } | ({ ok: false } & Trouble)> {
    try {
      const read = await this.#vault?.secrets.get(this.#secretId ?? '', { signal: this.#session.signal });
      if (read?.ok) return read;
      return { ok: false, kind: 'refused', refusal: read?.refusal ?? { code: 'access/not-found' } };
    } catch (fault) {
      return { ok: false, kind: 'failed', fault };
    }
  }

  #start(details: SecretDetails): void {
    this.status = 'ready';
    this.base = details;
    this.values = valuesOf(details);
    this.changesSecret = !details.hasClientSecret;
    this.#restore();
  }

  #restore(): void {
    const draft = this.#vault && draftsOf(this.#vault).get(this.#secretId ?? '');
    if (!draft) return;
    this.restored = true;
    this.values = draft.values;
    this.tagText = draft.tagText;
    const now = this.base;
    if (!now || !draft.base || draft.base.revision === now.revision) return;
    this.base = draft.base;
    this.#meet(now);
  }

  #keepDraft(): void {
    if (!this.#vault) return;
    const [drafts, key] = [draftsOf(this.#vault), this.#secretId ?? ''];
    if (this.tagText === '' && sameValues(this.values, this.#baseValues)) drafts.delete(key);
    else drafts.set(key, { values: this.values, tagText: this.tagText, base: this.base });
    this.#host.requestUpdate();
  }

  /** Goes back to what is stored, or to nothing. */
  discard(): void {
    this.values = this.#baseValues;
    this.tagText = '';
    this.restored = false;
    this.errors = {};
    this.conflict = undefined;
    this.#keepDraft();
  }

  set(field: TextField, text: string): void {
    this.values = { ...this.values, [field]: text };
    this.#clear(field);
    this.#keepDraft();
  }

  setSecret(text: string): void {
    this.#secret = text;
    this.#clear('clientSecret');
    this.#host.requestUpdate();
  }

  changeSecret(changes: boolean): void {
    this.#secret = '';
    this.changesSecret = changes;
    this.#clear('clientSecret');
    this.#host.requestUpdate();
  }

  typeTag(text: string): void {
    this.tagText = text;
    this.#clear('tags');
    if (text.includes(',')) this.addTag();
    else this.#keepDraft();
  }

  /** Makes tags of what was typed; where they do not fit, the text stays and the error says why. */
  addTag(): void {
    const tags = withTags(this.values.tags, this.tagText);
    const problem = problemOfTags(tags);
    this.errors = { ...this.errors, tags: problem };
    if (!problem) {
      this.values = { ...this.values, tags };
      this.tagText = '';
    }
    this.#keepDraft();
  }

  removeTag(tag: string): void {
    this.values = { ...this.values, tags: this.values.tags.filter((other) => other !== tag) };
    this.#clear('tags');
    this.#keepDraft();
  }

  #clear(field: Field): void {
    this.errors = { ...this.errors, [field]: undefined };
  }

  /** Says what is wrong with a field that the person has left. */
  check(field: Field): void {
    if (field === 'tags') this.addTag();
    else this.errors = { ...this.errors, [field]: this.errors[field] ?? problemOf(field, field === 'clientSecret' ? this.#secret : this.values[field]) };
    this.#host.requestUpdate();
  }

  get firstError(): Field | undefined {
    return FIELDS.find((field) => this.errors[field]);
  }

  /** Whether everything fits. */
  checkAll(): boolean {
    for (const field of FIELDS) this.check(field);
    return this.firstError === undefined;
  }

  choose(field: Field, side: Side): void {
    const { conflict } = this;
    if (!conflict) return;
    const from = side === 'yours' ? conflict.mine : valuesOf(conflict.theirs);
    if (field === 'clientSecret') this.changesSecret = side === 'yours' || !conflict.theirs.hasClientSecret;
    else this.values = { ...this.values, [field]: from[field] };
    this.conflict = { ...conflict, chosen: { ...conflict.chosen, [field]: side } };
    this.#keepDraft();
  }

  /** Joins what somebody else saved with what is typed here; from now on that is where we began. */
  #meet(theirs: SecretDetails): void {
    if (!this.base) return;
    const { values, conflict } = meet(this.values, this.base, theirs, this.changesSecret);
    this.base = theirs;
    this.values = values;
    this.conflict = conflict;
    this.#keepDraft();
  }

  /** What is stored now, `here` where the person still waits for it. `undefined` where it was not stored: errors, conflict or trouble say why. */
  async save(): Promise<{ readonly saved: SecretSummary; readonly here: boolean } | { readonly failed: Trouble } | undefined> {
    const vault = this.#vault;
    if (!vault) return undefined;
    const { signal } = this.#session;
    const key = this.#secretId ?? '';
    this.status = 'saving';
    this.trouble = undefined;
    this.#host.requestUpdate();
    const answer = await this.#send(vault).catch((fault: unknown): { ok: false; fault: unknown } => ({ ok: false, fault }));
    if (answer.ok) {
      draftsOf(vault).delete(key);
      return { saved: answer.value, here: !signal.aborted };
    }
    const failed: Trouble = 'fault' in answer ? { kind: 'failed', fault: answer.fault } : { kind: 'refused', refusal: answer.refusal };
    if (signal.aborted) return { failed };
    await this.#showFailure(failed);
    return undefined;
  }

  #send(vault: Vault): Promise<Result<SecretSummary>> {
    if (!this.base) return vault.secrets.add(inputOf(this.values, this.#secret));
    const { id, revision, hasClientSecret } = this.base;
    const changes = this.changesSecret && (hasClientSecret || this.#secret !== '');
    return vault.secrets.edit(id, patchOf(this.values, this.#baseValues, changes ? this.#secret : undefined), { revision });
  }

  async #showFailure(failed: Trouble): Promise<void> {
    const { signal } = this.#session;
    if (failed.kind === 'refused' && failed.refusal.code === 'secret/changed-meanwhile') await this.#showConflict();
    else if (failed.kind === 'refused' && failed.refusal.code === 'secret/identifier-taken') this.errors = { ...this.errors, identifier: { code: 'taken' } };
    else if (failed.kind === 'refused' && failed.refusal.code === 'input/invalid' && Object.keys(problemsOf(failed.refusal.issues)).length > 0) this.errors = problemsOf(failed.refusal.issues);
    else this.trouble = failed;
    if (signal.aborted) return;
    this.status = 'ready';
    this.#host.requestUpdate();
  }

  async #showConflict(): Promise<void> {
    const { signal } = this.#session;
    const theirs = await this.#read();
    if (signal.aborted) return;
    if (theirs.ok) this.#meet(theirs.value);
    else this.trouble = theirs;
  }
}

const whyNot = ({ enabled, permission }: SecretDetails): Refusal =>
  enabled || permission === 'view' ? { code: 'access/not-permitted', needs: 'edit', holds: permission === 'own' ? 'manage' : permission } : { code: 'access/disabled' };
