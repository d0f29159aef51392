/** What a list needs nothing of: loaded when a key is first made, wrapped, opened, pinned for an organisation or verified. */
export { Point, verifyAsync } from '@noble/ed25519';
export { makeKeyset } from './make-keyset.js';
export * from './organisation-keys.js';
export { suite } from './suite.js';
