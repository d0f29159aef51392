import { expect } from '@open-wc/testing';
import { activityPage } from '../../support/activity-page.js';
import { type World, ana, bruno, carla, grant, joao, nextChange, ok, ops, revoke } from '../../support/vault-builders.js';
import type { SecretSummary } from '../../../src/core/index.js';

/** One thing after the other, a minute apart. */
async function done(world: World, ...steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const step of steps) {
    world.clock.forward(60);
    await step();
  }
}

const END = new Date('2026-11-03T12:00:00Z');

/** What may happen to a secret, from its making on. */
async function everything(world: World, [secret]: readonly SecretSummary[]): Promise<void> {
  const { id } = secret!;
  await world.enrol(bruno, carla, joao);
  const [hers, his] = [await world.vaultOf(ana), await world.vaultOf(bruno)];
  await done(world,
    async () => ok(await hers.sharing.share(id, [grant(bruno), grant(ops, 'view', END)])),
    async () => ok(await his.secrets.reveal(id)),
    async () => ok(await his.secrets.reveal(id, { purpose: 'copy' })),
    async () => ok(await hers.sharing.share(id, [grant(bruno, 'edit')])),
    async () => ok(await hers.sharing.share(id, [grant(bruno, 'edit', END)])),
    async () => ok(await hers.sharing.share(id, [grant(bruno, 'edit')])),
    async () => ok((await his.secrets.disable([id]))[0]!),
    async () => ok((await his.secrets.enable([id]))[0]!),
    async () => ok(await his.secrets.edit(id, { name: 'New name', tags: ['x'], clientSecret: 'another one' }, { revision: 3 })),
    async () => ok(await hers.sharing.share(id, [revoke(ops)])),
    async () => ok(await his.secrets.leave(id)),
  );
}

describe('the sentences of the activity', () => {
  it('F34 say who shared, opened, copied, changed, disabled, enabled, edited, sealed anew and left, newest first, with the levels before and after and until when', async () => {
    const page = await activityPage({ before: everything });
    expect(page.lines.filter((line) => !line.includes('seal'))).to.deep.equal([
      'Bruno Alves gave up access to it',
      'Ana Costa stopped sharing this with Operations (was Can view)',
      'Bruno Alves edited it: Name and Tags',
      'Bruno Alves saved version 2 of this',
      'Bruno Alves enabled it',
      'Bruno Alves disabled it',
      'Ana Costa changed how long Bruno Alves has access to it (Can edit) · no end',
      'Ana Costa changed how long Bruno Alves has access to it (Can edit) · until Nov 3, 2026',
      'Ana Costa changed Bruno Alves from Can view to Can edit',
      'Bruno Alves copied it',
      'Bruno Alves opened it',
      'Ana Costa shared this with Bruno Alves (Can view)',
      'Ana Costa shared this with Operations (Can view) · until Nov 3, 2026',
      'Ana Costa added it',
    ]);
    expect(page.lines.filter((line) => line.includes('seal'))).to.include.members(['Ana Costa opened it to seal it anew', 'Ana Costa sealed it anew for those who have access']);
    expect(page.root.textContent, 'never a value').not.to.contain('correct horse').and.not.to.contain('another one');
    await page.isAccessible();
  });

  it('names each secret where the list is of many, as it is called now', async () => {
    const page = await activityPage({ ofOne: false, secrets: ['Stripe live key', 'Other'], before: async (world, [secret]) => {
      await world.enrol(bruno);
      const hers = await world.vaultOf(ana);
      ok(await hers.sharing.share(secret!.id, [grant(bruno)]));
      ok(await (await world.vaultOf(bruno)).secrets.reveal(secret!.id));
      ok(await hers.sharing.share(secret!.id, [grant(bruno, 'edit')]));
      ok(await hers.secrets.edit(secret!.id, { name: 'New name' }, { revision: 1 }));
    } });
    expect(page.lines).to.include.members([
      'Ana Costa shared New name with Bruno Alves (Can view)', 'Bruno Alves opened New name', 'Ana Costa changed Bruno Alves from Can view to Can edit for New name', 'Ana Costa added Other',
    ]);
    expect(page.lines.filter((line) => !line.includes('New name') && !line.includes('Other'))).to.deep.equal([]);
    await page.isAccessible();
  });

  it('tells of transfers and of keys that were handed out later', async () => {
    const page = await activityPage({ before: async (world, [secret]) => {
      const hers = await world.vaultOf(ana);
      ok(await hers.sharing.share(secret!.id, [grant(carla)]));
      const told = nextChange(hers, (change) => change.kind === 'account');
      await world.enrol(carla, bruno);
      await told;
      ok(await hers.sharing.confirm(secret!.id, [carla.id]));
      ok(await hers.secrets.transfer(secret!.id, bruno.id));
    } });
    expect(page.lines).to.include('Ana Costa made Bruno Alves the owner of it');
    expect(page.lines.some((line) => line === 'Ana Costa gave 1 person a key to it')).to.equal(true);
  });

  it('of a secret that one can’t see any more, keeps what one did oneself, without its name', async () => {
    const page = await activityPage({ ofOne: false, actingAs: bruno, before: async (world, [secret]) => {
      await world.enrol(bruno);
      const hers = await world.vaultOf(ana);
      ok(await hers.sharing.share(secret!.id, [grant(bruno)]));
      ok(await (await world.vaultOf(bruno)).secrets.reveal(secret!.id));
      ok(await hers.sharing.share(secret!.id, [revoke(bruno)]));
    } });
    expect(page.lines).to.deep.equal(['Bruno Alves opened a secret that you can’t see any more']);
  });

  it('calls a private group that one may not view “A private group”', async () => {
    const page = await activityPage({ actingAs: joao, policy: { levels: ['view', 'edit', 'manage'] }, before: async (world, [secret]) => {
      await world.enrol(joao, carla);
      const hidden = await world.groupOf(ana, 'Hidden', [carla], { membersMayView: false });
      ok(await (await world.vaultOf(ana)).sharing.share(secret!.id, [grant(hidden), grant(joao, 'manage')]));
    } });
    expect(page.lines).to.include('Ana Costa shared this with A private group (Can view)');
  });

  it('stand under the day they fall on, with the time', async () => {
    const now = new Date();
    const page = await activityPage({ ofOne: false, now: new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, 12), before: async (world) => {
      const hers = await world.vaultOf(ana);
      world.clock.set(now);
      ok(await hers.secrets.add({ name: 'Today', url: 'u', clientId: 'c' }));
    } });
    expect(page.days).to.deep.equal(['Today', 'Yesterday']);
    expect(page.root.querySelectorAll('time')[1]!.textContent).to.equal('12:00 PM');
    const older = await activityPage();
    expect(older.days).to.deep.equal(['Monday, March 2, 2026']);
  });

  it('are replaced by what the host says instead', async () => {
    const page = await activityPage({ set: { strings: { 'activity.create': '{actor} criou {it}', 'activity.it': 'isto' } } });
    expect(page.lines).to.deep.equal(['Ana Costa criou isto']);
  });
});
