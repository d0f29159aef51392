import { aesGcm } from './aes-gcm.js';
import { argon2id } from './argon2id.js';
import { ed25519 } from './ed25519.js';
import { hkdf } from './hkdf.js';
import { hmac } from './hmac.js';
import { hpke } from './hpke.js';
import type { VectorSet } from './vector-set.js';
import { x25519 } from './x25519.js';

export { CCTV_FILE, answersTo } from './cctv.js';
export { CCTV_ANSWERS } from './cctv-answers.js';
export { reportOf } from './vector-set.js';

export const vectorSets: readonly VectorSet[] = [x25519, ed25519, aesGcm, hkdf, hmac, hpke, argon2id];
