import { expect } from '@open-wc/testing';
import { type Directory, type RecipientMatch, type RecipientResolution, type User, type Vault, createShareDraft } from '../../../src/core/index.js';
import { aSecret, aVault, ana, grant, ok } from '../../support/vault-builders.js';

interface Pair { readonly a: string; readonly b: string; readonly why: string }
const { pairs } = await (await fetch(new URL('../../support/data/lookalike-names.json', import.meta.url))).json() as { readonly pairs: readonly Pair[] };
/** After cleaning it says something else than the one it was drawn as. */
const TOLD_APART_BY_CLEANING = 'right-to-left override';

const person = (id: string, name: string, more: Partial<User> = {}): User => ({ kind: 'user', id: `user:${id}`, name, username: id, email: `${id}@example.org`, status: 'active', ...more });
const two = (a: string, b: string): readonly [User, User] => [person('first-one', a), person('second-one', b)];

/** A host's own directory: names as they came, a search for equal beginnings, and no idea of look-alikes. */
const plainDirectory = (people: readonly User[]): Directory => ({
  get: async (ids) => people.filter(({ id }) => ids.includes(id)),
  search: async (text, { limit }) => people.filter(({ name, username }) => name.startsWith(text) || username.startsWith(text)).slice(0, limit).map((principal) => ({ principal, matches: [] })),
  resolve: async (entries) => entries.map((entry): RecipientResolution => {
    const found = people.filter(({ id, name, username, email }) => [id, name, username, email].includes(entry));
    return found.length === 1 ? { entry, principal: found[0] } : found.length > 1 ? { entry, candidates: found, problem: 'ambiguous' } : { entry, problem: 'unknown' };
  }),
  groupsOf: async () => [],
  membersOf: async () => [],
});

const vaultWith = async (people: readonly User[], directory?: Directory): Promise<Vault> =>
  (await aVault({ actingAs: ana, people: [ana, ...people], groups: [], ...(directory && { directory }) })).vault;
const problemsOf = (matches: readonly RecipientMatch[]): unknown[] => matches.map(({ principal, problem }) => [principal.id, problem]).sort();
const search = async (vault: Vault, text: string): Promise<readonly RecipientMatch[]> => (await vault.recipients.search(text)).filter(({ principal }) => principal.id !== ana.id || text === ana.username);
const one = async (vault: Vault, text: string): Promise<RecipientMatch> => (await search(vault, text))[0]!;

describe('security.md T7: the 22 pairs of look-alikes', () => {
  for (const { a, b, why } of pairs.filter((pair) => pair.why !== TOLD_APART_BY_CLEANING)) {
    it(`“${a}” and “${b}” stand side by side with a warning, and the name alone names neither: ${why}`, async () => {
      const people = two(a, b);
      const vault = await vaultWith(people);
      for (const name of [a, b]) {
        expect(problemsOf(await search(vault, name))).to.deep.equal(people.map(({ id }) => [id, 'look-alike']));
        const [answer] = await vault.recipients.resolve([name]);
        expect([answer?.problem, answer?.principal, answer?.candidates?.map(({ id }) => id).sort()]).to.deep.equal(['ambiguous', undefined, people.map(({ id }) => id)]);
      }
      for (const { username, email } of people) {
        const answers = await vault.recipients.resolve([username, email!]);
        expect(answers.map(({ principal, problem }) => [principal?.kind === 'user' && principal.username, problem]), 'by a handle of their own').to.deep.equal([[username, 'look-alike'], [username, 'look-alike']]);
      }
    });
  }

  it(`a name that was turned round by a ${TOLD_APART_BY_CLEANING} is shown as what it says`, async () => {
    const { a, b } = pairs.find(({ why }) => why === TOLD_APART_BY_CLEANING)!;
    const vault = await vaultWith(two(a, b));
    expect((await search(vault, 'safe')).map(({ principal }) => principal.name)).to.deep.equal(['safe_exe.txt', 'safe_txt.exe']);
  });

  for (const { a, b, why } of pairs) {
    it(`a host’s own directory that hands out both as they are is no way round the warning: ${why}`, async () => {
      const people = two(a, b);
      const vault = await vaultWith(people, plainDirectory([ana, ...people]));
      const found = [...await search(vault, 'first'), ...await search(vault, 'second')];
      const together = await vault.recipients.resolve(['first-one', 'second-one']);
      expect(found.map(({ principal }) => principal.id)).to.deep.equal(people.map(({ id }) => id));
      expect(together.map(({ problem }) => problem)).to.include('look-alike');
    });
  }
});

