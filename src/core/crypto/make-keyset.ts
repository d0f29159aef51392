import type { UserId } from '../model/ids.js';
import type { PublicKey, SealedKeyset } from '../model/sealed.js';
import { type Bytes, fromBase64Url, joined, randomBytes, toBase64Url } from './bytes.js';
import { makeEncryptionPair } from './encryption-pair.js';
import { type UnlockedKeys, accountCipher, additionalData, importSigning, unlocked } from './keyset.js';
import { encryptionStatement, publicKeyOf } from './public-keys.js';

async function makeSigning(): Promise<{ publicKey: PublicKey; secret: Bytes }> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']));
  const { d = '', x = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return { publicKey: await publicKeyOf('Ed25519', fromBase64Url(x)), secret: fromBase64Url(d) };
}

/** New keys, their private halves sealed under the account key. `former`: the signing keys that they take the place of. */
export async function makeKeyset(actor: UserId, accountKey: Uint8Array, former: PublicKey[] = []): Promise<{ keys: UnlockedKeys; sealed: SealedKeyset }> {
  const [signing, encryption] = await Promise.all([makeSigning(), makeEncryptionPair()]);
  const halves = { signing: signing.publicKey, encryption: encryption.publicKey };
  const signer = await importSigning(signing.secret, halves.signing);
  const signature = toBase64Url(new Uint8Array(await crypto.subtle.sign('Ed25519', signer, encryptionStatement(actor, { encryption: halves.encryption, former }))));
  const publicKeys = { ...halves, ...(former.length > 0 && { former: [...former] }), signature };
  const secret = joined(signing.secret, encryption.secret);
  const nonce = randomBytes(12);
  const cipher = await accountCipher(accountKey, 'encrypt');
  const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: additionalData(actor, halves) }, cipher, secret);
  const keys = await unlocked({ signing: signing.secret, encryption: encryption.secret }, publicKeys, accountKey);
  for (const bytes of [secret, signing.secret, encryption.secret]) bytes.fill(0);
  return { keys, sealed: { nonce: toBase64Url(nonce), ciphertext: toBase64Url(new Uint8Array(ciphertext)) } };
}
