export { deviceKeys } from './device-keys.js';
export { ephemeralKeys } from './ephemeral-keys.js';
