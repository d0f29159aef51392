/** Bytes that WebCrypto takes: never shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const toUtf8 = (text: string): Bytes => utf8.encode(text);
export const fromUtf8 = (bytes: Uint8Array): string => strictUtf8.decode(bytes);

/** Base64url without padding (RFC 4648, 5). */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Takes the one text that `toBase64Url` writes for these bytes: no padding, no space, no stray bits in the last letter (RFC 4648, 3.5). @throws {DOMException} where `text` is another. */
export function fromBase64Url(text: string): Bytes {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  const whole = bytes.length - (bytes.length % 3);
  if (!/^[\w-]*$/.test(text) || toBase64Url(bytes.subarray(whole)) !== text.slice((whole / 3) * 4)) throw new DOMException('The text is not canonical base64url.', 'InvalidCharacterError');
  return bytes;
}

/** One after the other. */
export function joined(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** 16 random bytes: an id that can't be guessed and does not collide. */
export const randomId = (): string => toBase64Url(randomBytes(16));

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
