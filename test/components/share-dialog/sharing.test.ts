import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { type SecretSummary, type ShareOutcome, MySafeError } from '../../../src/core/index.js';
import { type SharePage, type SharePageOptions, aGate, sharePage, until, withCalls } from '../../support/share-page.js';
import { type World, ana, bruno, carla, davi, grant, joao, line, ok, own, revoke } from '../../support/vault-builders.js';

const shared: SharePageOptions = { before: async (world, secret) => {
  await world.enrol(bruno, carla, davi, joao);
  return ok(await (await world.vaultOf(ana)).sharing.share(secret.id, [grant(bruno, 'edit'), grant(carla)]));
} };
const enrolled: SharePageOptions = { before: (world) => world.enrol(bruno, carla, davi, joao) };
const asAna = async (world: World, secret: SecretSummary, ...changes: Parameters<Awaited<ReturnType<World['vaultOf']>>['sharing']['share']>[1]): Promise<ShareOutcome> =>
  ok(await (await world.vaultOf(ana)).sharing.share(secret.id, changes));

describe('S19 S20 Share', () => {
  it('S01 shares, closes, says “Shared” and with whom; the toast has a second sentence of its own', async () => {
    const page = await sharePage(enrolled);
    await page.add('joao');
    await page.share();
    expect(page.isOpen).to.be.false;
    expect(await page.toast()).to.deep.equal(['Shared', 'with João Pereira']);
    expect(await page.access()).to.deep.equal([own(ana), line(joao, 'view')]);
  });

  it('“Undo” in the toast puts everybody back as they were, and says so', async () => {
    const page = await sharePage(shared);
    const before = await page.access();
    await page.add('joao');
    await page.click('Remove Bruno Alves');
    await page.share();
    expect(await page.access()).to.not.deep.equal(before);
    await page.undo();
    await until(() => page.toastTitles.includes('Undone'), '“Undone”');
    expect(await page.access()).to.have.deep.members(before);
  });

  it('“Undo” undoes nothing of what somebody else changed meanwhile, and says that', async () => {
    const page = await sharePage(shared);
    await page.add('joao');
    await page.share();
    await asAna(page.world, page.secret, grant(joao, 'edit'));
    await page.undo();
    await until(() => page.toastTitles.includes('Not undone'), '“Not undone”');
    expect(await page.access()).to.have.deep.members([own(ana), line(bruno, 'edit'), line(carla, 'view'), line(joao, 'edit')]);
  });

  it('S21 the recipient can open it, as far as their permission goes', async () => {
    const page = await sharePage({ ...enrolled, input: { clientSecret: 'opens only for joao' } });
    await page.add('joao');
    await page.share();
    const theirs = await page.world.vaultOf(joao);
    expect(ok(await theirs.secrets.reveal(page.secret.id)).clientSecret).to.equal('opens only for joao');
    expect(ok(await theirs.secrets.get(page.secret.id)).may).to.include({ reveal: true, edit: false, disable: false, share: false });
  });

  it('F02 S17 takes several recipients with their own permissions in one go', async () => {
    const page = await sharePage(enrolled);
    await page.add('joao');
    await page.type('carla');
    await page.press('Shift+Enter');
    await page.add('operations');
    await page.share();
    expect(await page.access()).to.have.deep.members([own(ana), line(joao, 'view'), line(carla, 'edit'), line({ id: 'group:ops' }, 'view')]);
    expect(await page.toast()).to.deep.equal(['Shared', 'with João Pereira, Carla Dias, and Operations']);
  });

  it('T13 sends changes, never a whole list', async () => {
    const page = await sharePage(shared);
    await page.add('joao');
    await page.toggle('Carla Dias', 'Can edit');
    const event = page.event('mysafe-share');
    await page.share();
    const { changes, secretIds, bubbles, composed, cancelable } = await event;
    expect(changes).to.have.deep.members([grant(joao), grant(carla, 'edit')]);
    expect([secretIds, bubbles, composed, cancelable]).to.deep.equal([[page.secret.id], true, true, true]);
    expect(await page.access()).to.have.deep.members([own(ana), line(bruno, 'edit'), line(carla, 'edit'), line(joao, 'view')]);
  });

  it('the host may hold it back, and everything stays as it was', async () => {
    const page = await sharePage(enrolled);
    page.element.addEventListener('mysafe-share', (event) => { event.preventDefault(); }, { once: true });
    await page.add('joao');
    page.get('button', 'Share').click();
    await page.settled();
    await page.settled();
    expect([page.isOpen, page.added.length, page.error]).to.deep.equal([true, 1, '']);
    expect(await page.access()).to.deep.equal([own(ana)]);
    await page.share();
    expect(await page.access()).to.deep.equal([own(ana), line(joao, 'view')]);
  });

  it('“mysafe-shared” tells what was stored: secrets, outcomes, access', async () => {
    const page = await sharePage(enrolled);
    await page.add('joao');
    const event = page.event('mysafe-shared');
    await page.share();
    const { secretIds, outcomes, bubbles, composed } = await event;
    expect([secretIds, bubbles, composed]).to.deep.equal([[page.secret.id], true, true]);
    expect(outcomes).to.have.lengthOf(1);
    expect(outcomes[0]).to.deep.include({ secretId: page.secret.id, shared: true, sharedWith: 1, results: [{ principal: joao.id, outcome: 'granted' }] });
    expect(outcomes[0]!.access.map(({ principal }) => principal.id)).to.deep.equal([ana.id, joao.id]);
  });

  it('a host that shows its own message cancels ours', async () => {
    const page = await sharePage(enrolled);
    page.element.addEventListener('mysafe-shared', (event) => { event.preventDefault(); }, { once: true });
    await page.add('joao');
    await page.share();
    await page.open();
    await page.add('bruno');
    await page.share();
    expect(await page.toast(), 'the first that comes is of the second share').to.deep.equal(['Shared', 'with Bruno Alves']);
    expect(page.toastTitles).to.have.lengthOf(1);
  });

  it('“Share” is the only button with that in its name, and its name stays while saving', async () => {
    const gate = aGate();
    const page = await sharePage({ ...enrolled, wrap: (vault) => withCalls(vault, 'sharing', { share: async (...args) => { await gate.passed; return vault.sharing.share(...args); } }) });
    await page.add('joao');
    page.get('button', 'Share').click();
    await until(() => page.get('button', 'Share').getAttribute('aria-disabled') === 'true', 'saving');
    expect(page.all('button').filter((button) => button.textContent?.includes('Share'))).to.have.lengthOf(1);
    gate.open();
    await until(() => !page.isOpen, 'the end');
  });

  it('a second press while saving shares once', async () => {
    let calls = 0;
    const gate = aGate();
    const page = await sharePage({ ...enrolled, wrap: (vault) => withCalls(vault, 'sharing', { share: async (...args) => { calls += 1; await gate.passed; return vault.sharing.share(...args); } }) });
    await page.add('joao');
    page.get('button', 'Share').click();
    page.get('button', 'Share').click();
    await sendKeys({ press: 'Control+Enter' });
    await until(() => calls > 0, 'the call');
    page.get('button', 'Share').click();
    gate.open();
    await until(() => !page.isOpen, 'the end');
    expect(calls).to.equal(1);
  });

  it('F31 nobody is told anything twice: after sharing, reopening begins with nothing pending', async () => {
    const page = await sharePage(enrolled);
    await page.add('joao');
    await page.share();
    await page.open();
    expect([page.added, page.existing.map(({ name }) => name), page.banners, page.summary]).to.deep.equal([[], ['João Pereira'], [], '']);
  });
});

