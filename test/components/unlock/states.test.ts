import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { SecretView } from '../../../src/components/secret-view/secret-view.js';
import { ephemeralKeys, passkeyKeys } from '../../../src/keys/index.js';
import { until } from '../../support/secret-view-page.js';
import { PASSPHRASE, type UnlockPage, unlockPage } from '../../support/unlock-page.js';
import { aSecret, aVault, ana } from '../../support/vault-builders.js';

async function away(): Promise<UnlockPage> {
  const page = await unlockPage({ madeWith: ephemeralKeys() });
  await page.type('Passphrase', PASSPHRASE);
  await page.press('Enter');
  await page.shows('Your keys are not in this browser.');
  return page;
}

async function pressed(page: Promise<UnlockPage>, ...clicks: readonly string[]): Promise<UnlockPage> {
  const shown = await page;
  for (const name of clicks) await shown.click(name);
  await shown.answered();
  return shown;
}

/** What the form can look like. */
const states: Readonly<Record<string, () => Promise<UnlockPage>>> = {
  'a passphrase': () => unlockPage({ madeWith: true, recovery: true }),
  'no passphrase typed': () => pressed(unlockPage({ madeWith: true }), 'Unlock'),
  'a new passphrase': async () => {
    const page = await unlockPage();
    await page.type('Choose a passphrase', 'short');
    return page;
  },
  'two that differ': async () => {
    const page = await unlockPage();
    await page.type('Choose a passphrase', 'short');
    await page.click('Show');
    return pressed(Promise.resolve(page), 'Set passphrase');
  },
  'a passkey': () => unlockPage({ keeper: passkeyKeys() }),
  'nothing asked': () => unlockPage({ keeper: ephemeralKeys(), madeWith: true }),
  'a recovery key': () => pressed(unlockPage({ madeWith: true, recovery: true }), 'Use a recovery key'),
  'no recovery key typed': () => pressed(unlockPage({ madeWith: true, recovery: true }), 'Use a recovery key', 'Unlock'),
  'not here': () => unlockPage({ keeper: ephemeralKeys(), madeWith: ephemeralKeys(), recovery: true }),
  'not here, and no way': away,
  'a backup': () => pressed(away(), 'Restore a backup', 'Restore'),
  'starting over': () => pressed(away(), 'Start over…'),
};

/** What hangs out over the side of the page, by its class. */
const overflowing = ({ root }: UnlockPage): string[] => [...root.querySelectorAll<HTMLElement>('.root *')]
  .filter((one) => one.getClientRects().length > 0 && !one.closest('.sr-only'))
  .filter((one) => { const { left, right } = one.getBoundingClientRect(); return left < -1 || right > document.documentElement.clientWidth + 1; })
  .map((one) => `${one.localName}.${one.className}`);

describe('every state of <mysafe-unlock>', () => {
  afterEach(async () => {
    await emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
    await setViewport({ width: 1280, height: 800 });
  });

  for (const [state, show] of Object.entries(states)) {
    it(`is accessible, by light and by dark: ${state}`, async () => {
      const page = await show();
      for (const theme of ['light', 'dark'] as const) {
        page.element.theme = theme;
        page.element.parentElement!.style.background = theme === 'dark' ? '#1b1e24' : '#ffffff';
        await page.element.updateComplete;
        await page.isAccessible();
      }
    });

    it(`fits 320 px, from left to right and from right to left (1.4.10): ${state}`, async () => {
      await setViewport({ width: 320, height: 640 });
      const page = await show();
      expect(overflowing(page)).to.deep.equal([]);
      document.documentElement.dir = 'rtl';
      try {
        expect(overflowing(page)).to.deep.equal([]);
        const box = page.root.querySelector('.root')!.getBoundingClientRect();
        const lead = page.root.querySelector('[part=lead] svg')!.getBoundingClientRect();
        expect(box.right - lead.right, 'the lock leads').to.be.lessThan(2);
      } finally {
        document.documentElement.removeAttribute('dir');
        await setViewport({ width: 1280, height: 800 });
      }
    });

    it(`has targets that are large enough (2.5.8): ${state}`, async () => {
      const page = await show();
      const small = [...page.root.querySelectorAll('button')].filter((one) => { const { width, height } = one.getBoundingClientRect(); return width < 24 || height < 24; });
      expect(small.map(({ textContent }) => textContent)).to.deep.equal([]);
    });
  }

  it('in forced colours a wrong field and the buttons have borders', async () => {
    await emulateMedia({ forcedColors: 'active' });
    try {
      const page = await states['no passphrase typed']!();
      for (const [selector, least] of [['[aria-invalid=true]', 2], ['[part=unlock-button]', 1], ['[part=show-button]', 1]] as const) {
        expect(Number.parseFloat(getComputedStyle(page.root.querySelector(selector)!).borderTopWidth), selector).to.be.at.least(least);
      }
    } finally {
      await emulateMedia({ forcedColors: 'none' });
    }
  });

  it('a recovery key is written from left to right wherever it stands, three groups to a line', async () => {
    const page = await states['a recovery key']!();
    const area = page.field('Recovery key') as HTMLTextAreaElement;
    area.value = page.recoveryKey;
    expect([area.dir, area.scrollHeight <= area.clientHeight, area.value.split('-').length]).to.deep.equal(['ltr', true, 9]);
  });
});

/** The view window in a registry of its own, as a host makes it: a shadow root that looks elements up there, and lit told to make them so. */
function apart(registry: CustomElementRegistry): CustomElementConstructor {
  return class extends SecretView {
    static override shadowRootOptions: ShadowRootInit = { ...SecretView.shadowRootOptions, customElementRegistry: registry };
    protected override createRenderRoot(): HTMLElement | DocumentFragment {
      const importNode = <T extends Node>(node: T): T => document.importNode(node, { customElementRegistry: registry });
      Object.assign(this.renderOptions, { creationScope: { importNode } });
      return super.createRenderRoot();
    }
  };
}

describe('where elements are registered apart from the page', () => {
  it('the form is registered where the window looks its elements up', async () => {
    const registry = new CustomElementRegistry();
    registry.define('mysafe-secret-view', apart(registry));
    const { vault, secrets: [secret] } = await aVault({ actingAs: ana, secrets: [aSecret()] });
    vault.keys.lock();
    const host = document.body.appendChild(document.createElement('div'));
    try {
      const root = host.attachShadow({ mode: 'open', customElementRegistry: registry });
      root.innerHTML = '<mysafe-secret-view></mysafe-secret-view>';
      const view = root.firstElementChild as SecretView;
      Object.assign(view, { vault, secretId: secret!.id, open: true });
      const form = await until(() => view.shadowRoot?.querySelector('mysafe-unlock')?.shadowRoot?.querySelector('[part=lead]'), 'the form');
      expect([form.textContent.trim(), registry.get('mysafe-unlock')]).to.deep.equal(['Your keys are locked.', customElements.get('mysafe-unlock')]);
      expect((view.shadowRoot!.querySelector('mysafe-unlock') as Element & { customElementRegistry: unknown }).customElementRegistry).to.equal(registry);
    } finally {
      host.remove();
    }
  });
});
