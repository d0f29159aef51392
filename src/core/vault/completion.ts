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

async function completeGroups(connection: Connection): Promise<void> {
  const waiting = await connection.ask({ type: 'group.waiting' });
  if (!waiting.ok || waiting.value.length === 0) return;
  const { completeGroup } = await import('./on-demand.js');
  for (const group of waiting.value) await completeGroup(connection, group).catch(() => undefined);
}

/**
 * Completes pending grants and what is due to be sealed anew, in the background: one run at a time, and one more where it was asked for meanwhile.
 * A run that fails leaves everything as it was; the next one, here or in anybody's vault who may share, does it.
 */
export function completer(connection: Connection, closed: AbortSignal): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await completeGroups(connection).then(() => completeSecrets(connection)).catch(() => undefined);
    } while (again && !closed.aborted);
    running = false;
  };
  return () => {
    again = running;
    if (!running && !closed.aborted && connection.keys.state === 'unlocked') void run();
  };
}
