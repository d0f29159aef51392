import { expect } from '@open-wc/testing';
import { type SecretSummary, type ShareDraft, type ShareOutcome, type ShareSnapshot, type Vault, createShareDraft } from '../../../src/core/index.js';
import {
  type World, type WorldOptions, aSecret, aVault, ana, bruno, carla, davi, grant, joao, line, linesOf, maria, ok, own, revoke,
} from '../../support/vault-builders.js';

interface Page { readonly world: World; readonly vault: Vault; readonly draft: ShareDraft; readonly secret: SecretSummary; readonly secrets: readonly SecretSummary[]; snapshot(): ShareSnapshot }
interface Options extends WorldOptions { readonly names?: readonly string[]; readonly before?: (world: World, secrets: readonly SecretSummary[]) => Promise<unknown>; readonly wrap?: (vault: Vault) => Vault }

/** Resolves once the draft shows what is waited for. */
function shows(draft: ShareDraft, look: (snapshot: ShareSnapshot) => unknown): Promise<ShareSnapshot> {
  return new Promise((resolve) => {
    const see = (): void => {
      if (!look(draft.getSnapshot())) return;
      stop();
      resolve(draft.getSnapshot());
    };
    const stop = draft.subscribe(see);
    see();
  });
}

async function aDraft({ names = ['Payments API'], before, wrap = (vault) => vault, ...options }: Options = {}): Promise<Page> {
  const { world, vault: real, secrets } = await aVault({ ...options, actingAs: ana, secrets: names.map((name) => aSecret({ name })) });
  await before?.(world, secrets);
  const vault = wrap(real);
  const draft = createShareDraft(vault, secrets.map(({ id }) => id));
  await shows(draft, ({ status }) => status !== 'loading');
  return { world, vault, draft, secret: secrets[0]!, secrets, snapshot: () => draft.getSnapshot() };
}

const share = async (world: World, secret: SecretSummary, ...changes: Parameters<Vault['sharing']['share']>[1]): Promise<ShareOutcome> => ok(await (await world.vaultOf(ana)).sharing.share(secret.id, changes));
const withTwo: Options = { before: async (world, [secret]) => {
  await world.enrol(bruno, carla, davi, joao);
  return share(world, secret!, grant(bruno, 'edit'), grant(carla));
} };
const enrolled: Options = { before: (world) => world.enrol(bruno, carla, davi, joao) };
const access = async ({ world, secret }: Page, of = secret) => linesOf(ok(await (await world.vaultOf(ana)).sharing.access(of.id)));
const levels = (rows: ShareSnapshot['added']): unknown[] => rows.map(({ principal, level }) => [principal.id, level]);
const sharing = (calls: Partial<Vault['sharing']>) => (vault: Vault): Vault => ({ ...vault, sharing: { ...vault.sharing, ...calls } });
const recipients = (make: (vault: Vault) => Partial<Vault['recipients']>) => (vault: Vault): Vault => ({ ...vault, recipients: { ...vault.recipients, ...make(vault) } });

