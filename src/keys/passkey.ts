/** A passkey as something that gives the same 32 secret bytes for the same salt: the WebAuthn extension `prf`. */
import { MySafeError, toBase64Url } from '../core/index.js';

type Bytes = Uint8Array<ArrayBuffer>;
const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** ES256, Ed25519, RS256: nobody checks the signature, every authenticator has one of them. */
const ALGORITHMS = [-7, -8, -257].map((alg) => ({ type: 'public-key' as const, alg }));

export interface NewPasskey { readonly rpId: string; readonly rpName: string; readonly userName: string; readonly salt: Bytes }
export interface KnownPasskey { readonly id: Bytes; readonly salt: Bytes }
export interface PasskeyAnswer { readonly id: string; readonly secret: Uint8Array }

/** Whether this browser may have passkeys that give secrets; the authenticator may still not. */
export async function canAskPasskeys(): Promise<boolean> {
  if (typeof PublicKeyCredential === 'undefined' || !globalThis.navigator?.credentials) return false;
  // some browsers do not tell: then only trying does
  const able = await PublicKeyCredential.getClientCapabilities?.().catch(() => undefined);
  return able?.['extension:prf'] !== false;
}

/** The person said no, took too long, or has none that fits: a browser does not tell which (WebAuthn, 14.5). */
export const isDeclined = (error: unknown): boolean => error instanceof DOMException && ['NotAllowedError', 'AbortError', 'OperationError'].includes(error.name);

const secretOf = (credential: PublicKeyCredential): Uint8Array | undefined => {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!first) return undefined;
  return ArrayBuffer.isView(first) ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength) : new Uint8Array(first);
};

/** Makes a passkey and asks it for its secret, which on some authenticators takes a second touch. `keys/unavailable` where it has none; the passkey is then given up. */
export async function makePasskey({ rpId, rpName, userName, salt }: NewPasskey): Promise<PasskeyAnswer> {
  const made = await navigator.credentials.create({ publicKey: {
    rp: { id: rpId, name: rpName },
    // random, since an authenticator replaces a passkey of the same user and site, and with it the only way to what it sealed
    user: { id: random(32), name: userName, displayName: userName },
    challenge: random(32), pubKeyCredParams: ALGORITHMS,
    // a secret given without verifying the person is another one than with it
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    extensions: { prf: { eval: { first: salt } } },
  } }) as PublicKeyCredential;
  const id = toBase64Url(new Uint8Array(made.rawId));
  const secret = secretOf(made) ?? (made.getClientExtensionResults().prf?.enabled ? (await askPasskeys(rpId, [{ id: new Uint8Array(made.rawId), salt }]))?.secret : undefined);
  if (secret) return { id, secret };
  await PublicKeyCredential.signalUnknownCredential?.({ rpId, credentialId: id }).catch(() => undefined);
  throw new MySafeError('keys/unavailable', 'This authenticator gives no secret for a passkey (WebAuthn PRF). Use another one, or another key keeper.');
}

/** Asks for one of these passkeys, in one prompt. Which one answered, and its secret; nothing where it gives none. */
export async function askPasskeys(rpId: string, known: readonly KnownPasskey[]): Promise<PasskeyAnswer | undefined> {
  const evalByCredential = Object.fromEntries(known.map(({ id, salt }) => [toBase64Url(id), { first: salt }]));
  const answer = await navigator.credentials.get({ publicKey: {
    rpId, challenge: random(32), userVerification: 'required',
    allowCredentials: known.map(({ id }) => ({ type: 'public-key', id })),
    extensions: { prf: { evalByCredential } },
  } }) as PublicKeyCredential;
  const secret = secretOf(answer);
  return secret && { id: toBase64Url(new Uint8Array(answer.rawId)), secret };
}
