import type { SecretId } from '../model/ids.js';
import type { Connection } from './connection.js';

/** The longest that a timer can wait, in milliseconds: 24 days. */
const LONGEST_WAIT = 2 ** 31 - 1;

/** What is done by itself in the background: keys for those who wait, and a new seal where somebody left. */
export interface Completer {
  /** Looks at every secret where something may be due. With `everyone`, also for people who were suspended since: no write told of that. */
  all(options?: { readonly everyone?: boolean }): void;
  /** Looks at one secret that was changed. */
  one(secret: SecretId): void;
  /** Keys for somebody whose new fingerprint was compared: nothing else tells that they wait, since they have a wrap, for their old keys. */
  shared(): void;
}

const onDemand = () => import('./on-demand.js');
const completeSecret = async (connection: Connection, secretId: SecretId): Promise<unknown> => (await onDemand()).completeSecret(connection, secretId);

/** One that is damaged must not keep the rest waiting. */
const attempt = async (work: Promise<unknown>): Promise<void> => { await work.catch(() => undefined); };

/** Returns the earliest end of a grant that is still to come, in the authority's time; `Infinity` where none is. */
async function completeSecrets(connection: Connection, everyone: boolean): Promise<number> {
  const ends: number[] = [];
  for (let after: string | undefined; ;) {
    const page = await connection.ask({ type: 'secret.waiting', everyone, ...(after && { after }) });
    if (!page.ok) return Infinity;
    for (const secretId of page.value.secrets) await attempt(completeSecret(connection, secretId));
    if (page.value.ends !== undefined) ends.push(page.value.ends);
    after = page.value.next;
    if (after === undefined) return Math.min(...ends);
  }
}

/** As `completeSecrets`, of one. */
async function completeOne(connection: Connection, secretId: SecretId): Promise<number> {
  const found = await connection.ask({ type: 'secret.waiting', secretId });
  if (!found.ok) return Infinity;
  if (found.value.secrets.length > 0) await attempt(completeSecret(connection, secretId));
  return found.value.ends ?? Infinity;
}

async function completeShared(connection: Connection): Promise<void> {
  for (let at: string | undefined; ;) {
    const page = await connection.ask({ type: 'secret.find', query: { filter: { shared: true, status: 'all' }, limit: 200, ...(at && { at }) } });
    if (!page.ok) return;
    const mine = page.value.items.filter(({ permission }) => permission === 'own' || permission === 'manage');
    for (const { id } of mine) await attempt(completeSecret(connection, id));
    at = page.value.next;
    if (at === undefined) return;
  }
}

async function completeOwnGroups(connection: Connection): Promise<void> {
  const groups = await connection.ask({ type: 'group.list' });
  const own = groups.ok ? groups.value.filter(({ ownerId }) => ownerId === connection.actor) : [];
  if (own.length === 0) return;
  const { completeGroup } = await onDemand();
  for (const { id } of own) await attempt(completeGroup(connection, id));
}

async function completeGroups(connection: Connection): Promise<void> {
  const waiting = await connection.ask({ type: 'group.waiting' });
  if (!waiting.ok || waiting.value.length === 0) return;
  const { completeGroup } = await onDemand();
  for (const group of waiting.value) await attempt(completeGroup(connection, group));
}

/**
 * One run at a time, and one more for what was asked for meanwhile. A run that fails leaves everything as it was; the next one, here or in anybody's vault
 * who may share, does it. Where grants have an end, the next run is when the first of them ends.
 */
export function completer(connection: Connection, closed: AbortSignal): Completer {
  let due = { all: false, everyone: false, shared: false, ones: new Set<SecretId>() };
  let running = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let nextEnd = Infinity;
  closed.addEventListener('abort', () => clearTimeout(timer));

  function wakeAt(end: number): void {
    clearTimeout(timer);
    nextEnd = end;
    if (end < Infinity && !closed.aborted) timer = setTimeout(all, Math.min(Math.max(0, end - connection.now()), LONGEST_WAIT));
  }

  async function once({ all: every, everyone, shared, ones }: typeof due): Promise<void> {
    if (shared) await completeOwnGroups(connection).then(() => completeShared(connection));
    if (every) wakeAt(await completeGroups(connection).then(() => completeSecrets(connection, everyone)));
    else for (const secret of ones) wakeAt(Math.min(nextEnd, await completeOne(connection, secret)));
  }

  async function run(): Promise<void> {
    running = true;
    while ((due.all || due.shared || due.ones.size > 0) && !closed.aborted && connection.keys.state === 'unlocked') {
      const now = due;
      due = { all: false, everyone: false, shared: false, ones: new Set() };
      await attempt(once(now));
    }
    running = false;
  }

  const start = (): void => { if (!running && !closed.aborted) void run(); };
  function all({ everyone = false } = {}): void {
    due = { ...due, all: true, everyone: due.everyone || everyone };
    start();
  }
  return {
    all,
    one(secret) {
      due.ones.add(secret);
      start();
    },
    shared() {
      due = { ...due, shared: true };
      start();
    },
  };
}
