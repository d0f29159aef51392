import { expect } from '@open-wc/testing';
import { aWorld, ana, bruno, joao, ok } from '../../support/vault-builders.js';

/** Optional fields of what crosses a border, and some that are not. (The end of a grant has its test beside the rules: a store reads it too.) */
const FIELDS = ['level', 'permission', 'principal', 'id', 'label', 'owner', 'identifier', 'clientSecret', 'revision', 'signal', 'limit'] as const;

async function planted<T>(field: string, hostile: unknown, work: () => Promise<T>): Promise<T> {
  const prototype = Object.prototype as unknown as Record<string, unknown>;
  expect(field in prototype, field).to.equal(false);
  prototype[field] = hostile;
  try {
    return await work();
  } finally {
    delete prototype[field];
  }
}

/** What people see of a day with a little of everything; the same every day but for ids. */
async function aDay(): Promise<string> {
  const seen: unknown[] = [];
  const note = async (answer: Promise<unknown>): Promise<void> => { seen.push(await answer.catch((error: Error) => `${error.name}: ${error.message}`)); };
  const world = aWorld();
  try {
    await world.enrol(ana, bruno, joao);
    const [hers, his, strangers] = [await world.vaultOf(ana), await world.vaultOf(bruno), await world.vaultOf(joao)];
    const { id } = ok(await hers.secrets.add({ name: 'n', url: 'u', clientId: 'c' }));
    const group = ok(await hers.groups.save({ name: 'Team', enabled: true, membersMayView: false, members: [joao.id] }));
    await note(hers.sharing.share(id, [{ op: 'grant', principal: bruno.id, permission: 'view' }, { op: 'grant', principal: group.id, permission: 'view' }]));
    await note(hers.sharing.share(id, [{ op: 'grant', principal: bruno.id } as never]));
    await note(hers.sharing.share(id, [{ op: 'revoke', principal: group.id }], {} as never));
    await note(hers.sharing.plan(id, [{ op: 'revoke', principal: bruno.id }]));
    await note(his.secrets.edit(id, { name: 'stolen' }, { revision: 1 }));
    await note(his.sharing.share(id, [{ op: 'revoke', principal: group.id }]));
    await note(his.secrets.delete(id));
    await note(his.secrets.reveal(id));
    await note(hers.secrets.edit(id, { clientSecret: 's' }, { revision: 1 }));
    await note(his.secrets.reveal(id));
    await note(strangers.secrets.get(id));
    await note(hers.sharing.share(id, [{ op: 'revoke', principal: group.id }]));
    await note(strangers.secrets.get(id));
    await note(hers.secrets.get(id));
    await note(hers.secrets.list());
    await note(his.secrets.list({}));
    await note(his.recipients.search('bru'));
    await note(his.recipients.suggest({}));
    await note(hers.recipients.resolve(['carla'], {}));
    await note(hers.sharing.explain(id, bruno.id));
    await note(hers.activity.list({}));
    await note(hers.groups.list());
    await note(world.authority.execute(bruno.id, { id: 'EEEEEEEEEEEEEEEEEEEEEE', type: 'secret.delete' } as never));
    await note(world.authority.query(bruno.id, { type: 'secret.read' } as never));
    const names: Record<string, string> = { [id]: 'the secret', [group.id]: 'the group' };
    return JSON.stringify(seen).replace(new RegExp(Object.keys(names).join('|'), 'g'), (found) => names[found]!);
  } finally {
    await world.close();
  }
}

function firstDifference(seen: string, due: string): string {
  const at = [...due].findIndex((letter, place) => seen[place] !== letter);
  return at < 0 && seen.length === due.length ? 'none' : `…${seen.slice(Math.max(0, at - 100), at + 100)}… instead of …${due.slice(at, at + 60)}…`;
}

describe('a page whose Object.prototype was polluted', () => {
  let clean = '';
  before(async () => { clean = await aDay(); });

  it('is compared with a day that is the same every time, and shows refusals', async () => {
    expect(await aDay()).to.equal(clean);
    expect(clean).to.contain('access/not-permitted').and.to.contain('access/not-found').and.to.contain('input/invalid').and.to.contain('"clientSecret":"s"');
  });

  for (const field of FIELDS) {
    it(`sees the same with ${field} planted`, async function () {
      this.timeout(4_000);
      for (const hostile of ['own', 7, { code: 'x' }]) {
        const day = await planted(field, hostile, aDay);
        expect(firstDifference(day, clean), `${field} = ${JSON.stringify(hostile)}`).to.equal('none');
      }
      expect(Object.hasOwn(Object.prototype, field)).to.equal(false);
    });
  }
});
