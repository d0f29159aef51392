import { expect } from '@open-wc/testing';
import type { MySafeGroupSaveEvent } from '../../../src/components/group-editor/events.js';
import { MySafeError } from '../../../src/core/index.js';
import { editorPage, until, withGroups } from '../../support/group-editor-page.js';
import { type World, aSecret, ana, bruno, carla, davi, grant, joao, ok, refused } from '../../support/vault-builders.js';

/** Secrets of Ana's that the group opens, by these names. */
const shares = (...names: readonly string[]) => async (world: World, group: { readonly id: `group:${string}` }): Promise<void> => {
  const vault = await world.vaultOf(ana);
  for (const name of names) ok(await vault.sharing.share(ok(await vault.secrets.add(aSecret({ name }))).id, [{ op: 'grant', principal: group.id, permission: 'view' }]));
};

describe('changing a private group', () => {
  it('shows what is stored, and since when there is one', async () => {
    const page = await editorPage({ edits: true, members: [bruno, carla] });
    expect([page.title, page.input('Name').value, page.members, page.focused]).to.deep.equal(['Edit Finance', 'Finance', ['Bruno Alves', 'Carla Dias'], 'Name']);
    expect(page.root.querySelector('.subtitle')?.textContent).to.match(/^Made on \w+ \d+, \d{4}$/u);
    expect([page.summary, page.banners]).to.deep.equal(['', []]);
    await page.isAccessible();
  });

  it('saves what was changed, and leaves the rest', async () => {
    const page = await editorPage({ edits: true, members: [bruno, carla] });
    let asked: MySafeGroupSaveEvent | undefined;
    page.editor.addEventListener('mysafe-group-save', (event) => { asked = event; });
    await page.fill('Name', 'Money');
    await page.click('Remove Bruno Alves');
    await page.add('joao');
    await page.save();
    await page.closed();
    const { name, enabled, membersMayView, members } = await page.stored();
    expect({ name, enabled, membersMayView, members: members.map(({ id }) => id) }).to.deep.equal({ name: 'Money', enabled: true, membersMayView: true, members: [carla.id, joao.id] });
    expect([asked?.added, asked?.removed, asked?.group.revision]).to.deep.equal([[joao.id], [bruno.id], 1]);
  });

  it('L20, T7 says what joining opens before anybody joins', async () => {
    const page = await editorPage({ edits: true, before: shares('Stripe', 'Datadog', 'PIX', 'Apple Pay') });
    await until(() => page.opens.startsWith('Joining'), 'what it opens');
    expect(page.opens).to.equal('Joining opens 4 API secrets: Apple Pay, Datadog, PIX, and Stripe.');
    expect(page.description('Members')).to.contain(page.opens);
    expect([...page.root.querySelectorAll('#opens bdi')].map(({ textContent }) => textContent)).to.deep.equal(['Apple Pay', 'Datadog', 'PIX', 'Stripe']);
    await page.isAccessible();
    page.input('Enabled').click();
    await page.editor.updateComplete;
    expect(page.opens).to.match(/^Once the group is enabled, joining opens 4 API secrets: /u);
  });

  it('L20 names the first of many, all on a press, and counts those of others', async () => {
    const page = await editorPage({ edits: true, members: [bruno], before: async (world, group) => {
      await shares('A', 'B', 'C', 'D', 'E', 'F', 'G')(world, group);
      const his = await world.vaultOf(bruno);
      ok(await his.sharing.share(ok(await his.secrets.add(aSecret({ name: 'Not for Ana' }))).id, [grant(group)]));
    } });
    await until(() => page.has('Show all (7)'), 'what it opens');
    expect(page.opens).to.equal('Joining opens 8 API secrets: A, B, C, D, E, 2 more, and 1 that you can’t see.');
    await page.click('Show all (7)');
    expect([page.opens, page.has('Show all (7)'), page.focused]).to.deep.equal(['Joining opens 8 API secrets: A, B, C, D, E, F, G, and 1 that you can’t see.', false, 'Members']);
  });

  it('says that nothing is shared with it, that there is more than can be told, or that it can’t be told', async () => {
    const answers = [
      [{ secrets: [], hidden: 0, truncated: false }, 'Nothing is shared with this group yet.'],
      [{ secrets: [{ id: 'a', name: 'A', permission: 'view' as const }], hidden: 199, truncated: true }, 'Joining opens more than 200 API secrets: A and 199 that you can’t see.'],
      [undefined, 'What joining opens can’t be told now.'],
    ] as const;
    for (const [value, sentence] of answers) {
      const page = await editorPage({ edits: true, wrap: (vault) => withGroups(vault, { opens: () => (value ? Promise.resolve({ ok: true, value: value as never }) : Promise.reject(new Error('down'))) }) });
      await until(() => page.opens !== 'Loading…', 'the answer');
      expect(page.opens).to.equal(sentence);
    }
  });

  it('T7 marks who will join and leave, says that it is sealed anew, and takes it back', async () => {
    const page = await editorPage({ edits: true, members: [bruno, carla] });
    await page.click('Remove Bruno Alves');
    expect([page.members, page.status, page.summary]).to.deep.equal([
      ['Bruno Alves: Will leave', 'Carla Dias'], 'Bruno Alves will leave', '1 person will leave. What is shared with it is sealed anew for those who stay.',
    ]);
    await page.add('joao');
    expect([page.members[0], page.summary]).to.deep.equal(['João Pereira: Will join', '1 person will join, 1 will leave. What is shared with it is sealed anew for those who stay.']);
    await page.isAccessible();
    await page.click('Undo removing Bruno Alves');
    expect([page.members, page.summary]).to.deep.equal([['João Pereira: Will join', 'Bruno Alves', 'Carla Dias'], '1 person will join.']);
    await page.click('Remove João Pereira');
    expect([page.summary, page.editor.matches(':state(dirty)')]).to.deep.equal(['', false]);
  });

  it('T7 whoever is removed has no access any more, and what is shared is sealed anew', async () => {
    const page = await editorPage({ edits: true, members: [bruno, carla], before: shares('Stripe') });
    const [secret] = (await page.vault.secrets.list()).items;
    const his = await page.world.vaultOf(bruno);
    ok(await his.secrets.reveal(secret!.id));
    await page.click('Remove Bruno Alves');
    await page.save();
    await page.closed();
    refused(await his.secrets.reveal(secret!.id), 'access/not-found');
    ok(await (await page.world.vaultOf(carla)).secrets.reveal(secret!.id));
  });

  it('T8, L19 says what disabling does', async () => {
    const page = await editorPage({ edits: true, members: [bruno] });
    page.input('Enabled').click();
    await page.editor.updateComplete;
    expect(page.summary).to.equal('Nobody will have access through the group. What is shared with it is sealed anew for those who stay.');
    await page.save();
    await page.closed();
    expect((await page.stored()).enabled).to.equal(false);
  });

  it('shows both where it was saved elsewhere meanwhile, and keeps what was set', async () => {
    const page = await editorPage({ edits: true, members: [bruno, carla] });
    await page.fill('Name', 'Mine');
    await page.fill('Description', 'Only here');
    await page.click('Remove Bruno Alves');
    await page.add('davi');
    ok(await page.vault.groups.save({ id: page.group.id, revision: 1, name: 'Theirs', enabled: true, membersMayView: false, members: [bruno.id, joao.id] }));
    await page.save();
    await until(() => page.root.activeElement?.id === 'conflict', 'focus on the sentence');
    expect(page.banners).to.deep.equal(['This group was changed while you had it open. Choose what to keep.']);
    expect([page.radio('Keep yours: Name').checked, page.root.getElementById('saved-name-value')?.textContent]).to.deep.equal([true, 'Theirs']);
    expect([...page.root.querySelectorAll<HTMLElement>('.conflict > p:not(.banner)')].map(({ innerText }) => innerText)).to.deep.equal(['Added there: João Pereira', 'Removed there: Carla Dias']);
    expect([page.input('Name').value, page.input('Description').value, page.radio('No').checked]).to.deep.equal(['Mine', 'Only here', true]);
    expect(page.members).to.have.members(['Bruno Alves: Will leave', 'João Pereira', 'Davi Nunes: Will join']);
    await page.isAccessible();
    page.radio('Take the saved one: Name').click();
    await page.editor.updateComplete;
    expect(page.input('Name').value).to.equal('Theirs');
    await page.save();
    await page.closed();
    const { name, description, members } = await page.stored();
    expect([name, description, members.map(({ id }) => id)]).to.deep.equal(['Theirs', 'Only here', [joao.id, davi.id]]);
  });

  it('joins both by itself where they touch different things', async () => {
    const page = await editorPage({ edits: true, members: [bruno] });
    await page.fill('Description', 'Only here');
    await page.press('Escape');
    ok(await page.vault.groups.save({ id: page.group.id, revision: 1, name: 'Theirs', enabled: true, membersMayView: true, members: [bruno.id] }));
    await page.open(page.group);
    expect(page.banners).to.deep.equal(['Draft restored', 'This group was changed while you had it open. Both changes are joined below: review and save again.']);
    expect([page.input('Name').value, page.input('Description').value]).to.deep.equal(['Theirs', 'Only here']);
  });

  it('T6 tells a member and a stranger why there is nothing to change', async () => {
    for (const [actingAs, sentence] of [[bruno, 'Only its owner can change a private group.'], [joao, 'This group is not there any more, or you may not view it.']] as const) {
      const page = await editorPage({ edits: true, members: [bruno], actingAs });
      expect([page.title, page.banners, page.has('Save')]).to.deep.equal(['Couldn’t load the group.', [sentence], false]);
      await page.isAccessible();
    }
  });

  it('shows that it loads, and offers to try again where it could not', async () => {
    let answer: (() => void) | undefined;
    let works = false;
    const page = await editorPage({ opened: false, wrap: (vault) => withGroups(vault, { get: async (id, options) => {
      if (works) return vault.groups.get(id, options);
      await new Promise<void>((resolve) => { answer = resolve; });
      throw new MySafeError('storage/unavailable', 'Not now.');
    } }) });
    page.editor.show(page.group.id);
    await until(() => answer && page.isOpen, 'the question');
    expect([page.title, page.root.querySelector('[aria-busy=true]')?.textContent.trim(), page.editor.matches(':state(loading)')]).to.deep.equal(['Loading…', 'Loading…', true]);
    await page.isAccessible();
    answer!();
    await until(() => page.banners.length > 0, 'the fault');
    expect(page.banners).to.deep.equal(['The storage did not answer. Nothing was changed. Try again.']);
    works = true;
    await page.click('Retry');
    await until(() => page.title === 'Edit Finance' && page.focused === 'Name', 'the group');
  });

  it('shows markup in a name as the text it is', async () => {
    const hostile = '<img src=x onerror="window.hacked=1">';
    const page = await editorPage({ edits: true, people: [ana, { ...bruno, name: hostile }], members: [bruno] });
    expect([page.members, page.root.querySelector('img')]).to.deep.equal([[hostile], null]);
  });
});
