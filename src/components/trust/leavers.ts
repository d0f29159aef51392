import type { ActivityEntry, SecretId, User, UserId, Vault } from '../../core/for-components.js';

/** Somebody without access now who had it since the client secret was last changed. */
export interface Leaver {
  readonly person: User;
  /** How often they opened it in that time. */
  readonly times: number;
  readonly last?: Date;
}

const ENTRIES_AT_ONCE = 200;

/** The newest entries first, back to `since`. */
async function* entriesSince(vault: Vault, secretId: SecretId, since: Date): AsyncGenerator<ActivityEntry> {
  for (let at: string | undefined; ;) {
    const { entries, next } = await vault.activity.list({ secretId, limit: ENTRIES_AT_ONCE, ...(at !== undefined && { at }) });
    for (const entry of entries) {
      if (entry.at < since) return;
      yield entry;
    }
    if (next === undefined) return;
    at = next;
  }
}

/** Whom an entry is about who may have lost access: who opened it, was removed, or left. */
function personOf({ kind, actor, principal, purpose }: ActivityEntry): User | undefined {
  if (kind === 'open') return purpose === 'rekey' ? undefined : actor; // sealing anew shows the value to nobody
  if (kind === 'leave') return actor;
  return kind === 'revoke' && principal?.kind === 'user' ? principal : undefined;
}

async function hasNoAccess(vault: Vault, secretId: SecretId, { id }: User): Promise<boolean> {
  const paths = await vault.sharing.explain(secretId, id);
  return !paths.ok || paths.value.permission === 'none';
}

/** Who lost access since the value last became another one, those who opened it first. `undefined` where the journal can't be read by this person. */
export async function leaversOf(vault: Vault, secretId: SecretId): Promise<{ readonly since: Date; readonly leavers: readonly Leaver[] } | undefined> {
  const details = await vault.secrets.get(secretId);
  if (!details.ok) return undefined;
  const since = details.value.rotatedAt;
  const found = new Map<UserId, Leaver>();
  let seen = false;
  for await (const entry of entriesSince(vault, secretId, since)) {
    seen = true;
    const person = personOf(entry);
    if (!person) continue;
    const { times, last } = found.get(person.id) ?? { times: 0 };
    const opened = entry.kind === 'open';
    found.set(person.id, { person, times: times + (opened ? 1 : 0), ...((last ?? opened) && { last: last ?? entry.at }) });
  }
  if (!seen) return undefined; // what made the value is an entry too: there is always one for whoever may read them
  const gone = await Promise.all([...found.values()].map(async (leaver) => ((await hasNoAccess(vault, secretId, leaver.person)) ? [leaver] : [])));
  return { since, leavers: gone.flat().sort((a, b) => (b.last?.getTime() ?? 0) - (a.last?.getTime() ?? 0)) };
}
