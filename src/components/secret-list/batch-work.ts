import type { Principal, PrincipalId, Refusal, SecretId, SecretSummary, Vault } from '../../core/for-components.js';

export type BatchKind = 'enable' | 'disable' | 'unshare';

/** What became of one secret of a batch. `already`: there was nothing to do. */
export type Outcome =
  | { readonly kind: 'done' | 'already'; /** How many grants were revoked. */ readonly revoked?: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'failed'; readonly fault: unknown }
  | { readonly kind: 'stopped' };

export const isAlready = (kind: BatchKind, { enabled }: SecretSummary): boolean => kind !== 'unshare' && enabled === (kind === 'enable');

async function setEnabled(vault: Vault, kind: 'enable' | 'disable', secret: SecretSummary): Promise<Outcome> {
  const [result] = await vault.secrets[kind]([secret.id]);
  if (!result) throw new TypeError('a batch of one has one result');
  return result.ok ? { kind: isAlready(kind, secret) ? 'already' : 'done' } : { kind: 'refused', refusal: result.refusal };
}

/** Takes every grant away that there is now, also one that has ended. */
async function unshare(vault: Vault, id: SecretId): Promise<Outcome> {
  const access = await vault.sharing.access(id);
  if (!access.ok) return { kind: 'refused', refusal: access.refusal };
  const changes = access.value.filter(({ permission }) => permission !== 'own').map(({ principal }) => ({ op: 'revoke' as const, principal: principal.id }));
  if (changes.length === 0) return { kind: 'already' };
  const shared = await vault.sharing.share(id, changes);
  return shared.ok ? { kind: 'done', revoked: changes.length } : { kind: 'refused', refusal: shared.refusal };
}

/** Does it to one secret. What fails does not stop the others. */
export async function applyTo(vault: Vault, kind: BatchKind, secret: SecretSummary): Promise<Outcome> {
  try {
    return await (kind === 'unshare' ? unshare(vault, secret.id) : setEnabled(vault, kind, secret));
  } catch (fault) {
    return { kind: 'failed', fault };
  }
}

/** Somebody with a grant on some of the secrets. */
export interface Loser {
  readonly principal: Principal;
  readonly secrets: number;
}

/** Who would lose access if these were unshared; and of how many secrets it can't be told. */
export async function losersOf(vault: Vault, secrets: readonly SecretSummary[], { signal, onRead }: { readonly signal: AbortSignal; readonly onRead: (done: number) => void }): Promise<{ readonly losers: readonly Loser[]; readonly unread: number }> {
  const losers = new Map<PrincipalId, Loser>();
  let unread = 0;
  for (const [at, { id }] of secrets.entries()) {
    const access = await vault.sharing.access(id, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    if (!access?.ok) unread += 1;
    for (const { principal, permission } of access?.ok ? access.value : []) {
      if (permission !== 'own') losers.set(principal.id, { principal, secrets: (losers.get(principal.id)?.secrets ?? 0) + 1 });
    }
    onRead(at + 1);
  }
  return { losers: [...losers.values()].sort((a, b) => b.secrets - a.secrets), unread };
}
