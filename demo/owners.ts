import type { LocalAuthority, OrganisationKey, OwnerlessSecret, Refusal, UserId } from 'mysafe-share';
import { type TemplateResult, html, nothing, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { part } from './page.js';
import { keyPeople, users } from './people.js';
import { labelOf } from './session.js';
import { setSuspended, suspendedHere } from './suspended.js';

const chosenIn = (event: Event): string => (event.currentTarget as HTMLElement).parentElement?.querySelector('select')?.value ?? '';
const nameOf = (id: UserId): string => users.find((user) => user.id === id)?.name ?? 'Somebody';

/** A host writes its own sentences for refusals: `code` says what happened. */
function sentenceFor({ code }: Refusal, to: string): string {
  switch (code) {
    case 'access/not-permitted': return 'Its owner is back. Nothing was changed.';
    case 'secret/identifier-taken': return `${to} has another secret by its identifier. Choose somebody else.`;
    case 'share/problem': return `${to} can’t own it. Choose somebody else.`;
    default: return 'That was refused. Nothing was changed.';
  }
}

/** Those who have access first: they open it at once. Nobody hands a secret to themselves. */
function choiceFor({ readers, ownerId }: OwnerlessSecret, me: UserId): TemplateResult[] {
  const people = keyPeople.filter(({ id, status }) => id !== ownerId && id !== me && status === 'active');
  const [reading, others] = [people.filter(({ id }) => readers.includes(id)), people.filter(({ id }) => !readers.includes(id))];
  return [...reading.map((person) => html`<option value=${person.id}>${labelOf(person)} · has access</option>`), ...others.map((person) => html`<option value=${person.id}>${labelOf(person)}</option>`)];
}

/** What Acme does where somebody who owned secrets is gone. Returns how to stop. */
export function startOwners({ admin }: LocalAuthority, me: UserId, key: OrganisationKey): () => void {
  let said = '';
  let busy = false;

  async function handOver(secret: OwnerlessSecret, to: UserId): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      const [result] = await admin.handOver([secret.id], to, { actor: me, key });
      said = result?.ok ? `${nameOf(to)} owns ${secret.name} now.` : result ? sentenceFor(result.refusal, nameOf(to)) : '';
    } catch {
      said = 'Something went wrong. Try again.';
    }
    busy = false;
    await show();
  }

  const row = (secret: OwnerlessSecret): TemplateResult => html`<li><span><bdi><b>${secret.name}</b></bdi> <span class="quiet">of <bdi>${nameOf(secret.ownerId)}</bdi></span></span>
    <span class="actions"><select aria-label="New owner of ${secret.name}">${choiceFor(secret, me)}</select>
      <button type="button" class="button plain small" aria-label="Hand over ${secret.name}" @click=${(event: Event) => handOver(secret, chosenIn(event) as UserId)}>Hand over</button></span></li>`;

  const suspending = (): TemplateResult => html`<p class="actions"><label for="to-suspend">Suspend</label>
      <select id="to-suspend">${keyPeople.filter(({ id, status }) => id !== me && status === 'active').map((person) => html`<option value=${person.username}>${labelOf(person)}</option>`)}</select>
      <button type="button" class="button plain small" aria-label="Suspend them" @click=${(event: Event) => { setSuspended(chosenIn(event), true); }}>Suspend</button></p>
    ${suspendedHere().map((username) => keyPeople.find((person) => person.username === username)).filter((person) => person !== undefined).map((person) => html`<p class="actions"><span><bdi>${person.name}</bdi> is suspended.</span>
      <button type="button" class="button plain small" aria-label="Reactivate ${person.name}" @click=${() => { setSuspended(person.username, false); }}>Reactivate</button></p>`)}`;

  async function show(): Promise<void> {
    if (location.hash !== '#people') return;
    const secrets = [...await admin.ownerless()].sort((a, b) => a.name.localeCompare(b.name));
    render(html`${suspending()}
      ${secrets.length === 0 ? html`<p class="quiet">Every secret has an owner who is there.</p>` : html`<ul class="rows wide" aria-label="Secrets without an owner">${repeat(secrets, ({ id }) => id, row)}</ul>`}
      <p role="status">${said || nothing}</p>`, part('#owners'));
  }

  const again = (): void => { show().catch(reportError); };
  addEventListener('hashchange', again);
  again();
  return () => { removeEventListener('hashchange', again); };
}
