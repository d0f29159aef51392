import type { OrganisationKey } from 'mysafe-share';

const KEPT = 'acme-console organisation key';

async function made(): Promise<JsonWebKey> {
  const { privateKey } = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  return crypto.subtle.exportKey('jwk', privateKey);
}

/**
 * The key with which Acme hands over what somebody owned who is gone. A real host pins the public half in its code and keeps the private one where its other
 * keys are. Acme has neither a server nor a build, so it makes the pair here and keeps it in this browser: cleared with it, what it handed over can’t be verified any more.
 */
export async function organisationKey(): Promise<OrganisationKey> {
  const fresh = localStorage.getItem(KEPT) ?? JSON.stringify(await made());
  const kept = localStorage.getItem(KEPT) ?? fresh; // another tab may have been first
  localStorage.setItem(KEPT, kept);
  const jwk = JSON.parse(kept) as JsonWebKey & { readonly x: string };
  const privateKey = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['sign']);
  return { publicKey: jwk.x, sign: (message) => crypto.subtle.sign('Ed25519', privateKey, message) };
}
