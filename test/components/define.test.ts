import { expect } from '@open-wc/testing';
import { ActivityList, GroupEditor, GroupList, HomeCards, Provider, SecretList, ShareDialog, define } from '../../src/components/index.js';

/** Scoped registries are newer than the oldest browser we promise, so this one only notes. */
function aRegistry(taken: Readonly<Record<string, CustomElementConstructor>> = {}) {
  const defined = new Map(Object.entries(taken));
  const registry = { get: (name: string) => defined.get(name), define: (name: string, element: CustomElementConstructor) => void defined.set(name, element) };
  return { defined, registry: registry as unknown as CustomElementRegistry };
}

describe('the entry with all components', () => {
  it('registers nothing by itself', () => {
    expect(customElements.get('mysafe-share-dialog')).to.equal(undefined);
  });

  it('registers every element in the registry it is given', () => {
    const { defined, registry } = aRegistry();
    define({ registry });
    expect(Object.fromEntries(defined)).to.include({ 'mysafe-provider': Provider, 'mysafe-secret-list': SecretList, 'mysafe-share-dialog': ShareDialog, 'mysafe-group-editor': GroupEditor, 'mysafe-group-list': GroupList, 'mysafe-activity': ActivityList, 'mysafe-home-cards': HomeCards });
    expect([...defined.keys()][0], 'before what asks it for a vault').to.equal('mysafe-provider');
    expect([...defined.keys()].every((name) => name.startsWith('mysafe-'))).to.equal(true);
  });

  it('leaves alone what is registered already', () => {
    const theirs = class extends HTMLElement {};
    const { defined, registry } = aRegistry({ 'mysafe-secret-list': theirs });
    define({ registry });
    expect(defined.get('mysafe-secret-list')).to.equal(theirs);
  });

  it('registers all of them in the page, and can be called twice', async () => {
    define();
    define();
    expect(customElements.get('mysafe-share-dialog')).to.equal(ShareDialog);
    await import('../../src/define.js');
    expect(customElements.get('mysafe-share-dialog')).to.equal(ShareDialog);
    expect(document.createElement('mysafe-secret-list')).to.be.instanceOf(SecretList);
  });
});
