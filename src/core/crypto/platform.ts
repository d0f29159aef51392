import { MySafeError } from '../model/fault.js';

/** @throws {MySafeError} `misuse/unsupported-browser` where there is no WebCrypto, as in a page that came by plain http, or none with Ed25519 and X25519 */
export async function demandWebCrypto(): Promise<void> {
  const anyKey = new Uint8Array(32);
  try {
    for (const name of ['Ed25519', 'X25519']) await crypto.subtle.importKey('raw', anyKey, name, false, []);
  } catch {
    throw new MySafeError('misuse/unsupported-browser', 'There is no WebCrypto with Ed25519 and X25519 here. Serve the page by https or from localhost, and open it in a browser that the README names.');
  }
}
