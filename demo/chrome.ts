import { initialsOf, part } from './page.js';
import { type Session, labelOf, offered } from './session.js';

const THEME = 'acme-console theme';

/** The bar at the top: who is signed in, the theme, starting over. */
export function startChrome(asked: { readonly signInAs: (username: string) => void; readonly reset: () => void }): void {
  const select = part<HTMLSelectElement>('#as');
  select.addEventListener('change', () => { if (select.value) asked.signInAs(select.value); });
  part('#reset').addEventListener('click', asked.reset);
  part('.skip').addEventListener('click', (event) => {
    event.preventDefault(); // the address after # says which page is shown
    part('#main').focus();
  });
  startTheme();
}

export function showWho(session: Session): void {
  const user = 'user' in session ? session.user : undefined;
  const options = offered(user).map((person) => new Option(labelOf(person), person.username, false, person === user));
  part<HTMLSelectElement>('#as').replaceChildren(...(user ? [] : [new Option('Nobody', '', true, true)]), ...options);
  part('#initials').replaceChildren(user ? initialsOf(user.name) : '?');
}

export function showCurrentLink(page: string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav a')) link.ariaCurrent = link.hash === `#${page}` ? 'page' : null;
}

/** Light or dark as the system says, until somebody chooses. */
function startTheme(): void {
  const button = part('#theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = (): boolean => (document.documentElement.dataset['theme'] ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const show = (chosen: string | null): void => {
    if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset['theme'] = chosen;
    button.ariaPressed = String(isDark());
  };
  system.addEventListener('change', () => show(null));
  button.addEventListener('click', () => {
    const chosen = isDark() ? 'light' : 'dark';
    show(chosen);
    remember(chosen);
  });
  show(remembered());
}

function remembered(): string | null {
  try { return localStorage.getItem(THEME); } catch { return null; } // storage is blocked: follow the system
}

function remember(theme: string): void {
  try { localStorage.setItem(THEME, theme); } catch { /* chosen for this page only */ }
}