describe('createShareDraft: what is there to show', () => {
  it('begins to load at once: `loading`, then `ready` with secret, owner and access', async () => {
    const { vault, secrets } = await aVault({ actingAs: ana, secrets: [aSecret()] });
    const draft = createShareDraft(vault, [secrets[0]!.id]);
    expect(draft.getSnapshot()).to.include({ status: 'loading', mayShare: false, dirty: false });
    const { owners, mayShare, existing, added, changes } = await shows(draft, ({ status }) => status === 'ready');
    expect([owners.map(({ id }) => id), mayShare, existing, added, changes]).to.deep.equal([[ana.id], true, [], [], []]);
  });

  it('getSnapshot() is the same object until something changes', async () => {
    const { draft } = await aDraft(withTwo);
    const before = draft.getSnapshot();
    expect(draft.getSnapshot() === before).to.be.true;
    draft.setLevel(carla.id, 'edit');
    const after = draft.getSnapshot();
    expect([after === before, draft.getSnapshot() === after]).to.deep.equal([false, true]);
    expect(before.changes, 'the old one stays as it was').to.deep.equal([]);
  });

  it('subscribe() tells each listener until it stops; the same function twice is two', async () => {
    const { draft } = await aDraft(withTwo);
    let told = 0;
    const listener = (): void => { told += 1; };
    const [stop, stopTwin] = [draft.subscribe(listener), draft.subscribe(listener)];
    draft.flagUnknown();
    expect(told).to.equal(2);
    stop();
    draft.flagUnknown();
    expect(told).to.equal(3);
    stopTwin();
    draft.flagUnknown();
    expect(told).to.equal(3);
  });

  it('one listener may stop another while they are told', async () => {
    const { draft } = await aDraft();
    let told = 0;
    const stops: (() => void)[] = [];
    stops.push(draft.subscribe(() => { stops[1]?.(); told += 1; }));
    stops.push(draft.subscribe(() => { told += 10; }));
    draft.flagUnknown();
    draft.flagUnknown();
    expect(told % 10).to.equal(2);
  });

  it('T13 shows who has access as rows, the owner apart', async () => {
    const { snapshot } = await aDraft(withTwo);
    expect(snapshot().existing.map(({ principal, level, held }) => [principal.id, level, held])).to.deep.equal([[bruno.id, 'edit', 'edit'], [carla.id, 'view', 'view']]);
  });

  it('T23 says who may not share', async () => {
    const { world, secret } = await aDraft(withTwo);
    const draft = createShareDraft(await world.vaultOf(bruno), [secret.id]);
    expect((await shows(draft, ({ status }) => status === 'ready')).mayShare).to.be.false;
  });

  it('F23 refuses a secret that one may not see', async () => {
    const { world, secret } = await aDraft();
    const draft = createShareDraft(await world.vaultOf(maria), [secret.id]);
    const { status, refusal, secrets } = await shows(draft, (now) => now.status !== 'loading');
    expect([status, refusal?.code, secrets]).to.deep.equal(['refused', 'access/not-found', []]);
  });

  it('a fault while reading is shown, and refresh() gets over it', async () => {
    const answers = { fail: true };
    const { draft, snapshot } = await aDraft({ wrap: (vault) => sharing({ access: (...args) => (answers.fail ? Promise.reject(new Error('down')) : vault.sharing.access(...args)) })(vault) });
    expect([snapshot().status, (snapshot().fault as Error).message]).to.deep.equal(['refused', 'down']);
    answers.fail = false;
    await draft.refresh();
    expect([snapshot().status, snapshot().fault]).to.deep.equal(['ready', undefined]);
  });

  it('refresh() keeps what was decided', async () => {
    const { draft, snapshot } = await aDraft(withTwo);
    draft.add({ principal: joao });
    draft.setLevel(carla.id, 'edit');
    await draft.refresh();
    expect(snapshot().changes).to.have.deep.members([grant(joao), grant(carla, 'edit')]);
  });
});

