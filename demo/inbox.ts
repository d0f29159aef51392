import type { Directory, LocalAuthority, Notifier, SharingEvent, UserId } from 'mysafe-share';
import { html, render } from 'lit';
import { part, timeOf } from './page.js';

/** What a real host would put into a mail. */
interface Letter { readonly to: UserId; readonly at: string; readonly text: string }

const MOST_LETTERS = 200;
const PERMISSIONS = { view: 'Can view', edit: 'Can edit', manage: 'Can manage' } as const;
const MINUTE = 60_000;

export interface Inbox extends Notifier {
  /** Shows what came for somebody, and asks from time to time what ended or soon will. Returns how to stop. */
  open(me: UserId, authority: LocalAuthority): () => void;
}

/** Everybody's letters, in this browser: the demo has no mail server. Emptied with the demo. */
export function inboxOf(name: string, directory: Directory): Inbox {
  const [box, reminded] = [`${name} inbox`, `${name} reminded`];
  const letters = (): readonly Letter[] => JSON.parse(localStorage.getItem(box) ?? '[]') as Letter[];
  const nameOf = async (id: SharingEvent['principal']): Promise<string> => (await directory.get([id]))[0]?.name ?? 'Somebody';
  let admin: LocalAuthority['admin'] | undefined;

  async function textOf(event: SharingEvent): Promise<string> {
    const who = await nameOf(event.actor);
    const { secretName: secret } = event;
    switch (event.kind) {
      case 'granted': return `${who} shared ${secret} with you (${PERMISSIONS[event.permission]}).`;
      case 'changed': return `${who} changed your access to ${secret}: ${PERMISSIONS[event.permission]}.`;
      case 'revoked': return `${who} took your access to ${secret} away.`;
      case 'ended': return `Your access to ${secret} has ended.`;
      case 'ends-soon': return `Your access to ${secret} ends ${timeOf(event.expiresAt)}.`;
      case 'left': return `${who} gave up access to ${secret}, which you own.`;
      case 'transferred': return `${who} made you the owner of ${secret}.`;
    }
  }

  async function notify(event: SharingEvent): Promise<void> {
    const text = await textOf(event);
    const to = event.kind === 'left' ? [event.owner] : (await admin?.peopleIn(event.principal) ?? []).filter((id) => id !== event.actor || event.kind.startsWith('end'));
    const written = to.map((id): Letter => ({ to: id, at: event.at.toISOString(), text }));
    localStorage.setItem(box, JSON.stringify([...written, ...letters()].slice(0, MOST_LETTERS)));
    dispatchEvent(new Event('inbox'));
  }

  function show(me: UserId): void {
    const mine = letters().filter(({ to }) => to === me);
    render(mine.length === 0 ? html`<p class="quiet">Nothing has come yet.</p>` : html`<ul class="letters" aria-label="Inbox">${mine.map(({ at, text }) =>
      html`<li><bdi>${text}</bdi> <time class="quiet" datetime=${at}>${timeOf(new Date(at))}</time></li>`)}</ul>`, part('#letters'));
  }

  return {
    notify,
    open(me, authority) {
      const { admin: mine } = authority;
      admin = mine;
      const again = (): void => show(me);
      const remind = async (): Promise<void> => {
        const since = localStorage.getItem(reminded);
        localStorage.setItem(reminded, (await mine.remind(since === null ? undefined : new Date(since))).toISOString());
      };
      const timer = setInterval(() => void remind(), MINUTE);
      addEventListener('inbox', again);
      addEventListener('storage', again); // another tab's
      again();
      void remind();
      return () => {
        clearInterval(timer);
        removeEventListener('inbox', again);
        removeEventListener('storage', again);
      };
    },
  };
}

/** Empties it with the demo. */
export function forgetInbox(name: string): void {
  localStorage.removeItem(`${name} inbox`);
  localStorage.removeItem(`${name} reminded`);
}
