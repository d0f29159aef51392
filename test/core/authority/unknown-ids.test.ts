import { expect } from '@open-wc/testing';
import { memoryStorage } from '../../../src/adapters/memory-storage.js';
import type { SecretId, StorageAdapter } from '../../../src/core/index.js';
import type { Command } from '../../../src/core/protocol/command.js';
import type { Query } from '../../../src/core/protocol/query.js';
import { aSigner, signedAdd, signedCommand } from '../../support/signed-commands.js';
import { type World, aWorld, ana, anId, bruno, carla, ok } from '../../support/vault-builders.js';

/** What a store was asked for one answer, and how many letters of records it gave for it. */
interface Reads { readonly calls: readonly string[]; readonly letters: number }
/** One question about an id or one command on it: what was answered, and what it took. */
interface Answered extends Reads { readonly type: string; readonly answer: unknown }

/** A store that notes what it is asked while something is done. */
function watchedStore(): { readonly storage: StorageAdapter; during<T>(work: () => Promise<T>): Promise<Reads & { readonly answer: T }> } {
  const plain = memoryStorage();
  let [calls, letters]: [string[], number] = [[], 0];
  const noted = <A extends unknown[], R>(name: string, work: (...args: A) => Promise<R>) => async (...args: A): Promise<R> => {
    const given = await work(...args);
    // a write is told by its name: each command has an id of its own
    calls.push(name === 'commit' ? name : `${name} ${JSON.stringify(args)}`);
    if (name === 'get') letters += JSON.stringify(given ?? '').length;
    return given;
  };
  return {
    storage: {
      ...plain, get: noted('get', plain.get), list: noted('list', plain.list), commit: noted('commit', plain.commit),
      findSecrets: noted('findSecrets', plain.findSecrets), journal: noted('journal', plain.journal),
    },
    async during(work) {
      [calls, letters] = [[], 0];
      const answer = await work();
      return { answer, calls, letters };
    },
  };
}

const signed = `AAAA.${'A'.repeat(86)}`;
const changes = [{ op: 'grant' as const, principal: carla.id, permission: 'view' as const }];
const queriesOn = (secretId: SecretId): readonly Query[] => [
  { type: 'secret.read', secretId }, { type: 'secret.read', secretId, after: 0 }, { type: 'secret.chain', secretId, after: 0 }, { type: 'secret.versions', secretId }, { type: 'secret.sealing', secretId },
  { type: 'secret.sealing', secretId, changes }, { type: 'secret.explain', secretId, user: carla.id }, { type: 'secret.plan', secretId, changes },
  { type: 'activity.list', query: { secretId } },
];
const commandsOn = (secretId: SecretId): readonly Command[] => [
  { id: anId(), type: 'secret.open', secretId, purpose: 'reveal' }, { id: anId(), type: 'secret.open', secretId, purpose: 'copy', after: 0 }, { id: anId(), type: 'secret.edit', secretId, revision: 1, signed, label: { name: 'x', url: 'x', tags: [] } },
  { id: anId(), type: 'secret.share', secretId, changes, wraps: [], signed }, { id: anId(), type: 'secret.complete', secretId, wraps: [], signed },
  { id: anId(), type: 'secret.transfer', secretId, to: carla.id, wraps: [], signed }, { id: anId(), type: 'secret.checkpoint', secretId, signed },
  ...(['secret.enable', 'secret.disable', 'secret.leave', 'secret.delete'] as const).map((type) => ({ id: anId(), type, secretId, signed })),
];

/** Ana has a secret, and has deleted another; Bruno may see neither. */
async function twoOfHers(storage: StorageAdapter) {
  const world = aWorld({ storage });
  const signer = await aSigner(world.authority, ana);
  await aSigner(world.authority, bruno);
  const add = async () => ok(await world.authority.execute(ana.id, await signedAdd(world, signer, { name: 'Hers', url: 'https://hers.example.org', tags: [] }))).id;
  const [hers, deleted] = [await add(), await add()];
  ok(await world.authority.execute(ana.id, await signedCommand(world, signer, 'secret.delete', deleted, () => ({}))));
  return { world, hers, deleted };
}

/** Everything that Bruno can ask about an id or do to it. */
async function tryEverything({ authority }: World, { during }: ReturnType<typeof watchedStore>, id: SecretId): Promise<readonly Answered[]> {
  const work = [
    ...queriesOn(id).map((query) => ({ type: query.type, run: (): Promise<unknown> => authority.query(bruno.id, query) })),
    ...commandsOn(id).map((command) => ({ type: command.type, run: (): Promise<unknown> => authority.execute(bruno.id, command) })),
  ];
  const tried: Answered[] = [];
  for (const { type, run } of work) {
    const { answer, calls, letters } = await during(run);
    tried.push({ type, answer, letters, calls: calls.map((call) => call.replaceAll(id, 'the id')).toSorted() });
  }
  return tried;
}

describe('an id that one may not see', () => {
  it('gets the answer of one that is not there, after the same reads of the storage, of which one gives a record', async () => {
    const store = watchedStore();
    const { world, hers, deleted } = await twoOfHers(store.storage);
    const absent = await tryEverything(world, store, anId());
    expect(absent.map(({ answer }) => answer)).to.deep.equal(absent.map(() => ({ ok: false, refusal: { code: 'access/not-found' } })));
    for (const id of [hers, deleted]) {
      const forbidden = await tryEverything(world, store, id);
      const alike = ({ type, answer, calls }: Answered) => ({ type, answer, calls });
      expect(forbidden.map(alike)).to.deep.equal(absent.map(alike));
      // the rest of the difference is time
      forbidden.forEach(({ type, letters }, at) => expect(letters, type).to.be.greaterThan(absent[at]!.letters));
    }
    expect(absent.flatMap(({ calls }) => calls)).to.include('get [{"kind":"secret","id":"the id"}]');
  });
});
