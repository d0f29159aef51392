import { expect } from '@open-wc/testing';
import type { MySafeQueryEvent } from '../../../src/components/secret-list/events.js';
import { type ListPage, listPage, nameOf, until } from '../../support/secret-list-page.js';
import { aSecret, ana, bruno, carla, grant, ok, ops } from '../../support/vault-builders.js';

const text = (element: Element): string => nameOf(element);

describe('the list of API secrets', () => {
  describe('shows', () => {
    it('a table called “API secrets” with the columns in their order', async () => {
      const page = await listPage();
      expect(nameOf(page.root.querySelector('caption slot')!)).to.equal('API secrets');
      expect(page.headers).to.deep.equal(['Name', 'URL', 'Tags', 'Shared', 'Owner', 'Last use', 'Status', 'Action']);
      await page.isAccessible();
    });

    it('each secret as a row that is named by its name (S03)', async () => {
      const page = await listPage({ secrets: ['Stripe live key', 'GitHub token'] });
      expect(page.names).to.deep.equal(['GitHub token', 'Stripe live key']);
      expect(page.row('Stripe live key').querySelector('th')!.scope).to.equal('row');
    });

    it('the columns that the host picks, in its order, ID too', async () => {
      const page = await listPage({ set: { columns: ['id', 'name', 'action'] } });
      expect(page.headers).to.deep.equal(['ID', 'Name', 'Action']);
      expect(text(page.cell('Stripe live key', 'ID'))).to.equal(page.secrets[0]!.id.slice(0, 8));
    });

    it('an address as a link that tells the other site nothing', async () => {
      const page = await listPage({ secrets: [{ name: 'Web', url: 'https://pay.example.org/v1' }] });
      const link = page.cell('Web', 'URL').querySelector('a')!;
      expect([link.href, link.rel, link.target]).to.deep.equal(['https://pay.example.org/v1', 'noopener noreferrer', '_blank']);
    });

    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'www.example.org', 'ftp://example.org']) {
      it(`“${url}” as text, not as a link`, async () => {
        const page = await listPage({ secrets: [{ name: 'Odd', url }] });
        expect(page.cell('Odd', 'URL').querySelector('a')).to.equal(null);
        expect(text(page.cell('Odd', 'URL'))).to.equal(url);
      });
    }

    it('“No” for a secret that nobody else can see', async () => {
      const page = await listPage();
      expect(text(page.cell('Stripe live key', 'Shared'))).to.equal('No');
    });

    it('“Yes” first, then with how many, for a shared one (S22)', async () => {
      const page = await listPage({ before: async ({ vaultOf }, [secret]) => ok(await (await vaultOf(ana)).sharing.share(secret!.id, [grant(bruno), grant(carla), grant(ops)])) });
      const cell = page.cell('Stripe live key', 'Shared');
      expect(text(cell.querySelector('[part=shared-yes]')!)).to.equal('Yes');
      expect(text(cell)).to.equal('Yes · 3');
    });

    it('“You” as the owner of my own, a name for another’s', async () => {
      const page = await listPage({ before: async ({ vaultOf }, [secret]) => ok(await (await vaultOf(ana)).sharing.share(secret!.id, [grant(bruno)])) });
      expect(text(page.cell('Stripe live key', 'Owner').querySelector('bdi')!)).to.equal('You');
      const his = await listPage({ actingAs: bruno, before: async ({ vaultOf }, [secret]) => ok(await (await vaultOf(ana)).sharing.share(secret!.id, [grant(bruno)])) });
      expect(text(his.cell('Stripe live key', 'Owner').querySelector('bdi')!)).to.equal('Ana Costa');
    });

    it('“Never” until the value was used, then when', async () => {
      const page = await listPage();
      expect(text(page.cell('Stripe live key', 'Last use'))).to.equal('Never');
      ok(await page.vault.secrets.reveal(page.secrets[0]!.id));
      await until(() => page.cell('Stripe live key', 'Last use').querySelector('time'), 'the last use');
    });

    it('three tags or more as two and how many more, all of them to a screen reader', async () => {
      const page = await listPage({ secrets: [{ name: 'Tagged', tags: ['a', 'b', 'c', 'd'] }] });
      const cell = page.cell('Tagged', 'Tags');
      expect([...cell.querySelectorAll('.tag')].map(text)).to.deep.equal(['a', 'b']);
      expect(text(cell.querySelector('[aria-hidden]')!)).to.equal('+2');
      expect(text(cell.querySelector('.sr-only')!)).to.equal('c and d');
    });

    it('disabled ones only where asked for, marked in words', async () => {
      const page = await listPage({ secrets: ['Old', 'New'], before: async ({ vaultOf }, [old]) => (await vaultOf(ana)).secrets.disable([old!.id]) });
      expect(page.names).to.deep.equal(['New']);
      await page.choose('Status', 'All');
      expect(page.names).to.deep.equal(['New', 'Old']);
      expect(text(page.cell('Old', 'Status'))).to.equal('Disabled');
      expect(text(page.cell('New', 'Status'))).to.equal('Enabled');
      await page.isAccessible();
    });
  });

  describe('keeps names as text', () => {
    for (const [what, name] of Object.entries({
      'with markup': '<img src=x onerror=alert(1)><b>bold</b>', 'that is right to left': 'مفتاح الدفع', 'that is very long': 'x'.repeat(200),
      'with a joiner': 'می‌خواهم', 'with braces': '{name} {n}',
    })) {
      it(`a name ${what}`, async () => {
        const page = await listPage({ secrets: [name] });
        expect(page.names).to.deep.equal([name]);
        expect(page.root.querySelector('tbody th bdi')!.children).to.have.length(0);
        expect(page.has(`Actions for ${name}`)).to.equal(true);
        await page.isAccessible();
      });
    }

    it('a name of 10,000 letters that a host hands in, without growing the row', async () => {
      const page = await listPage();
      page.list.secrets = [{ ...page.secrets[0]!, name: 'W'.repeat(10_000) }];
      await page.shows('W'.repeat(10_000));
      expect(page.root.querySelector('tbody tr')!.getBoundingClientRect().height).to.be.lessThan(80);
      expect(page.list.scrollWidth).to.be.at.most(page.list.clientWidth);
    });
  });

  describe('searches and filters', () => {
    const three = { secrets: [{ name: 'Payments', tags: ['live'] }, { name: 'Metrics', url: 'https://m.example.org' }, { name: 'Mail' }] };

    it('as one types, without regard to case and accents', async () => {
      const page = await listPage(three);
      await page.type('PÁYM');
      await page.shows('Payments');
    });

    it('and says how many there are', async () => {
      const page = await listPage(three);
      await page.type('m');
      await until(() => page.status === '3 secrets', 'the count');
      await page.type('etr');
      await until(() => page.status === '1 secret', 'the count');
    });

    it('by Shared: All, Yes, No (F13)', async () => {
      const page = await listPage({ ...three, before: async ({ vaultOf }, [secret]) => ok(await (await vaultOf(ana)).sharing.share(secret!.id, [grant(bruno)])) });
      expect([...page.filter('Shared').options].map((option) => option.text)).to.deep.equal(['All', 'Yes', 'No']);
      await page.choose('Shared', 'Yes');
      expect(page.names).to.deep.equal(['Payments']);
      await page.choose('Shared', 'No');
      expect(page.names).to.deep.equal(['Mail', 'Metrics']);
      await page.choose('Shared', 'All');
      expect(page.names).to.have.length(3);
    });

    it('by Status: Enabled, Disabled, All', async () => {
      const page = await listPage({ ...three, before: async ({ vaultOf }, [secret]) => (await vaultOf(ana)).secrets.disable([secret!.id]) });
      expect([...page.filter('Status').options].map((option) => option.text)).to.deep.equal(['Enabled', 'Disabled', 'All']);
      expect(page.filter('Status').value).to.equal('enabled');
      await page.choose('Status', 'Disabled');
      expect(page.names).to.deep.equal(['Payments']);
    });

    it('tells the host what was asked', async () => {
      const page = await listPage(three);
      const told: MySafeQueryEvent[] = [];
      document.body.addEventListener('mysafe-query', (event) => told.push(event), { once: true });
      await page.choose('Shared', 'Yes');
      expect(told.map(({ query, filter, sort }) => ({ query, filter, sort }))).to.deep.equal([
        { query: '', filter: { status: 'enabled', shared: true }, sort: { by: 'name', direction: 'ascending' } },
      ]);
    });

    it('does not tell the host what the host set', async () => {
      const page = await listPage(three);
      let told = 0;
      page.list.addEventListener('mysafe-query', () => { told += 1; });
      page.list.query = 'mail';
      await page.shows('Mail');
      expect(told).to.equal(0);
    });

    it('“Nothing matches.” with a way back', async () => {
      const page = await listPage(three);
      await page.type('zzz');
      expect(nameOf(page.root.querySelector('[part=empty] p')!)).to.equal('Nothing matches.');
      await page.isAccessible();
      page.button('Clear filters').click();
      await page.shows('Mail', 'Metrics', 'Payments');
      expect(page.search.value).to.equal('');
    });
  });

  describe('sorts', () => {
    const two = { secrets: [{ name: 'A', url: 'https://z.example.org' }, { name: 'B', url: 'https://a.example.org' }] };
    const sorted = (page: ListPage): string[] => [...page.root.querySelectorAll('[aria-sort]')].map((head) => `${nameOf(head)} ${head.getAttribute('aria-sort')}`);

    it('by name at first, and only that header says so', async () => {
      expect(sorted(await listPage(two))).to.deep.equal(['Name ascending']);
    });

    it('by the header that is pressed, and the other way at the second press', async () => {
      const page = await listPage(two);
      page.button('URL').click();
      await page.shows('B', 'A');
      expect(sorted(page)).to.deep.equal(['URL ascending']);
      await until(() => page.status === 'Sorted by URL, ascending', 'the order');
      page.button('URL').click();
      await page.shows('A', 'B');
      await until(() => page.status === 'Sorted by URL, descending', 'the order');
      await page.isAccessible();
    });

    it('not by Shared: its header is plain text', async () => {
      const page = await listPage(two);
      const shared = [...page.root.querySelectorAll('thead th')].find((head) => nameOf(head) === 'Shared')!;
      expect(shared.querySelector('button')).to.equal(null);
      expect(page.has('Shared')).to.equal(false);
    });

    it('by what the attribute says', async () => {
      const page = await listPage(two);
      page.list.setAttribute('sort', '-name');
      await page.shows('B', 'A');
      page.list.setAttribute('sort', 'nonsense');
      await page.shows('A', 'B');
    });
  });

  describe('pages', () => {
    const many = Array.from({ length: 7 }, (_, at) => `Key ${at + 1}`);

    it('thirty at a time (F15)', async () => {
      expect((await listPage()).list.pageSize).to.equal(30);
    });

    it('forward and back, and says where one is', async () => {
      const page = await listPage({ secrets: many, set: { pageSize: 3 } });
      expect(page.range).to.equal('1–3 of 7');
      expect(page.button('Previous').ariaDisabled).to.equal('true');
      page.button('Next').click();
      await page.shows('Key 4', 'Key 5', 'Key 6');
      expect(page.range).to.equal('4–6 of 7');
      await until(() => page.status === '4–6 of 7', 'the range');
      page.button('Next').click();
      await page.shows('Key 7');
      expect(page.range).to.equal('7–7 of 7');
      expect(page.button('Next').ariaDisabled).to.equal('true');
      page.button('Previous').click();
      await page.shows('Key 4', 'Key 5', 'Key 6');
      page.button('Previous').click();
      await page.shows('Key 1', 'Key 2', 'Key 3');
      await page.isAccessible();
    });

    it('keeps focus on the button that reached the last page', async () => {
      const page = await listPage({ secrets: many, set: { pageSize: 4 } });
      page.button('Next').focus();
      await page.press('Enter');
      await page.shows('Key 5', 'Key 6', 'Key 7');
      expect(page.focused).to.equal('Next');
    });

    it('starts again at the first page when the question changes', async () => {
      const page = await listPage({ secrets: many, set: { pageSize: 3 } });
      page.button('Next').click();
      await page.shows('Key 4', 'Key 5', 'Key 6');
      await page.choose('Status', 'All');
      await page.shows('Key 1', 'Key 2', 'Key 3');
      expect(page.range).to.equal('1–3 of 7');
    });

    it('goes to the first page when everything on a later one is gone', async () => {
      const page = await listPage({ secrets: many.slice(0, 4), set: { pageSize: 3 } });
      page.button('Next').click();
      await page.shows('Key 4');
      ok(await page.vault.secrets.delete(page.secrets[3]!.id));
      await page.shows('Key 1', 'Key 2', 'Key 3');
    });

    it('has no buttons where everything is on one page', async () => {
      const page = await listPage({ secrets: many });
      expect([page.range, page.has('Next'), page.has('Previous')]).to.deep.equal(['1–7 of 7', false, false]);
    });
  });

  describe('shows rows that the host sets', () => {
    it('searched, filtered, sorted and paged like the vault’s', async () => {
      const page = await listPage({ secrets: ['C', 'A', 'B'] });
      page.list.secrets = [...page.secrets, { ...page.secrets[0]!, id: 'x'.repeat(22), name: 'Off', enabled: false }];
      await page.shows('A', 'B', 'C');
      await page.choose('Status', 'All');
      await page.shows('A', 'B', 'C', 'Off');
      page.list.pageSize = 2;
      await page.shows('A', 'B');
      page.button('Next').click();
      await page.shows('C', 'Off');
      expect(page.range).to.equal('3–4 of 4');
      await page.type('b');
      await page.shows('B');
    });
  });

  it('holds no value in the page, whatever was added', async () => {
    const page = await listPage({ secrets: [{ name: 'Stripe', clientSecret: 'sk_live_do_not_show' }] });
    await page.openMenu('Stripe');
    expect(page.root.innerHTML + page.list.outerHTML).not.to.include('sk_live_do_not_show');
  });

  it('says how many more than it counts', async () => {
    const page = await listPage({ wrap: (vault) => ({ ...vault, secrets: { ...vault.secrets, list: async (...asked) => ({ ...(await vault.secrets.list(...asked)), count: 1_000, countIsExact: false }) } }) });
    expect(page.range).to.equal('1–1 of more than 1,000');
  });

  it('takes added secrets in by itself (L03)', async () => {
    const page = await listPage({ secrets: [] });
    ok(await page.vault.secrets.add(aSecret({ name: 'Fresh' })));
    await page.shows('Fresh');
  });
});
