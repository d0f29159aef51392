import { expect } from '@open-wc/testing';
import { type StaticDirectoryData, staticDirectory } from '../../../src/core/directory/static-directory.js';
import { MySafeError } from '../../../src/core/model/fault.js';
import type { Directory } from '../../../src/core/ports/directory.js';

const asker = 'user:ada' as const;
const data = (): StaticDirectoryData => ({
  users: [
    { id: 'user:ada', name: 'Ada Lovelace', username: 'ada', email: 'ada@example.org' },
    { id: 'user:joao', name: 'João Pereira', username: 'joao.pereira', email: 'joao@example.org', status: 'suspended' },
    { id: 'user:joao2', name: 'Joao  Pereira', username: 'jp2' },
    { id: 'user:ops', name: 'Security', username: 'ops-lead', email: 'lead@example.org' },
  ],
  groups: [
    { id: 'group:ops', name: 'Operations', members: ['user:joao', 'user:ada', 'user:ada'], description: 'On call' },
    { id: 'group:off', name: 'Old team', members: ['user:ada'], enabled: false },
  ],
});
const searchNames = async (directory: Directory, text: string): Promise<string[]> =>
  (await directory.search(text, { asker, limit: 20 })).map(({ principal }) => principal.name);
const resolve = async (entry: string) => (await staticDirectory(data()).resolve([entry], { asker }))[0]!;
const faultOf = (broken: unknown): MySafeError => {
  try { staticDirectory(broken as StaticDirectoryData); } catch (error) { return error as MySafeError; }
  throw new Error('it was accepted');
};

