import type { Vault } from '../../src/core/index.js';
import { vaultOfReaders } from './hostile-more.js';
import type { HostileWorld } from './hostile-world.js';
import { find, place, until } from './looking.js';
import type { Seen } from './seen.js';
import { walkGroupEditor, walkGroupList } from './walk-groups.js';
import { walkActivity, walkCenter, walkHome } from './walk-lists.js';
import { openWindows, walkWindows } from './walk-windows.js';

/** What came beside the list of secrets and its windows: home, sharing, activity, private groups, and the windows over windows. */
export async function walkMore(world: HostileWorld, seen: Seen): Promise<void> {
  const vault = vaultOfReaders(world);
  for (const part of [walkHome, walkCenter, walkActivity, walkGroupList, walkGroupEditor, walkWindows]) await part(world, vault, seen);
}

/** All of them with little in them, for the words of ours. */
export async function openMore({ vault, plain }: Pick<HostileWorld, 'vault' | 'plain'>) {
  const short: Vault = { ...vault, secrets: { ...vault.secrets, list: () => Promise.resolve({ items: [plain], count: 1, isExact: true }) as never } };
  const [home, center, activity, groups, editor] = [await place('mysafe-home-cards', short), await place('mysafe-sharing-center', short), await place('mysafe-activity', short), await place('mysafe-group-list', short), await place('mysafe-group-editor', short)];
  activity.secretId = plain.id;
  editor.show();
  const windows = await openWindows(short, plain);
  await until(() => find(home, '.grid') && find(center, 'table') && find(activity, '[part=sentence]') && find(groups, '.empty') && find(editor, '#name'), 'the others');
  return [home, center, activity, groups, editor, ...windows];
}
