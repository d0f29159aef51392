import { expect } from '@open-wc/testing';
import { type SharePage, type SharePageOptions, sharePage, until } from '../../support/share-page.js';
import { START, ana, bruno, carla, davi, grant, joao, line, ok, ops, own } from '../../support/vault-builders.js';

const shared: SharePageOptions = { before: async (world, secret) => {
  await world.enrol(bruno, carla, davi);
  return ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit'), grant(carla)]));
} };
/** Until when a row gives access, as its choice says. */
const endOf = (page: SharePage, name: string): string | undefined => page.row(name).querySelector('select')?.selectedOptions[0]?.text;
const boxes = (page: SharePage, name: string): unknown => {
  const { view, edit, state } = page.rowOf(name);
  return [view, edit, state];
};

describe('the boxes of a row', () => {
  it('S14 S15 S17 T4 are a group of two named boxes for each person, after what they say', async () => {
    const page = await sharePage(shared);
    await page.add('davi');
    for (const name of ['Davi Nunes', 'Bruno Alves', 'Carla Dias']) {
      const group = page.get('group', `Permissions for ${name}`);
      expect([...group.querySelectorAll('label')].map((label) => label.textContent?.trim())).to.deep.equal(['Can view', 'Can edit']);
    }
    expect(page.root.querySelectorAll('input[type=checkbox][disabled]'), 'no disabled boxes').to.have.lengthOf(0);
  });

  it('S16 T2 F03 a new row begins with Can view and without Can edit', async () => {
    const page = await sharePage();
    await page.add('joao');
    expect(boxes(page, 'João Pereira')).to.deep.equal([true, false, '']);
  });

  it('`default-edit` begins with both, also for typed names', async () => {
    const page = await sharePage({ set: { defaultEdit: true } });
    await page.type('joao');
    await page.press(',');
    await page.announced('João Pereira added, can view and edit');
    expect(boxes(page, 'João Pereira')).to.deep.equal([true, true, '']);
  });

  it('T2 checking Can edit checks Can view', async () => {
    const page = await sharePage();
    await page.add('joao');
    await page.toggle('João Pereira', 'Can view');
    expect(boxes(page, 'João Pereira')).to.deep.equal([false, false, 'Will not be shared']);
    await page.toggle('João Pereira', 'Can edit');
    expect(boxes(page, 'João Pereira')).to.deep.equal([true, true, '']);
    await page.announced('João Pereira can now edit');
  });

  it('T2 unchecking Can view unchecks Can edit: a new row says “Will not be shared”, and checking takes it back', async () => {
    const page = await sharePage();
    await page.type('joao');
    await page.press('Shift+Enter');
    await page.toggle('João Pereira', 'Can view');
    expect(boxes(page, 'João Pereira')).to.deep.equal([false, false, 'Will not be shared']);
    expect(page.summary).to.equal('');
    await page.toggle('João Pereira', 'Can view');
    expect(boxes(page, 'João Pereira')).to.deep.equal([true, false, '']);
  });

  it('T2 unchecking Can view of somebody who has access says “Will lose access”, and checking takes it back', async () => {
    const page = await sharePage(shared);
    await page.toggle('Bruno Alves', 'Can view');
    expect(boxes(page, 'Bruno Alves')).to.deep.equal([false, false, 'Will lose access']);
    await page.announced('Bruno Alves will lose access');
    await page.toggle('Bruno Alves', 'Can edit');
    expect(boxes(page, 'Bruno Alves')).to.deep.equal([true, true, '']);
    expect(page.element.snapshot?.changes, 'back where it was').to.deep.equal([]);
  });

  it('T2 unchecking Can edit leaves Can view', async () => {
    const page = await sharePage(shared);
    await page.toggle('Bruno Alves', 'Can edit');
    expect(boxes(page, 'Bruno Alves')).to.deep.equal([true, false, '']);
    await page.announced('Bruno Alves can now view only');
  });

  it('T2 edit without view can’t be reached, in whatever order the boxes are pressed', async () => {
    const page = await sharePage();
    await page.add('joao');
    for (let presses = 0; presses < 16; presses += 1) {
      await page.toggle('João Pereira', [0b0110, 0b1010, 0b0011, 0b1101][presses >> 2]! >> (presses & 3) & 1 ? 'Can edit' : 'Can view');
      const { view, edit } = page.rowOf('João Pereira');
      expect(edit && !view, `press ${presses}`).to.be.false;
    }
  });

  it('T3 a third box, “Can manage”, stands where the host lists that level', async () => {
    const page = await sharePage({ policy: { levels: ['view', 'edit', 'manage'] } });
    await page.add('joao');
    await page.toggle('João Pereira', 'Can manage');
    expect(boxes(page, 'João Pereira')).to.deep.equal([true, true, '']);
    await page.toggle('João Pereira', 'Can edit');
    expect([page.box('João Pereira', 'Can manage').checked, ...boxes(page, 'João Pereira') as unknown[]]).to.deep.equal([false, true, false, '']);
  });

  it('F09 with `view` as the only level there is one box', async () => {
    const page = await sharePage({ policy: { levels: ['view'] } });
    await page.type('joao');
    await page.press('Shift+Enter');
    expect(boxes(page, 'João Pereira')).to.deep.equal([true, undefined, '']);
    expect(page.root.querySelectorAll('[part=hint]'), 'no hint about editing').to.have.lengthOf(0);
  });

  it('S18 the window warns that people with Can edit can disable the secret', async () => {
    const page = await sharePage();
    expect(page.root.querySelector('[part=hint]')?.textContent).to.equal('People with Can edit can also disable this secret.');
  });
});

