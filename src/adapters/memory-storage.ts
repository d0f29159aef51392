import type { StorageAdapter } from '../core/index.js';
import { memorySpace } from './memory-space.js';

/** A store that lives as long as the object: for tests, scripts and a first look. Every call makes a new, empty one. */
export function memoryStorage(): StorageAdapter {
  return memorySpace().open();
}