describe('ordinary names', () => {
  const names = ['Bea', 'Beea', 'Hana', 'Hanna', 'João', 'Joana', 'Maria Silva', 'Mario Silva', 'Ilse Lima', 'Lise Lima', 'Neil Young', 'Nell Young', 'NEIL SMITH', 'NELL SMITH', 'Ian Costa', 'Lan Costa', 'Иван Petrov', 'Анна Petrova', '田中 Taro', 'Zoë 👩‍💻'];

  it('are not warned of', async () => {
    const vault = await vaultWith(names.map((name, at) => person(`p${at + 2}`, name)));
    for (const name of names) {
      const [answer] = await vault.recipients.resolve([name]);
      expect([answer?.principal?.name, answer?.problem]).to.deep.equal([name, undefined]);
      for (const match of await search(vault, name)) expect(match.problem, match.principal.name).to.equal(undefined);
    }
  });
});

describe('look-alikes by handle', () => {
  it('an e-mail that another one looks like names neither, whatever they are called', async () => {
    const [real, fake] = [person('alice', 'Alice Jones', { email: 'alice@example.org' }), person('mallory', 'Bob Smith', { email: 'alice@examp1e.org' })];
    const vault = await vaultWith([real, fake]);
    expect((await search(vault, 'alice@example.org')).map(({ principal, problem }) => [principal.id, problem])).to.deep.equal([[real.id, 'look-alike'], [fake.id, 'look-alike']]);
    expect((await vault.recipients.resolve(['alice@example.org', 'alice@examp1e.org', 'alice', 'mallory'])).map(({ problem, candidates }) => [problem, candidates?.length]))
      .to.deep.equal([['ambiguous', 2], ['ambiguous', 2], ['look-alike', undefined], ['look-alike', undefined]]);
  });

  it('so does a username', async () => {
    const vault = await vaultWith([person('admin', 'Ada'), person('second', 'Bob', { username: '\u0430dmin' })]);
    expect((await vault.recipients.resolve(['admin', '@admin']))).to.satisfy((answers: readonly RecipientResolution[]) => answers.every(({ problem, candidates }) => problem === 'ambiguous' && candidates?.length === 2));
  });

  it('an accent in a username is seen: each names its own', async () => {
    const vault = await vaultWith([person('jose', 'José A'), person('second', 'José B', { username: 'jos\u00E9' })]);
    expect((await vault.recipients.resolve(['jose', 'jos\u00E9'])).map(({ principal }) => principal?.name)).to.deep.equal(['José A', 'José B']);
  });

  it('a name that is another’s username is warned of', async () => {
    const vault = await vaultWith([person('payroll', 'Ada Lovelace'), person('mallory', 'payroll')]);
    expect((await search(vault, 'mallory'))[0]).to.include({ problem: 'look-alike' });
  });

  it('a private group is taken for a person or another group', async () => {
    const { world, vault } = await aVault({ actingAs: ana, people: [ana, person('second', 'Operations')], groups: [] });
    await world.groupOf(ana, '0perations', [ana]);
    expect((await vault.recipients.resolve(['Operations']))[0]).to.include({ problem: 'ambiguous' });
    expect(problemsOf(await search(vault, 'Operations')).map((found) => (found as unknown[])[1])).to.deep.equal(['look-alike', 'look-alike']);
  });

  it('who is found already is not added twice, and no match gives way to a look-alike', async () => {
    const crowd = Array.from({ length: 8 }, (_, at) => person(`ada${at + 2}`, `Ada ${'BCDEFGHK'[at]}`));
    const vault = await vaultWith([...crowd, person('other', '\u0410da B')]);
    expect(new Set((await search(vault, 'ada')).map(({ principal }) => principal.id)).size).to.equal(8);
    expect((await search(vault, 'ada b')).map(({ principal }) => principal.id)).to.deep.equal(['user:ada2', 'user:other']);
  });
});

describe('odd letters', () => {
  const odd: readonly (readonly [string, User, Directory?])[] = [
    ['a word of two alphabets', person('mallory', 'P\u0430ypal Support')],
    ['a username of two alphabets', person('mallory', 'Mallory', { username: 'm\u0430llory' })],
    ['a domain like one’s own', person('mallory', 'Mallory', { email: 'mallory@examp1e.org' })],
  ];
  for (const [what, who] of odd) {
    it(`${what} is noticed, though nobody else is called so`, async () => {
      expect(await one(await vaultWith([who]), who.name)).to.include({ problem: 'look-alike', oddLetters: true });
    });
  }

  it('a hidden character in a name of a host’s own directory is noticed', async () => {
    const who = person('mallory', 'Mal\u200Blory');
    expect(await one(await vaultWith([who], plainDirectory([ana, who])), 'Mal')).to.include({ problem: 'look-alike', oddLetters: true });
  });

  it('where there is a twin, the twin is what is told', async () => {
    const vault = await vaultWith(two('Paypal', 'P\u0430ypal'));
    for (const match of await search(vault, 'paypal')) expect([match.problem, match.oddLetters]).to.deep.equal(['look-alike', undefined]);
  });
});

