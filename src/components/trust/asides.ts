import type { SecretId, SecretSummary, User, Vault } from '../../core/for-components.js';
import type { AsideFrom, Compared } from '../shared/asides.js';
import { register } from '../shared/register.js';
import { type Toast, showToast } from '../toasts/show-toast.js';

/** As much of `<mysafe-secret-form>` as this uses. */
interface RotatingForm extends HTMLElement { vault?: Vault; show(secretId: SecretId, trigger?: HTMLElement, options?: { readonly rotates?: boolean }): void }

interface Aside<R> extends HTMLElement { ask(): Promise<R | undefined> }

/** Where it inherits language, direction and looks; before what lit renders there. */
const placeOf = (from: AsideFrom): ParentNode => (from.isConnected ? from.renderRoot : document.body);

async function made<E extends HTMLElement>(from: AsideFrom, name: 'mysafe-fingerprint' | 'mysafe-leavers' | 'mysafe-recovery' | 'mysafe-secret-form' | 'mysafe-transfer' | 'mysafe-versions' | 'mysafe-why', set: object): Promise<E> {
  await register(name);
  const { locale, strings, theme } = from;
  return Object.assign(document.createElement(name) as Element as E, { locale, strings, theme, ...set });
}

async function answerOf<R>(from: AsideFrom, aside: Aside<R>): Promise<R | undefined> {
  placeOf(from).prepend(aside);
  try {
    return await aside.ask();
  } finally {
    aside.remove();
  }
}

/** Shows the fingerprints of two people. `true` once the person said that they match. */
export async function compareFingerprint(from: AsideFrom, vault: Vault, compared: Compared): Promise<boolean> {
  return (await answerOf(from, await made<Aside<true>>(from, 'mysafe-fingerprint', { vault, compared }))) === true;
}

/** Opens the edit form on the client secret. */
export async function rotate(from: AsideFrom, vault: Vault, secretId: SecretId): Promise<void> {
  const place = placeOf(from);
  const here = [...place.children].find((child) => child.matches('mysafe-secret-form.rotates'));
  // It stays in the page: its toast offers to share, and does that from there.
  const form = (here ?? await made(from, 'mysafe-secret-form', { className: 'rotates' })) as RotatingForm;
  form.vault = vault;
  if (!here) place.prepend(form);
  form.show(secretId, undefined, { rotates: true });
}

/** Tells who lost access and what they had opened, and offers to rotate to whoever may edit. */
export async function tellWhoLeft(from: AsideFrom, vault: Vault, secret: Pick<SecretSummary, 'id' | 'name' | 'may'>): Promise<void> {
  const answer = await answerOf(from, await made<Aside<'rotate'>>(from, 'mysafe-leavers', { vault, secret }));
  if (answer === 'rotate') await rotate(from, vault, secret.id);
}

/** Every way by which somebody can see a secret. */
export async function explainAccess(from: AsideFrom, vault: Vault, secretId: SecretId, user: User): Promise<void> {
  await answerOf(from, await made<Aside<never>>(from, 'mysafe-why', { vault, secretId, user }));
}

/** The versions of a secret: shown, compared, restored. For whoever may edit it. */
export async function showVersions(from: AsideFrom, vault: Vault, secret: Pick<SecretSummary, 'id' | 'name'>): Promise<void> {
  await answerOf(from, await made<Aside<never>>(from, 'mysafe-versions', { vault, secret }));
}

/** Makes somebody else the owner of a secret, and says so. `true` once that is done. */
export async function giveAway(from: AsideFrom, vault: Vault, secret: Pick<SecretSummary, 'id' | 'name' | 'identifier'>): Promise<boolean> {
  const said = await answerOf(from, await made<Aside<Toast>>(from, 'mysafe-transfer', { vault, secret }));
  if (said) void showToast(from, said);
  return said !== undefined;
}

/** Offers a recovery key to somebody whose keys are in this browser alone. `true` once they said that they stored it. */
export async function keepRecoveryKey(from: AsideFrom, vault: Vault): Promise<boolean> {
  return (await answerOf(from, await made<Aside<true>>(from, 'mysafe-recovery', { vault }))) === true;
}
