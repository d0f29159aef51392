import type { Command, Permission, PrincipalId, SecretId, StorageAdapter } from '../../src/core/index.js';
import type { Level } from '../../src/core/model/permission.js';
import { type NextPlace, type Signer, aSigner, envelopeAt, keysetOf, recordOf, signedAdd, signedCommand, wrapAt } from './signed-commands.js';
import { aStorageToCopy } from './storage-builders.js';
import type { CommandName, Route, State } from './decision-table.js';
import { type TestGroup, type World, aDirectory, aWorld, ana, anId, bruno, carla, davi, everybody, ok } from './vault-builders.js';

export const label = { name: 'n', url: 'u', identifier: 'ID', tags: [] };

/** The actor of every scene is Bruno; Ana owns the secret where he does not, and Carla may edit it. */
const team: TestGroup = { id: 'group:team', name: 'Team', members: [bruno.id] };
const off: TestGroup = { id: 'group:off', name: 'Off', members: [bruno.id], enabled: false };
const policy = { levels: ['view', 'edit', 'manage'] } as const;

export interface TableScene {
  readonly world: World;
  readonly secretId: SecretId;
  readonly bruno: Signer;
}

/** A command that takes this step, signed by `signer` whether they may take it or not. */
export async function commandFor(world: World, signer: Signer, name: CommandName, secretId: SecretId): Promise<Command> {
  const { revision, owner, envelope } = await recordOf(world, secretId);
  const [anas, carlas] = await Promise.all([keysetOf(ana), keysetOf(carla)]);
  /** Keys for the owner and the signer. */
  const both = (place: NextPlace) => (owner === signer.user.id ? [signer] : [anas, signer]).map((reader) => wrapAt(place, reader));
  switch (name) {
    case 'label': return signedCommand(world, signer, 'secret.edit', secretId, () => ({ revision, label: { ...label, name: 'new name' } }));
    case 'label with identifier': return signedCommand(world, signer, 'secret.edit', secretId, () => ({ revision, label: { ...label, identifier: 'NEW' } }));
    case 'version': return signedCommand(world, signer, 'secret.edit', secretId, (place) =>
      ({ revision, content: { envelope: envelopeAt(place, (envelope?.version ?? 0) + 1), wraps: both(place), rotated: true } }));
    case 'disable': return signedCommand(world, signer, 'secret.disable', secretId, () => ({}));
    case 'enable': return signedCommand(world, signer, 'secret.enable', secretId, () => ({}));
    case 'grant': return signedCommand(world, signer, 'secret.share', secretId, () => ({ changes: [{ op: 'grant' as const, principal: davi.id, permission: 'view' as const }], wraps: [] }));
    case 'revoke': return signedCommand(world, signer, 'secret.share', secretId, (place) =>
      ({ changes: [{ op: 'revoke' as const, principal: carla.id }], wraps: both(place), resealed: envelopeAt(place, envelope?.version ?? 1) }));
    case 'complete': return signedCommand(world, signer, 'secret.complete', secretId, (place) => ({ wraps: [wrapAt(place, carlas)] }));
    case 'rekey': return signedCommand(world, signer, 'secret.complete', secretId, (place) => ({ wraps: both(place), resealed: envelopeAt(place, envelope?.version ?? 1) }));
    case 'open to reveal': return { id: anId(), type: 'secret.open', secretId, purpose: 'reveal' };
    case 'open to edit': return { id: anId(), type: 'secret.open', secretId, purpose: 'edit' };
    case 'open to rekey': return { id: anId(), type: 'secret.open', secretId, purpose: 'rekey' };
    case 'transfer': return signedCommand(world, signer, 'secret.transfer', secretId, () => ({ to: davi.id, wraps: [] }));
    case 'delete': return signedCommand(world, signer, 'secret.delete', secretId, () => ({}));
    case 'checkpoint': return signedCommand(world, signer, 'secret.checkpoint', secretId, () => ({}));
    case 'leave': return signedCommand(world, signer, 'secret.leave', secretId, () => ({}));
  }
}

const groupsWith = (offIsEnabled: boolean): TestGroup[] => [team, { ...off, enabled: offIsEnabled }];

/** What Bruno is granted by a route. */
function grantsOf(level: Level, route: Route, end: number): { principal: PrincipalId; permission: Permission; expiresAt?: number }[] {
  if (level === 'none' || level === 'own') return [];
  switch (route) {
    case 'direct': return [{ principal: bruno.id, permission: level }];
    case 'ended': return [{ principal: bruno.id, permission: level, expiresAt: end }];
    case 'group': return [{ principal: team.id, permission: level }];
    case 'weaker direct and group': return [{ principal: team.id, permission: level }, { principal: bruno.id, permission: 'view' }];
    case 'disabled group': return [{ principal: off.id, permission: level }];
  }
}

interface Beginning { readonly secretId: SecretId; readonly at: number; copy(): Promise<StorageAdapter> }

async function begin(level: Level, route: Route, state: State): Promise<Beginning> {
  const { storage, copy } = aStorageToCopy();
  const world = aWorld({ people: everybody, directory: aDirectory(everybody, groupsWith(true)), policy, storage });
  const [anas, brunos, carlas] = [await aSigner(world.authority, ana), await aSigner(world.authority, bruno), await aSigner(world.authority, carla)];
  const owner = level === 'own' ? brunos : anas;
  const add = await signedAdd(world, owner, label);
  const { secretId } = add;
  const tell = async (actor: Signer, command: Command) => ok(await world.authority.execute(actor.user.id, command));
  await tell(owner, add);
  await tell(owner, await signedCommand(world, owner, 'secret.share', secretId, (place) =>
    ({ changes: [{ op: 'grant' as const, principal: carla.id, permission: 'edit' as const }], wraps: [wrapAt(place, carlas)] })));
  const end = world.clock.now().getTime() + 10;
  for (const terms of grantsOf(level, route, end)) {
    await tell(owner, await signedCommand(world, owner, 'secret.share', secretId, (place) => ({ changes: [{ op: 'grant' as const, ...terms }], wraps: [wrapAt(place, brunos)] })));
  }
  if (state === 'ownersDisable') await tell(owner, await signedCommand(world, owner, 'secret.disable', secretId, () => ({})));
  if (state === 'editorsDisable') await tell(carlas, await signedCommand(world, carlas, 'secret.disable', secretId, () => ({})));
  if (state === 'deleted') await tell(owner, await signedCommand(world, owner, 'secret.delete', secretId, () => ({})));
  return { secretId, copy, at: route === 'ended' ? end : world.clock.now().getTime() };
}

const begun = new Map<string, Promise<Beginning>>();

/** A fresh world in which Bruno holds `level` by `route` on a secret in `state`. Nobody's vault is open. */
export async function tableScene(level: Level, route: Route, state: State): Promise<TableScene> {
  const name = JSON.stringify([level, route, state]);
  const beginning = begun.get(name) ?? begin(level, route, state);
  begun.set(name, beginning);
  const { secretId, copy, at } = await beginning;
  const world = aWorld({ people: everybody, directory: aDirectory(everybody, groupsWith(false)), policy, storage: await copy(), now: new Date(at) });
  return { world, secretId, bruno: await keysetOf(bruno) };
}
