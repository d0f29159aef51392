import type { SecretId, SecretSummary, UserId, Vault } from '../../core/for-components.js';
import type { Strings } from './catalogue/index.js';

/** A window of ours, over which another one opens. */
export interface AsideFrom extends HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly locale?: string;
  readonly strings?: Strings;
  readonly theme?: 'light' | 'dark';
}

interface Aside<R> extends HTMLElement { ask(): Promise<R | undefined> }

/** Where it inherits language, direction and looks; before what lit renders there. */
const placeOf = (from: AsideFrom): ParentNode => (from.isConnected ? from.renderRoot : document.body);

function made<E extends HTMLElement>(from: AsideFrom, name: string, element: CustomElementConstructor, set: object): E {
  if (!customElements.get(name)) customElements.define(name, element);
  const { locale, strings, theme } = from;
  return Object.assign(document.createElement(name) as E, { locale, strings, theme, ...set });
}

async function answerOf<R>(from: AsideFrom, aside: Aside<R>): Promise<R | undefined> {
  placeOf(from).prepend(aside);
  try {
    return await aside.ask();
  } finally {
    aside.remove();
  }
}

/** Whose fingerprint; the name is looked up where it is not known. */
export interface Compared { readonly user: UserId; readonly name?: string; readonly secretId?: SecretId }

/** Shows the fingerprints of two people. `true` once the person said that they match. Loaded when it is first needed. */
export async function compareFingerprint(from: AsideFrom, vault: Vault, compared: Compared): Promise<boolean> {
  const { FingerprintWindow } = await import('../trust/fingerprint-window.js');
  return (await answerOf(from, made<Aside<true>>(from, 'mysafe-fingerprint', FingerprintWindow, { vault, compared }))) === true;
}

/** Opens the edit form on the client secret. */
export async function rotate(from: AsideFrom, vault: Vault, secretId: SecretId, trigger?: HTMLElement): Promise<void> {
  const { SecretForm } = await import('../secret-form/secret-form.js');
  const place = placeOf(from);
  const name = 'mysafe-secret-form';
  const here = [...place.children].find((child) => child.matches(`${name}.rotates`));
  // It stays in the page: its toast offers to share, and does that from there.
  const form = (here ?? made(from, name, SecretForm, { className: 'rotates' })) as InstanceType<typeof SecretForm>;
  form.vault = vault;
  if (!here) place.prepend(form);
  form.show(secretId, trigger, { rotates: true });
}

/** Tells who lost access and what they had opened, and offers to rotate to whoever may edit. */
export async function tellWhoLeft(from: AsideFrom, vault: Vault, secret: Pick<SecretSummary, 'id' | 'name' | 'may'>, trigger?: HTMLElement): Promise<void> {
  const { LeaversWindow } = await import('../trust/leavers-window.js');
  const answer = await answerOf(from, made<Aside<'rotate'>>(from, 'mysafe-leavers', LeaversWindow, { vault, secret }));
  if (answer === 'rotate') await rotate(from, vault, secret.id, trigger);
}