describe('a host that keeps the window open after sharing', () => {
  it('shows who has access now, and the next Share meets no conflict of its own making', async () => {
    const page = await sharePage(shared);
    page.element.addEventListener('mysafe-close', (event) => { event.preventDefault(); });
    await page.add('joao');
    page.get('button', 'Share').click();
    await until(() => page.existing.length === 3, 'the new list');
    expect([page.isOpen, page.added, page.summary]).to.deep.equal([true, [], '']);
    await page.toggle('João Pereira', 'Can edit');
    page.get('button', 'Share').click();
    await until(() => page.element.snapshot?.dirty === false && page.rowOf('João Pereira').edit, 'the second share');
    expect(page.banners).to.deep.equal([]);
    expect(await page.access()).to.deep.include(line(joao, 'edit'));
  });
});

describe('T14 “Shared” says what really happened', () => {
  const cases: readonly [string, (page: SharePage) => Promise<unknown>, string, SharePageOptions?][] = [
    ['somebody new', (page) => page.add('joao'), 'with João Pereira'],
    ['two', async (page) => { await page.add('joao'); await page.add('davi'); }, 'with João Pereira and Davi Nunes'],
    ['more than three are counted', (page) => page.paste('joao, davi, maria.silva, msilva, operations').then(() => until(() => page.added.length === 5)), 'with 4 people and 1 group'],
    ['a removal', (page) => page.click('Remove Bruno Alves'), 'Bruno Alves no longer has access', shared],
    ['two removals', async (page) => { await page.click('Remove Bruno Alves'); await page.click('Remove Carla Dias'); }, 'Bruno Alves and Carla Dias no longer have access', shared],
    ['a permission more', (page) => page.toggle('Carla Dias', 'Can edit'), 'Carla Dias can now edit', shared],
    ['a permission less', (page) => page.toggle('Bruno Alves', 'Can edit'), 'Bruno Alves can now view only', shared],
    ['all of it', async (page) => { await page.add('joao'); await page.toggle('Carla Dias', 'Can edit'); await page.click('Remove Bruno Alves'); },
      'with João Pereira. Carla Dias can now edit. Bruno Alves no longer has access', shared],
    ['T9 who is left through a group', (page) => page.click('Remove Bruno Alves'), 'Bruno Alves still has access through Operations', { before: async (world, secret) => {
      await world.enrol(bruno, carla);
      return asAna(world, secret, grant(bruno), { op: 'grant', principal: 'group:ops', permission: 'view' });
    } }],
  ];
  for (const [what, decide, sentence, options = enrolled] of cases) {
    it(what, async () => {
      const page = await sharePage(options);
      await decide(page);
      await page.share();
      expect(await page.toast()).to.deep.equal(['Shared', sentence]);
    });
  }

  it('is never said before the authority answered and access was read again', async () => {
    const gate = aGate();
    let told = 0;
    const page = await sharePage({ ...enrolled, wrap: (vault) => withCalls(vault, 'sharing', { share: async (...args) => { const done = await vault.sharing.share(...args); await gate.passed; return done; } }) });
    page.element.addEventListener('mysafe-shared', () => { told += 1; });
    await page.add('joao');
    page.get('button', 'Share').click();
    await page.announced('Sharing…');
    expect([page.hasToast, told, page.isOpen]).to.deep.equal([false, 0, true]);
    expect(page.root.textContent).to.not.match(/\bShared\b/u);
    gate.open();
    expect(await page.toast()).to.deep.equal(['Shared', 'with João Pereira']);
    expect(told).to.equal(1);
  });

  it('is not said when nothing was stored', async () => {
    const page = await sharePage({ ...enrolled, wrap: (vault) => withCalls(vault, 'sharing', { share: () => Promise.reject(new MySafeError('storage/unavailable', 'no answer')) }) });
    await page.add('joao');
    await page.share();
    expect([page.isOpen, page.hasToast, page.added.length]).to.deep.equal([true, false, 1]);
    expect(page.banners[0]).to.contain('The storage did not answer. Nothing was changed. Try again.');
    await page.announced('The storage did not answer. Nothing was changed. Try again.');
  });
});

