import { MySafeError } from '../core/index.js';
import type { Argon2idRequest } from './argon2-cost.js';

const KEY_BYTES = 32;
/** What a host lists in `trusted-types`. */
const POLICY = 'mysafe-share';

/** The part of Trusted Types that TypeScript's DOM library does not know yet. */
interface PolicyFactory { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown } }

let policy: ReturnType<PolicyFactory['createPolicy']> | undefined;

/** A worker is script: where the page enforces Trusted Types, a policy has to vouch for its URL. Ours vouches for the page's own origin, and never for `blob:` or `data:`. */
function vouchedFor(worker: URL | string): string {
  const { href, origin, protocol } = new URL(worker, location.href);
  if (origin !== location.origin || protocol !== location.protocol) throw new TypeError('a worker comes from the page’s own origin');
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  if (!trustedTypes) return href;
  policy ??= trustedTypes.createPolicy(POLICY, { createScriptURL: (url) => url });
  return policy.createScriptURL(href) as string;
}

function startWorker(worker: URL | string | undefined): Worker | undefined {
  if (typeof Worker === 'undefined') return undefined;
  try {
    return new Worker(vouchedFor(worker ?? new URL('./argon2-worker.js', import.meta.url)), { type: 'module', name: 'mysafe-argon2id' });
  } catch {
    return undefined; // another origin, a policy against it, or a bundle that has no place of its own
  }
}

const ask = (worker: Worker, request: Argon2idRequest): Promise<Uint8Array> => new Promise((resolve, reject) => {
  const fail = (event: Event): void => {
    event.preventDefault(); // it is answered in another way: no error for the page
    reject(new Error('the worker did not answer'));
  };
  worker.addEventListener('error', fail);
  worker.addEventListener('messageerror', fail);
  worker.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.data instanceof Uint8Array && event.data.length === KEY_BYTES) resolve(event.data);
    else fail(event);
  });
  worker.postMessage(request);
});

/**
 * 32 bytes by Argon2id: in a worker that ends with its answer and takes its memory along, else in this thread, in slices.
 * @throws {MySafeError} `keys/unavailable` where neither gets the memory.
 */
export async function deriveArgon2id(request: Argon2idRequest, workerUrl?: URL | string): Promise<Uint8Array> {
  const worker = startWorker(workerUrl);
  try {
    if (worker) return await ask(worker, request);
  } catch { /* It could not be loaded, or not get its memory. */ } finally {
    worker?.terminate();
  }
  try {
    const { computeInSlices } = await import('./argon2id.js');
    return await computeInSlices(request);
  } catch (cause) {
    throw new MySafeError('keys/unavailable', `This device could not spend ${request.m / 1024} MiB on a passphrase.`, { cause });
  }
}
