import { deleteDB } from 'idb';
import { type SpaceOptions, indexedDbSpace } from '../../src/adapters/indexeddb-space.js';
import { memorySpace } from '../../src/adapters/memory-space.js';
import type { StorageAdapter } from '../../src/core/index.js';
import type { StorageHarness } from '../../src/core/ports/contracts.js';

/** Every adapter on one space in memory. */
export function memoryHarness(): StorageHarness {
  const space = memorySpace();
  return { open: async () => space.open(), reopen: async () => space.open(), clean: async () => undefined };
}

/** A database that no other test has. */
export const aDatabaseName = (): string => `mysafe-test-${crypto.randomUUID()}`;

export interface IndexedDbHarness extends StorageHarness {
  readonly name: string;
  /** An adapter with other than the shipped figures. */
  openWith(options: Omit<SpaceOptions, 'name'>): StorageAdapter;
}

/** Every adapter on one database, which is deleted by `clean`. */
export function indexedDbHarness(): IndexedDbHarness {
  const name = aDatabaseName();
  const opened: StorageAdapter[] = [];
  function openWith(options: Omit<SpaceOptions, 'name'>): StorageAdapter {
    const storage = indexedDbSpace({ name, ...options });
    opened.push(storage);
    return storage;
  }
  return {
    name,
    openWith,
    open: async () => openWith({}),
    reopen: async () => openWith({}),
    async clean() {
      await Promise.all(opened.map((storage) => storage.close()));
      await deleteDB(name);
    },
  };
}
