/** In the page, where `recordKeys` ran: every secret key so far, as hexadecimal. */
export type KeysSeen = () => readonly string[];

type Make<K> = (this: SubtleCrypto, ...given: unknown[]) => Promise<K>;
interface Originals { readonly importKey: Make<CryptoKey>; readonly generateKey: Make<CryptoKey | CryptoKeyPair>; readonly deriveKey: Make<CryptoKey> }

/**
 * Runs before the first script of a page and notes the bytes of every secret key that WebCrypto is given or makes: private halves, data keys, account keys,
 * what is derived from them. In the memory of the page alone. It stands alone: the page gets its text.
 */
export function recordKeys(): void {
  const { importKey, generateKey, deriveKey } = SubtleCrypto.prototype as unknown as Originals;
  const { exportKey } = SubtleCrypto.prototype;
  const seen = new Set<string>();
  const note = (bytes: Uint8Array): void => {
    if (bytes.length < 16 || bytes.every((byte) => byte === bytes[0])) return; // an empty salt is no secret
    seen.add(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
  };
  const noteJwk = ({ d }: JsonWebKey): void => {
    if (d !== undefined) note(Uint8Array.from(atob(d.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0)));
  };
  const nameOf = (algorithm: AlgorithmIdentifier): string => (typeof algorithm === 'string' ? algorithm : algorithm.name);
  const noteKey = (format: KeyFormat, data: BufferSource | JsonWebKey, algorithm: AlgorithmIdentifier): void => {
    if (format === 'jwk') return noteJwk(data as JsonWebKey);
    const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data as ArrayBuffer);
    if (format === 'pkcs8') note(bytes.slice(-32)); // where the private half stands for both curves: RFC 8410, 7
    else if (format === 'raw' && !/25519$/.test(nameOf(algorithm))) note(bytes); // raw keys of the curves are public
  };
  const noteMade = async (subtle: SubtleCrypto, made: CryptoKey | CryptoKeyPair): Promise<void> => {
    if ('privateKey' in made) noteJwk(await exportKey.call(subtle, 'jwk', made.privateKey) as JsonWebKey);
    else note(new Uint8Array(await exportKey.call(subtle, 'raw', made) as ArrayBuffer));
  };
  Object.assign(SubtleCrypto.prototype, {
    importKey(this: SubtleCrypto, ...given: [KeyFormat, BufferSource | JsonWebKey, AlgorithmIdentifier, boolean, KeyUsage[]]) {
      noteKey(given[0], given[1], given[2]);
      return importKey.apply(this, given);
    },
    // made so that they can be read here: nothing that is under test asks whether they can
    async generateKey(this: SubtleCrypto, algorithm: AlgorithmIdentifier, _extractable: boolean, usages: KeyUsage[]) {
      const made = await generateKey.call(this, algorithm, true, usages);
      await noteMade(this, made);
      return made;
    },
    async deriveKey(this: SubtleCrypto, ...[how, base, type, , usages]: [AlgorithmIdentifier, CryptoKey, AlgorithmIdentifier, boolean, KeyUsage[]]) {
      const made = await deriveKey.call(this, how, base, type, true, usages);
      await noteMade(this, made);
      return made;
    },
  });
  Object.assign(globalThis, { keysSeen: () => [...seen] });
}
