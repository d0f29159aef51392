import { fromBase64Url, toBase64Url } from 'mysafe-share';

const KEPT = 'acme-console host key';

/**
 * The key that hostKeys() puts everybody's keys under. A real host holds it in its KMS, or gives it out for a session, and keeps it out of the page's storage.
 * Acme has no server: its “session” makes one and keeps it in this browser, where whoever reads the browser profile can take it.
 */
export async function hostKey(): Promise<CryptoKey> {
  let kept = localStorage.getItem(KEPT);
  if (!kept) localStorage.setItem(KEPT, (kept = toBase64Url(crypto.getRandomValues(new Uint8Array(32)))));
  return crypto.subtle.importKey('raw', Uint8Array.from(fromBase64Url(kept)), 'AES-GCM', false, ['encrypt', 'decrypt']);
}
