/** All of it in one module, for a page without a bundler: registers every element and exports the engine, two stores and the keys. */
export * from './adapters/indexeddb-storage.js';
export * from './adapters/memory-storage.js';
export * from './core/index.js';
export * from './define.js';
export * from './keys/index.js';