describe('createShareDraft: the text in the box', () => {
  it('S07 finds; `matchesFor` says for which text', async () => {
    const { draft, snapshot } = await aDraft();
    await draft.setQuery('silva');
    expect([snapshot().matches.map(({ principal }) => principal.id), snapshot().matchesFor, snapshot().searching]).to.deep.equal([[maria.id, 'user:msilva'], 'silva', false]);
  });

  it('the latest text wins, in whatever order the answers come', async () => {
    const waiting = new Map<string, () => void>();
    const { draft, snapshot } = await aDraft({ wrap: recipients((vault) => ({
      search: async (text) => { await new Promise<void>((resolve) => { waiting.set(text, resolve); }); return vault.recipients.search(text); },
    })) });
    const first = draft.setQuery('joao');
    const second = draft.setQuery('carla');
    expect(snapshot()).to.include({ query: 'carla', searching: true });
    waiting.get('carla')!();
    await second;
    waiting.get('joao')!();
    await first;
    expect(snapshot().matches.map(({ principal }) => principal.id)).to.deep.equal([carla.id]);
  });

  it('aborts the search before', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const { draft } = await aDraft({ wrap: recipients((vault) => ({ search: (text, options) => { signals.push(options?.signal); return vault.recipients.search(text); } })) });
    void draft.setQuery('joao');
    await draft.setQuery('carla');
    expect(signals.map((signal) => signal?.aborted)).to.deep.equal([true, false]);
  });

  it('with a delay it asks once for the last text', async () => {
    const asked: string[] = [];
    const { draft } = await aDraft({ wrap: recipients((vault) => ({ search: (text, options) => { asked.push(text); return vault.recipients.search(text, options); } })) });
    void draft.setQuery('j', 5);
    void draft.setQuery('jo', 5);
    await draft.setQuery('joa', 5);
    expect(asked).to.deep.equal(['joa']);
  });

  it('keeps the hits of before until the new ones are there, and drops them for an empty text', async () => {
    const { draft, snapshot } = await aDraft();
    await draft.setQuery('silva');
    const next = draft.setQuery('joao');
    expect([snapshot().matches.length, snapshot().matchesFor]).to.deep.equal([2, 'silva']);
    await next;
    await draft.setQuery(' ');
    expect([snapshot().matches, snapshot().dirty]).to.deep.equal([[], false]);
  });

  it('a failed search is a fault, not “nobody”', async () => {
    const { draft, snapshot } = await aDraft({ wrap: recipients(() => ({ search: () => Promise.reject(new Error('down')) })) });
    await draft.setQuery('joao');
    expect([(snapshot().searchFault as Error).message, snapshot().entryProblem]).to.deep.equal(['down', undefined]);
    await draft.setQuery('');
    expect(snapshot().searchFault).to.equal(undefined);
  });

  const problems: readonly [string, string][] = [['unknown', 'zzz'], ['ambiguous', 'Maria Silva'], ['yourself', 'ana'], ['suspended', 'sonia'], ['invited', 'ivo'], ['group-disabled', 'Old team'], ['has-access', 'bruno']];
  for (const [problem, text] of problems) {
    it(`T12 commitQuery() says ${problem}`, async () => {
      const { draft, snapshot } = await aDraft(withTwo);
      void draft.setQuery(text);
      expect(await draft.commitQuery()).to.be.false;
      expect([snapshot().entryProblem?.problem, snapshot().entryProblem?.entry, snapshot().query, snapshot().added]).to.deep.equal([problem, text, text, []]);
    });
  }

  it('S12 commitQuery() adds whom the text names exactly, clears the text, and gives the level asked for', async () => {
    const { draft, snapshot } = await aDraft();
    await draft.setQuery(' JOAO@example.org ');
    expect(await draft.commitQuery('edit')).to.be.true;
    expect([levels(snapshot().added), snapshot().query]).to.deep.equal([[[joao.id, 'edit']], '']);
  });

  it('commitQuery() of an empty box is no problem', async () => {
    const { draft, snapshot } = await aDraft();
    expect([await draft.commitQuery(), snapshot().entryProblem]).to.deep.equal([true, undefined]);
  });

  it('commitQuery() judges no text that was changed meanwhile', async () => {
    const { draft, snapshot } = await aDraft();
    void draft.setQuery('zzz');
    const done = draft.commitQuery();
    await draft.setQuery('joao');
    expect([await done, snapshot().entryProblem, snapshot().query, snapshot().added]).to.deep.equal([false, undefined, 'joao', []]);
  });

  it('commitQuery() tells a fault as a fault', async () => {
    const { draft, snapshot } = await aDraft({ wrap: recipients(() => ({ resolve: () => Promise.reject(new Error('down')) })) });
    await draft.setQuery('joao');
    expect([await draft.commitQuery(), (snapshot().searchFault as Error).message, snapshot().entryProblem, snapshot().query]).to.deep.equal([false, 'down', undefined, 'joao']);
  });

  it('any edit clears the problem', async () => {
    const { draft, snapshot } = await aDraft();
    await draft.setQuery('zzz');
    draft.flagUnknown();
    expect(snapshot().entryProblem).to.deep.equal({ problem: 'unknown', entry: 'zzz' });
    void draft.setQuery('zzzz');
    expect(snapshot().entryProblem).to.equal(undefined);
  });
});

