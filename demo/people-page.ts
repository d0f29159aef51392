import { groups, users } from './people.js';
import { element, initialsOf, isolated, part } from './page.js';

const badge = (text: string): HTMLElement => element('span', 'badge', text);

function card(name: string, detail: string, state?: string): HTMLElement {
  const initials = element('span', 'initials', initialsOf(name));
  initials.ariaHidden = 'true';
  const title = element('span', 'name', isolated(name), ...(state ? [' ', badge(state)] : []));
  return element('li', 'card', initials, element('span', 'lines', title, element('span', 'detail', detail)));
}

let shown = false;

/** Fills the page about the company: the host's own data, nothing of the vault's. */
export function showPeople(): void {
  if (shown) return;
  shown = true;
  part('#people-detail').textContent = `${users.length} people and ${groups.length} teams in the directory of Acme.`;
  part('#teams').append(...groups.map(({ name, members, enabled }) => card(name, `${members.length} people`, enabled === false ? 'Disabled' : undefined)));
  part('#people').append(...users.map(({ name, username, status }) => card(name, username, { active: undefined, invited: 'Invited', suspended: 'Suspended' }[status])));
}
