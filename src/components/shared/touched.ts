import type { SecretId, SecretSummary, UserId } from '../../core/for-components.js';

/** The newest are kept. */
const MOST_KEPT = 1_000;
const keyOf = (user: UserId): string => `mysafe-share touched ${user}`;

/** Where the browser keeps nothing: until the page is left. */
const inPage = new Map<UserId, string>();
const told = new EventTarget();

function kept(user: UserId): string | null {
  try {
    return localStorage.getItem(keyOf(user)) ?? inPage.get(user) ?? null;
  } catch {
    return inPage.get(user) ?? null;
  }
}

function keep(user: UserId, text: string): void {
  try {
    localStorage.setItem(keyOf(user), text);
  } catch {
    inPage.set(user, text);
  }
}

/** Which grants a person knew when they last looked at, opened or copied what was shared with them. What is not of that shape is nothing. */
export function touchedBy(user: UserId): ReadonlyMap<SecretId, number> {
  try {
    const found: unknown = JSON.parse(kept(user) ?? '[]');
    const marks = Array.isArray(found) ? (found as unknown[]) : [];
    return new Map(marks.filter((mark): mark is [SecretId, number] => Array.isArray(mark) && typeof mark[0] === 'string' && typeof mark[1] === 'number'));
  } catch {
    return new Map();
  }
}

/**
 * Notes that a person looked at, opened or copied a secret that was shared with them, and when what they hold of it was given: a newer grant makes it new again.
 * Kept on this device alone, in `localStorage`, a list for each person: ids of secrets and times, no more.
 */
export function noteTouched(user: UserId, { id, sharedAt }: Pick<SecretSummary, 'id' | 'sharedAt'>): void {
  const marks = new Map(touchedBy(user));
  if (!sharedAt || (marks.get(id) ?? -Infinity) >= sharedAt.getTime()) return;
  marks.delete(id);
  marks.set(id, sharedAt.getTime());
  keep(user, JSON.stringify([...marks].slice(-MOST_KEPT)));
  told.dispatchEvent(new Event('touched'));
}

/** Calls back when something was noted, here or in another tab. Returns how to stop. */
export function onTouched(callback: () => void): () => void {
  const elsewhere = ({ key }: StorageEvent): void => { if (key === null || key.startsWith(keyOf('user:'))) callback(); };
  told.addEventListener('touched', callback);
  window.addEventListener('storage', elsewhere);
  return () => {
    told.removeEventListener('touched', callback);
    window.removeEventListener('storage', elsewhere);
  };
}
