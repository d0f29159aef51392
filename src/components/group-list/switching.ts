import type { Group, GroupDetails, GroupId, Result, Vault } from '../../core/for-components.js';
import { MySafeGroupSaveEvent, MySafeGroupSavedEvent } from '../group-editor/events.js';

/** Saves a group as it is stored now, but enabled or disabled. `undefined` where the host took it over, or where it is so already. */
export async function setEnabled(host: EventTarget, vault: Vault, id: GroupId, enabled: boolean): Promise<Result<Group> | undefined> {
  const read = await vault.groups.get(id);
  if (!read.ok) return read;
  if (read.value.enabled === enabled) return read;
  const input = switched(read.value, enabled);
  if (!host.dispatchEvent(new MySafeGroupSaveEvent(input, [], []))) return undefined;
  const saved = await vault.groups.save(input);
  if (saved.ok) host.dispatchEvent(new MySafeGroupSavedEvent(saved.value));
  return saved;
}

const switched = ({ id, revision, name, description, membersMayView = false, members }: GroupDetails, enabled: boolean) =>
  ({ id, revision, name, ...(description !== undefined && { description }), enabled, membersMayView, members: members.map((member) => member.id) });
