/** The module worker of `passphraseKeys()`: one request in, 32 bytes out. Built as one file that imports nothing, so that it can be served from anywhere on the host's origin. */
import type { Argon2idRequest } from './argon2-cost.js';
import { computeArgon2id } from './argon2id.js';

function onRequest({ data }: MessageEvent<Argon2idRequest>): void {
  try {
    const derived = computeArgon2id(data);
    postMessage(derived, { transfer: [derived.buffer] });
  } finally {
    data.password.fill(0);
  }
}

// imported in a page it would listen to the page's messages
if ('DedicatedWorkerGlobalScope' in globalThis) addEventListener('message', onRequest);
