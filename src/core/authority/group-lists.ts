import type { UserId } from '../model/ids.js';
import type { StorageAdapter } from '../ports/storage.js';
import { type GroupRecord, parseGroup } from './records.js';

const PAGE = 200;

async function ownedOrJoined(storage: StorageAdapter, user: UserId, index: 'owner' | 'member'): Promise<GroupRecord[]> {
  const found: GroupRecord[] = [];
  for (let after: string | undefined; ;) {
    const page = await storage.list('group', { index, key: user }, { after, limit: PAGE });
    found.push(...page.map(parseGroup));
    if (page.length < PAGE) return found;
    after = page.at(-1)?.ref.id;
  }
}

export const groupsOwnedBy = (storage: StorageAdapter, user: UserId): Promise<GroupRecord[]> => ownedOrJoined(storage, user, 'owner');
export const groupsWithMember = (storage: StorageAdapter, user: UserId): Promise<GroupRecord[]> => ownedOrJoined(storage, user, 'member');
