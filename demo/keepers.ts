import type { KeyKeeper, User } from 'mysafe-share';
import { deviceKeys, hostKeys, passkeyKeys, passphraseKeys } from 'mysafe-share/keys';
import { hostKey } from './host-key.js';

/** The database of the demo, and the beginning of every other name that it uses. */
export const NAME = 'acme-console';

/** What unlocks people's keys. A host settles on one or two; the demo takes it from the address: `?keys=`. */
export const keepers = {
  host: () => hostKeys({ key: hostKey }),
  passphrase: () => passphraseKeys(), // its worker stands beside main.js
  passkey: (user) => passkeyKeys({ rpName: 'Acme Console', userName: user.username }),
  device: () => deviceKeys({ name: NAME }),
} satisfies Record<string, (user: Pick<User, 'id' | 'username'>) => KeyKeeper>;

export type Choice = keyof typeof keepers;
export const choices = Object.keys(keepers) as Choice[];

/** By its kind, as `vault.keys.methods()` has it. */
export const methodNames: Readonly<Record<string, string>> = { host: 'The host’s key', passphrase: 'Passphrase', passkey: 'Passkey', device: 'This browser', recovery: 'Recovery key' };
export const withArticle: Readonly<Record<Choice, string>> = { host: 'the host’s key', passphrase: 'a passphrase', passkey: 'a passkey', device: 'this browser' };

export function readChoice(address: string = location.href): Choice {
  const asked = new URL(address).searchParams.get('keys');
  return choices.find((choice) => choice === asked) ?? 'host';
}

/** The page as it is, with other keys. */
export function hrefWith(choice: Choice): string {
  const address = new URL(location.href);
  address.searchParams.set('keys', choice);
  return address.href;
}
