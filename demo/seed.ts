import { type Authority, type Directory, type PrincipalId, type Result, type SecretId, type Vault, localAuthority, openVault } from 'mysafe-share';
import { indexedDbStorage } from 'mysafe-share/storage/indexeddb';
import { keepers } from './keepers.js';
import { groups, keyPeople, users } from './people.js';
import { demoValue, isGroup, privateGroups, secrets, userId, uses } from './secrets.js';

/** Changes when the data do: a browser that holds an older edition starts over. */
const EDITION = '2';
const DAY = 86_400_000;
/** How many people get their keys at the same time: while one waits for the database, another computes. */
const LANES = 12;

export interface SeedOptions {
  /** The database. */
  readonly name: string;
  readonly directory: Directory;
  /** From 0 to 1; `undefined` while another tab is at it. */
  readonly onProgress: (fraction: number | undefined) => void;
}

/** An empty database says that everything is there: unlike `localStorage`, whoever is told by a lock that it is their turn sees it at once. */
const markerOf = (name: string): string => `${name} seeded ${EDITION}`;
const databases = async (name: string): Promise<string[]> => (await indexedDB.databases()).flatMap((database) => (database.name?.startsWith(name) ? database.name : []));
const isSeeded = async (name: string): Promise<boolean> => (await databases(name)).includes(markerOf(name));

/** Fills an empty browser. All or nothing: what an interrupted run left is thrown away, and of several tabs one does it. */
export async function seedOnce({ name, directory, onProgress }: SeedOptions): Promise<void> {
  if (await isSeeded(name)) return;
  onProgress(undefined);
  await navigator.locks.request(name, async () => {
    if (await isSeeded(name)) return;
    performance.mark('seed');
    await deleteDatabases(name);
    const time = { daysAgo: 120 };
    const clock = (): Date => new Date(Date.now() - time.daysAgo * DAY);
    const authority = localAuthority({ storage: indexedDbStorage({ name }), directory, clock });
    try {
      await seed({ authority, onProgress, time });
    } finally {
      await authority.close();
    }
    (await done(indexedDB.open(markerOf(name)))).close();
    performance.measure('seed', 'seed');
  });
}

/** The next start seeds anew, in this tab and in every other. */
export async function forgetSeed(name: string): Promise<void> {
  await done(indexedDB.deleteDatabase(markerOf(name)));
  const others = new BroadcastChannel(name);
  others.postMessage('forgotten');
  others.close();
}

/** Calls back when another tab starts over. */
export function onForgotten(name: string, callback: () => void): void {
  new BroadcastChannel(name).onmessage = callback;
}

/** Whoever owns, gets or may be signed in as; the others make their keys when they first come. */
const withKeys: ReadonlySet<PrincipalId> = new Set([
  ...keyPeople.map(({ id }) => id),
  ...privateGroups.flatMap(({ owner, members }) => [owner, ...members].map(userId)),
  ...secrets.flatMap(({ owner, shared = [] }) => [userId(owner), ...shared.flatMap(([who]) => groups.find(({ id }) => id === who)?.members ?? (isGroup(who) ? [] : [userId(who)]))]),
]);

interface Seeding {
  readonly authority: Authority;
  readonly onProgress: (fraction: number) => void;
  /** Time runs fast while seeding, so that not everything happened today. */
  readonly time: { daysAgo: number };
}

async function seed({ authority, onProgress, time }: Seeding): Promise<void> {
  const keys = keepers.host(); // needs nobody: whoever wants another keeper moves when they sign in
  /** One at a time: every open vault looks at what the others do. */
  const as = async <T>(username: string, work: (vault: Vault) => Promise<T>): Promise<T> => {
    const vault = await openVault({ actor: userId(username), authority, keys });
    return work(vault).finally(() => vault.close());
  };
  const people = users.filter(({ id, status }) => status === 'active' && withKeys.has(id));
  const total = people.length + privateGroups.length + secrets.length * 2 + uses.length;
  let done = 0;
  const step = (weight = 1): void => onProgress((done += weight) / total);

  await inLanes(people, async ({ username }) => {
    await as(username, () => Promise.resolve()); // the first time makes this person's keys
    step();
  });

  const principals = new Map<string, PrincipalId>();
  const principalOf = (who: string): PrincipalId => principals.get(who) ?? (isGroup(who) ? who : userId(who));
  time.daysAgo = 110;
  for (const { owner, members, ...group } of privateGroups) {
    const saved = await as(owner, ({ groups }) => groups.save({ ...group, members: members.map(userId), enabled: true, membersMayView: true }));
    principals.set(group.name, granted(saved).id);
    step();
  }

  const ids = new Map<string, SecretId>();
  for (const [at, { owner, shared = [], disabled, ...input }] of inAnyOrder(secrets).entries()) {
    time.daysAgo = 100 - at * 2.3;
    await as(owner, async (vault) => {
      const { id } = granted(await vault.secrets.add({ ...input, clientSecret: await demoValue(input.name) }));
      ids.set(input.name, id);
      if (shared.length > 0) {
        granted(await vault.sharing.share(id, shared.map(([who, permission, endsInDays]) => ({
          op: 'grant', principal: principalOf(who), permission, ...(endsInDays !== undefined && { expiresAt: new Date(Date.now() + endsInDays * DAY) }),
        }))));
      }
      if (disabled) await vault.secrets.disable([id]);
    });
    step(2);
  }

  for (const [at, [username, secret]] of uses.entries()) {
    time.daysAgo = 4 / (at + 1) - 0.38;
    granted(await as(username, ({ secrets: theirs }) => theirs.reveal(ids.get(secret) ?? '')));
    step();
  }
}

/** Each person adds one now and then; the same order every time. */
function inAnyOrder<T>(list: readonly T[]): readonly T[] {
  return list.map((_, at) => list[(at * 17) % list.length]).filter((item) => item !== undefined);
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(Array.from({ length: LANES }, async () => {
    for (const item of queue) await work(item);
  }));
}

function granted<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`The demo could not be set up: ${result.refusal.code}.`);
}

/** Deleted when every tab has let go of them. */
async function deleteDatabases(name: string): Promise<void> {
  await Promise.all((await databases(name)).map((database) => done(indexedDB.deleteDatabase(database))));
}

const done = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new DOMException('The browser could not open or delete a database.'));
});
