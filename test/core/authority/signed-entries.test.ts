import { expect } from '@open-wc/testing';
import { type Authority, type Command, type Result, type SecretId, type User, type Vault, openVault } from '../../../src/core/index.js';
import { secretIdOf } from '../../../src/core/crypto/signatures.js';
import type { Genesis, SignedStep } from '../../../src/core/model/entry.js';
import type { CommandOf } from '../../../src/core/protocol/command.js';
import { type Signer, aSigner, captured, changedCopies, recordOf, resigned, signedAdd, signedCommand, signerOf } from '../../support/signed-commands.js';
import { everythingIn } from '../../support/storage-builders.js';
import { label } from '../../support/table-scene.js';
import { START, type World, aSecret, aWorld, ana, anId, bruno, carla, davi, grant, joao, maria, ok, ops, refused, revoke } from '../../support/vault-builders.js';

/** Ana’s secret, shared with João to edit and with a private group of hers that Bruno is in, and with Maria who has no keys; Carla has keys and no access. */
async function scene() {
  const world = aWorld({ policy: { levels: ['view', 'edit', 'manage'] } });
  await world.enrol(ana, joao, bruno, carla, davi);
  const vault = await world.vaultOf(ana);
  const { id } = ok(await vault.secrets.add(aSecret({ identifier: 'ID-1', method: 'POST', tags: ['prod'] })));
  const team = await world.groupOf(ana, 'Team', [bruno]);
  ok(await vault.sharing.share(id, [grant(joao, 'edit'), grant(team, 'manage'), grant(maria)]));
  return { world, id, signers: { ana: await signerOf(world, ana), bruno: await signerOf(world, bruno), carla: await signerOf(world, carla) } };
}

type Scene = Awaited<ReturnType<typeof scene>>;
type Signed = Extract<Command, { signed: string; secretId: string }>;
interface Case {
  readonly by: User;
  readonly type: Signed['type'];
  prepare?(world: World): Promise<unknown>;
  act(vault: Vault, id: SecretId): Promise<unknown>;
}

/** One command of each kind, as a vault makes it. */
const cases: Readonly<Record<string, Case>> = {
  'a new secret': { by: ana, type: 'secret.add', act: (vault) => vault.secrets.add(aSecret({ name: 'Another', identifier: 'ID-2', tags: ['eu'] })) },
  'a new label and value': { by: ana, type: 'secret.edit', act: (vault, id) => vault.secrets.edit(id, { name: 'New', clientSecret: 'other' }, { revision: 1 }) },
  'an edit through a private group': { by: bruno, type: 'secret.edit', act: (vault, id) => vault.secrets.edit(id, { notes: 'seen' }, { revision: 1 }) },
  'a grant': { by: ana, type: 'secret.share', act: (vault, id) => vault.sharing.share(id, [grant(davi, 'view', new Date(START.getTime() + 1e6))]) },
  'a revoke': { by: bruno, type: 'secret.share', act: (vault, id) => vault.sharing.share(id, [revoke(joao), grant(davi)]) },
  'a new owner': { by: ana, type: 'secret.transfer', act: (vault, id) => vault.secrets.transfer(id, davi.id) },
  'a key for who waited': {
    by: ana, type: 'secret.complete', act: (vault, id) => vault.sharing.confirm(id, [maria.id]),
    // with nobody about who would do it in the background
    prepare: async (world) => { for (const user of [ana, bruno]) await (await world.vaultOf(user)).close(); await aSigner(world.authority, maria); },
  },
  'disabling': { by: joao, type: 'secret.disable', act: (vault, id) => vault.secrets.disable([id]) },
  'leaving': { by: joao, type: 'secret.leave', act: (vault, id) => vault.secrets.leave(id) },
  'deleting': { by: ana, type: 'secret.delete', act: (vault, id) => vault.secrets.delete(id) },
};

const outcome = (result: Result<unknown>): string => (result.ok ? 'written' : result.refusal.code === 'input/invalid' ? `input/invalid ${result.refusal.issues.map(({ path }) => path.join('.')).join()}` : result.refusal.code);

/** What is said of an entry that is not what the authority would write, and of an envelope that stands elsewhere than its entry. */
const WRONG = ['input/invalid signed', 'input/invalid envelope', 'input/invalid content', 'secret/changed-meanwhile'];

/** Each is refused as one of `codes`, and nothing is written. */
async function refusesAll({ world }: Scene, by: User, commands: readonly (readonly [string, Command])[], codes: readonly string[]): Promise<void> {
  expect(commands.length).to.be.greaterThan(0);
  const before = await everythingIn(world.storage);
  for (const [what, command] of commands) expect(outcome(await world.authority.execute(by.id, command)), what).to.be.oneOf(codes);
  expect(await everythingIn(world.storage)).to.equal(before);
}