describe('while saving', () => {
  const slow = (gate: ReturnType<typeof aGate>, options: SharePageOptions = enrolled): SharePageOptions =>
    ({ ...options, wrap: (vault) => withCalls(vault, 'sharing', { share: async (...args) => { await gate.passed; return vault.sharing.share(...args); } }) });
  const saving = async (page: SharePage): Promise<void> => {
    await page.add('joao');
    page.get('button', 'Share').click();
    await until(() => page.element.snapshot?.status === 'saving', 'saving');
    await page.element.updateComplete;
  };

  it('Share spins, keeps its name, is aria-disabled; the rows are inert', async () => {
    const gate = aGate();
    const page = await sharePage(slow(gate));
    await saving(page);
    const button = page.get('button', 'Share');
    expect([button.getAttribute('aria-disabled'), button.querySelectorAll('.spinner').length, page.root.querySelector<HTMLElement>('.body')!.inert]).to.deep.equal(['true', 1, true]);
    gate.open();
    await until(() => !page.isOpen, 'the end');
  });

  it('Escape closes all the same; the request goes on and the toast tells', async () => {
    const gate = aGate();
    const page = await sharePage(slow(gate));
    await saving(page);
    page.get('button', 'Share').focus();
    await sendKeys({ press: 'Escape' });
    await until(() => !page.isOpen, 'the window closed');
    expect(document.activeElement === page.trigger, 'focus is back').to.be.true;
    gate.open();
    expect(await page.toast()).to.deep.equal(['Shared', 'with João Pereira']);
    expect(await page.access()).to.deep.equal([own(ana), line(joao, 'view')]);
  });

  it('Escape works also where focus was in the rows, which are inert now', async () => {
    const gate = aGate();
    const page = await sharePage(slow(gate));
    await page.add('joao');
    page.input.focus();
    await sendKeys({ press: 'Control+Enter' });
    await until(() => page.element.snapshot?.status === 'saving', 'saving');
    await page.element.updateComplete;
    await sendKeys({ press: 'Escape' });
    await until(() => !page.isOpen, 'the window closed');
    gate.open();
    await page.toast();
  });

  it('a refusal that comes after the window closed is told, too', async () => {
    const gate = aGate();
    const page = await sharePage({ ...enrolled, wrap: (vault) => withCalls(vault, 'sharing', { share: async () => { await gate.passed; return { ok: false, refusal: { code: 'share/end-required' } }; } }) });
    await saving(page);
    page.get('button', 'Share').focus();
    await sendKeys({ press: 'Escape' });
    await until(() => !page.isOpen, 'the window closed');
    gate.open();
    const [title, detail] = await page.toast();
    expect(title).to.equal('Not shared');
    expect(detail).to.equal('Your administrator asks for an end date on every share.');
  });

  it('says “Sharing…” once it takes long', async () => {
    const gate = aGate();
    const page = await sharePage(slow(gate));
    await saving(page);
    await page.announced('Sharing…');
    gate.open();
    await until(() => !page.isOpen, 'the end');
  });
});