describe('staticDirectory', () => {
  it('fills in what is left out, and nothing else', async () => {
    const [user, group, off] = await staticDirectory(data()).get(['user:ada', 'group:ops', 'group:off']);
    expect({ ...user }).to.deep.equal({ kind: 'user', id: 'user:ada', name: 'Ada Lovelace', username: 'ada', email: 'ada@example.org', status: 'active' });
    expect({ ...group }).to.deep.equal({ kind: 'group', id: 'group:ops', name: 'Operations', origin: 'directory', memberCount: 2, enabled: true, description: 'On call' });
    expect(off).to.include({ enabled: false, memberCount: 1 });
  });

  it('gets those that exist, once each', async () => {
    const found = await staticDirectory(data()).get(['user:ada', 'user:none', 'group:ops', 'user:ada']);
    expect(found.map(({ id }) => id)).to.deep.equal(['user:ada', 'group:ops']);
  });

  it('searches people and groups, with a limit and weights', async () => {
    const directory = staticDirectory(data());
    expect(await searchNames(directory, 'pereira joao')).to.deep.equal(['João Pereira', 'Joao Pereira']);
    expect(await searchNames(directory, 'operat')).to.deep.equal(['Operations']);
    expect(await directory.search('joao', { asker, limit: 1 })).to.have.length(1);
    const weighed = await directory.search('joao', { asker, limit: 2, weightOf: (id) => (id === 'user:joao2' ? 1 : 0) });
    expect(weighed.map(({ principal }) => principal.id)).to.deep.equal(['user:joao2', 'user:joao']);
  });

  it('gives up a search that was aborted, with its reason', async () => {
    const reason = new Error('typed on');
    const controller = new AbortController();
    const search = staticDirectory(data()).search('ada', { asker, limit: 5, signal: controller.signal });
    controller.abort(reason);
    expect(await search.catch((error: unknown) => error)).to.equal(reason);
    expect(await staticDirectory(data()).search('ada', { asker, limit: 5, signal: controller.signal }).catch((error: unknown) => error)).to.equal(reason);
  });

  it('knows who is in which group', async () => {
    const directory = staticDirectory(data());
    expect(await directory.groupsOf('user:ada')).to.deep.equal(['group:ops', 'group:off']);
    expect(await directory.groupsOf('user:none')).to.deep.equal([]);
    expect(await directory.membersOf('group:ops', { limit: 1 })).to.deep.equal(['user:ada']);
    expect(await directory.membersOf('group:ops', { after: 'user:ada', limit: 5 })).to.deep.equal(['user:joao']);
    expect(await directory.membersOf('group:ops', { after: 'user:joao', limit: 5 })).to.deep.equal([]);
    expect(await directory.membersOf('group:none', { limit: 5 })).to.deep.equal([]);
  });

  for (const entry of ['ada', '  ADA ', '@ada', 'ada@example.org', 'ADA@EXAMPLE.ORG', 'Somebody Else <ada@example.org>', 'mailto:ada@example.org', 'MAILTO:ada%40example.org?subject=x',
    'user:ada', 'Ada Lovelace', 'ada  lovelace', 'ÁDA', 'a\u200Bda']) {
    it(`resolves ${JSON.stringify(entry)}`, async () => {
      const answer = await resolve(entry);
      expect([answer.entry, answer.principal?.id, answer.problem]).to.deep.equal([entry, 'user:ada', undefined]);
    });
  }

  it('resolves groups by name and id', async () => {
    expect((await resolve('operations')).principal?.id).to.equal('group:ops');
    expect((await resolve('group:ops')).principal?.id).to.equal('group:ops');
  });

  it('answers each entry in order: unknown, ambiguous with its candidates', async () => {
    const answers = await staticDirectory(data()).resolve(['nobody', 'joão pereira', '', 'joao.pereira', 'Ada <nobody@example.org>'], { asker });
    expect(answers.map(({ problem }) => problem)).to.deep.equal(['unknown', 'ambiguous', 'unknown', undefined, 'unknown']);
    expect(answers[1]!.candidates?.map(({ id }) => id)).to.deep.equal(['user:joao', 'user:joao2']);
    expect(answers[3]!.principal?.id).to.equal('user:joao');
  });

  it('lets a handle beat a name', async () => {
    const directory = staticDirectory({ users: [{ id: 'user:1', name: 'Max', username: 'one' }, { id: 'user:2', name: 'Other', username: 'max' }] });
    expect((await directory.resolve(['max'], { asker }))[0]!.principal?.id).to.equal('user:2');
  });

  it('lets letters as they are beat folded ones', async () => {
    const directory = staticDirectory({ users: [{ id: 'user:1', name: 'A', username: 'müller' }, { id: 'user:2', name: 'B', username: 'muller' }] });
    expect((await directory.resolve(['Müller', 'muller', 'mūller'], { asker })).map(({ principal, problem }) => principal?.id ?? problem))
      .to.deep.equal(['user:1', 'user:2', 'ambiguous']);
  });

  it('cleans names', async () => {
    const directory = staticDirectory({ users: [{ id: 'user:1', name: ' Jo\u202Eão \n Silva\u200B ', username: 'j' }] });
    expect((await directory.get(['user:1']))[0]!.name).to.equal('João Silva');
  });

  it('copies what it is given, and gives out what can not be changed', async () => {
    const given = data() as unknown as { users: { name: string }[]; groups: { members: string[] }[] };
    const directory = staticDirectory(given as unknown as StaticDirectoryData);
    given.users[0]!.name = 'Changed';
    given.groups[0]!.members.length = 0;
    expect(await searchNames(directory, 'ada')).to.deep.equal(['Ada Lovelace']);
    expect(await directory.membersOf('group:ops', { limit: 5 })).to.have.length(2);
    expect(Object.isFrozen((await directory.get(['user:ada']))[0])).to.equal(true);
    expect(Object.isFrozen(directory)).to.equal(true);
  });

  for (const [what, where, broken] of [
    ['a repeated id', 'users[1].id', { users: [{ id: 'user:1', name: 'Private', username: 'p' }, { id: 'user:1', name: 'Private', username: 'q' }] }],
    ['a repeated group id', 'groups[1].id', { users: [], groups: [{ id: 'group:1', name: 'Private', members: [] }, { id: 'group:1', name: 'P', members: [] }] }],
    ['an empty name', 'users[0].name', { users: [{ id: 'user:1', name: ' \u200B ', username: 'p' }] }],
    ['a name that is no text', 'users[0].name', { users: [{ id: 'user:1', name: 7, username: 'p' }] }],
    ['no username', 'users[0].username', { users: [{ id: 'user:1', name: 'Private' }] }],
    ['an id without its kind', 'users[0].id', { users: [{ id: 'Private', name: 'A', username: 'p' }] }],
    ['an id of the other kind', 'groups[0].id', { users: [], groups: [{ id: 'user:1', name: 'Private', members: [] }] }],
    ['an unknown member', 'groups[0].members[1]', { users: [{ id: 'user:1', name: 'A', username: 'a' }], groups: [{ id: 'group:1', name: 'G', members: ['user:1', 'user:Private'] }] }],
    ['a status that is none', 'users[0].status', { users: [{ id: 'user:1', name: 'A', username: 'p', status: 'Private' }] }],
    ['enabled that is neither', 'groups[0].enabled', { users: [], groups: [{ id: 'group:1', name: 'Private', members: [], enabled: 'no' }] }],
    ['an entry that is no object', 'users[0].id', { users: [null] }],
    ['no users', 'users', {}],
    ['nothing', 'users', undefined],
  ] as const) {
    it(`refuses ${what}, and says where without saying what`, () => {
      const fault = faultOf(broken);
      expect(fault).to.be.instanceOf(MySafeError);
      expect(fault.code).to.equal('misuse/invalid-directory');
      expect(fault.message).to.contain(` ${where} `);
      expect(fault.message).not.to.contain('Private');
    });
  }

  it('takes nothing from a polluted prototype', async () => {
    const polluted = Object.prototype as unknown as Record<string, unknown>;
    Object.assign(polluted, { email: 'evil@example.org', status: 'suspended', groups: 7, enabled: false, description: 'evil' });
    try {
      const directory = staticDirectory({ users: [{ id: 'user:1', name: 'Ada', username: 'ada' }] });
      const [user] = await directory.get(['user:1']);
      expect([user?.kind === 'user' && user.email, user?.kind === 'user' && user.status]).to.deep.equal([undefined, 'active']);
      expect(await searchNames(directory, 'evil')).to.deep.equal([]);
      expect((await directory.resolve(['evil@example.org'], { asker }))[0]!.problem).to.equal('unknown');
    } finally {
      for (const key of ['email', 'status', 'groups', 'enabled', 'description']) delete polluted[key];
    }
  });
});
