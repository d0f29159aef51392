import { expect } from '@open-wc/testing';
import type { SecretRecord } from '../../../src/core/authority/records.js';
import { memoryStorage } from '../../../src/adapters/memory-storage.js';
import type { StorageAdapter } from '../../../src/core/index.js';
import { formPage } from '../../support/secret-form-page.js';
import { type ViewPage, until, viewPage } from '../../support/secret-view-page.js';
import { sharePage } from '../../support/share-page.js';
import { type World, ana, bruno, carla, grant, ok } from '../../support/vault-builders.js';

type Bend = (record: SecretRecord) => SecretRecord;

/** A store that hands out secrets as it likes, once it is told to. */
function bentStorage(): { storage: StorageAdapter; bend(how: Bend): void } {
  const good = memoryStorage();
  let how: Bend = (record) => record;
  const storage: StorageAdapter = {
    ...good,
    async get(ref) {
      const record = await good.get(ref);
      return record && ref.kind === 'secret' ? { ...record, body: how(structuredClone(record.body) as SecretRecord) } : record;
    },
  };
  return { storage, bend(next) { how = next; } };
}

/** A text of the same shape with one letter changed. */
const flipped = (text: string): string => `${text.slice(0, 20)}${text[20] === 'A' ? 'B' : 'A'}${text.slice(21)}`;

const bent = <P extends { readonly ciphertext: string }>(part: P): P => ({ ...part, ciphertext: flipped(part.ciphertext) });

const ghost: Bend = (record) => ({ ...record, grants: [...record.grants, { ...record.grants[0]!, principal: carla.id }] });
const otherDetails: Bend = (record) => ({ ...record, envelope: { ...record.envelope!, details: bent(record.envelope!.details) } });
const otherValue: Bend = (record) => ({ ...record, envelope: { ...record.envelope!, value: bent(record.envelope!.value!) } });

const FORGED = 'The history of this secret was changed outside of the vault. Nothing of it was used. Tell whoever looks after your security.';
const ROLLED_BACK = 'This secret was put back to an older state outside of the vault. Nothing of it was used. Tell whoever looks after your security.';
const TAMPERED = 'This secret was changed outside of the vault and was not opened. Tell whoever looks after your security.';

async function shared(world: World, { id }: { readonly id: string }): Promise<void> {
  await world.enrol(bruno, carla);
  ok(await (await world.vaultOf(ana)).sharing.share(id, [grant(bruno)]));
}

function showsNothingOfIt(page: ViewPage): void {
  for (const part of ['pay-client', 'correct horse', 'Bruno Alves']) expect(page.markup).to.not.contain(part);
  expect(page.has('Retry')).to.equal(false);
}

describe('what was changed outside of the vault', () => {
  const cases: readonly (readonly [string, Bend | 'older', string])[] = [
    ['a ghost among those who have access', ghost, FORGED], ['an older state', 'older', ROLLED_BACK], ['other sealed details', otherDetails, TAMPERED],
  ];
  for (const [what, how, sentence] of cases) {
    it(`${what}: the view window says so and shows nothing of the secret, with no Retry`, async () => {
      const { storage, bend } = bentStorage();
      const page = await viewPage({ storage, opened: false, before: async (world, secret) => {
        const before = structuredClone((await storage.get({ kind: 'secret', id: secret.id }))!.body) as SecretRecord;
        await shared(world, secret);
        ok(await (await world.vaultOf(ana)).secrets.get(secret.id));
        bend(how === 'older' ? () => before : how);
      } });
      page.view.secretId = page.secret.id;
      page.view.open = true;
      await until(() => page.banners.length > 0, 'the sentence');
      expect(page.banners).to.deep.equal([sentence]);
      showsNothingOfIt(page);
      await page.isAccessible();
    });
  }

  it('what is on the screen goes, once it is found out', async () => {
    const { storage, bend } = bentStorage();
    const page = await viewPage({ storage, before: shared });
    await page.click('Show Client secret');
    await page.shows('correct horse battery staple');
    bend(ghost);
    await page.world.groupOf(ana, 'Any change has it read again', [carla]);
    await until(() => page.banners.includes(FORGED), 'the sentence');
    showsNothingOfIt(page);
  });

  it('a client secret that is not the one that was sealed closes the view of it all', async () => {
    const { storage, bend } = bentStorage();
    const page = await viewPage({ storage, before: shared });
    bend(otherValue);
    await page.click('Show Client secret');
    await until(() => page.banners.length > 0, 'the sentence');
    expect(page.banners).to.deep.equal([TAMPERED]);
    showsNothingOfIt(page);
  });

  it('the share window says so instead of its rows, with no Retry and no Share', async () => {
    const { storage, bend } = bentStorage();
    const page = await sharePage({ storage, before: shared });
    await page.add('carla');
    bend((record) => ({ ...record, head: flipped(record.head) }));
    await page.share();
    expect(page.banners).to.have.length(1);
    expect([FORGED, ROLLED_BACK]).to.include(page.banners[0]);
    expect([page.find('button', 'Retry'), page.find('button', 'Share'), page.all('checkbox').length]).to.deep.equal([undefined, undefined, 0]);
  });

  it('the edit form says so and offers no Retry', async () => {
    const { storage, bend } = bentStorage();
    const page = await formPage({ storage, edits: true, before: async (world, secret) => {
      await shared(world, secret);
      bend(otherDetails);
    } });
    expect([page.banners, page.has('Retry'), page.has('Save')]).to.deep.equal([[TAMPERED], false, false]);
    expect(page.markup).to.not.contain('pay-client');
  });
});
