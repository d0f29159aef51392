import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { type SharePage, type SharePageOptions, sharePage, until, withCalls } from '../../support/share-page.js';
import { ana, bruno, grant, ok } from '../../support/vault-builders.js';

const names = (page: SharePage): string[] => page.added.map(({ name }) => name);
const withBruno: SharePageOptions = { before: async (world, secret) => ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit')])) };

/** Pastes and waits until there is an answer. */
async function paste(page: SharePage, text: string): Promise<void> {
  const [rows, said] = [page.added.length, page.announcement];
  await page.paste(text);
  await until(() => page.added.length !== rows || page.announcement !== said || page.error !== '', 'an answer to the paste');
  await page.settled();
}

describe('pasting several people', () => {
  const separators: readonly [string, string][] = [
    ['commas', 'joao@example.org,carla@example.org'],
    ['semicolons, as from a mail program', 'joao@example.org; carla@example.org;'],
    ['lines', 'joao@example.org\r\ncarla@example.org\n'],
    ['tabs, as from a table', 'joao@example.org\tcarla@example.org'],
    ['spaces between addresses', 'joao@example.org  carla@example.org'],
    ['names before addresses', 'João Pereira <joao@example.org>, "Dias, Carla" <carla@example.org>'],
    ['mailto: links', 'mailto:joao@example.org, MAILTO:carla@example.org'],
    ['usernames', 'joao, carla'],
    ['a name that is unique', 'João Pereira; Carla Dias'],
  ];
  for (const [how, text] of separators) {
    it(`F02 parts them by ${how}`, async () => {
      const page = await sharePage();
      await paste(page, text);
      expect(names(page)).to.deep.equal(['João Pereira', 'Carla Dias']);
      expect([page.error, page.chips, page.input.value]).to.deep.equal(['', [], '']);
      await page.announced('2 added, 0 not found');
    });
  }

  it('S16 each begins with Can view alone, with `default-edit` with Can edit too', async () => {
    const plain = await sharePage();
    await paste(plain, 'joao, carla');
    expect(plain.added.map(({ view, edit }) => [view, edit])).to.deep.equal([[true, false], [true, false]]);
    const editing = await sharePage({ set: { defaultEdit: true } });
    await paste(editing, 'joao, carla');
    expect(editing.added.map(({ view, edit }) => [view, edit])).to.deep.equal([[true, true], [true, true]]);
  });

  it('names each once, by whatever of their names', async () => {
    const page = await sharePage();
    await paste(page, 'joao, JOAO, joao@example.org, carla');
    expect(names(page)).to.deep.equal(['João Pereira', 'Carla Dias']);
  });

  it('asks the directory once for all', async () => {
    let calls = 0;
    const page = await sharePage({ wrap: (vault) => withCalls(vault, 'recipients', { resolve: (entries, options) => { calls += 1; return vault.recipients.resolve(entries, options); } }) });
    await paste(page, 'joao, carla, davi');
    expect(calls).to.equal(1);
  });

  it('keeps the text that was typed before', async () => {
    const page = await sharePage();
    await page.type('mar');
    await paste(page, 'joao, carla');
    expect([page.input.value, names(page)]).to.deep.equal(['mar', ['João Pereira', 'Carla Dias']]);
  });

  it('a single word acts like typing: it is searched, not added', async () => {
    const page = await sharePage();
    await page.paste('silva');
    await page.settled();
    expect([page.input.value, names(page), page.listIsOpen]).to.deep.equal(['silva', [], true]);
  });

  it('takes 200 at once, and says so of 201', async () => {
    const many = (count: number): string => Array.from({ length: count }, (_, at) => `p${at}@example.org`).join(',');
    const page = await sharePage();
    const told = page.event('mysafe-recipient-invalid');
    await paste(page, many(201));
    expect([page.error, page.isRed, page.chips]).to.deep.equal(['You can add up to 200 at a time.', true, []]);
    expect((await told).problems.map(({ problem }) => problem)).to.deep.equal(['too-many']);
    await paste(page, many(200));
    expect(page.chips).to.have.lengthOf(200);
  });

  it('tells the host of each, and the host may keep somebody off', async () => {
    const page = await sharePage();
    const asked: string[] = [];
    page.element.addEventListener('mysafe-recipient-add', (event) => {
      asked.push(`${event.recipient.name}: ${event.permission}`);
      if (event.recipient.name === 'Carla Dias') event.preventDefault();
    });
    await paste(page, 'joao, carla');
    expect(asked).to.deep.equal(['João Pereira: view', 'Carla Dias: view']);
    expect([names(page), page.chips]).to.deep.equal([['João Pereira'], []]);
    await page.announced('1 added, 0 not found');
  });

  it('keeps everything as it was when the directory does not answer, and says so', async () => {
    const page = await sharePage({ wrap: (vault) => withCalls(vault, 'recipients', { resolve: () => Promise.reject(new Error('offline')) }) });
    await page.paste('joao, carla');
    await until(() => page.banners.length > 0, 'the banner');
    expect(page.banners[0]).to.contain('Something went wrong. Nothing was changed. Try again.');
    expect([names(page), page.chips, page.isRed]).to.deep.equal([[], [], false]);
    await page.announced('Something went wrong. Nothing was changed. Try again.');
  });
});

describe('S13 pasted entries that name nobody', () => {
  it('become red chips, the others rows; the sentence counts and names them', async () => {
    const page = await sharePage();
    const told = page.event('mysafe-recipient-invalid');
    await paste(page, 'joao, nobody@example.org, carla, zzz, davi');
    expect(names(page)).to.deep.equal(['João Pereira', 'Carla Dias', 'Davi Nunes']);
    expect(page.chips).to.deep.equal(['nobody@example.org', 'zzz']);
    expect([page.error, page.isRed]).to.deep.equal(["Couldn't find 2 of 5: nobody@example.org, zzz.", true]);
    await page.announced('3 added, 2 not found');
    expect((await told).problems).to.deep.equal([{ entry: 'nobody@example.org', problem: 'unknown' }, { entry: 'zzz', problem: 'unknown' }]);
  });

  it('tell the host why: suspended, ambiguous, oneself', async () => {
    const page = await sharePage();
    const told = page.event('mysafe-recipient-invalid');
    await paste(page, 'sonia, Maria Silva, ana, carla');
    expect((await told).problems.map(({ problem }) => problem)).to.deep.equal(['suspended', 'ambiguous', 'yourself']);
    expect(names(page)).to.deep.equal(['Carla Dias']);
  });

  it('T12 somebody who has access is no wrong entry', async () => {
    const page = await sharePage(withBruno);
    await paste(page, 'bruno, carla, zzz');
    expect([names(page), page.chips, page.error]).to.deep.equal([['Carla Dias'], ['zzz'], "Couldn't find 1 of 3: zzz."]);
    expect(page.rowOf('Bruno Alves')).to.include({ edit: true, state: '' });
  });

  it('T12 only people who have access: it is said, and nothing is red', async () => {
    const page = await sharePage(withBruno);
    await paste(page, 'bruno; bruno@example.org');
    expect([page.isRed, page.error, page.chips]).to.deep.equal([false, '', []]);
    await page.announced('Bruno Alves already has access. Change it below.');
  });

  it('count on over several pastes', async () => {
    const page = await sharePage();
    await paste(page, 'joao, zzz, carla');
    await paste(page, 'davi, yyy!');
    expect(page.error).to.equal("Couldn't find 2 of 5: zzz, yyy!.");
  });

  it('“Edit” brings one back into the box, to be searched', async () => {
    const page = await sharePage();
    await paste(page, 'jooao, zzz');
    await page.click('Edit jooao');
    await page.settled();
    expect([page.chips, page.input.value, page.focused]).to.deep.equal([['zzz'], 'jooao', 'Add people or groups']);
  });

  it('“Remove” drops one, and focus goes to the box', async () => {
    const page = await sharePage();
    await paste(page, 'joao, zzz, yyy!');
    await page.click('Remove zzz');
    expect([page.chips, page.focused, page.error]).to.deep.equal([['yyy!'], 'Add people or groups', "Couldn't find 1 of 3: yyy!."]);
  });

  it('“Remove all” drops all, and clears red and sentence', async () => {
    const page = await sharePage();
    await paste(page, 'joao, zzz, yyy!');
    await page.click('Remove all');
    expect([page.chips, page.isRed, page.error]).to.deep.equal([[], false, '']);
    expect(page.find('button', 'Remove all') === undefined).to.be.true;
    expect(names(page), 'who was found stays').to.deep.equal(['João Pereira']);
  });

  it('Share sends nothing while one is left, and goes to the box', async () => {
    const page = await sharePage();
    await paste(page, 'joao, zzz');
    page.get('button', 'Share').focus();
    await page.share();
    expect([page.isOpen, page.focused, (await page.access()).length]).to.deep.equal([true, 'Add people or groups', 1]);
    await page.click('Remove zzz');
    await page.share();
    expect(page.isOpen).to.be.false;
  });

  it('typing meanwhile clears the red of the box, not the chips', async () => {
    const page = await sharePage();
    await paste(page, 'joao, zzz');
    await sendKeys({ type: 'c' });
    await page.settled();
    expect([page.isRed, page.chips]).to.deep.equal([false, ['zzz']]);
  });

  it('are not there twice when pasted twice', async () => {
    const page = await sharePage();
    await paste(page, 'joao, zzz');
    await paste(page, 'zzz, carla');
    expect(page.chips).to.deep.equal(['zzz']);
  });
});
