import type { AccessEntry, AccessExplanation, Permission, Principal, SecretSummary, User, Vault, WaitingReader } from '../../core/for-components.js';

/** An entry of “who has access” but the owner's. */
export type Granted = AccessEntry & { readonly permission: Permission };

/** What is on the list of a tab: one line about a secret and somebody. */
export type Line =
  | { readonly kind: 'held'; readonly secret: SecretSummary }
  | { readonly kind: 'given'; readonly secret: SecretSummary; readonly entry: Granted }
  | { readonly kind: 'ending'; readonly secret: SecretSummary; readonly entry: Granted }
  | { readonly kind: 'waiting'; readonly secret: SecretSummary; readonly reader: WaitingReader }
  | { readonly kind: 'sees'; readonly secret: SecretSummary; readonly explanation: AccessExplanation };

export type LineOf<K extends Line['kind']> = Extract<Line, { kind: K }>;
export type TabName = 'with-me' | 'by-me' | 'waiting' | 'ending' | 'what';

/** Whom a line is about, beside the secret. */
export function principalOf(line: Line): Principal {
  switch (line.kind) {
    case 'held': return line.secret.owner;
    case 'given': case 'ending': return line.entry.principal;
    case 'waiting': return line.reader.user;
    case 'sees': return line.explanation.user;
  }
}

const AT_ONCE = 100;
const DAY = 86_400_000;
/** How soon is soon, and how long what has ended stays in sight. */
export const SOON_MS = 7 * DAY;

/** Every secret that this person can see, disabled ones too; 100 a question. */
async function* secretsOf(vault: Vault, signal: AbortSignal): AsyncGenerator<readonly SecretSummary[]> {
  for (let at: string | undefined; ;) {
    const { items, next } = await vault.secrets.list({ filter: { status: 'all' }, limit: AT_ONCE, ...(at !== undefined && { at }) }, { signal });
    yield items;
    if (next === undefined) return;
    at = next;
  }
}

const isGranted = (entry: AccessEntry): entry is Granted => entry.permission !== 'own';

async function grantsOf(vault: Vault, secret: SecretSummary, signal: AbortSignal): Promise<readonly Granted[]> {
  const access = await vault.sharing.access(secret.id, { signal });
  return access.ok ? access.value.filter(isGranted) : []; // it went away meanwhile
}

/** Disabled ones too, unlike `may.share`: people can still be removed. */
const managed = ({ permission }: SecretSummary): boolean => permission === 'own' || permission === 'manage';
const endsSoon = ({ expiresAt }: AccessEntry, now: number): boolean => expiresAt !== undefined && Math.abs(expiresAt.getTime() - now) <= SOON_MS;

type Gather = (vault: Vault, secrets: readonly SecretSummary[], signal: AbortSignal) => Promise<readonly Line[]>;

async function flat<L>(secrets: readonly SecretSummary[], look: (secret: SecretSummary) => Promise<readonly L[]>): Promise<readonly L[]> {
  return (await Promise.all(secrets.map(look))).flat();
}

const gathering = {
  'with-me': (_vault, secrets) => Promise.resolve(secrets.flatMap((secret): Line[] => (secret.permission === 'own' ? [] : [{ kind: 'held', secret }]))),
  'by-me': (vault, secrets, signal) => flat(secrets.filter((secret) => managed(secret) && secret.shared), async (secret) =>
    (await grantsOf(vault, secret, signal)).map((entry): Line => ({ kind: 'given', secret, entry }))),
  'waiting': (vault, secrets) => flat(secrets.filter((secret) => managed(secret) && secret.shared), async (secret) => {
    const waiting = await vault.sharing.waiting(secret.id);
    return waiting.ok ? waiting.value.map((reader): Line => ({ kind: 'waiting', secret, reader })) : [];
  }),
  'ending': async (vault, secrets, signal) => {
    const now = Date.now();
    return flat(secrets, async (secret) => (await grantsOf(vault, secret, signal)).flatMap((entry): Line[] =>
      (endsSoon(entry, now) && (managed(secret) || entry.principal.id === vault.me.id) ? [{ kind: 'ending', secret, entry }] : [])));
  },
} satisfies Partial<Record<TabName, Gather>>;

const sees = (user: User): Gather => (vault, secrets, signal) => flat(secrets, async (secret) => {
  const explained = await vault.sharing.explain(secret.id, user.id, { signal });
  return explained.ok && explained.value.permission !== 'none' ? [{ kind: 'sees', secret, explanation: explained.value }] : [];
});

/** The lines of a tab, a page of secrets at a time. Costs a look at each secret, for Shared with me at each hundred. */
export async function* linesOf(tab: TabName, vault: Vault, who: User | undefined, signal: AbortSignal): AsyncGenerator<readonly Line[]> {
  const gather: Gather | undefined = tab === 'what' ? who && sees(who) : gathering[tab];
  if (!gather) return;
  for await (const secrets of secretsOf(vault, signal)) yield gather(vault, secrets, signal);
}

/** What ends first stands first. */
export function inOrder(tab: TabName, lines: readonly Line[]): readonly Line[] {
  if (tab !== 'ending') return lines;
  const endOf = (line: Line): number => (line.kind === 'ending' ? line.entry.expiresAt?.getTime() ?? 0 : 0);
  return [...lines].sort((a, b) => endOf(a) - endOf(b));
}