describe('removing', () => {
  it('L06 marks somebody who has access; nothing is asked and nothing is lost before Share', async () => {
    const page = await sharePage(shared);
    await page.click('Remove Bruno Alves');
    expect(page.rowOf('Bruno Alves').state).to.equal('Will lose access');
    expect(page.focused).to.not.equal('Remove Bruno Alves');
    expect(await page.access()).to.deep.equal([own(ana), line(bruno, 'edit'), line(carla, 'view')]);
  });

  it('L06 “Undo removing” takes it back, with the boxes of before', async () => {
    const page = await sharePage(shared);
    await page.click('Remove Bruno Alves');
    await page.click('Undo removing Bruno Alves');
    expect(boxes(page, 'Bruno Alves')).to.deep.equal([true, true, '']);
    await page.announced('Bruno Alves is back');
  });

  it('takes a new row off, and focus goes on', async () => {
    const page = await sharePage();
    await page.add('joao');
    await page.add('carla');
    page.get('button', 'Remove João Pereira').focus();
    await page.click('Remove João Pereira');
    await page.element.updateComplete;
    expect([page.added.map(({ name }) => name), page.focused]).to.deep.equal([['Carla Dias'], 'Remove Carla Dias']);
  });

  it('tells the host, who may keep the row', async () => {
    const page = await sharePage(shared);
    const told = page.event('mysafe-recipient-remove');
    await page.click('Remove Bruno Alves');
    const event = await told;
    expect([event.recipient.name, event.permission, event.secretIds]).to.deep.equal(['Bruno Alves', 'edit', [page.secret.id]]);
    expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, true]);
    page.element.addEventListener('mysafe-recipient-remove', (asked) => { asked.preventDefault(); });
    await page.click('Remove Carla Dias');
    expect(page.rowOf('Carla Dias').state).to.equal('');
  });

  it('L07 L08 L09 the last one is gone after Share, and the secret is shared with nobody', async () => {
    const page = await sharePage({ before: async (world, secret) => {
      await world.enrol(bruno);
      return ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit')]));
    } });
    await page.click('Remove Bruno Alves');
    await page.share();
    expect(await page.toast()).to.deep.equal(['Shared', 'Bruno Alves no longer has access']);
    expect(await page.access()).to.deep.equal([own(ana)]);
    const theirs = await (await page.world.vaultOf(bruno)).secrets.get(page.secret.id);
    expect(theirs.ok ? 'open' : theirs.refusal.code).to.equal('access/not-found');
    await page.open();
    expect([page.existing, page.headings.includes('Already has access (0)')]).to.deep.equal([[], true]);
  });
});