/** Not signed: which revisions the person looked at, and what only makes a wrap that nobody can open. The secret’s id and the command’s have tests of their own. */
const UNSIGNED = /^(id|type|secretId|signed|revision|accessRevision|.*suite|changes\.\d\.op|.*wraps\.\d\.(seq|sender|senderKey))$/;
/** What `parseInput` holds to one value, and the time, which a vault may set as it likes within 5 minutes. */
const FIXED = /^(v|suite|at|steps\.\d\.kind)$/;

describe('a signed command', () => {
  for (const [name, { by, type, act, prepare }] of Object.entries(cases)) {
    it(`is written as the vault made it, and not with any field changed: ${name}`, async function () {
      this.timeout(30_000);
      const here = await scene();
      await prepare?.(here.world);
      const command = await captured(here.world, by, type, (vault) => act(vault, here.id)) as Signed;
      const copies = changedCopies(command, UNSIGNED);
      if (!/disable|leave|delete/.test(type)) await refusesAll(here, by, copies, [...WRONG, 'share/problem']);
      else expect(copies).to.deep.equal([]);
      const signer = await signerOf(here.world, by);
      const entries = await Promise.all(changedCopies(await entryOf(command, signer), FIXED).map(async ([path, entry]) => [path, await resigned(command, signer, () => entry)] as const));
      await refusesAll(here, by, entries, WRONG);
      ok(await here.world.authority.execute(by.id, command));
      await here.world.close();
    });

    it(`is refused with a step more, a step less, or a wrapped key more or less: ${name}`, async function () {
      this.timeout(30_000);
      const here = await scene();
      await prepare?.(here.world);
      const command = await captured(here.world, by, type, (vault) => act(vault, here.id)) as Signed;
      const signer = await signerOf(here.world, by);
      const steps = (change: (all: readonly SignedStep[]) => unknown) => resigned(command, signer, (entry) => ({ ...entry, steps: change(entry.steps) }));
      const wrong: (readonly [string, Command])[] = [
        ['a step less', await steps((all) => all.slice(0, -1))], ['no step', await steps(() => [])], ['a step twice', await steps((all) => [...all, ...all.slice(-1)])],
        ['another step', await steps((all) => [...all, { kind: 'enable' }])], ['a grant to oneself', await steps((all) => [...all, { kind: 'grant', principal: carla.id, permission: 'view' }])],
        ['the steps turned round', await steps((all) => (all.length > 1 ? [...all].reverse() : []))],
      ];
      const wraps = 'wraps' in command ? command.wraps : [];
      if (wraps.length > 0) wrong.push(['a wrap twice', { ...command, wraps: [...wraps, ...wraps.slice(-1)] } as Command]);
      // to complete for nobody is nothing to do
      if (wraps.length > 1) wrong.push(['a wrap less', { ...command, wraps: wraps.slice(1) } as Command]);
      await refusesAll(here, by, wrong, WRONG);
      await here.world.close();
    });

    it(`is refused when somebody else’s key signed it: ${name}`, async () => {
      const here = await scene();
      await prepare?.(here.world);
      const command = await captured(here.world, by, type, (vault) => act(vault, here.id)) as Signed;
      const { carla: other } = here.signers;
      const bytes = command.signed.split('.')[0]!;
      await refusesAll(here, by, [
        ['in the name of the actor', await resigned(command, other, (entry) => entry)],
        ['with its own key named', await resigned(command, other, (entry) => ({ ...entry, actorKey: other.keys.publicKeys.signing.id }))],
        ['in its own name', await resigned(command, other, (entry) => ({ ...entry, actor: carla.id, actorKey: other.keys.publicKeys.signing.id }))],
        ['nobody at all', { ...command, signed: `${bytes}.${'A'.repeat(86)}` }],
        ['the bytes of no entry', { ...command, signed: `e30.${'A'.repeat(86)}` }],
        ['no bytes', { ...command, signed: `AAAAA.${'A'.repeat(86)}` }],
      ], WRONG);
      expect(outcome(await here.world.authority.execute(carla.id, command))).to.be.oneOf(['access/not-found', 'input/invalid signed']);
      await here.world.close();
    });
  }
});

const entryOf = async (command: Signed, signer: Signer) => {
  let kept: object = {};
  await resigned(command, signer, (entry) => (kept = entry));
  return kept;
};