describe('createShareDraft: adding', () => {
  it('S16 F03 with `view` if not told otherwise', async () => {
    const { draft, snapshot } = await aDraft();
    expect([draft.add({ principal: joao }), draft.add({ principal: carla }, 'edit')]).to.deep.equal([true, true]);
    expect(levels(snapshot().added)).to.deep.equal([[joao.id, 'view'], [carla.id, 'edit']]);
  });

  it('T12 who has access is not added, and keeps what they hold', async () => {
    const { draft, snapshot } = await aDraft(withTwo);
    expect(draft.add({ principal: bruno })).to.be.false;
    expect([snapshot().entryProblem?.problem, snapshot().changes]).to.deep.equal(['has-access', []]);
  });

  it('T12 who has access is not added while the list still loads either', async () => {
    const { world, secret } = await aDraft(withTwo);
    const draft = createShareDraft(await world.vaultOf(ana), [secret.id]);
    expect(draft.add({ principal: bruno, problem: 'has-access' })).to.be.false;
    expect((await shows(draft, ({ status }) => status === 'ready')).changes).to.deep.equal([]);
  });

  it('adding somebody again keeps their level', async () => {
    const { draft, snapshot } = await aDraft();
    draft.add({ principal: joao }, 'edit');
    draft.add({ principal: joao });
    expect(levels(snapshot().added)).to.deep.equal([[joao.id, 'edit']]);
  });

  it('`admit` has the last word, and is asked only about those who can be chosen', async () => {
    const { draft, snapshot } = await aDraft(withTwo);
    const asked: string[] = [];
    const admit = (principal: { id: string }): boolean => { asked.push(principal.id); return principal.id !== joao.id; };
    draft.add({ principal: bruno }, 'view', admit);
    draft.add({ principal: maria, problem: 'suspended' }, 'view', admit);
    draft.add({ principal: joao }, 'view', admit);
    await draft.setQuery('joao');
    expect(await draft.commitQuery('view', admit)).to.be.false;
    const { added, missing } = await draft.paste('joao, davi', 'view', admit);
    expect(asked).to.deep.equal([joao.id, joao.id, joao.id, davi.id]);
    expect([added.map(({ id }) => id), missing, snapshot().unmatched, snapshot().entryProblem]).to.deep.equal([[davi.id], 0, [], undefined]);
  });

  it('a look-alike carries its notice through every change of its row', async () => {
    const { draft, snapshot } = await aDraft();
    draft.add({ principal: maria, problem: 'look-alike' });
    draft.setLevel(maria.id, 'edit');
    expect(snapshot().added[0]?.problem?.problem).to.equal('look-alike');
    draft.remove(maria.id);
    draft.undoRemove();
    expect([snapshot().added[0]?.problem?.problem, snapshot().added[0]?.level]).to.deep.equal(['look-alike', 'edit']);
  });

  it('a policy that asks for an end gives each new row one', async () => {
    const { draft, snapshot } = await aDraft({ policy: { requireEnd: true, longestGrantSeconds: 3_600 } });
    draft.add({ principal: joao });
    const [change] = snapshot().changes;
    expect(change?.op === 'grant' ? change.expiresAt?.getTime() : 0).to.be.closeTo(Date.now() + 3_600_000, 60_000);
  });
});

describe('createShareDraft: pasting', () => {
  it('F02 adds whom it finds and keeps the rest', async () => {
    const { draft, snapshot } = await aDraft();
    const { added, missing } = await draft.paste('joao; nobody@example.org; Carla Dias <carla@example.org>');
    expect([added.map(({ id }) => id), missing]).to.deep.equal([[joao.id, carla.id], 1]);
    expect([snapshot().unmatched.map(({ entry }) => entry), snapshot().pasted, snapshot().dirty]).to.deep.equal([['nobody@example.org'], 3, true]);
  });

  it('counts on while something is unmatched, and anew afterwards', async () => {
    const { draft, snapshot } = await aDraft();
    await draft.paste('zzz, joao');
    await draft.paste('yyy, carla');
    expect(snapshot().pasted).to.equal(4);
    draft.dropUnmatched('zzz');
    expect(snapshot().unmatched.map(({ entry }) => entry)).to.deep.equal(['yyy']);
    draft.dropUnmatched();
    await draft.paste('xxx, davi');
    expect(snapshot().pasted).to.equal(2);
  });

  it('takes 200, and changes nothing for 201', async () => {
    const { draft, snapshot } = await aDraft();
    await draft.paste(Array.from({ length: 201 }, (_, at) => `p${at}`).join());
    expect([snapshot().entryProblem?.problem, snapshot().unmatched]).to.deep.equal(['too-many', []]);
    await draft.paste(Array.from({ length: 200 }, (_, at) => `p${at}`).join());
    expect(snapshot().unmatched).to.have.lengthOf(200);
  });

  it('T12 who has access is neither added nor missing', async () => {
    const { draft, snapshot } = await aDraft(withTwo);
    expect(await draft.paste('bruno, joao')).to.deep.include({ missing: 0 });
    expect([levels(snapshot().added), snapshot().unmatched, snapshot().entryProblem]).to.deep.equal([[[joao.id, 'view']], [], undefined]);
    await draft.paste('bruno, carla');
    expect(snapshot().entryProblem).to.include({ problem: 'has-access', entry: 'bruno' });
  });

  it('a fault changes nothing', async () => {
    const { draft, snapshot } = await aDraft({ wrap: recipients(() => ({ resolve: () => Promise.reject(new Error('down')) })) });
    expect(await draft.paste('joao, carla')).to.deep.equal({ added: [], missing: 0 });
    expect([(snapshot().fault as Error).message, snapshot().unmatched]).to.deep.equal(['down', []]);
  });
});

