import type { Bytes } from './bytes.js';

/** The verifier is loaded when something is first verified: a list needs none. */
const ed25519 = () => import('./on-demand.js');

/** 32 bytes, canonical, of the prime-order subgroup, and not the identity: anything else lets one signature have two truths (security.md 2.1, M5). */
export async function isSoundSigningKey(publicKey: Uint8Array): Promise<boolean> {
  const { Point } = await ed25519();
  try {
    const point = Point.fromBytes(publicKey, false);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}

/** Whether X25519 with this key can agree on anything but zeros (RFC 7748, 6.1). */
export async function isSoundEncryptionKey(publicKey: Bytes): Promise<boolean> {
  try {
    const [mine, theirs] = await Promise.all([
      crypto.subtle.generateKey('X25519', false, ['deriveBits']),
      crypto.subtle.importKey('raw', publicKey, 'X25519', false, []),
    ]);
    const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: 'X25519', public: theirs }, mine.privateKey, 256));
    return shared.some((byte) => byte !== 0);
  } catch {
    return false;
  }
}

/** The one Ed25519 verifier, for every engine alike: RFC 8032 as written, and no unsound key. */
export async function verifySignature(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): Promise<boolean> {
  if (!(await isSoundSigningKey(publicKey))) return false;
  const { verifyAsync } = await ed25519();
  return verifyAsync(signature, message, publicKey, { zip215: false }).catch(() => false); // of another length than 64 bytes (RFC 8032, 5.1.7)
}
