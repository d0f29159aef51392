import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { ActivityEntry, SecretSummary } from '../../../src/core/index.js';
import { activityPage } from '../../support/activity-page.js';
import { savedFile } from '../../support/downloads.js';
import { nameOf } from '../../support/secret-list-page.js';
import { until } from '../../support/secret-view-page.js';
import { type World, aSecret, ana, bruno, carla, grant, joao, maria, ok, otherMaria, revoke } from '../../support/vault-builders.js';

/** Ana shares with Bruno, who opens it and disables it. */
async function used(world: World, [secret]: readonly SecretSummary[]): Promise<void> {
  await world.enrol(bruno);
  const [hers, his] = [await world.vaultOf(ana), await world.vaultOf(bruno)];
  for (const step of [
    async () => ok(await hers.sharing.share(secret!.id, [grant(bruno, 'edit')])),
    async () => ok(await his.secrets.reveal(secret!.id)),
    async () => ok((await his.secrets.disable([secret!.id]))[0]!),
  ]) {
    world.clock.forward(60);
    await step();
  }
}

const ALL = ['Bruno Alves disabled it', 'Bruno Alves opened it', 'Ana Costa shared this with Bruno Alves (Can edit)', 'Ana Costa added it'];

/** A journal with so many entries: the secret was added, and then changed and changed. */
const changed = (n: number) => ({ before: async ({ storage, clock }: World, [secret]: readonly SecretSummary[]) => {
  for (let version = 2; version <= n; version += 1) {
    clock.forward(1);
    const command = `change ${version}`;
    const step = { kind: 'version', version };
    await storage.commit({ command, digest: command, expect: [], puts: [], deletes: [], readers: [], result: null, entry: { command, secret: secret!.id, actor: ana.id, at: clock.now(), steps: [step] } });
  }
} });

describe('the activity filters', () => {
  it('by person: whoever did something, oneself first, namesakes by username', async () => {
    const page = await activityPage({ before: async (world, secrets) => {
      await used(world, secrets);
      await world.enrol(maria, otherMaria);
      ok((await (await world.vaultOf(ana)).secrets.enable([secrets[0]!.id]))[0]!);
      ok(await (await world.vaultOf(ana)).sharing.share(secrets[0]!.id, [grant(maria), grant(otherMaria)]));
      for (const user of [maria, otherMaria]) ok(await (await world.vaultOf(user)).secrets.reveal(secrets[0]!.id));
    } });
    expect(page.options('Person')).to.deep.equal(['Everybody', 'Ana Costa', 'Bruno Alves', 'Maria Silva (@maria.silva)', 'Maria Silva (@msilva)']);
    await page.choose('Person', 'Bruno Alves');
    expect(page.lines).to.deep.equal(['Bruno Alves disabled it', 'Bruno Alves opened it']);
    await page.says('2 entries');
    expect(page.options('Person'), 'the others can still be chosen').to.have.length(5);
  });

  it('by what was done', async () => {
    const page = await activityPage({ before: used });
    expect(page.options('What')).to.deep.equal(['Everything', 'Sharing', 'Opening', 'Adding and editing', 'Disabling and enabling', 'Keys']);
    for (const [what, lines] of [['Sharing', [ALL[2]]], ['Opening', [ALL[1]]], ['Adding and editing', [ALL[3]]], ['Disabling and enabling', [ALL[0]]], ['Keys', []], ['Everything', ALL]] as const) {
      await page.choose('What', what);
      expect(page.lines, what).to.deep.equal(lines);
    }
  });

  it('both at once, and “Clear filters” takes them back', async () => {
    const page = await activityPage({ before: used });
    await page.choose('Person', 'Ana Costa');
    await page.choose('What', 'Opening');
    expect([page.lines, page.empty]).to.deep.equal([[], 'Nothing matches.']);
    await page.isAccessible();
    page.button('Clear filters').click();
    await page.shows(...ALL);
    expect([page.filter('Person').value, page.filter('What').value]).to.deep.equal(['', 'all']);
  });

  it('are for the host to set, and a kind that there is not is none', async () => {
    const page = await activityPage({ before: used, set: { filterPerson: bruno.id, filterKind: 'opening' } });
    expect(page.lines).to.deep.equal(['Bruno Alves opened it']);
    page.element.setAttribute('filter-kind', 'weird');
    await page.shows(...ALL.slice(0, 2));
    page.element.filterPerson = 'user:somebody';
    await page.shows();
    expect(page.options('Person')).to.include('@somebody');
  });

  it('another secret begins anew, with its own people', async () => {
    const page = await activityPage({ before: used, secrets: ['Stripe live key', 'Other'] });
    page.element.secretId = page.secrets[1]!.id;
    await page.shows('Ana Costa added it');
    expect(page.options('Person')).to.deep.equal(['Everybody', 'Ana Costa']);
  });
});

