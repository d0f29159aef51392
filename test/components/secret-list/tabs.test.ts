import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { indexedDbStorage } from '../../../src/adapters/indexeddb-storage.js';
import { localAuthority, openVault, staticDirectory } from '../../../src/core/index.js';
import { deviceKeys } from '../../../src/keys/index.js';
import { aList, pageOf } from '../../support/secret-list-page.js';
import { ana, anId, everybody } from '../../support/vault-builders.js';

/** In another tab: adds a secret to the vault that both tabs share. Runs there as source, so it uses nothing but its argument. */
const addInOtherTab = `async ({ name, actor, users }) => {
  const { localAuthority, openVault, staticDirectory } = await import('/src/core/index.ts');
  const { indexedDbStorage } = await import('/src/adapters/indexeddb-storage.ts');
  const { deviceKeys } = await import('/src/keys/index.ts');
  const authority = localAuthority({ storage: indexedDbStorage({ name }), directory: staticDirectory({ users }) });
  const vault = await openVault({ actor, authority, keys: deviceKeys({ name }) });
  const added = await vault.secrets.add({ name: 'From the other tab', url: 'https://example.org', clientId: 'x' });
  return added.ok;
}`;

it('the list shows what another tab adds, by itself', async () => {
  const name = `list-tabs-${anId()}`;
  const authority = localAuthority({ storage: indexedDbStorage({ name }), directory: staticDirectory({ users: everybody }) });
  const vault = await openVault({ actor: ana.id, authority, keys: deviceKeys({ name }) });
  const page = pageOf(await aList(vault), {} as never);
  await page.settled();
  const tab: string = await executeServerCommand('tab-open');
  const added: boolean = await executeServerCommand('tab-evaluate', { tab, run: addInOtherTab, with: { name, actor: ana.id, users: everybody } });
  expect(added).to.equal(true);
  await page.shows('From the other tab');
  await executeServerCommand('tab-close', { tab });
  await vault.close();
  await authority.close();
});
