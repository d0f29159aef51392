import { executeServerCommand } from '@web/test-runner-commands';
import type { KeyKeeperHarness } from '../../src/core/ports/contracts.js';
import { deviceKeys, ephemeralKeys, hostKeys, passkeyKeys, passphraseKeys } from '../../src/keys/index.js';

/** The worker as this runner serves it. */
export const WORKER = '/src/keys/argon2-worker.ts';
/** The least that is safe: the contract derives some forty keys. */
export const LEAST_COST = { t: 2, m: 19 * 1024, p: 1 } as const;

export const addAuthenticator = (options: { readonly hasPrf?: boolean } = {}): Promise<string> => executeServerCommand<string, object>('authenticator-add', options);
export const removeAuthenticator = (authenticator: string): Promise<boolean> => executeServerCommand<boolean, object>('authenticator-remove', { authenticator });
export const setVerified = (authenticator: string, verified: boolean): Promise<boolean> => executeServerCommand<boolean, object>('authenticator-verify', { authenticator, verified });
export const passkeysOn = (authenticator: string): Promise<readonly string[]> => executeServerCommand<readonly string[], object>('authenticator-passkeys', { authenticator });

export const makeHostKey = (usages: readonly KeyUsage[] = ['encrypt', 'decrypt']): Promise<CryptoKey> => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, usages);

const nothing = (): Promise<void> => Promise.resolve();

function ephemeral(): KeyKeeperHarness {
  return { travels: false, clean: nothing, open: async () => ephemeralKeys(), openElsewhere: async () => ephemeralKeys() };
}

let made = 0;
function device(): KeyKeeperHarness {
  const names = [`contract-${made += 1}`, `contract-elsewhere-${made}`] as const;
  return {
    travels: false, open: async () => deviceKeys({ name: names[0] }), openElsewhere: async () => deviceKeys({ name: names[1] }),
    clean: async () => { for (const name of names) await new Promise<void>((resolve, reject) => {
      const gone = indexedDB.deleteDatabase(`${name}-keys`);
      gone.onsuccess = () => resolve();
      gone.onerror = () => reject(new Error('a test database stays'));
    }); },
  };
}

function passphrase(): KeyKeeperHarness {
  const open = async () => passphraseKeys({ worker: WORKER, cost: LEAST_COST });
  return { travels: true, clean: nothing, open, openElsewhere: open, input: { passphrase: 'correct horse battery staple' }, wrongInput: { passphrase: 'Correct horse battery staple' } };
}

function passkey(): KeyKeeperHarness {
  let authenticator: string | undefined;
  return {
    travels: true, openElsewhere: async () => passkeyKeys(),
    open: async () => { authenticator ??= await addAuthenticator(); return passkeyKeys(); },
    clean: async () => { if (authenticator) await removeAuthenticator(authenticator); authenticator = undefined; },
  };
}

function host(usages: readonly KeyUsage[]): () => KeyKeeperHarness {
  return () => {
    const key = makeHostKey(usages);
    return { travels: true, clean: nothing, open: async () => hostKeys({ key }), openElsewhere: async () => hostKeys({ key: () => key }) };
  };
}

/** Every keeper there is. */
export const keepers: Readonly<Record<string, () => KeyKeeperHarness>> = {
  ephemeralKeys: ephemeral, deviceKeys: device, passphraseKeys: passphrase, passkeyKeys: passkey,
  'hostKeys (encrypt)': host(['encrypt', 'decrypt']), 'hostKeys (wrapKey)': host(['wrapKey', 'unwrapKey']),
};
