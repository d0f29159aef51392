import { type User, type Vault, openVault } from '../../src/core/index.js';
import { ephemeralKeys } from '../../src/keys/index.js';
import { type World, ok } from './vault-builders.js';

/** That person's vault in another browser, with new keys in the place of lost ones. */
export async function startsOver({ authority }: World, user: User): Promise<Vault> {
  const vault = await openVault({ actor: user.id, authority, keys: ephemeralKeys() });
  ok(await vault.keys.startOver());
  return vault;
}
