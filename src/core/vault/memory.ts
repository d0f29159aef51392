import * as z from 'zod/mini';
import { randomId } from '../crypto/bytes.js';
import { openState, sealState } from '../crypto/account-state.js';
import type { UnlockedKeys } from '../crypto/keyset.js';
import { type GroupId, type SecretId, type UserId, userIdSchema } from '../model/ids.js';
import { MySafeError } from '../model/fault.js';
import { parseStored } from '../model/parse.js';
import { publicKeysSchema } from '../model/sealed.js';
import type { SeenStore } from '../ports/seen-store.js';
import type { Authority } from '../protocol/authority.js';
import type { AccountReading } from '../protocol/query.js';
import { type Saver, saver } from './saver.js';

/** The most chains whose place is remembered: those that were looked at last. */
const MOST_MARKS = 5_000;
const MOST_ATTEMPTS = 5;

const pinSchema = z.object({ user: userIdSchema, keys: publicKeysSchema, since: z.int(), verifiedAt: z.optional(z.int()) });
const markSchema = z.object({ id: z.string(), seq: z.int(), head: z.string() });
const stateSchema = z.object({ pins: z.array(pinSchema), secrets: z.array(markSchema), groups: z.array(markSchema) });

/** Somebody's public keys as they were first seen, or last compared. */
export type Pin = z.infer<typeof pinSchema>;
/** How far a chain was seen. */
export type Mark = z.infer<typeof markSchema>;
type State = z.infer<typeof stateSchema>;

/** What a person's vaults remember of others: pinned keys, and how far each chain was seen. Sealed for that person alone, kept by the authority. */
export interface Memory extends Omit<Saver, 'resume'> {
  readonly pins: Map<UserId, Pin>;
  readonly secrets: Map<SecretId, Mark>;
  readonly groups: Map<GroupId, Mark>;
  /** Takes over what is kept, joined with what is known here: of two marks the higher, of two pins the one that was compared. */
  load(keys: UnlockedKeys, kept: AccountReading['memory']): Promise<void>;
  /** Lets go of the key that seals it. What is learnt from then on is kept after the next `load`. */
  lock(): void;
}

const better = (a: Pin | undefined, b: Pin): Pin => (!a || (b.verifiedAt ?? 0) > (a.verifiedAt ?? 0) ? b : a);

function join(memory: Pick<Memory, 'pins' | 'secrets' | 'groups'>, { pins, secrets, groups }: State): void {
  for (const pin of pins) memory.pins.set(pin.user, better(memory.pins.get(pin.user), pin));
  for (const [map, marks] of [[memory.secrets, secrets], [memory.groups, groups]] as const) {
    for (const mark of marks) if (mark.seq > ((map as Map<string, Mark>).get(mark.id)?.seq ?? 0)) (map as Map<string, Mark>).set(mark.id, mark);
  }
}

/** One's own keys are those that were unlocked, never the ones that the authority names. */
const ownPin = (user: UserId, { publicKeys }: UnlockedKeys, before: Pin | undefined): Pin =>
  ({ user, keys: publicKeys, since: before?.since ?? 0 });

const isRolledBack = (fault: unknown): boolean => fault instanceof MySafeError && fault.code === 'chain/rolled-back';
const rolledBack = (): MySafeError =>
  new MySafeError('chain/rolled-back', 'This account is in an older state than one that was already seen on this device. Nothing was unlocked. Keep the data and tell whoever runs the storage.');

/** `distrusted` is called where what is kept was put back to an older state while the vault was open: the key is let go of, and nothing is kept any more. */
export function openMemory(actor: UserId, authority: Authority, seen: SeenStore | undefined, distrusted: () => void): Memory {
  const known = { pins: new Map<UserId, Pin>(), secrets: new Map<SecretId, Mark>(), groups: new Map<GroupId, Mark>() };
  /** The highest count that was seen here, by the signing key that it belongs to. */
  const highest = new Map<string, number>();
  let counter = 0;
  let keys: UnlockedKeys | undefined;

  async function count(key: string, next: number): Promise<void> {
    counter = next;
    highest.set(key, next);
    await seen?.put({ actor, key }, next);
  }

  /** Takes over nothing of a memory that counts less than one that was seen. New keys begin a new one. */
  async function takeOver(held: UnlockedKeys, kept: AccountReading['memory']): Promise<void> {
    const state = kept && parseStored(stateSchema, await openState(actor, kept.counter, kept.sealed, held.state), 'account state');
    const account = { actor, key: held.publicKeys.signing.id };
    const next = kept?.counter ?? 0;
    if (next < Math.max(highest.get(account.key) ?? 0, (await seen?.get(account)) ?? 0)) {
      const again = await authority.query(actor, { type: 'account.read' }); // this vault, or another tab, may have kept more since it was read
      if (!again.ok || (again.value.account?.memory?.counter ?? 0) <= next) throw rolledBack();
      return takeOver(held, again.value.account?.memory);
    }
    await count(account.key, next);
    if (state) join(known, state);
    known.pins.set(actor, ownPin(actor, held, known.pins.get(actor)));
  }

  async function save(held: UnlockedKeys, attempt = 1): Promise<void> {
    const state: State = { pins: [...known.pins.values()], secrets: [...known.secrets.values()].slice(-MOST_MARKS), groups: [...known.groups.values()] };
    const sealed = await sealState(actor, counter + 1, state, held.state);
    const kept = await authority.execute(actor, { id: randomId(), type: 'account.remember', counter: counter + 1, sealed });
    if (kept.ok) {
      await count(held.publicKeys.signing.id, counter + 1);
    } else if (attempt < MOST_ATTEMPTS) {
      // another tab was first: its memory and this one become one
      const read = await authority.query(actor, { type: 'account.read' });
      if (read.ok) await takeOver(held, read.value.account?.memory);
      await save(held, attempt + 1);
    }
  }

  async function saveOrDistrust(): Promise<void> {
    try {
      if (keys) await save(keys);
    } catch (fault) {
      if (isRolledBack(fault)) distrusted();
      throw fault;
    }
  }

  const { changed, together, resume, settled } = saver(saveOrDistrust, () => keys !== undefined);
  return Object.freeze({
    ...known,
    async load(held: UnlockedKeys, kept: AccountReading['memory']) {
      await takeOver(held, kept);
      keys = held;
      resume();
    },
    lock() { keys = undefined; },
    changed, together, settled,
  });
}