describe('refused', () => {
  const problems: SharePageOptions = { wrap: (vault) => withCalls(vault, 'sharing', { share: (id, changes, at) => (changes.some(({ principal }) => principal === carla.id)
    ? Promise.resolve({ ok: false, refusal: { code: 'share/problem', problems: [{ principal: carla.id, problem: 'suspended' }] } }) : vault.sharing.share(id, changes, at)) }) };

  it('nothing was changed; each row with a problem keeps its sentence in red, and focus goes to the first', async () => {
    const page = await sharePage(problems);
    await page.add('joao');
    await page.add('carla');
    const event = page.event('mysafe-share-refused');
    await page.share();
    await page.element.updateComplete;
    expect(page.rowOf('Carla Dias')).to.include({ isRed: true, problem: "Carla Dias's account is suspended." });
    expect(page.rowOf('João Pereira')).to.include({ isRed: false, problem: '' });
    expect(page.focusedInRow).to.equal('Can view of Carla Dias');
    expect(page.banners).to.deep.equal(['1 person or group needs your attention. Nothing was changed.']);
    await page.announced('1 person or group needs your attention. Nothing was changed.');
    expect([(await event).refusal.code, (await event).bubbles, (await event).composed, (await event).cancelable]).to.deep.equal(['share/problem', true, true, true]);
    expect([page.isOpen, page.hasToast, (await page.access()).length]).to.deep.equal([true, false, 1]);
  });

  it('without the one who was in the way the rest is shared', async () => {
    const page = await sharePage(problems);
    await page.add('joao');
    await page.add('carla');
    await page.share();
    await page.click('Remove Carla Dias');
    expect(page.banners).to.deep.equal([]);
    await page.share();
    expect((await page.access()).map(({ principal }) => principal)).to.deep.equal([ana.id, joao.id]);
  });

  it('T12 someone suspended between choosing and sharing is refused by the authority itself', async () => {
    const { aDirectory, everybody } = await import('../../support/vault-builders.js');
    const directory = aDirectory();
    const page = await sharePage({ directory });
    await page.add('joao');
    await page.add('carla');
    directory.setPeople(everybody.map((one) => (one.id === carla.id ? { ...one, status: 'suspended' as const } : one)));
    await page.share();
    await page.element.updateComplete;
    expect(page.rowOf('Carla Dias').problem).to.equal("Carla Dias's account is suspended.");
    expect(await page.access()).to.deep.equal([own(ana)]);
  });

  it('a host that cancels the event says it in its own way: ours is silent', async () => {
    const page = await sharePage(problems);
    page.element.addEventListener('mysafe-share-refused', (event) => { event.preventDefault(); });
    await page.add('carla');
    await page.share();
    await page.element.updateComplete;
    expect(page.announcement).to.equal('Carla Dias added, can view');
  });

  it('T21 a secret that was disabled meanwhile can’t be shared', async () => {
    const page = await sharePage(enrolled);
    await page.add('joao');
    await (await page.world.vaultOf(ana)).secrets.disable([page.secret.id]);
    await page.share();
    expect(page.banners.some((text) => text.includes('This secret is disabled. Enable it to share it.'))).to.be.true;
    expect(await page.access()).to.deep.equal([own(ana)]);
  });
});

