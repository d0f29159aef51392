import type { ReactiveControllerHost } from 'lit';
import type { Principal, SecretDetails, SecretId, User, Vault } from '../../core/for-components.js';
import type { AsideFrom } from '../shared/asides.js';
import { Managers } from '../shared/managers.js';
import { onDemand } from '../shared/register.js';
import type { ViewWords } from './fields.js';
import { TrustController } from './trust-controller.js';
import type { KeyChanged } from './window.js';

/** What the actions need of the window. */
export interface TrustSubject {
  vault(): Vault | undefined;
  secretId(): SecretId | undefined;
  details(): SecretDetails | undefined;
  words(): ViewWords;
  say(text: string): void;
  /** Reads the secret again; with `anew` from the start, because it could not be read. */
  refresh(anew: boolean): void;
}

/** What a person does about keys and about those who left: compares, gives, waits, rotates. */
export class TrustActions {
  readonly #host: AsideFrom & ReactiveControllerHost;
  readonly known: TrustController;
  readonly #subject: TrustSubject;
  readonly #managers: Managers;

  constructor(host: AsideFrom & ReactiveControllerHost, subject: TrustSubject) {
    this.#host = host;
    this.known = new TrustController(host, subject);
    this.#subject = subject;
    this.#managers = new Managers(host);
  }

  readonly managerOf = (principal: Principal): string | undefined => {
    const [vault, secretId] = [this.#subject.vault(), this.#subject.secretId()];
    return vault && secretId !== undefined ? this.#managers.nameFor(principal, vault, secretId) : undefined;
  };

  readonly compare = async ({ id, name }: User): Promise<void> => {
    const vault = this.#subject.vault();
    if (!vault || !(await (await onDemand()).compareFingerprint(this.#host, vault, { user: id, name }))) return;
    const waited = this.known.waiting.find(({ user }) => user.id === id);
    if (waited) await this.known.give(waited.user); // the comparison was all that stood in the way
    else await this.known.refresh();
    this.#subject.say(this.#subject.words().text('view.say.compared', { name }));
    await this.#keepFocus();
  };

  /** Somebody's keys are not the known ones, so nothing was read. */
  readonly compareChanged = async ({ user }: KeyChanged): Promise<void> => {
    const [vault, secretId] = [this.#subject.vault(), this.#subject.secretId()];
    if (!vault || secretId === undefined || !(await (await onDemand()).compareFingerprint(this.#host, vault, { user, secretId }))) return;
    this.#subject.refresh(true);
    await this.#keepFocus();
  };

  readonly give = async (user: User): Promise<void> => {
    const given = await this.known.give(user);
    this.#subject.say(this.#subject.words().text(given ? 'view.say.given' : 'view.say.not-given', { name: user.name }));
    this.#subject.refresh(false);
    await this.#keepFocus();
  };

  readonly sealAnew = async (): Promise<void> => {
    const sealed = await this.known.sealAnew();
    this.#subject.say(this.#subject.words().text(sealed ? 'view.say.sealed' : 'view.say.not-sealed'));
    await this.#keepFocus();
  };

  readonly notNow = async (user: User): Promise<void> => {
    this.known.postpone(user);
    await this.#keepFocus();
  };

  readonly rotate = (): void => { this.#over(({ rotate }, vault, { id }) => rotate(this.#host, vault, id)); };
  readonly whoLeft = (): void => { this.#over(({ tellWhoLeft }, vault, details) => tellWhoLeft(this.#host, vault, details)); };
  readonly why = (user: User): void => { this.#over(({ explainAccess }, vault, { id }) => explainAccess(this.#host, vault, id, user)); };
  readonly versions = (): void => { this.#over(({ showVersions }, vault, details) => showVersions(this.#host, vault, details)); };

  /** The button goes with the ownership; whoever was on it stays beside it. */
  readonly transfer = (): void => {
    this.#over(async ({ giveAway }, vault, details) => {
      if (await giveAway(this.#host, vault, details)) this.#host.renderRoot.querySelector<HTMLElement>('[data-manage]')?.focus();
    });
  };

  /** Opens a window over this one once it is loaded. */
  #over(open: (windows: Awaited<ReturnType<typeof onDemand>>, vault: Vault, details: SecretDetails) => Promise<void>): void {
    const [vault, details] = [this.#subject.vault(), this.#subject.details()];
    if (vault && details) void onDemand().then((windows) => open(windows, vault, details));
  }

  /** Where a row went away under the focus, it goes to the next one. */
  async #keepFocus(): Promise<void> {
    await this.#host.updateComplete;
    const root = this.#host.renderRoot;
    if (this.#host.shadowRoot?.activeElement) return;
    for (const selector of ['.waiting button', '[data-manage]', '#title']) {
      const next = root.querySelector<HTMLElement>(selector);
      if (next) return next.focus();
    }
  }
}
