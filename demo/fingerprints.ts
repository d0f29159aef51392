import { type KeyTrust, type User, type UserId, type Vault } from 'mysafe-share';
import { type TemplateResult, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from './ask.js';
import { dateOf } from './page.js';
import type { View } from './security-page.js';

/** 8 groups of 5 digits, as `vault.keys.fingerprint()` gives them. */
const digits = (fingerprint: string): TemplateResult => html`<p class="digits" dir="ltr">${fingerprint.split(' ').map((group) => html`<span>${group}</span> `)}</p>`;

export const ownFingerprint: View = async (vault) => html`${digits(await vault.keys.fingerprint(vault.me.id))}
  <p class="quiet">Others see the same digits for you, unless somebody gave them other keys in your name. Read them to each other, in person or on a call.</p>`;

/** Whoever this person shares with, or who shares with them, by name. Members of directory teams are left out: they would be everybody. */
async function companionsOf(vault: Vault): Promise<readonly User[]> {
  const [{ items }, groups] = await Promise.all([vault.secrets.list({ filter: { status: 'all' }, limit: 200 }), vault.groups.list()]);
  const [access, members] = await Promise.all([
    Promise.allSettled(items.map(({ id }) => vault.sharing.access(id))),
    Promise.allSettled(groups.map(({ id }) => vault.groups.get(id))),
  ]);
  const found = [
    ...access.flatMap((read) => (read.status === 'fulfilled' && read.value.ok ? read.value.value.map(({ principal }) => principal) : [])),
    ...members.flatMap((read) => (read.status === 'fulfilled' && read.value.ok ? read.value.value.members : [])),
  ].flatMap((principal) => (principal.kind === 'user' && principal.id !== vault.me.id ? [[principal.id, principal] as const] : []));
  return [...new Map(found).values()].sort((one, other) => one.name.localeCompare(other.name));
}

const ORDER: Readonly<Record<KeyTrust['state'], number>> = { changed: 0, known: 1, verified: 2, none: 3 };

function words(trust: KeyTrust): string {
  switch (trust.state) {
    case 'verified': return trust.verifiedAt ? `Compared on ${dateOf(trust.verifiedAt)}` : 'Compared';
    case 'known': return 'Known since first contact';
    case 'changed': return 'Changed';
    case 'none': return 'No keys yet';
  }
}

async function compare(vault: Vault, user: User, trust: KeyTrust): Promise<void> {
  const own = await vault.keys.fingerprint(vault.me.id);
  const theirs = trust.fingerprint ?? '';
  await ask({
    title: `Compare with ${user.name}`, label: 'They are the same',
    body: html`<p>Meet, or call a number that you knew before, and open this page on both sides. Each reads their own digits; the other looks.</p>
      ${trust.known ? html`<p class="fault">These are other keys than the ones you knew, which began with ${trust.known.slice(0, 11)}. Ask ${user.name} why before you confirm.</p>` : nothing}
      <h3>${user.name}</h3>${digits(theirs)}<h3>You</h3>${digits(own)}
      <p class="quiet">If one digit differs, press Cancel and share nothing with ${user.name}: somebody may sit in between.</p>`,
    act: () => vault.keys.verify(user.id, theirs), // only if they are still the ones that were shown
  });
}

export const peopleKeys: View = async (vault, again) => {
  const people = await companionsOf(vault);
  const trusts = await vault.keys.trusts(people.map(({ id }) => id));
  const trustOf = (id: UserId): KeyTrust => trusts.get(id) ?? { state: 'none' };
  if (people.length === 0) return html`<p class="quiet">You share with nobody yet, and nobody with you.</p>`;
  const sorted = [...people].sort((one, other) => ORDER[trustOf(one.id).state] - ORDER[trustOf(other.id).state]);
  return html`<table><caption>People you share with, or who share with you. Teams of the directory are not listed.</caption>
    <thead><tr><th scope="col">Name</th><th scope="col">Keys</th><th scope="col"><span class="sr-only">Action</span></th></tr></thead>
    <tbody>${repeat(sorted, ({ id }) => id, (user) => {
      const trust = trustOf(user.id);
      return html`<tr><th scope="row"><bdi>${user.name}</bdi><small>${user.username}</small></th><td><span class="mark ${trust.state}">${words(trust)}</span></td>
        <td>${trust.fingerprint ? html`<button type="button" class="button plain small" aria-label="Compare fingerprint of ${user.name}" @click=${() => compare(vault, user, trust).then(again)}>Compare fingerprint</button>` : nothing}</td></tr>`;
    })}</tbody></table>`;
};