describe('the groups that an entry cites', () => {
  it('must be those through which its actor may act, with the proof that the group’s owner signed', async () => {
    const here = await scene();
    const { world, id, signers } = here;
    const byAna = await captured(world, ana, 'secret.disable', (vault) => vault.secrets.disable([id]));
    const byBruno = await captured(world, bruno, 'secret.disable', (vault) => vault.secrets.disable([id]));
    const cite = (command: typeof byAna, signer: Signer, change: (through: readonly object[]) => unknown) => resigned(command, signer, (entry) => ({ ...entry, through: change(entry.through ?? []) }));
    await refusesAll(here, bruno, [
      ['none', await resigned(byBruno, signers.bruno, ({ through: _through, ...entry }) => entry)],
      ['without its proof', await cite(byBruno, signers.bruno, (all) => all.map((one) => ({ group: (one as { group: string }).group })))],
      ['another group besides', await cite(byBruno, signers.bruno, (all) => [...all, { group: 'group:old' }])],
    ], ['input/invalid signed']);
    await refusesAll(here, ana, [['a group that one is not in', await cite(byAna, signers.ana, () => [{ group: ops.id }])]], ['input/invalid signed']);
    ok(await world.authority.execute(bruno.id, byBruno));
    await world.close();
  });
});

/** What an authority answers, with its clock so many milliseconds off. */
function withTime<T>(answer: T, drift: number): T {
  if (typeof answer !== 'object' || answer === null) return answer;
  const { now, chainPart } = answer as { readonly now?: number; readonly chainPart?: object };
  return { ...answer, ...(now !== undefined && { now: now + drift }), ...(chainPart && { chainPart: withTime(chainPart, drift) }) };
}

describe('the time that is signed', () => {
  async function timed() {
    const world = aWorld();
    const signer = await aSigner(world.authority, ana);
    const add = await signedAdd(world, signer, label);
    ok(await world.authority.execute(ana.id, add));
    return { world, signer, id: add.secretId };
  }
  const at = (milliseconds: number) => START.getTime() + milliseconds;
  const FIVE = 5 * 60_000;

  it('is at most 5 minutes from the authority’s, before or after it', async () => {
    const { world, signer, id } = await timed();
    const disable = (time: number) => signedCommand(world, signer, 'secret.disable', id, () => ({}), { at: time });
    const before = await everythingIn(world.storage);
    const refusal = refused(await world.authority.execute(ana.id, await disable(at(FIVE + 1))), 'clock/skewed');
    expect(refusal.now).to.deep.equal(START);
    world.clock.set(new Date(at(FIVE + 1)));
    expect(refused(await world.authority.execute(ana.id, await disable(at(0))), 'clock/skewed').now.getTime()).to.equal(at(FIVE + 1));
    expect(await everythingIn(world.storage)).to.equal(before);
    ok(await world.authority.execute(ana.id, await disable(at(1))));
    ok(await world.authority.execute(ana.id, await signedCommand(world, signer, 'secret.enable', id, () => ({}), { at: at(2 * FIVE + 1) })));
  });

  it('never runs backwards along a chain', async () => {
    const { world, signer, id } = await timed();
    const early = await signedCommand(world, signer, 'secret.disable', id, () => ({}), { at: at(-1) });
    expect(outcome(await world.authority.execute(ana.id, early))).to.equal('input/invalid signed');
    ok(await world.authority.execute(ana.id, await signedCommand(world, signer, 'secret.disable', id, () => ({}), { at: at(0) })));
  });

  it('revives no grant that has ended, and ends none that has not, by more than what was signed', async () => {
    const { world, signer, id } = await timed();
    const editor = await aSigner(world.authority, bruno);
    ok(await world.authority.execute(ana.id, await signedCommand(world, signer, 'secret.share', id, () => ({ changes: [{ op: 'grant' as const, principal: bruno.id, permission: 'edit' as const, expiresAt: at(1_000) }], wraps: [] }))));
    const disable = (time: number) => signedCommand(world, editor, 'secret.disable', id, () => ({}), { at: time });
    expect(outcome(await world.authority.execute(bruno.id, await disable(at(1_000))))).to.equal('input/invalid signed');
    world.clock.set(new Date(at(1_000)));
    refused(await world.authority.execute(bruno.id, await disable(at(999))), 'access/not-found');
  });

  for (const [how, drift] of [['ahead', 6 * 60_000], ['behind', -6 * 60_000]] as const) {
    it(`is set right by a vault whose clock is ${how}: it signs once more, by the authority’s`, async () => {
      const world = aWorld();
      const sent: [string, string][] = [];
      let drifted = true;
      const authority: Authority = {
        ...world.authority,
        async execute(actor, command) {
          const told = await world.authority.execute(actor, command);
          if ('signed' in command) sent.push([command.type, told.ok ? 'ok' : told.refusal.code]);
          if (!told.ok) drifted = false;
          return told;
        },
        async query(actor, query) {
          const answer = await world.authority.query(actor, query);
          return drifted && answer.ok ? { ...answer, value: withTime(answer.value, drift) } : answer;
        },
      };
      const vault = await openVault({ actor: ana.id, authority, keys: world.keys });
      const { id } = ok(await vault.secrets.add(aSecret()));
      drifted = true;
      for (const one of await vault.secrets.disable([id])) ok(one);
      drifted = true;
      ok(await vault.secrets.get(id));
      ok(await vault.groups.save({ name: 'Team', enabled: true, membersMayView: true, members: [] }));
      const skewed = (type: string) => [[type, 'clock/skewed'], [type, 'ok']];
      // an entry is never signed with a time before the one that it follows, so a clock that is behind does no harm there
      expect(sent).to.deep.equal([...skewed('secret.add'), ...skewed('secret.disable').slice(drift > 0 ? 0 : 1), ...skewed('group.save')]);
      expect((await recordOf(world, id)).createdAt).to.be.within(START.getTime(), START.getTime() + 60_000);
      await vault.close();
    });
  }
});

