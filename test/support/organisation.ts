import type { OrganisationKey } from '../../src/core/index.js';

/** An organisation's key as a host keeps it: the private half stays in WebCrypto. */
export async function anOrganisationKey(): Promise<OrganisationKey & { readonly privateKey: CryptoKey }> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  const { x } = await crypto.subtle.exportKey('jwk', publicKey);
  if (!x) throw new Error('a public Ed25519 key has an x (RFC 8037)');
  return { publicKey: x, privateKey, sign: (message) => crypto.subtle.sign('Ed25519', privateKey, message) };
}
