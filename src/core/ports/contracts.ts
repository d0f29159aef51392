export type { ContractRule } from './contract-rule.js';
export { type StorageHarness, storageContract } from './storage-contract.js';
