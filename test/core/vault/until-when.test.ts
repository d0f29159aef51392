import { expect } from '@open-wc/testing';
import { type SharingPolicy, createShareDraft } from '../../../src/core/index.js';
import { aSecret, aWorld, ana, bruno, carla, grant, line, linesOf, ok, own, refused, revoke } from '../../support/vault-builders.js';

const DAY_MS = 86_400_000;
const near = (at: Date | undefined, due: number): boolean => at !== undefined && Math.abs(at.getTime() - due) < 60_000;

async function hers({ policy, now = new Date() }: { policy?: Partial<SharingPolicy>; now?: Date } = {}) {
  const world = aWorld({ policy, now });
  await world.enrol(ana, bruno, carla);
  const vault = await world.vaultOf(ana);
  const { id } = ok(await vault.secrets.add(aSecret()));
  const draft = async () => {
    const made = createShareDraft(vault, [id]);
    await made.refresh();
    return made;
  };
  return { world, vault, id, draft };
}
const accessOf = async ({ vault, id }: Pick<Awaited<ReturnType<typeof hers>>, 'vault' | 'id'>) => ok(await vault.sharing.access(id));

describe('until when', () => {
  it('a new grant lasts is chosen for each recipient, and stays chosen when the level changes', async () => {
    const world = await hers();
    const draft = await world.draft();
    draft.add({ principal: bruno });
    draft.add({ principal: carla });
    const end = new Date(Date.now() + 7 * DAY_MS);
    draft.setEnd(bruno.id, end);
    draft.setLevel(bruno.id, 'edit');
    expect(draft.getSnapshot().changes).to.deep.equal([grant(bruno, 'edit', end), grant(carla)]);
    expect(await draft.submit()).to.have.length(1);
    expect((await accessOf(world)).map(({ principal, permission, expiresAt }) => [principal.id, permission, expiresAt])).to.deep.equal([[ana.id, 'own', undefined], [bruno.id, 'edit', end], [carla.id, 'view', undefined]]);
  });

  it('somebody has access can be changed alone, or taken off', async () => {
    const world = await hers();
    const end = new Date(Date.now() + DAY_MS);
    ok(await world.vault.sharing.share(world.id, [grant(bruno, 'edit', end)]));
    const draft = await world.draft();
    draft.setEnd(bruno.id, undefined);
    expect(draft.getSnapshot().changes).to.deep.equal([grant(bruno, 'edit')]);
    draft.setEnd(bruno.id, end);
    expect(draft.getSnapshot().changes, 'as it was').to.deep.equal([]);
  });

  it('renewed, it lasts as long again as it was given for; only the owner’s policy shortens it', async () => {
    const start = new Date(Date.now() - 30 * DAY_MS);
    const world = await hers({ now: start });
    ok(await world.vault.sharing.share(world.id, [grant(bruno, 'view', new Date(start.getTime() + 10 * DAY_MS))]));
    world.world.clock.set(new Date());
    const draft = await world.draft();
    expect(draft.getSnapshot().existing[0]?.entry?.status).to.equal('expired');
    draft.renew(bruno.id);
    expect(near(draft.getSnapshot().existing[0]?.expiresAt, Date.now() + 10 * DAY_MS)).to.equal(true);
    expect(await draft.submit()).to.have.length(1);
    expect(linesOf(await accessOf(world))).to.deep.equal([own(ana), line(bruno, 'view')]);
  });

  it('where the host wants an end, a row without one gets the longest when its level changes', async () => {
    const world = await hers();
    ok(await world.vault.sharing.share(world.id, [grant(bruno)]));
    const strict = { ...world.vault, policy: { ...world.vault.policy, requireEnd: true, longestGrantSeconds: 3_600 } };
    const draft = createShareDraft(strict, [world.id]);
    await draft.refresh();
    expect(draft.getSnapshot().changes).to.deep.equal([]);
    draft.setLevel(bruno.id, 'edit');
    expect(near(draft.getSnapshot().existing[0]?.expiresAt, Date.now() + 3_600_000)).to.equal(true);
  });
});

describe('what a share says of how to undo it', () => {
  it('puts every principal back as they were', async () => {
    const world = await hers();
    const end = new Date(Date.now() + DAY_MS);
    ok(await world.vault.sharing.share(world.id, [grant(bruno, 'edit', end)]));
    const before = await accessOf(world);
    const { undo, accessRevision } = ok(await world.vault.sharing.share(world.id, [grant(carla), revoke(bruno)]));
    expect(undo).to.deep.equal([revoke(carla), grant(bruno, 'edit', end)]);
    ok(await world.vault.sharing.share(world.id, undo, { accessRevision }));
    expect(linesOf(await accessOf(world))).to.deep.equal(linesOf(before));
    expect(ok(await (await world.world.vaultOf(bruno)).secrets.reveal(world.id)).clientSecret).to.equal(aSecret().clientSecret);
  });

  it('is refused where somebody else changed the same access since, and changes nothing of theirs', async () => {
    const world = await hers({ policy: { levels: ['view', 'edit', 'manage'] } });
    ok(await world.vault.sharing.share(world.id, [grant(carla, 'manage')]));
    const { undo, accessRevision } = ok(await world.vault.sharing.share(world.id, [grant(bruno)]));
    ok(await (await world.world.vaultOf(carla)).sharing.share(world.id, [grant(bruno, 'edit')]));
    refused(await world.vault.sharing.share(world.id, undo, { accessRevision }), 'share/changed-meanwhile');
    expect(linesOf(await accessOf(world)).at(-1)).to.deep.equal(line(bruno, 'edit'));
  });

  it('brings back nothing that has ended, and nothing where nothing changed', async () => {
    const start = new Date(Date.now() - DAY_MS);
    const world = await hers({ now: start });
    ok(await world.vault.sharing.share(world.id, [grant(bruno, 'view', new Date(start.getTime() + 1_000))]));
    world.world.clock.set(new Date());
    expect(ok(await world.vault.sharing.share(world.id, [grant(bruno)])).undo).to.deep.equal([revoke(bruno)]);
    expect(ok(await world.vault.sharing.share(world.id, [grant(bruno)])).undo).to.deep.equal([]);
  });
});
