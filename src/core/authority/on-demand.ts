/** Families of commands and queries that neither a list nor a reveal asks for: loaded together at the first use of one. */
export * from './activity.js';
export { ownerless, peopleIn, remind } from './administration.js';
export * from './backups.js';
export * from './checkpoints.js';
export * from './group-keys.js';
export * from './group-opens.js';
export * from './groups.js';
export * from './handing-over.js';
export * from './looking.js';
export * from './parting.js';
export * from './planning.js';
export * from './recipients.js';
export { readSealing } from './sealing.js';
export { complete, share } from './sharing.js';
export * from './waiting.js';
