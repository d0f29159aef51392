import { expect } from '@open-wc/testing';
import { formPage } from '../../support/secret-form-page.js';
import { listPage } from '../../support/secret-list-page.js';
import { sharePage } from '../../support/share-page.js';
import { aSecret } from '../../support/vault-builders.js';

describe('`:state()`, for the style sheets of hosts', () => {
  it('says that the share window holds something unsent, or a wrong name', async () => {
    const { element, add } = await sharePage();
    expect(element.matches(':state(dirty)')).to.equal(false);
    await add('carla');
    expect([element.matches(':state(dirty)'), element.matches(':state(invalid)'), element.matches(':state(loading)')]).to.deep.equal([true, false, false]);
  });

  it('says that a form is wrong', async () => {
    const page = await formPage();
    expect(page.form.matches(':state(invalid)')).to.equal(false);
    await page.click('Save');
    expect(page.form.matches(':state(invalid)')).to.equal(true);
  });

  it('says that a list has loaded', async () => {
    const { list } = await listPage({ secrets: [aSecret()] });
    expect([list.matches(':state(loading)'), list.matches(':state(error)')]).to.deep.equal([false, false]);
  });
});
