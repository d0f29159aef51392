import { type KeyKeeper, type UnlockRecord, type UserId, makeAccountKey, openAccountKey, sealAccountKey } from '../core/index.js';

/** Where a keeper keeps its own 32-byte keys: by the person and a random id. */
export interface KeyStore {
  get(id: string): Promise<Uint8Array | undefined>;
  put(id: string, key: Uint8Array): Promise<void>;
}

const idOf = (actor: UserId, record: UnlockRecord): string => `${actor} ${String(record.params['id'])}`;

/** A keeper that needs no input: it wraps the account key under a random key of its own, kept in `store`. */
export function storedKeys(kind: string, store: KeyStore): KeyKeeper {
  return Object.freeze({
    kind,
    async enrol({ actor, accountKey: known }: { readonly actor: UserId; readonly accountKey?: Uint8Array }) {
      const accountKey = known ? Uint8Array.from(known) : makeAccountKey();
      const wrappingKey = crypto.getRandomValues(new Uint8Array(32));
      const record = await sealAccountKey(accountKey, wrappingKey, { kind, actor, params: { id: crypto.randomUUID() } });
      await store.put(idOf(actor, record), wrappingKey);
      return { accountKey, record };
    },
    async unlock({ actor, records }: { readonly actor: UserId; readonly records: readonly UnlockRecord[] }) {
      for (const record of records.filter((candidate) => candidate.kind === kind)) {
        const key = await store.get(idOf(actor, record));
        if (key) return openAccountKey(record, key, actor);
      }
      return { ok: false, refusal: { code: 'keys/unavailable' } } as const;
    },
    lock() { /* Nothing is held in memory: each unlock asks the store. */ },
  });
}
