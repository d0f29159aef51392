export * from './admissible.js';
export * from './apply.js';
export * from './chain.js';
export * from './effective-permission.js';
export * from './label.js';
export * from './lawful.js';
export * from './may.js';
export * from './signed-steps.js';
