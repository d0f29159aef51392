/** What a vault needs for groups, for ways to unlock and for recovery: loaded together at the first use of one. */
export * from './group-keys.js';
export * from './key-methods.js';
export * from './recovery.js';
