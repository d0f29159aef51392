import type { Refusal } from '../model/refusal.js';
import type { SecretSummary } from '../model/secret.js';
import type { AccessOfSecret } from './share-draft-rows.js';
import { type DraftContext, type DraftState, aboutSecret } from './share-draft-store.js';

type Read = Pick<DraftState, 'secrets' | 'lists' | 'accessRevision'>;

async function readSecrets({ vault, secretIds, only }: DraftContext): Promise<Read | { readonly refusal: Refusal }> {
  const secrets: SecretSummary[] = [];
  const lists: AccessOfSecret[] = [];
  for (const secretId of secretIds) {
    // The summary first: an access list that is newer than its revision can only ask once too often.
    const [summary] = (await vault.secrets.list({ filter: { id: secretId, status: 'all' }, limit: 1 })).items;
    const access = await vault.sharing.access(secretId);
    if (!access.ok) return { refusal: access.refusal };
    if (!summary) return { refusal: { code: 'access/not-found' } };
    secrets.push(summary);
    lists.push({ secretId, access: access.value });
  }
  return { secrets, lists, accessRevision: only === undefined ? undefined : secrets[0]?.accessRevision };
}

/** Works out who gains and loses; the newest changes win. */
export function planner({ vault, only, store }: DraftContext): () => Promise<void> {
  let running: AbortController | undefined;
  return async () => {
    running?.abort();
    const { changes } = store.getSnapshot();
    if (only === undefined || changes.length === 0) return store.set({ plan: undefined });
    const { signal } = (running = new AbortController());
    const plan = await vault.sharing.plan(only, changes, { signal }).catch(() => undefined);
    if (!signal.aborted) store.set({ plan: plan?.ok ? plan.value : undefined });
  };
}

/** Reads secrets, access and suggestions. What was decided stays. */
export function loader(context: DraftContext, replan: () => Promise<void>): () => Promise<void> {
  const { vault, store } = context;
  // A window that is opened again while its share is under way reads too; it is not ready to share again before that has ended.
  const unlessSaving = (status: 'ready' | 'refused') => (store.state.status === 'saving' ? 'saving' : status);
  return async () => {
    try {
      const [now, suggested] = await Promise.all([readSecrets(context), vault.recipients.suggest({ limit: 5, ...aboutSecret(context) })]);
      if ('refusal' in now) return store.set({ status: 'refused', refusal: now.refusal });
      store.set({ ...now, suggested, status: unlessSaving('ready'), refusal: undefined, fault: undefined });
      await replan();
    } catch (fault) {
      store.set({ status: unlessSaving(store.state.lists.length > 0 ? 'ready' : 'refused'), fault });
    }
  };
}
