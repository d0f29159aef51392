import { expect, fixture, html } from '@open-wc/testing';
import type { Provider, SecretList } from '../../src/components/index.js';
import '../../src/define/secret-list.js';
import { until } from '../support/share-page.js';
import { aSecret, aVault, ana } from '../support/vault-builders.js';

const rowsOf = (list: SecretList): number => list.shadowRoot?.querySelectorAll('[data-id]').length ?? 0;

// a page of its own: nothing else in it may have defined the provider
describe('an element that is defined before <mysafe-provider>', () => {
  it('finds its vault once the provider is there, and each one that it is given later', async () => {
    expect(customElements.get('mysafe-provider')).to.equal(undefined);
    const provider = await fixture<Provider>(html`<mysafe-provider><mysafe-secret-list></mysafe-secret-list></mysafe-provider>`);
    const list = provider.querySelector('mysafe-secret-list')!;
    await list.updateComplete;
    const { vault } = await aVault({ actingAs: ana, secrets: [aSecret(), aSecret({ name: 'Another' })] });
    provider.vault = vault; // as frameworks do, whether it is defined or not
    await import('../../src/define/provider.js');
    await until(() => rowsOf(list) === 2, 'the rows of the first vault');
    provider.vault = (await aVault({ actingAs: ana, secrets: [aSecret()] })).vault;
    await until(() => rowsOf(list) === 1, 'the rows of the second one');
  });
});
