import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Group, UserId, Vault, VaultChange } from '../../core/for-components.js';
import { Questions } from '../shared/questions.js';

const CHANGES_ROWS: ReadonlySet<VaultChange['kind']> = new Set(['group', 'reset', 'keys']);
/** At most so many owners are looked up by name: the most that one question may ask for. */
const MOST_OWNERS = 200;

/** Holds the groups that the list shows: the latest question wins, old rows stay until the new ones are there, changes of the vault are followed. */
export class GroupListController implements ReactiveController {
  groups?: readonly Group[];
  /** What the owners of other people's groups are called. */
  owners: ReadonlyMap<UserId, string> = new Map();
  /** What went wrong with the last question. The rows are still those of the last answer. */
  fault?: unknown;

  readonly #vault: () => Vault | undefined;
  readonly #questions: Questions;

  constructor(host: ReactiveControllerHost, vault: () => Vault | undefined) {
    this.#vault = vault;
    this.#questions = new Questions(host, () => this.refresh());
    host.addController(this);
  }

  hostConnected(): void {
    if (this.groups || this.fault !== undefined) void this.refresh();
  }

  hostDisconnected(): void {
    this.#questions.stop();
  }

  get loading(): boolean {
    return this.#questions.open;
  }

  /** Another vault, or none: nothing of the old one may stay. */
  restart(): void {
    this.groups = this.fault = undefined;
    this.owners = new Map();
    void this.refresh();
  }

  noteChange({ kind }: VaultChange): void {
    if (CHANGES_ROWS.has(kind)) this.#questions.noteChange();
  }

  async refresh(): Promise<void> {
    const vault = this.#vault();
    if (!vault) return this.#questions.stop();
    return this.#questions.ask(async (signal) => {
      const groups = await vault.groups.list({ signal });
      return { groups, owners: await ownersOf(vault, groups, signal) };
    }, {
      take: (found) => { Object.assign(this, found, { fault: undefined }); },
      fail: (fault) => { this.fault = fault; },
    });
  }
}

/** Names of those who own the groups that are not one's own. */
async function ownersOf(vault: Vault, groups: readonly Group[], signal: AbortSignal): Promise<ReadonlyMap<UserId, string>> {
  const ids = [...new Set(groups.flatMap(({ ownerId }) => (ownerId && ownerId !== vault.me.id ? [ownerId] : [])))].slice(0, MOST_OWNERS);
  if (ids.length === 0) return new Map();
  const found = await vault.recipients.resolve(ids, { signal });
  return new Map(found.flatMap(({ principal }) => (principal?.kind === 'user' ? [[principal.id, principal.name] as const] : [])));
}
