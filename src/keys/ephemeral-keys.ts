import type { KeyKeeper } from '../core/index.js';
import { storedKeys } from './stored-keys.js';

/** Keys that live as long as this object: for tests and scripts. Pass the same object to open a vault again. */
export function ephemeralKeys(): KeyKeeper {
  const kept = new Map<string, Uint8Array>();
  return storedKeys('ephemeral', {
    get: (id) => Promise.resolve(kept.get(id)),
    put(id, key) {
      kept.set(id, key);
      return Promise.resolve();
    },
  });
}
