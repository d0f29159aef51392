import { type GroupDetails, type GroupInput, type GroupOpens, groupInputSchema } from '../model/group.js';
import { type GroupId, groupIdSchema } from '../model/ids.js';
import { parseInput } from '../model/parse.js';
import type { Group } from '../model/principal.js';
import { type Result, accept, refuse } from '../model/refusal.js';
import type { Asking, Connection } from './connection.js';

/** Private groups: one's own, and those whose members may view them. */
export interface Groups {
  list(options?: Asking): Promise<readonly Group[]>;
  get(id: GroupId, options?: Asking): Promise<Result<GroupDetails>>;
  /** Makes one, or changes one's own. `group/name-taken`, `group/changed-meanwhile`. */
  save(group: GroupInput): Promise<Result<GroupDetails>>;
  /** What joining one's own group opens, as the authority tells it: at most 200 secrets. For its owner alone. */
  opens(id: GroupId, options?: Asking): Promise<Result<GroupOpens>>;
}

/** Loaded when a group is first opened or saved. */
const groupKeys = () => import('./on-demand.js');

export function groupsOf(connection: Connection): Groups {
  return Object.freeze({
    async list(options?: Asking) {
      const found = await connection.ask({ type: 'group.list' }, options);
      return found.ok ? found.value : [];
    },
    async get(id: GroupId, options?: Asking) {
      if (!parseInput(groupIdSchema, id).ok) return refuse({ code: 'access/not-found' } as const);
      const read = await connection.ask({ type: 'group.read', groupId: id }, options);
      if (!read.ok) return read;
      if (connection.keys.state === 'unlocked') return (await groupKeys()).heldGroup(connection, read.value);
      const { signed: _signed, ...group } = read.value;
      return accept(group);
    },
    async opens(id: GroupId, options?: Asking) {
      return parseInput(groupIdSchema, id).ok ? connection.ask({ type: 'group.opens', groupId: id }, options) : refuse({ code: 'access/not-found' } as const);
    },
    async save(group: GroupInput) {
      const parsed = parseInput(groupInputSchema, group);
      return parsed.ok ? (await groupKeys()).saveGroup(connection, parsed.value) : parsed;
    },
  });
}