describe('what a row tells', () => {
  it('the sections count: “Will get access (n)”, “Already has access (n)”', async () => {
    const page = await sharePage(shared);
    await page.add('davi');
    await page.add('joao');
    expect(page.headings).to.deep.equal(['Will get access (2)', 'Already has access (2)']);
    expect(page.root.getElementById('count')?.textContent).to.equal('2 people added');
  });

  it('the summary says what Share will do', async () => {
    const page = await sharePage(shared);
    expect(page.summary).to.equal('');
    await page.add('davi');
    await page.add('joao');
    await page.settled();
    await page.settled();
    expect(page.summary).to.equal('2 people will get access');
    await page.click('Remove Bruno Alves');
    await page.settled();
    await page.element.updateComplete;
    expect(page.summary).to.equal('2 people will get access, 1 will lose access');
    await page.toggle('Carla Dias', 'Can edit');
    await page.settled();
    await page.element.updateComplete;
    expect(page.summary).to.equal('2 people will get access, 1 will lose access, 1 permission will change');
  });

  it('T9 somebody who keeps access through a group is not counted as losing it', async () => {
    const page = await sharePage({ before: async (world, secret) => {
      await world.enrol(bruno, carla);
      return ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno), { op: 'grant', principal: 'group:ops', permission: 'view' }]));
    } });
    await page.click('Remove Bruno Alves');
    await page.settled();
    await page.element.updateComplete;
    expect(page.summary).to.equal('');
    expect(page.rowOf('Bruno Alves').state).to.equal('Will lose access');
  });

  it('a group counts the people whom it brings', async () => {
    const page = await sharePage();
    await page.add('operations');
    await page.settled();
    await page.element.updateComplete;
    expect([page.added[0]?.detail, page.summary]).to.deep.equal(['2 people', '2 people will get access']);
  });

  it('who has no keys yet gets them at their first sign-in', async () => {
    const page = await sharePage({ before: async (world, secret) => ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(joao)])) });
    expect(page.rowOf('João Pereira').notes).to.equal('Gets the key at their first sign-in');
  });

  it('access that ended says when, has no boxes, can be removed, and renewed for as long again', async () => {
    const page = await sharePage({ before: async (world, secret) => {
      await world.enrol(bruno);
      ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit', new Date(START.getTime() + 60_000))]));
      world.clock.forward(3_600);
    } });
    expect(page.rowOf('Bruno Alves')).to.include({ notes: 'Expired Mar 2, 2026', view: undefined, edit: undefined });
    await page.click('Renew access of Bruno Alves');
    expect(page.rowOf('Bruno Alves')).to.include({ notes: '', view: true, edit: true });
    expect(endOf(page, 'Bruno Alves')).to.match(/^Until /u);
    await page.click('Remove Bruno Alves');
    expect(page.rowOf('Bruno Alves').state).to.equal('Will lose access');
  });

  it('until when is chosen in a row: no end, a span, or a day and time of one’s own that is still to come', async () => {
    const page = await sharePage({ now: new Date(), before: (world) => world.enrol(bruno) });
    await page.add('bruno');
    const select = page.row('Bruno Alves').querySelector('select')!;
    expect(select.getAttribute('aria-label')).to.equal('Until when for Bruno Alves');
    expect([...select.options].map(({ text }) => text)).to.deep.equal(['No end', 'For 1 day', 'For 1 week', 'For 30 days', 'Until…']);
    const choose = async (value: string): Promise<void> => {
      const now = page.row('Bruno Alves').querySelector('select')!;
      now.value = value;
      now.dispatchEvent(new Event('change', { bubbles: true }));
      await page.element.updateComplete;
    };
    await choose(String(7 * 86_400_000));
    expect(page.element.snapshot?.added[0]?.expiresAt?.getTime()).to.be.closeTo(Date.now() + 7 * 86_400_000, 60_000);
    await choose('other');
    const time = page.row('Bruno Alves').querySelector<HTMLInputElement>('input[type=datetime-local]')!;
    expect(time.getAttribute('aria-label')).to.equal('End of access for Bruno Alves');
    const enter = async (text: string): Promise<void> => {
      time.value = text;
      time.dispatchEvent(new Event('change', { bubbles: true }));
      await page.element.updateComplete;
    };
    await enter('2020-01-01T10:00');
    expect(page.row('Bruno Alves').textContent).to.contain('Choose a time that is still to come.');
    await enter('2099-01-01T10:00');
    expect(page.element.snapshot?.added[0]?.expiresAt?.getTime()).to.equal(new Date('2099-01-01T10:00').getTime());
    await choose('none');
    expect(page.element.snapshot?.added[0]?.expiresAt).to.equal(undefined);
    await expect(page.element).to.be.accessible();
  });

  it('“Details” names who gains, who loses, and who keeps access another way', async () => {
    const page = await sharePage({ before: async (world, secret) => {
      await world.enrol(bruno, carla, davi);
      ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno), grant(ops)]));
    } });
    await page.click('Remove Bruno Alves');
    await page.add('davi');
    await until(() => page.find('button', 'Details'), '“Details”');
    expect(page.get('button', 'Details').getAttribute('aria-expanded')).to.equal('false');
    await page.click('Details');
    const plan = (): string => page.root.querySelector('#plan')?.textContent?.replace(/\s+/gu, ' ').trim() ?? '';
    await until(() => plan().includes('Davi Nunes') && plan().includes('Bruno Alves through Operations'), 'both names');
    await expect(page.element).to.be.accessible();
  });

  it('access that will end says until when', async () => {
    const page = await sharePage({ before: async (world, secret) => {
      await world.enrol(bruno);
      ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit', new Date(START.getTime() + 5 * 86_400_000))]));
    } });
    expect(endOf(page, 'Bruno Alves')).to.equal('Until Mar 7, 2026');
  });

  it('changing a permission keeps the end that it has', async () => {
    const until = new Date(START.getTime() + 5 * 86_400_000);
    const page = await sharePage({ before: async (world, secret) => {
      await world.enrol(bruno);
      ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'view', until)]));
    } });
    await page.toggle('Bruno Alves', 'Can edit');
    await page.share();
    const access = ok(await (await page.world.vaultOf(ana)).sharing.access(page.secret.id));
    expect(access.map(({ permission, expiresAt }) => [permission, expiresAt?.getTime()])).to.deep.equal([['own', undefined], ['edit', until.getTime()]]);
  });

  it('T6 a private group whose name one may not see is “A private group”, and can be removed', async () => {
    const page = await sharePage({ policy: { levels: ['view', 'edit', 'manage'] }, actingAs: bruno, before: async (world, secret) => {
      await world.enrol(bruno, carla);
      const hidden = await world.groupOf(ana, 'Merger team', [carla], { membersMayView: false });
      ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'manage'), grant(hidden)]));
    } });
    expect(page.existing.map(({ name }) => name)).to.include('A private group');
    expect(page.root.textContent).not.to.contain('Merger');
    await page.click('Remove A private group');
    await page.share();
    expect(await page.toast()).to.deep.equal(['Shared', 'A private group no longer has access']);
    expect(await page.access()).to.deep.equal([own(ana), line(bruno, 'manage')]);
  });

  it('T5 suspended people and disabled groups give no access now, and say so', async () => {
    const page = await sharePage({ before: async (world, secret) => {
      const crew = await world.groupOf(ana, 'Crew', [carla]);
      ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(crew)]));
      const { id, revision } = ok(await (await world.vaultOf(ana)).groups.get(crew.id));
      ok(await (await world.vaultOf(ana)).groups.save({ id, revision, name: 'Crew', enabled: false, membersMayView: true, members: [carla.id] }));
    } });
    expect(page.rowOf('Crew').notes).to.equal('managed by you · Gives no access now');
  });

  it('long lists begin with 100 rows and “Show all (n)”', async () => {
    const people = Array.from({ length: 130 }, (_, at) => ({ ...joao, id: `user:p${at}` as const, name: `Person ${String(at).padStart(3, '0')}`, username: `p${at}`, email: `p${at}@example.org` }));
    const page = await sharePage({ people: [ana, ...people], before: async (world, secret) => ok(await (await world.vaultOf(ana)).sharing.share(secret.id, people.map((one) => grant(one)))) });
    expect([page.existing.length, page.headings[0]]).to.deep.equal([100, 'Already has access (130)']);
    page.get('button', 'Show all (130)').focus();
    await page.click('Show all (130)');
    expect(page.existing).to.have.lengthOf(130);
    expect(page.focused, 'focus is somewhere').to.not.equal('');
  });
});