describe('a long activity', () => {
  it('comes 50 at a time; “Show more” keeps focus, and gives it to the first new entry when it goes', async () => {
    const page = await activityPage(changed(120));
    expect(page.lines).to.have.length(50);
    page.button('Show more').focus();
    await page.press('Enter');
    await page.says('50 more entries');
    expect([page.lines.length, page.focused]).to.deep.equal([100, 'Show more']);
    await page.press('Enter');
    await page.says('20 more entries');
    expect([page.lines.length, page.has('Show more')]).to.deep.equal([120, false]);
    expect(page.focused).to.contain('Ana Costa saved version 20 of this');
    expect(new Set(page.lines).size).to.equal(120);
  });

  it('a change keeps what was shown', async () => {
    const page = await activityPage(changed(60));
    page.button('Show more').click();
    await page.says('10 more entries');
    page.world.clock.forward(1);
    ok(await page.vault.secrets.disable([page.secrets[0]!.id]).then(([one]) => one!));
    await page.says('1 new entry');
    expect([page.lines.length, page.lines[0], page.lines.at(-1), page.has('Show more')]).to.deep.equal([61, 'Ana Costa disabled it', 'Ana Costa added it', false]);
  });
});

describe('the activity, live', () => {
  it('shows what others do as they do it, and says how much', async () => {
    const page = await activityPage({ before: used });
    page.world.clock.forward(60);
    ok(await (await page.world.vaultOf(ana)).secrets.enable([page.secrets[0]!.id]).then(([one]) => one!));
    await page.shows('Ana Costa enabled it', ...ALL);
    await page.says('1 new entry');
    expect(page.root.querySelectorAll('.fresh')).to.have.length(1);
    page.world.clock.forward(60);
    ok(await (await page.world.vaultOf(bruno)).secrets.reveal(page.secrets[0]!.id));
    await page.shows('Bruno Alves opened it', 'Ana Costa enabled it', ...ALL);
  });

  it('only what the filters let through', async () => {
    const page = await activityPage({ before: used });
    await page.choose('What', 'Sharing');
    page.world.clock.forward(60);
    ok(await (await page.world.vaultOf(ana)).secrets.enable([page.secrets[0]!.id]).then(([one]) => one!));
    ok(await (await page.world.vaultOf(ana)).sharing.share(page.secrets[0]!.id, [revoke(bruno)]));
    await page.shows('Ana Costa stopped sharing this with Bruno Alves (was Can edit)', ALL[2]!);
  });

  it('is gone for who may not see it any more', async () => {
    const page = await activityPage({ actingAs: joao, policy: { levels: ['view', 'edit', 'manage'] }, before: async (world, [secret]) => {
      await world.enrol(joao);
      ok(await (await world.vaultOf(ana)).sharing.share(secret!.id, [grant(joao, 'manage')]));
    } });
    await page.shows('Ana Costa shared this with João Pereira (Can manage)', 'Ana Costa added it');
    const hers = await page.world.vaultOf(ana);
    ok(await hers.sharing.share(page.secrets[0]!.id, [grant(joao, 'view')]));
    await page.shows();
    expect(page.empty).to.equal('Only those who manage this secret can see what happened to it.');
    await page.isAccessible();
  });
});

