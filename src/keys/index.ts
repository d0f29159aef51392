export type { Argon2id, Argon2idCost, Argon2idRequest } from './argon2-cost.js';
export { deviceKeys } from './device-keys.js';
export { deviceSeen } from './device-seen.js';
export { ephemeralKeys } from './ephemeral-keys.js';
export { type HostKey, hostKeys } from './host-keys.js';
export { type PasskeyKeysOptions, passkeyKeys } from './passkey-keys.js';
export { type PassphraseKeysOptions, passphraseKeys } from './passphrase-keys.js';
