/** Runs in a frame of its own: what is planted there stays there. The page that made it calls `day`. */
import { aWorld, ana, bruno, joao, ok } from '../../support/vault-builders.js';

async function planted<T>(fields: readonly string[], hostile: unknown, work: () => Promise<T>): Promise<T> {
  const prototype = Object.prototype as unknown as Record<string, unknown>;
  const free = fields.filter((field) => !(field in prototype));
  if (free.length < fields.length) throw new Error('a field is there already');
  for (const field of fields) prototype[field] = hostile;
  try {
    return await work();
  } finally {
    for (const field of fields) delete prototype[field];
  }
}

/** What a vault signs has the time of its own clock: the authority's, and the milliseconds that passed since it said so. */
const TIME = /2026-03-02T09:0\d:\d\d\.\d{3}Z/g;

/** What people see, answer by answer, of a day with a little of everything; the same every day but for ids and times. */
async function aDay(): Promise<readonly string[]> {
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
    const ours = new RegExp(Object.keys(names).join('|'), 'g');
    return seen.map((one) => String(JSON.stringify(one)).replace(ours, (found) => names[found]!).replace(TIME, 'that day'));
  } finally {
    await world.close();
  }
}

/** A day while each of `fields` is planted on this frame's `Object.prototype`. */
export type PollutedDay = (fields: readonly string[], hostile: unknown) => Promise<readonly string[]>;
const day: PollutedDay = (fields, hostile) => planted(fields, hostile, aDay);
Object.assign(window, { day });
window.parent.postMessage('ready', '*');
