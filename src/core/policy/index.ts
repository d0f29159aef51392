export * from './admissible.js';
export * from './apply.js';
export * from './effective-permission.js';
export * from './lawful.js';
export * from './may.js';
