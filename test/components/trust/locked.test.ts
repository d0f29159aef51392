import { expect } from '@open-wc/testing';
import { asideIn } from '../../support/aside-page.js';
import { type ViewPage, until, viewPage } from '../../support/secret-view-page.js';
import { hasUnlock, unlockIn } from '../../support/unlock-page.js';
import { type World, ana, bruno, grant, ok, revoke } from '../../support/vault-builders.js';

const withBruno = async (world: World, { id }: { readonly id: string }): Promise<void> => {
  await world.enrol(bruno);
  ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno)]));
};

const withoutBruno = async (world: World, secret: { readonly id: string }): Promise<void> => {
  await withBruno(world, secret);
  world.clock.forward(60);
  ok(await (await world.vaultOf(bruno)).secrets.reveal(secret.id));
  ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [revoke(bruno)]));
};

async function comparing(): Promise<{ page: ViewPage; aside: Awaited<ReturnType<typeof asideIn>> }> {
  const page = await viewPage({ before: withBruno });
  const compare = await until(() => page.view.shadowRoot!.querySelector<HTMLElement>('[part=compare-button]'), 'the button');
  compare.focus();
  await page.press('Enter');
  return { page, aside: await asideIn(page.view.shadowRoot!, 'mysafe-fingerprint') };
}

describe('a window over another one, while the keys are locked', () => {
  it('fingerprints: asks in place, by keyboard alone, and goes on with the same comparison', async () => {
    const { page, aside } = await comparing();
    const before = [aside.title, aside.text, aside.fingerprints, aside.buttons];
    page.vault.keys.lock();
    const form = await unlockIn(aside.element);
    await until(() => form.focused === 'Unlock', 'focus in the form');
    expect([form.lead, aside.title, aside.buttons, aside.fingerprints]).to.deep.equal(['Your keys are locked.', before[0], ['Cancel'], {}]);
    await aside.isAccessible();
    await aside.press('Enter');
    await until(() => !hasUnlock(aside.element), 'the form gone');
    await until(() => aside.focused === aside.title, 'focus on the title');
    expect([aside.title, aside.text, aside.fingerprints, aside.buttons]).to.deep.equal(before);
    await aside.click('They match');
    await aside.closed();
    expect((await page.vault.keys.trust(bruno.id)).state).to.equal('verified');
  });

  it('Escape still closes it, back to the window under it', async () => {
    const { page, aside } = await comparing();
    page.vault.keys.lock();
    await until(() => hasUnlock(aside.element), 'the form');
    await aside.press('Escape');
    await aside.closed();
    expect(page.dialog.open).to.equal(true);
    await until(() => hasUnlock(page.view), 'that one asks, too');
  });

  it('who lost access: locked in mid-reading, the same is there again', async () => {
    const page = await viewPage({ before: withoutBruno });
    await page.click('What they had opened');
    const aside = await asideIn(page.view.shadowRoot!, 'mysafe-leavers');
    const before = [aside.text, aside.buttons];
    page.vault.keys.lock();
    const form = await unlockIn(aside.element);
    expect([aside.text.includes('Bruno'), aside.buttons]).to.deep.equal([false, ['Cancel']]);
    await aside.isAccessible();
    await form.click('Unlock');
    await until(() => !hasUnlock(aside.element), 'the form gone');
    expect([aside.text, aside.buttons]).to.deep.equal(before);
  });

  it('who lost access: opened while they are locked, it is told once they are not', async () => {
    const page = await viewPage({ before: withoutBruno });
    page.button('What they had opened').click();
    page.vault.keys.lock(); // before the window is there
    const aside = await asideIn(page.view.shadowRoot!, 'mysafe-leavers');
    await (await unlockIn(aside.element)).click('Unlock');
    await until(() => aside.text.includes('Bruno Alves opened it 1 time'), 'what he had opened');
    expect(aside.buttons).to.deep.equal(['Close', 'Rotate now']);
  });
});
