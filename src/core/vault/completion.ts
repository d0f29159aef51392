import type { Connection } from './connection.js';
import { completeSecret } from './sharing.js';

/** How many secrets one run seals anew or completes before it lets others go on (security.md 2.6). */
const MOST_AT_ONCE = 200;

async function completeSecrets(connection: Connection): Promise<void> {
  let done = 0;
  for (let after: string | undefined; done < MOST_AT_ONCE; ) {
    const page = await connection.ask({ type: 'secret.waiting', ...(after && { after }) });
    if (!page.ok) return;
    for (const secretId of page.value.secrets) await completeSecret(connection, secretId).catch(() => undefined); // one that is damaged must not keep the rest waiting
    done += page.value.secrets.length;
    if (page.value.next === undefined) return;
    after = page.value.next;
  }
}

/** Every secret that one may share. Somebody whose keys changed has a wrap, for the old ones: nothing else tells that they wait. */
async function completeShared(connection: Connection): Promise<void> {
  for (let at: string | undefined; ;) {
    const page = await connection.ask({ type: 'secret.find', query: { filter: { shared: true, status: 'all' }, limit: 200, ...(at && { at }) } });
    if (!page.ok) return;
    const mine = page.value.items.filter(({ permission }) => permission === 'own' || permission === 'manage');
    for (const { id } of mine) await completeSecret(connection, id).catch(() => undefined);
    at = page.value.next;
    if (at === undefined) return;
  }
}

async function completeOwnGroups(connection: Connection): Promise<void> {
  const groups = await connection.ask({ type: 'group.list' });
  const own = groups.ok ? groups.value.filter(({ ownerId }) => ownerId === connection.actor) : [];
  if (own.length === 0) return;
  const { completeGroup } = await import('./on-demand.js');
  for (const { id } of own) await completeGroup(connection, id).catch(() => undefined);
}

async function completeGroups(connection: Connection): Promise<void> {
  const waiting = await connection.ask({ type: 'group.waiting' });
  if (!waiting.ok || waiting.value.length === 0) return;
  const { completeGroup } = await import('./on-demand.js');
  for (const group of waiting.value) await completeGroup(connection, group).catch(() => undefined);
}

/**
 * Completes pending grants and what is due to be sealed anew, in the background: one run at a time, and one more where it was asked for meanwhile.
 * With `everything`, also what no index finds: keys for somebody whose new fingerprint was compared.
 * A run that fails leaves everything as it was; the next one, here or in anybody's vault who may share, does it.
 */
export function completer(connection: Connection, closed: AbortSignal): (everything?: boolean) => void {
  let running = false;
  let again = false;
  let wide = false;
  const completeAll = async (): Promise<void> => {
    wide = false;
    await completeOwnGroups(connection);
    await completeShared(connection);
  };
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await (wide ? completeAll() : completeGroups(connection).then(() => completeSecrets(connection))).catch(() => undefined);
    } while (again && !closed.aborted);
    running = false;
  };
  return (everything = false) => {
    again = running;
    wide ||= everything;
    if (!running && !closed.aborted && connection.keys.state === 'unlocked') void run();
  };
}