describe('first times and outside domains', () => {
  const bea = person('bea', 'Bea Reis');
  const ext = person('eve', 'Eve Outer', { email: 'Eve@Partner.example' });

  it('a person is marked until one shares with them, and again once no secret is left', async () => {
    const { vault, secrets: [secret] } = await aVault({ actingAs: ana, people: [ana, bea], secrets: [aSecret(), aSecret({ name: 'Other' })] });
    expect(await one(vault, 'bea')).to.include({ firstTime: true });
    ok(await vault.sharing.share(secret!.id, [grant(bea)]));
    expect((await one(vault, 'bea')).firstTime).to.equal(undefined);
    ok(await vault.sharing.share(secret!.id, [{ op: 'revoke', principal: bea.id }]));
    expect((await vault.recipients.resolve(['bea']))[0]).to.include({ firstTime: true });
  });

  it('outside says what they are outside of; case and one’s own domain are no difference', async () => {
    const vault = await vaultWith([bea, ext, person('kai', 'Kai Caps', { email: 'kai@EXAMPLE.org' }), person('max', 'Max Mute', { email: undefined })]);
    expect((await one(vault, 'eve')).outside).to.equal('example.org');
    for (const name of ['bea', 'kai', 'max', 'ana']) expect((await one(vault, name)).outside, name).to.equal(undefined);
    expect((await one(vault, 'ana')).firstTime, 'oneself').to.equal(undefined);
    expect((await vault.recipients.resolve(['eve']))[0]).to.include({ outside: 'example.org', firstTime: true });
  });

  it('nobody is outside of somebody without an e-mail', async () => {
    const me = { ...ana, email: undefined };
    const { vault } = await aVault({ actingAs: me, people: [me, ext], groups: [] });
    expect((await one(vault, 'eve')).outside).to.equal(undefined);
  });

  it('groups have no marks', async () => {
    const { vault } = await aVault({ actingAs: ana });
    expect(await one(vault, 'operations')).to.not.have.any.keys('firstTime', 'outside');
  });

  it('who can’t be chosen is no first time', async () => {
    const vault = await vaultWith([person('sue', 'Sue', { status: 'suspended', email: 'sue@partner.example' })]);
    const { problem, firstTime, outside } = await one(vault, 'sue');
    expect([problem, firstTime, outside]).to.deep.equal(['suspended', undefined, 'example.org']);
  });
});

describe('createShareDraft with look-alikes', () => {
  const [real, fake] = two('admin', '\u0430dmin');
  async function aDraft(people: readonly User[]) {
    const { vault, secrets } = await aVault({ actingAs: ana, people: [ana, ...people], groups: [], secrets: [aSecret()] });
    const draft = createShareDraft(vault, secrets.map(({ id }) => id));
    await draft.refresh();
    return draft;
  }

  it('an exact name adds nobody: the text stays, with both to pick from', async () => {
    const draft = await aDraft([real, fake]);
    await draft.setQuery('admin');
    expect(await draft.commitQuery()).to.be.false;
    const { query, added, entryProblem, matches } = draft.getSnapshot();
    expect([query, added, entryProblem?.problem, entryProblem?.candidates]).to.deep.equal(['admin', [], 'ambiguous', 2]);
    expect(matches.map(({ principal }) => principal.id)).to.deep.equal([real.id, fake.id]);
    expect(draft.add(matches[1]!)).to.be.true;
    expect(draft.getSnapshot().added[0]).to.deep.include({ principal: matches[1]!.principal, problem: { problem: 'look-alike' } });
  });

  it('a pasted one stays an entry', async () => {
    const draft = await aDraft([real, fake, person('bea', 'Bea')]);
    expect(await draft.paste('admin, Bea')).to.deep.include({ missing: 1 });
    const { added, unmatched } = draft.getSnapshot();
    expect([added.map(({ principal }) => principal.id), unmatched.map(({ entry, problem }) => [entry, problem])]).to.deep.equal([['user:bea'], [['admin', 'ambiguous']]]);
  });

  it('a row carries its marks through every change', async () => {
    const draft = await aDraft([person('eve', 'Ev\u0435', { email: 'eve@partner.example' })]);
    await draft.setQuery('eve');
    expect(await draft.commitQuery()).to.be.true;
    const marks = { firstTime: true, outside: 'example.org', oddLetters: true };
    expect(draft.getSnapshot().added[0]).to.deep.include({ marks, problem: { problem: 'look-alike' } });
    draft.setLevel('user:eve', 'edit');
    draft.remove('user:eve');
    draft.undoRemove();
    expect(draft.getSnapshot().added[0]).to.deep.include({ marks, level: 'edit', problem: { problem: 'look-alike' } });
  });
});
