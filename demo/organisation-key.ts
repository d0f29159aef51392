import { type OrganisationKey, fromBase64Url, toBase64Url } from 'mysafe-share';
import { hostKey } from './host-key.js';

const KEPT = 'acme-console organisation key';

/** The pair as it is kept: the private half sealed under the key of Acme’s “session”. */
interface Kept { readonly publicKey: string; readonly nonce: string; readonly sealed: string }

async function made(session: CryptoKey): Promise<Kept> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const [raw, bytes] = await Promise.all([crypto.subtle.exportKey('raw', publicKey), crypto.subtle.exportKey('pkcs8', privateKey)]);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, session, bytes);
  return { publicKey: toBase64Url(new Uint8Array(raw)), nonce: toBase64Url(nonce), sealed: toBase64Url(new Uint8Array(sealed)) };
}

/**
 * The key with which Acme hands over what somebody owned who is gone. A real host pins the public half in its code and keeps the private one where its other
 * keys are. Acme has neither a server nor a build, so it makes the pair here and keeps it in this browser: cleared with it, what it handed over can’t be verified any more.
 */
export async function organisationKey(): Promise<OrganisationKey> {
  const session = await hostKey();
  const fresh = localStorage.getItem(KEPT) ?? JSON.stringify(await made(session));
  const text = localStorage.getItem(KEPT) ?? fresh; // another tab may have been first
  localStorage.setItem(KEPT, text);
  const { publicKey, nonce, sealed } = JSON.parse(text) as Kept;
  const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64Url(nonce) }, session, fromBase64Url(sealed));
  const privateKey = await crypto.subtle.importKey('pkcs8', bytes, 'Ed25519', false, ['sign']);
  return { publicKey, sign: (message) => crypto.subtle.sign('Ed25519', privateKey, message) };
}
