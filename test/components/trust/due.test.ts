import { expect } from '@open-wc/testing';
import type { Vault } from '../../../src/core/index.js';
import { type ViewPage, until, viewPage } from '../../support/secret-view-page.js';
import { ana, bruno, grant, ok } from '../../support/vault-builders.js';

const SINCE = new Date(2026, 0, 2);
const DUE = 'Somebody who left still has a key to what is stored, since Jan 2, 2026. They are refused; sealed anew, the key opens nothing any more.';

interface Sealing { readonly asked: string[]; fails: boolean; due: boolean }

/** A healthy vault seals by itself before anybody looks: this one leaves it to the button. */
async function withDue({ actingAs = ana, fails = false } = {}): Promise<{ page: ViewPage; sealing: Sealing }> {
  const sealing: Sealing = { asked: [], fails, due: true };
  const wrap = (vault: Vault): Vault => ({ ...vault, sharing: { ...vault.sharing,
    due: (options) => Promise.resolve(sealing.due && options?.secretId ? { count: 1, since: SINCE } : { count: 0 }),
    sealAnew(id) {
      sealing.asked.push(id);
      if (sealing.fails) return Promise.reject(new Error('offline'));
      sealing.due = false;
      return Promise.resolve({ ok: true, value: undefined });
    } } });
  const page = await viewPage({ actingAs, wrap, before: async (world, { id }) => {
    await world.enrol(bruno);
    ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno, 'edit')]));
  } });
  return { page, sealing };
}

describe('what is to be sealed anew because somebody left, in the view window (security.md 2.6)', () => {
  it('says so, since when, and seals it anew by keyboard; focus goes on to what is next', async () => {
    const { page, sealing } = await withDue();
    await until(() => page.banners.includes(DUE), 'the line');
    await page.isAccessible();
    page.button('Seal anew now').focus();
    await page.press('Enter');
    await until(() => page.status === 'Sealed anew', 'the word');
    expect([page.banners, page.has('Seal anew now'), sealing.asked]).to.deep.equal([[], false, [page.secret.id]]);
    await until(() => page.focused === 'Manage access', 'focus');
  });

  it('says why where it could not be done, and can be asked again', async () => {
    const { page, sealing } = await withDue({ fails: true });
    await until(() => page.has('Seal anew now'), 'the button');
    await page.click('Seal anew now');
    await until(() => page.status === 'Not sealed anew', 'the word');
    expect(page.banners).to.include('Something went wrong. Nothing was changed. Try again.').and.to.include(DUE);
    await page.isAccessible();
    sealing.fails = false;
    await page.click('Seal anew now');
    await until(() => !page.has('Seal anew now'), 'the line gone');
  });

  it('is not for somebody who may not share', async () => {
    const { page } = await withDue({ actingAs: bruno });
    await until(() => page.rows.length > 0, 'the secret');
    await page.view.updateComplete;
    expect([page.banners, page.has('Seal anew now')]).to.deep.equal([[], false]);
  });
});
