import { localAuthority, openVault, staticDirectory } from 'mysafe-share';
import 'mysafe-share/define/provider';
import 'mysafe-share/define/secret-list';
import { deviceKeys } from 'mysafe-share/keys';
import { indexedDbStorage } from 'mysafe-share/storage/indexeddb';
import { startConsole } from './console.js';
import { part } from './page.js';
import { groups, users } from './people.js';

const name = 'acme-console';
const directory = staticDirectory({ users, groups });

startConsole({
  name,
  directory,
  // Embedding MySafe is this, and <mysafe-provider><mysafe-secret-list></mysafe-secret-list></mysafe-provider> in the page.
  async signIn(actor) {
    const provider = part<HTMLElementTagNameMap['mysafe-provider']>('mysafe-provider');
    const authority = localAuthority({ storage: indexedDbStorage({ name }), directory });
    const vault = await openVault({ actor, authority, keys: deviceKeys({ name }) });
    provider.vault = vault;
    return async function signOut() {
      provider.vault = undefined;
      await vault.close();
      await authority.close();
    };
  },
});
