import { type AccessEntry, type SecretSummary, type ShareChange, type Vault, renewedEnd } from '../../core/for-components.js';
import { MySafeShareEvent, MySafeSharedEvent } from '../share-dialog/events.js';
import { nameOf } from '../shared/principals.js';
import { onDemand, register } from '../shared/register.js';
import { sentenceFor, sentenceForFault } from '../shared/sentences.js';
import type { Line, LineOf } from './gathering.js';
import type { CenterWords, LineAction } from './lines.js';
import type { SharingCenter } from './sharing-center.js';

/** Shares once the host lets it. A sentence where it was refused. */
async function share(host: SharingCenter, vault: Vault, secret: SecretSummary, change: ShareChange, { principal }: Pick<AccessEntry, 'principal'>, words: CenterWords): Promise<string | undefined> {
  if (!host.dispatchEvent(new MySafeShareEvent([secret.id], [change]))) return undefined;
  const done = await vault.sharing.share(secret.id, [change], secret);
  if (!done.ok) return sentenceFor(done.refusal, words);
  if (!host.dispatchEvent(new MySafeSharedEvent([secret.id], [done.value]))) return undefined;
  const { sayShared } = await onDemand();
  await sayShared(host, vault, { secretIds: [secret.id], secrets: [secret], outcomes: [done.value], done: true, known: new Map([[principal.id, principal]]) }, words.locale);
  return undefined;
}

function changeFor(action: 'revoke' | 'renew', { entry }: LineOf<'given' | 'ending'>, { policy }: Vault): ShareChange {
  const { principal: { id: principal }, permission } = entry;
  return action === 'revoke' ? { op: 'revoke', principal } : { op: 'grant', principal, permission, expiresAt: renewedEnd(entry, policy, new Date()) };
}

async function give(vault: Vault, { secret, reader }: LineOf<'waiting'>, words: CenterWords): Promise<string | undefined> {
  const given = await vault.sharing.confirm(secret.id, [reader.user.id]);
  return given.ok ? undefined : sentenceFor(given.refusal, words);
}

async function view(host: SharingCenter, secret: SecretSummary, trigger: HTMLElement): Promise<void> {
  await register('mysafe-secret-view', host.shadowRoot);
  host.renderRoot.querySelector('mysafe-secret-view')?.show(secret, trigger);
}

async function compare(host: SharingCenter, vault: Vault, line: LineOf<'waiting'>, words: CenterWords): Promise<string | undefined> {
  const { id: user, name } = line.reader.user;
  const { compareFingerprint } = await onDemand();
  return (await compareFingerprint(host, vault, { user, name })) ? give(vault, line, words) : undefined;
}

/** Does what a button of a line says. Resolves with why it could not be done. */
export async function act(host: SharingCenter, vault: Vault, action: LineAction, line: Line, trigger: HTMLElement, words: CenterWords): Promise<string | undefined> {
  try {
    if (action === 'view') await view(host, line.secret, trigger);
    else if (line.kind === 'sees') await (await onDemand()).explainAccess(host, vault, line.secret.id, line.explanation.user);
    else if (line.kind === 'waiting') return await (action === 'compare' ? compare(host, vault, line, words) : give(vault, line, words));
    else if (line.kind !== 'held' && (action === 'revoke' || action === 'renew')) return await share(host, vault, line.secret, changeFor(action, line, vault), line.entry, words);
    return undefined;
  } catch (fault) {
    return sentenceForFault(fault, words);
  }
}

/** What is said after it was done, where no toast says it. */
export const doneText = (action: LineAction, line: Line, words: CenterWords): string | undefined =>
  (line.kind === 'waiting' && (action === 'give' || action === 'compare') ? words.text('center.say.given', { name: nameOf(line.reader.user, words) }) : undefined);