describe('T13 conflict: access changed while the window was open', () => {
  it('on the same person: it is shown, with who did what, merged and asked again', async () => {
    const page = await sharePage(shared);
    await page.toggle('Carla Dias', 'Can edit');
    await page.add('joao');
    await asAna(page.world, page.secret, revoke(carla), grant(davi));
    await page.share();
    await page.element.updateComplete;
    expect(page.isOpen).to.be.true;
    expect(page.banners).to.deep.equal(['Access changed while this was open. Review and share again.']);
    await page.announced('Access changed while this was open. Review and share again.');
    expect(page.existing.map(({ name, notes }) => [name, notes])).to.have.deep.members([['Bruno Alves', ''], ['Davi Nunes', 'Changed by Ana Costa: Can view']]);
    expect(page.added.map(({ name, edit, notes }) => [name, edit, notes]), 'what was decided here still stands').to.have.deep.members([['Carla Dias', true, 'Lost access meanwhile'], ['João Pereira', false, 'First time']]);
    expect((await page.access()).map(({ principal }) => principal)).to.have.members([ana.id, bruno.id, davi.id]);
    await page.share();
    expect(await page.access()).to.have.deep.members([own(ana), line(bruno, 'edit'), line(davi, 'view'), line(carla, 'edit'), line(joao, 'view')]);
  });

  it('on other people: it is joined by itself, nobody is asked', async () => {
    const page = await sharePage(shared);
    await page.add('joao');
    await asAna(page.world, page.secret, grant(davi), revoke(bruno));
    await page.share();
    expect(page.isOpen).to.be.false;
    expect(await page.access()).to.have.deep.members([own(ana), line(carla, 'view'), line(davi, 'view'), line(joao, 'view')]);
  });

  it('somebody who was given the same meanwhile is no conflict to solve by hand twice', async () => {
    const page = await sharePage(enrolled);
    await page.add('joao');
    await asAna(page.world, page.secret, grant(joao));
    await page.share();
    await page.element.updateComplete;
    expect(page.existing.map(({ name }) => name)).to.deep.equal(['João Pereira']);
    expect(await page.access()).to.deep.equal([own(ana), line(joao, 'view')]);
  });
});

