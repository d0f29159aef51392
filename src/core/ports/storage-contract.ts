import type { ContractRule } from './contract-rule.js';
import { commitRules } from './storage-commit-rules.js';
import { feedRules } from './storage-feed-rules.js';
import { findRules } from './storage-find-rules.js';
import type { StorageHarness } from './storage-fixtures.js';
import { orderRules } from './storage-order-rules.js';
import { recordRules } from './storage-record-rules.js';

export type { StorageHarness } from './storage-fixtures.js';

/** Every promise of `StorageAdapter`. Each rule opens an empty space and cleans up. */
export const storageContract: readonly ContractRule<StorageHarness>[] = [...recordRules, ...commitRules, ...findRules, ...orderRules, ...feedRules];
