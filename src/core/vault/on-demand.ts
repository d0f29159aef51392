/** What a vault needs for sharing, for groups, for ways to unlock, for recovery, for older versions, for checkpoints and for proofs: loaded together at the first use of one. */
export * from './backup.js';
export * from './checkpoints.js';
export * from './comparing.js';
export * from './giving-keys.js';
export * from './group-keys.js';
export * from './key-methods.js';
export * from './proof.js';
export * from './recovery.js';