describe('several secrets', () => {
  const three: SharePageOptions = { names: ['Payments', 'Mail', 'Maps'], before: async (world, _, secrets) => {
    await world.enrol(bruno, carla, joao);
    await asAna(world, secrets[0]!, grant(bruno, 'edit'));
    await asAna(world, secrets[1]!, grant(bruno));
    await asAna(world, secrets[2]!, grant(bruno), grant(carla));
  } };

  it('F10 the title counts them, and rows say “varies” where levels differ', async () => {
    const page = await sharePage(three);
    expect([page.title, page.subtitle]).to.deep.equal(['Share 3 API secrets', '']);
    expect(page.existing.map(({ name, notes }) => [name, notes])).to.deep.equal([['Bruno Alves', 'varies'], ['Carla Dias', 'varies']]);
  });

  it('T13 adds to each and drops nobody', async () => {
    const page = await sharePage(three);
    await page.add('joao');
    const event = page.event('mysafe-shared');
    await page.share();
    expect((await event).secretIds).to.deep.equal(page.secrets.map(({ id }) => id));
    expect((await event).outcomes).to.have.lengthOf(3);
    for (const secret of page.secrets) expect((await page.access(secret)).map(({ principal }) => principal)).to.include.members([ana.id, bruno.id, joao.id]);
    expect(await page.toast()).to.deep.equal(['Shared', 'with João Pereira']);
  });

  const failing = (state: { fails: boolean }): SharePageOptions => ({ ...three, wrap: (vault) => withCalls(vault, 'sharing', {
    shareMany: (ids, changes) => Promise.all(ids.map(async (secretId) => (state.fails && (secretId as unknown) === failingId.id
      ? { secretId, ok: false as const, refusal: { code: 'access/not-found' as const } } : { secretId, ...(await vault.sharing.share(secretId, changes)) }))),
  }) });
  const failingId: { id?: unknown } = {};

  it('a failed one stays, with its name and reason; the others are stored and told', async () => {
    const state = { fails: true };
    const page = await sharePage(failing(state));
    failingId.id = page.secrets[1]!.id;
    const outcomes: ShareOutcome[] = [];
    page.element.addEventListener('mysafe-shared', (event) => { outcomes.push(...event.outcomes); });
    await page.add('joao');
    await page.share();
    expect(page.banners).to.deep.equal(['Mail: You no longer have access to this secret.']);
    expect((await page.access(page.secrets[0])).map(({ principal }) => principal)).to.include(joao.id);
    expect((await page.access(page.secrets[1])).map(({ principal }) => principal)).not.to.include(joao.id);
    state.fails = false;
    await page.share();
    expect(page.isOpen).to.be.false;
    expect((await page.access(page.secrets[1])).map(({ principal }) => principal)).to.include(joao.id);
    expect(outcomes.map(({ secretId }) => secretId), 'the host hears of each').to.have.members(page.secrets.map(({ id }) => id));
  });

  it('what is decided after a failure goes to all of them', async () => {
    const state = { fails: true };
    const page = await sharePage(failing(state));
    failingId.id = page.secrets[1]!.id;
    await page.add('joao');
    await page.share();
    state.fails = false;
    await page.add('davi');
    await page.share();
    for (const secret of page.secrets) expect((await page.access(secret)).map(({ principal }) => principal)).to.include.members([joao.id, davi.id]);
  });
});