describe('the export of the activity', () => {
  it('saves all that the filters find, in words, times and levels, more than is shown too', async () => {
    const page = await activityPage({ before: used, secrets: ['=HYPERLINK("http://x")'] });
    const file = await savedFile(() => { page.button('Export CSV').click(); });
    expect(file.name).to.equal(`activity-${new Date().toISOString().slice(0, 10)}.csv`);
    const rows = file.text.replace(/^\uFEFF/, '').trimEnd().split('\r\n');
    expect(rows[0]).to.equal('Time (UTC),Person,Username,Secret,What,Kind,With,Before,After,Until (UTC)');
    expect(rows[3]).to.equal(`2026-03-02T09:01:00.000Z,Ana Costa,ana,"'=HYPERLINK(""http://x"")","Ana Costa shared =HYPERLINK(""http://x"") with Bruno Alves (Can edit)",Sharing,Bruno Alves,,Can edit,`);
    expect(rows).to.have.length(5);
    expect(file.text).not.to.contain('correct horse').and.not.to.contain('pay-client');
    await page.says('Exported 4 entries');
    await page.choose('What', 'Opening');
    expect((await savedFile(() => { page.button('Export CSV').click(); })).text.trimEnd().split('\r\n')).to.have.length(2);
  });

  it('goes through every page', async () => {
    const page = await activityPage(changed(230));
    const { text } = await savedFile(() => { page.button('Export CSV').click(); });
    expect(text.trimEnd().split('\r\n')).to.have.length(231);
    expect(page.lines).to.have.length(50);
  });

  it('says that it is at it, takes no second order meanwhile, and says where it fails', async () => {
    let fail: ((fault: unknown) => void) | undefined;
    let asked = 0;
    const page = await activityPage({ wrap: (vault) => ({ ...vault, activity: { ...vault.activity, list: (query, options) => {
      if (query?.limit !== 200) return vault.activity.list(query, options);
      asked += 1;
      return new Promise<{ entries: readonly ActivityEntry[] }>((_resolve, reject) => { fail = reject; });
    } } }) });
    const button = page.button('Export CSV');
    button.click();
    await page.says('Exporting…');
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    await page.isAccessible();
    button.click();
    while (!fail) await new Promise((resolve) => { requestAnimationFrame(resolve); });
    expect(asked).to.equal(1);
    fail(new Error('anything'));
    await page.says('Something went wrong. Nothing was changed. Try again.');
    expect([page.banners, button.getAttribute('aria-disabled')]).to.deep.equal([['Something went wrong. Nothing was changed. Try again.'], null]);
  });
});

describe('the activity by keyboard, and where it is narrow', () => {
  it('Tab goes from filter to filter, to the export, to “Show more”', async () => {
    const page = await activityPage(changed(51));
    page.filter('Person').focus();
    const stops: (string | undefined)[] = [];
    for (let at = 0; at < 3; at += 1) {
      await page.press('Tab');
      stops.push(page.root.activeElement?.id || page.focused);
    }
    expect(stops).to.deep.equal(['filter-kind', 'Export CSV', 'Show more']);
  });

  it('320 px and right-to-left lose nothing and scroll nowhere', async () => {
    await setViewport({ width: 320, height: 640 });
    try {
      const page = await activityPage({ before: used });
      page.element.dir = 'rtl';
      await page.element.updateComplete;
      const [sentence, time, avatar] = ['.sentence', 'time', '.avatar'].map((selector) => page.root.querySelector(selector)!.getBoundingClientRect());
      expect(page.element.scrollWidth).to.be.at.most(320);
      expect(time!.top).to.be.at.least(sentence!.bottom - 1);
      expect(avatar!.left).to.be.greaterThan(sentence!.right - 1);
      await page.isAccessible();
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });
});

describe('the activity of many', () => {
  it('holds what one manages and what one did, and no more', async () => {
    const page = await activityPage({ ofOne: false, actingAs: carla, before: async (world, [secret]) => {
      await world.enrol(bruno, carla);
      ok(await (await world.vaultOf(ana)).sharing.share(secret!.id, [grant(bruno), grant(carla)]));
      ok(await (await world.vaultOf(bruno)).secrets.reveal(secret!.id));
      ok(await (await world.vaultOf(carla)).secrets.reveal(secret!.id));
      ok(await (await world.vaultOf(carla)).secrets.add(aSecret({ name: 'Mine' })));
    } });
    expect(page.lines).to.have.members(['Carla Dias added Mine', 'Carla Dias opened Stripe live key']);
  });
});

describe('the activity of a host', () => {
  it('comes from where the host says, without a vault, and is exported from there', async () => {
    const page = await activityPage({ before: used });
    page.element.remove();
    const element = Object.assign(document.createElement('mysafe-activity'), { source: page.world.authority.admin.activity });
    document.body.append(element);
    try {
      await until(() => element.shadowRoot?.querySelectorAll('.sentence').length === 4, 'the entries');
      expect(nameOf(element.shadowRoot!.querySelector('.sentence')!)).to.equal('Bruno Alves disabled Stripe live key');
      const { text } = await savedFile(() => { element.shadowRoot!.querySelector<HTMLElement>('[part=export-button]')!.click(); });
      expect(text.trimEnd().split('\r\n')).to.have.length(5);
    } finally {
      element.remove();
    }
  });
});
