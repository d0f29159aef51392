/** What elements need of the engine at run time: no vault and no authority, so that a bundler leaves both out of an element's own entry. */
export { MySafeError } from './model/fault.js';
export { GROUP_LIMITS, LIMITS } from './model/limits.js';
export { fold } from './search/fold.js';
export { splitEntries } from './vault/pasted-entries.js';
export { createShareDraft } from './vault/share-draft.js';
export { renewedEnd } from './vault/share-draft-rows.js';
export type * from './index.js';
