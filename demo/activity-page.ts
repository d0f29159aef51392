import type { LocalAuthority } from 'mysafe-share';
import { part } from './page.js';

/** What Acme itself sees of everybody's secrets: it runs the authority. Read when somebody looks. Returns how to take it away again. */
export function startActivity({ admin }: LocalAuthority): () => void {
  const details = part<HTMLDetailsElement>('#host-activity');
  const list = part<HTMLElementTagNameMap['mysafe-activity']>('#host-activity mysafe-activity');
  list.strings = { 'activity.list': 'Everybody’s activity' };
  const show = (): void => { list.source = details.open ? admin.activity : undefined; };
  details.addEventListener('toggle', show);
  show();
  return () => {
    details.removeEventListener('toggle', show);
    list.source = undefined;
  };
}
