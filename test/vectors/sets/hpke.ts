import { Aes128Gcm, Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { hpke as ours } from '../../../src/core/crypto/wrap.js';
import { type VectorSet, fromHex, tallyOf, toHex } from './vector-set.js';

/** One row of RFC 9180's test-vectors.json: a whole exchange. `mode`: 0 base, 1 PSK, 2 Auth, 3 AuthPSK. */
interface Exchange {
  readonly mode: number;
  readonly kem_id: number;
  readonly kdf_id: number;
  readonly aead_id: number;
  readonly info: string;
  readonly ikmR: string;
  readonly ikmE: string;
  readonly ikmS?: string;
  readonly psk?: string;
  readonly psk_id?: string;
  readonly pkRm: string;
  readonly pkEm: string;
  readonly enc: string;
  readonly encryptions: readonly { readonly aad: string; readonly ct: string; readonly pt: string }[];
  readonly exports: readonly { readonly exporter_context: string; readonly L: number; readonly exported_value: string }[];
}

const X25519 = 0x20;
const AES_256_GCM = 2;
const SEALS = 257;

/** The suite of MS1 is the very object that wraps our data keys. */
async function suiteOf({ kem_id, aead_id }: Exchange): Promise<CipherSuite> {
  if (kem_id === X25519 && aead_id === AES_256_GCM) return ours();
  return new CipherSuite({ kem: kem_id === X25519 ? new DhkemX25519HkdfSha256() : new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: aead_id === AES_256_GCM ? new Aes256Gcm() : new Aes128Gcm() });
}

/** Both sides of an exchange from the seeds of the file, each as far as the mode asks for it. */
async function contextsOf(one: Exchange) {
  const suite = await suiteOf(one);
  const { kem } = suite;
  const [recipientKey, ekm, senderKey] = await Promise.all([one.ikmR, one.ikmE, one.ikmS].map(async (seed) => seed === undefined ? undefined : kem.deriveKeyPair(fromHex(seed).buffer)));
  if (!recipientKey || !ekm) throw new Error('an exchange has a recipient and an ephemeral key');
  const shared = { info: fromHex(one.info), ...(one.psk !== undefined && { psk: { id: fromHex(one.psk_id ?? ''), key: fromHex(one.psk) } }) };
  return {
    keys: await Promise.all([recipientKey, ekm].map(async ({ publicKey }) => toHex(await kem.serializePublicKey(publicKey)))),
    sender: await suite.createSenderContext({ ...shared, recipientPublicKey: recipientKey.publicKey, ekm, ...(senderKey && { senderKey }) }),
    recipient: await suite.createRecipientContext({ ...shared, recipientKey, enc: fromHex(one.enc), ...(senderKey && { senderPublicKey: senderKey.publicKey }) }),
  };
}

/** Keys, encapsulation, all 257 seals in turn, opened in turn, and the exports are byte for byte those of the file. */
async function right(one: Exchange): Promise<boolean> {
  const { keys, sender, recipient } = await contextsOf(one);
  if (keys.join() !== [one.pkRm, one.pkEm].join() || toHex(sender.enc) !== one.enc || one.encryptions.length !== SEALS) return false;
  for (const { aad, ct, pt } of one.encryptions) {
    if (toHex(await sender.seal(fromHex(pt), fromHex(aad))) !== ct || toHex(await recipient.open(fromHex(ct), fromHex(aad))) !== pt) return false;
  }
  for (const { exporter_context, L, exported_value } of one.exports) {
    if (toHex(await sender.export(fromHex(exporter_context), L)) !== exported_value || toHex(await recipient.export(fromHex(exporter_context), L)) !== exported_value) return false;
  }
  return true;
}

const nameOf = ({ mode, kem_id, aead_id }: Exchange): string => `mode ${mode}, KEM 0x${kem_id.toString(16)}, AEAD ${aead_id}`;
const isOurs = ({ aead_id }: Exchange): boolean => aead_id === 1 || aead_id === AES_256_GCM;

/** Four modes × X25519 and P-256 × AES-128-GCM and AES-256-GCM. MS1 uses one of the sixteen: base, X25519, AES-256-GCM. */
export const hpke: VectorSet = {
  name: 'HPKE (RFC 9180)', file: 'hpke/rfc9180-x25519-p256-hkdf-sha256.json', due: 16, left: 16,
  run: (data: readonly Exchange[]) => tallyOf(data.filter(isOurs), nameOf, right, {
    'ChaCha20Poly1305, which needs another package': data.filter(({ aead_id }) => aead_id === 3).length,
    'export-only, which seals nothing': data.filter(({ aead_id }) => aead_id === 0xffff).length,
  }),
};