describe('createShareDraft: changes', () => {
  it('T13 are changes alone, never the list', async () => {
    const { draft, snapshot } = await aDraft(withTwo);
    draft.add({ principal: joao });
    draft.setLevel(carla.id, 'edit');
    draft.setLevel(bruno.id, 'none');
    expect(snapshot().changes).to.have.deep.members([grant(joao), grant(carla, 'edit'), revoke(bruno)]);
  });

  it('T2 `none` for somebody new shares nothing, and what is set back is no change', async () => {
    const { draft, snapshot } = await aDraft(withTwo);
    draft.add({ principal: joao });
    draft.setLevel(joao.id, 'none');
    draft.setLevel(carla.id, 'edit');
    draft.setLevel(carla.id, 'view');
    expect([snapshot().changes, snapshot().dirty]).to.deep.equal([[], true]);
    draft.remove(joao.id);
    expect(snapshot().dirty).to.be.false;
  });

  it('remove() takes a new row off and marks one that has access; undoRemove() brings back the last', async () => {
    const { draft, snapshot } = await aDraft(withTwo);
    draft.add({ principal: joao }, 'edit');
    draft.remove(joao.id);
    expect(snapshot().added).to.deep.equal([]);
    expect(draft.undoRemove()?.level).to.equal('edit');
    draft.remove(bruno.id);
    expect(snapshot().existing[0]).to.include({ level: 'none', held: 'edit' });
    expect(draft.undoRemove()?.level).to.equal('edit');
    expect(snapshot().changes).to.deep.equal([grant(joao, 'edit')]);
    expect(draft.undoRemove(), 'only once').to.equal(undefined);
  });

  it('setLevel() and remove() of a stranger do nothing', async () => {
    const { draft, snapshot } = await aDraft(withTwo);
    const before = snapshot();
    draft.setLevel('user:nobody', 'edit');
    draft.remove('user:nobody');
    expect(snapshot() === before).to.be.true;
  });

  it('discard() forgets everything that was decided', async () => {
    const { draft, snapshot } = await aDraft(withTwo);
    draft.add({ principal: joao });
    draft.setLevel(bruno.id, 'none');
    await draft.paste('zzz, yyy');
    await draft.setQuery('x');
    draft.discard();
    expect(snapshot()).to.deep.include({ dirty: false, query: '', unmatched: [], added: [], changes: [] });
    expect(draft.undoRemove()).to.equal(undefined);
  });

  it('T7 the plan counts people, not rows; the newest changes win', async () => {
    const { draft } = await aDraft(enrolled);
    draft.add({ principal: { kind: 'group', id: 'group:ops', name: 'Operations', origin: 'directory', memberCount: 2, enabled: true } });
    draft.add({ principal: joao });
    const { plan } = await shows(draft, (now) => now.plan?.gains.length === 3);
    expect(plan!.gains.map(({ id }) => id)).to.have.members([bruno.id, carla.id, joao.id]);
    draft.discard();
    expect(draft.getSnapshot().plan).to.equal(undefined);
  });
});

