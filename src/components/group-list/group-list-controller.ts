import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Group, UserId, Vault, VaultChange } from '../../core/for-components.js';

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

  readonly #host: ReactiveControllerHost;
  readonly #vault: () => Vault | undefined;
  #asking?: AbortController;
  #stale = false;

  constructor(host: ReactiveControllerHost, vault: () => Vault | undefined) {
    this.#host = host;
    this.#vault = vault;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.groups || this.fault !== undefined) void this.refresh();
  }

  hostDisconnected(): void {
    this.#asking?.abort();
    this.#asking = undefined;
    this.#stale = false;
  }

  get loading(): boolean {
    return this.#asking !== undefined;
  }

  /** Another vault, or none: nothing of the old one may stay. */
  restart(): void {
    this.groups = this.fault = undefined;
    this.owners = new Map();
    void this.refresh();
  }

  /** Many changes at once are one question; those that come while one is under way are one more after it. */
  noteChange(change: VaultChange): void {
    if (!CHANGES_ROWS.has(change.kind) || this.#stale) return;
    this.#stale = true;
    if (!this.loading) queueMicrotask(() => { this.#catchUp(); });
  }

  #catchUp(): void {
    if (!this.#stale || this.loading) return;
    this.#stale = false;
    void this.refresh();
  }

  async refresh(): Promise<void> {
    const vault = this.#vault();
    this.#asking?.abort();
    this.#asking = undefined;
    if (!vault) return;
    const asking = (this.#asking = new AbortController());
    this.#host.requestUpdate();
    try {
      const groups = await vault.groups.list({ signal: asking.signal });
      const owners = await ownersOf(vault, groups, asking.signal);
      if (this.#asking === asking) Object.assign(this, { groups, owners, fault: undefined });
    } catch (fault) {
      if (this.#asking === asking) this.fault = fault;
    }
    if (this.#asking !== asking) return;
    this.#asking = undefined;
    this.#host.requestUpdate();
    this.#catchUp();
  }
}

/** Names of those who own the groups that are not one's own. */
async function ownersOf(vault: Vault, groups: readonly Group[], signal: AbortSignal): Promise<ReadonlyMap<UserId, string>> {
  const ids = [...new Set(groups.flatMap(({ ownerId }) => (ownerId && ownerId !== vault.me.id ? [ownerId] : [])))].slice(0, MOST_OWNERS);
  if (ids.length === 0) return new Map();
  const found = await vault.recipients.resolve(ids, { signal });
  return new Map(found.flatMap(({ principal }) => (principal?.kind === 'user' ? [[principal.id, principal.name] as const] : [])));
}
