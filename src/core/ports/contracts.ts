export type { ContractRule } from './contract-rule.js';
export { type DirectoryFixture, type DirectoryHarness, directoryContract } from './directory-contract.js';
export { type KeyKeeperHarness, keyKeeperContract } from './key-keeper-contract.js';
export { type StorageHarness, storageContract } from './storage-contract.js';