describe('createShareDraft: sharing', () => {
  it('S19 S21 sends, and resolves with what was stored and read again', async () => {
    const page = await aDraft(enrolled);
    page.draft.add({ principal: joao }, 'edit');
    const outcomes = await page.draft.submit();
    expect(outcomes?.map(({ secretId, results }) => [secretId, results])).to.deep.equal([[page.secret.id, [{ principal: joao.id, outcome: 'granted' }]]]);
    expect(await access(page)).to.deep.equal([own(ana), line(joao, 'edit')]);
    expect(page.snapshot()).to.deep.include({ status: 'ready', dirty: false, changes: [] });
  });

  it('with nobody it says so and sends nothing', async () => {
    let calls = 0;
    const { draft, snapshot } = await aDraft({ wrap: (vault) => sharing({ share: (...args) => { calls += 1; return vault.sharing.share(...args); } })(vault) });
    expect([await draft.submit(), snapshot().entryProblem?.problem, calls]).to.deep.equal([undefined, 'nobody', 0]);
  });

  it('with a wrong text it says so and sends nothing', async () => {
    const page = await aDraft();
    page.draft.add({ principal: joao });
    await page.draft.setQuery('zzz');
    expect([await page.draft.submit(), page.snapshot().entryProblem?.problem]).to.deep.equal([undefined, 'unknown']);
    expect(await access(page)).to.deep.equal([own(ana)]);
  });

  it('twice at once it sends once', async () => {
    let calls = 0;
    const { draft } = await aDraft({ ...enrolled, wrap: (vault) => sharing({ share: (...args) => { calls += 1; return vault.sharing.share(...args); } })(vault) });
    draft.add({ principal: joao });
    const answers = await Promise.all([draft.submit(), draft.submit(), draft.submit()]);
    expect([calls, answers.filter(Boolean).length]).to.deep.equal([1, 1]);
  });

  it('is `saving` meanwhile', async () => {
    const { draft, snapshot } = await aDraft(enrolled);
    draft.add({ principal: joao });
    const done = draft.submit();
    await shows(draft, ({ status }) => status === 'saving');
    await done;
    expect(snapshot().status).to.equal('ready');
  });

  it('T12 all or nothing: one problem, and nobody is shared with; each problem stands at its row', async () => {
    const page = await aDraft({ policy: {}, allow: ({ principal }) => (principal.id === carla.id ? { reason: 'Carla is a contractor.' } : true) });
    page.draft.add({ principal: joao });
    page.draft.add({ principal: carla });
    expect(await page.draft.submit()).to.equal(undefined);
    const { added, refusal, dirty } = page.snapshot();
    expect([refusal?.code, dirty]).to.deep.equal(['share/problem', true]);
    expect(added.map(({ principal, problem }) => [principal.id, problem?.problem, problem?.reason])).to.deep.equal([[joao.id, undefined, undefined], [carla.id, 'outside-policy', 'Carla is a contractor.']]);
    expect(await access(page)).to.deep.equal([own(ana)]);
  });

  it('a fault is shown, nothing is lost', async () => {
    const page = await aDraft({ wrap: sharing({ share: () => Promise.reject(new Error('down')) }) });
    page.draft.add({ principal: joao });
    expect(await page.draft.submit()).to.equal(undefined);
    expect([(page.snapshot().fault as Error).message, page.snapshot().status, levels(page.snapshot().added)]).to.deep.equal(['down', 'ready', [[joao.id, 'view']]]);
  });

  it('T13 a change meanwhile of the same person is merged, marked and asked again', async () => {
    const page = await aDraft(withTwo);
    page.draft.setLevel(carla.id, 'edit');
    await share(page.world, page.secret, revoke(carla), grant(davi));
    expect(await page.draft.submit()).to.equal(undefined);
    const { conflict, existing, added, refusal } = page.snapshot();
    expect([conflict, refusal]).to.deep.equal([true, undefined]);
    expect(existing.map(({ principal, changedMeanwhile }) => [principal.id, changedMeanwhile])).to.have.deep.members([[bruno.id, false], [davi.id, true]]);
    expect(levels(added)).to.deep.equal([[carla.id, 'edit']]);
    expect(added[0]?.changedMeanwhile, 'who lost it meanwhile').to.equal(true);
    expect(await page.draft.submit()).to.have.lengthOf(1);
    expect(await access(page)).to.have.deep.members([own(ana), line(bruno, 'edit'), line(davi, 'view'), line(carla, 'edit')]);
  });

  it('T13 who became the owner meanwhile is nobody to share with any more', async () => {
    const page = await aDraft(withTwo);
    page.draft.setLevel(carla.id, 'edit');
    page.draft.add({ principal: joao });
    const hers = await page.world.vaultOf(ana);
    ok(await hers.secrets.transfer(page.secret.id, carla.id));
    expect(await page.draft.submit()).to.equal(undefined);
    const { owners, existing, added, conflict, refusal } = page.snapshot();
    expect([owners.map(({ id }) => id), levels(added), conflict, refusal]).to.deep.equal([[carla.id], [[joao.id, 'view']], true, undefined]);
    expect(levels(existing)).to.have.deep.members([[ana.id, 'manage'], [bruno.id, 'edit']]);
    expect(await page.draft.submit()).to.have.lengthOf(1);
    expect(await access(page)).to.have.deep.members([own(carla), line(ana, 'manage'), line(bruno, 'edit'), line(joao, 'view')]);
  });

  it('T13 a change meanwhile of somebody else is joined by itself', async () => {
    const page = await aDraft(withTwo);
    page.draft.setLevel(carla.id, 'edit');
    await share(page.world, page.secret, revoke(bruno));
    expect(await page.draft.submit()).to.have.lengthOf(1);
    expect(await access(page)).to.deep.equal([own(ana), line(carla, 'edit')]);
  });
});

