import type { StorageAdapter } from '../core/index.js';
import { indexedDbSpace } from './indexeddb-space.js';

/**
 * A store in this browser's IndexedDB, in the database `name`. Every tab that names the same database has the same records.
 * It is opened at first use. Safari may drop it after 7 days without a visit, except for home-screen apps.
 */
export function indexedDbStorage({ name }: { readonly name: string }): StorageAdapter {
  return indexedDbSpace({ name });
}
