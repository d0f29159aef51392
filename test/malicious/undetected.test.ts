import { expect } from '@open-wc/testing';
import { openValue } from '../../src/core/crypto/content.js';
import { hashOf } from '../../src/core/crypto/signatures.js';
import { unwrapDataKey } from '../../src/core/crypto/wrap.js';
import type { User } from '../../src/core/index.js';
import { openMemory } from '../../src/core/vault/memory.js';
import { signedCommand } from '../support/signed-commands.js';
import { startsOver } from '../support/trust-builders.js';
import { ana, bruno, carla, davi, eventually, grant, joao, ok, refused, revoke } from '../support/vault-builders.js';
import { accepted } from './accepted.js';
import { verdict } from './attack.js';
import { type Scene, VALUE } from './scene.js';

/** Who made the last entry that somebody sees, and whether that is the server's word alone. */
async function lastProved(scene: Scene, reader: User): Promise<readonly [string, boolean]> {
  const last = ok(await (await scene.fresh(reader)).activity.proof(scene.id)).at(-1)!;
  return [last.actor.id, last.onWord];
}

/** Another device of somebody looks at so many other chains, and keeps what it remembers. */
async function looksAtOthers(scene: Scene, user: User, from: number, to: number): Promise<void> {
  const memory = openMemory(user.id, scene.world.authority, undefined, () => undefined);
  await memory.load(await scene.keysOf(user), ok(await scene.world.authority.query(user.id, { type: 'account.read' })).account!.memory);
  for (let at = from; at < to; at += 1) memory.secrets.set(`other ${at}`, { id: `other ${at}`, seq: 1, head: 'A'.repeat(43) });
  memory.changed();
  await memory.settled();
}

describe('what was once allowed, or once seen', () => {
  accepted('who could change a secret once signs on from the state of then, for whoever has seen nothing newer', async (scene) => {
    const { summary, ...reading } = ok(await scene.world.authority.query(carla.id, { type: 'secret.read', secretId: scene.id }));
    const then = await scene.entries();
    const hers = await scene.vault(ana);
    ok(await hers.sharing.share(scene.id, [revoke(bruno)]));
    ok(await hers.secrets.get(scene.id));
    const label = { name: 'By Bruno', url: 'https://bruno.example.org', tags: [] };
    const [seq, { changedAt }] = [then.length + 1, summary];
    await scene.show([...then, await scene.forge(bruno, { seq, at: changedAt.getTime(), prev: await hashOf(then.at(-1)!), steps: [{ kind: 'label', label }] })]);
    scene.liar.answer('secret.read', (honest, _query, actor) => (actor === carla.id ? { ...reading, seq, summary: { ...summary, ...label, changedBy: bruno } } : honest));
    expect(ok(await (await scene.fresh(carla)).secrets.get(scene.id)).name).to.equal('By Bruno');
    expect(await lastProved(scene, carla)).to.deep.equal([bruno.id, false]);
    expect(await verdict(hers.secrets.get(scene.id)), 'the control: she saw what came after').to.equal('chain/rolled-back');
  });

  accepted('how far a chain was seen is forgotten once 5,000 others were looked at', async (scene) => {
    const then = [ok(await scene.world.authority.query(bruno.id, { type: 'secret.read', secretId: scene.id })), await scene.entries()] as const;
    ok(await (await scene.vault(ana)).sharing.share(scene.id, [grant(davi)]));
    const session = await scene.fresh(bruno);
    ok(await session.secrets.get(scene.id));
    await session.close();
    scene.liar.answer('secret.read', () => then[0]);
    await scene.show(then[1]);
    await looksAtOthers(scene, bruno, 0, 4_999);
    expect(await verdict((await scene.fresh(bruno)).secrets.get(scene.id)), 'the control: it is remembered still').to.equal('chain/rolled-back');
    await looksAtOthers(scene, bruno, 4_999, 5_000);
    expect(await verdict((await scene.fresh(bruno)).secrets.get(scene.id))).to.equal('ok');
  });

  accepted('somebody who was removed from a private group acts through it until the secret is sealed anew', async (scene) => {
    const [vault, friends] = [await scene.vault(ana), { name: 'Friends', enabled: true, membersMayView: true, members: [davi.id, joao.id] }];
    const group = ok(await vault.groups.save(friends));
    ok(await vault.sharing.share(scene.id, [grant(group, 'manage')]));
    const { through } = ok(await scene.world.authority.query(davi.id, { type: 'secret.chain', secretId: scene.id, after: 0 }));
    const { commitment } = (await scene.record()).envelope!;
    scene.liar.answer('secret.waiting', () => ({ secrets: [], due: 0 }));
    ok(await vault.groups.save({ ...friends, id: group.id, revision: 1, members: [joao.id] }));
    refused(await scene.world.authority.query(davi.id, { type: 'secret.read', secretId: scene.id }), 'access/not-found');
    const act = () => scene.forge(davi, { through, steps: [{ kind: 'disable' }, { kind: 'enable' }] });
    await scene.append(await act());
    expect(await lastProved(scene, bruno)).to.deep.equal([davi.id, false]);

    scene.liar.repent();
    await eventually(await scene.fresh(ana), async () => ((await scene.record()).envelope!.commitment === commitment ? undefined : true));
    await scene.append(await act());
    expect(await verdict(lastProved(scene, carla)), 'the control: it was sealed anew').to.equal('chain/forged');
  });

  accepted('whoever has the keys from before somebody started over opens what was wrapped for those, and signs with them', async (scene) => {
    const old = await scene.keysOf(bruno);
    const his = await startsOver(scene.world, bruno);
    refused(await his.secrets.reveal(scene.id), 'access/pending');
    const { envelope, wraps } = await scene.record();
    const place = { secret: scene.id, version: envelope!.version, commitment: envelope!.commitment };
    const dataKey = await unwrapDataKey(wraps.find(({ to }) => to === bruno.id)!, place, old.pair);
    expect((await openValue(dataKey, scene.id, envelope!))?.clientSecret).to.equal(VALUE);
    const command = await signedCommand(scene.world, { user: bruno, keys: old }, 'secret.disable', scene.id, () => ({}));
    refused(await scene.world.authority.execute(bruno.id, command), 'input/invalid');
    await scene.append(command.signed);
    expect(await lastProved(scene, carla), 'with a server that agrees').to.deep.equal([bruno.id, false]);
    await his.close();
  });
});