describe('the id of a secret', () => {
  it('is the hash of its beginning: nobody chooses it, and nobody begins it for another', async () => {
    const world = aWorld();
    const [anas, brunos] = [await aSigner(world.authority, ana), await aSigner(world.authority, bruno)];
    const add = await signedAdd(world, anas, label);
    const before = await everythingIn(world.storage);
    const genesis = (change: (genesis: Genesis) => Genesis) => resigned(add, anas, (entry) => ({
      ...entry, steps: entry.steps.map((step) => (step.kind === 'create' ? { ...step, genesis: change(step.genesis) } : step)),
    }));
    const chosen = anId();
    const foreign = await secretIdOf({ author: bruno.id, authorKey: brunos.keys.publicKeys.signing.id, at: START.getTime(), nonce: anId() });
    const wrong: CommandOf<'secret.add'>[] = [
      { ...(await resigned(add, anas, (entry) => ({ ...entry, secret: chosen }))), secretId: chosen }, { ...(await resigned(add, anas, (entry) => ({ ...entry, secret: foreign }))), secretId: foreign },
      { ...add, secretId: chosen }, await genesis((all) => ({ ...all, nonce: anId() })), await genesis((all) => ({ ...all, at: all.at + 1 })), await genesis((all) => ({ ...all, author: bruno.id })),
    ];
    for (const command of wrong) expect(outcome(await world.authority.execute(ana.id, command))).to.equal('input/invalid signed');
    // Bruno repeats Ana’s beginning in his own name
    const stolen = await resigned(add, brunos, (entry) => ({ ...entry, actor: bruno.id, actorKey: brunos.keys.publicKeys.signing.id }));
    expect(outcome(await world.authority.execute(bruno.id, { ...stolen, envelope: { ...stolen.envelope, author: bruno.id, authorKey: brunos.keys.publicKeys.signing.id }, wraps: stolen.wraps.map((wrap) => ({ ...wrap, to: bruno.id })) }))).to.equal('input/invalid signed');
    expect(await everythingIn(world.storage)).to.equal(before);
    ok(await world.authority.execute(ana.id, add));
  });

  it('is taken once: a second beginning of the same changes nothing', async () => {
    const world = aWorld();
    const signer = await aSigner(world.authority, ana);
    const add = await signedAdd(world, signer, { name: 'n', url: 'u', tags: [] });
    ok(await world.authority.execute(ana.id, add));
    const before = await everythingIn(world.storage);
    const again = await resigned({ ...add, id: anId() }, signer, (entry) => entry);
    const second = await resigned(again, signer, (entry) => ({ ...entry, command: again.id }));
    expect(await world.authority.execute(ana.id, second).then(outcome, ({ code }: { code: string }) => code)).not.to.equal('written');
    expect(await everythingIn(world.storage)).to.equal(before);
  });
});

describe('a person whose keys were replaced', () => {
  it('signs nothing with the old ones any more', async () => {
    const here = await scene();
    const { world, id, signers } = here;
    const command = await captured(world, ana, 'secret.disable', (vault) => vault.secrets.disable([id]));
    const vault = await world.vaultOf(ana);
    ok(await vault.keys.startOver());
    await refusesAll(here, ana, [['the old key', command], ['the old key once more', await resigned(command, signers.ana, (entry) => entry)]], ['input/invalid signed']);
    const fresh = await signerOf(world, ana);
    ok(await world.authority.execute(ana.id, await resigned(command, fresh, (entry) => ({ ...entry, actorKey: fresh.keys.publicKeys.signing.id }))));
    await world.close();
  });
});
