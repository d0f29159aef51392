import type { SecretId } from '../model/ids.js';
import type { Connection } from './connection.js';
import { takeDataKey, wrapFor } from './envelopes.js';

/** Hands keys to the people who wait for one on this secret. */
async function completeOne(connection: Connection, secretId: SecretId): Promise<void> {
  const sealing = await connection.ask({ type: 'secret.sealing', secretId });
  if (!sealing.ok) return;
  const { envelope, wrap, readers } = sealing.value;
  const waiting = readers.filter(({ wrapped, key }) => !wrapped && key);
  const dataKey = waiting.length > 0 ? await takeDataKey(connection, secretId, envelope, wrap) : undefined;
  if (!dataKey?.ok) return;
  const wraps = await wrapFor(dataKey.value, secretId, envelope, waiting);
  dataKey.value.fill(0);
  await connection.tell('secret.complete', { secretId, commitment: envelope.commitment, wraps });
}

async function completeAll(connection: Connection): Promise<void> {
  for (let after: string | undefined; ;) {
    const page = await connection.ask({ type: 'secret.waiting', ...(after && { after }) });
    if (!page.ok) return;
    for (const secretId of page.value.secrets) await completeOne(connection, secretId);
    if (page.value.next === undefined) return;
    after = page.value.next;
  }
}

/**
 * Completes pending grants in the background: one run at a time, and one more where it was asked for meanwhile.
 * A run that fails leaves everything as it was; the next one, here or in anybody's vault who may share, does it.
 */
export function completer(connection: Connection, closed: AbortSignal): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await completeAll(connection).catch(() => undefined);
    } while (again && !closed.aborted);
    running = false;
  };
  return () => {
    again = running;
    if (!running && !closed.aborted && connection.keys.state === 'unlocked') void run();
  };
}
