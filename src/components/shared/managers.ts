import type { ReactiveControllerHost } from 'lit';
import type { Principal, SecretId, UserId, Vault } from '../../core/for-components.js';

/** Who manages private groups: what is shared with one is entrusted to them. Each is asked for once. */
export class Managers {
  readonly #host: ReactiveControllerHost;
  readonly #names = new Map<UserId, string | undefined>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** The manager's name; `undefined` for people, for groups of the host, for those whose manager one may not know, and until it is here. */
  nameFor(principal: Principal, vault: Vault, secretId: SecretId): string | undefined {
    const ownerId = principal.kind === 'group' && principal.origin === 'private' ? principal.ownerId : undefined;
    if (ownerId === undefined) return undefined;
    if (!this.#names.has(ownerId)) void this.#look(vault, secretId, ownerId);
    return this.#names.get(ownerId);
  }

  async #look(vault: Vault, secretId: SecretId, ownerId: UserId): Promise<void> {
    this.#names.set(ownerId, undefined);
    const found = await vault.sharing.explain(secretId, ownerId).catch(() => undefined); // without it the row names nobody
    if (!found?.ok) return;
    this.#names.set(ownerId, found.value.user.name);
    this.#host.requestUpdate();
  }
}
