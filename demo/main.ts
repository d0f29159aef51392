import { localAuthority, openVault, staticDirectory } from 'mysafe-share';
import 'mysafe-share/define/provider';
import 'mysafe-share/define/activity';
import 'mysafe-share/define/group-list';
import 'mysafe-share/define/home-cards';
import 'mysafe-share/define/secret-list';
import 'mysafe-share/define/sharing-center';
import 'mysafe-share/define/unlock';
import { indexedDbStorage } from 'mysafe-share/storage/indexeddb';
import { startActivity } from './activity-page.js';
import { startConsole } from './console.js';
import { inboxOf } from './inbox.js';
import { NAME, keepers, readChoice } from './keepers.js';
import { moveIn } from './moving.js';
import { organisationKey } from './organisation-key.js';
import { startOwners } from './owners.js';
import { part } from './page.js';
import { groups, users } from './people.js';
import { startSecurity } from './security-page.js';

const directory = staticDirectory({ users, groups });
const inbox = inboxOf(NAME, directory);

startConsole({
  name: NAME,
  directory,
  // Embedding MySafe is this, and <mysafe-provider><mysafe-secret-list></mysafe-secret-list></mysafe-provider> in the page.
  async signIn(user, turn) {
    const provider = part<HTMLElementTagNameMap['mysafe-provider']>('mysafe-provider');
    const organisation = await organisationKey();
    const organisationKeys = [organisation.publicKey];
    const authority = localAuthority({ storage: indexedDbStorage({ name: NAME }), directory, notifier: inbox, embedded: true, organisationKeys });
    const keys = keepers[readChoice()](user);
    const vault = await openVault({ actor: user.id, authority, keys, organisationKeys });
    async function close(): Promise<void> {
      await vault.close();
      await authority.close();
    }
    await moveIn({ vault, authority, keys, ...turn }).catch(async (fault: unknown) => {
      await close();
      throw fault;
    });
    provider.vault = vault;
    const leave = [startSecurity(vault), startActivity(authority), startOwners(authority, user.id, organisation), inbox.open(user.id, authority)];
    return async function signOut() {
      for (const stop of leave) stop();
      provider.vault = undefined;
      await close();
    };
  },
});