describe('createShareDraft: several secrets', () => {
  const three: Options = { names: ['A', 'B', 'C'], before: async (world, [a, b, c]) => {
    await world.enrol(bruno, carla, joao, davi);
    await share(world, a!, grant(bruno, 'edit'));
    await share(world, b!, grant(bruno));
    await share(world, c!, grant(bruno), grant(carla));
  } };
  const failing = (state: { failing?: string }): Options => ({ ...three, wrap: (vault) => sharing({
    shareMany: (ids, changes) => Promise.all(ids.map(async (secretId) => (secretId === state.failing
      ? { secretId, ok: false as const, refusal: { code: 'share/end-required' as const } } : { secretId, ...(await vault.sharing.share(secretId, changes)) }))),
  })(vault) });

  it('T13 a level that differs, or that not all have, “varies”; nothing is changed by that alone', async () => {
    const { snapshot } = await aDraft(three);
    expect(snapshot().existing.map(({ principal, held }) => [principal.id, held])).to.deep.equal([[bruno.id, 'varies'], [carla.id, 'varies']]);
    expect([snapshot().changes, snapshot().dirty, snapshot().plan]).to.deep.equal([[], false, undefined]);
  });

  it('T13 adds to each, drops nobody, and answers for each', async () => {
    const page = await aDraft(three);
    page.draft.add({ principal: joao });
    expect((await page.draft.submit())?.map(({ secretId }) => secretId)).to.deep.equal(page.secrets.map(({ id }) => id));
    expect(await access(page, page.secrets[2])).to.deep.equal([own(ana), line(bruno, 'view'), line(carla, 'view'), line(joao, 'view')]);
  });

  it('a level that varies can be made the same', async () => {
    const page = await aDraft(three);
    page.draft.setLevel(bruno.id, 'edit');
    await page.draft.submit();
    for (const secret of page.secrets) expect(await access(page, secret)).to.deep.include(line(bruno, 'edit'));
  });

  it('failed ones are told apart, and a second try is for those alone', async () => {
    const state: { failing?: string } = {};
    const page = await aDraft(failing(state));
    state.failing = page.secrets[1]!.id;
    page.draft.add({ principal: joao });
    expect((await page.draft.submit())?.map(({ secretId }) => secretId)).to.deep.equal([page.secrets[0]!.id, page.secrets[2]!.id]);
    expect(page.snapshot().failures.map(({ secretId, refusal }) => [secretId, refusal.code])).to.deep.equal([[state.failing, 'share/end-required']]);
    expect(page.snapshot().dirty, 'nothing is lost').to.be.true;
    state.failing = undefined;
    expect((await page.draft.submit())?.map(({ secretId }) => secretId)).to.deep.equal([page.secrets[1]!.id]);
    expect([page.snapshot().failures, page.snapshot().dirty]).to.deep.equal([[], false]);
  });

  it('what is decided after a failure goes to all', async () => {
    const state: { failing?: string } = {};
    const page = await aDraft(failing(state));
    state.failing = page.secrets[1]!.id;
    page.draft.add({ principal: joao });
    await page.draft.submit();
    state.failing = undefined;
    page.draft.add({ principal: davi });
    expect(await page.draft.submit()).to.have.lengthOf(3);
    for (const secret of page.secrets) expect((await access(page, secret)).map(({ principal }) => principal)).to.include.members([joao.id, davi.id]);
  });

  it('all failed: no outcome', async () => {
    const page = await aDraft({ ...three, wrap: sharing({ shareMany: (ids) => Promise.resolve(ids.map((secretId) => ({ secretId, ok: false as const, refusal: { code: 'share/end-required' as const } }))) }) });
    page.draft.add({ principal: joao });
    expect([await page.draft.submit(), page.snapshot().failures.length]).to.deep.equal([undefined, 3]);
  });
});
