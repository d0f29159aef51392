import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SecretId, SecretSummary, Vault, VaultChange } from '../../core/for-components.js';
import { Questions } from '../shared/questions.js';
import { onTouched, touchedBy } from '../shared/touched.js';

/** What is shown: what a search found, or the secrets themselves, the last used first, with those that others shared. */
export type HomeContent =
  | { readonly kind: 'found'; readonly secrets: readonly SecretSummary[]; /** Whether there are more than these. */ readonly more: boolean }
  | { readonly kind: 'home'; readonly used: readonly SecretSummary[]; readonly shared: readonly SecretSummary[]; /** When the person last opened each, as far as the journal was looked through. */ readonly opened: ReadonlyMap<SecretId, number>; /** Whether there is none at all, not even a disabled one. */ readonly none: boolean };

type List = Vault['secrets']['list'];
type Question = () => { readonly vault: Vault | undefined; readonly text: string };

const AT_ONCE = 200;
/** Among so many secrets, the last used ones, what others shared is looked for. */
const MOST_LOOKED_AT = 1_000;
const MOST_FOUND = 60;
/** A screen reader should hear the count once, not at each letter. In milliseconds. */
const COUNT_DELAY = 500;
const CHANGES: ReadonlySet<VaultChange['kind']> = new Set(['secret', 'group', 'reset', 'keys']);

/** Holds what the home shows: the latest question wins, what was there stays until the new is, changes of the vault are followed. */
export class HomeController implements ReactiveController {
  content?: HomeContent;
  /** What went wrong with the last question. What is shown is older. */
  fault?: unknown;

  readonly #host: ReactiveControllerHost;
  readonly #ask: Question;
  readonly #questions: Questions;
  #opened?: Promise<ReadonlyMap<SecretId, number>>;
  #told?: (count: number, isExact: boolean) => void;
  #countTimer?: ReturnType<typeof setTimeout>;
  #stopTouched?: () => void;

  constructor(host: ReactiveControllerHost, ask: Question) {
    this.#host = host;
    this.#ask = ask;
    this.#questions = new Questions(host, () => this.refresh());
    host.addController(this);
  }

  hostConnected(): void {
    this.#stopTouched = onTouched(() => { this.#host.requestUpdate(); });
    if (this.content) void this.refresh();
  }

  hostDisconnected(): void {
    this.#stopTouched?.();
    clearTimeout(this.#countTimer);
    this.#questions.stop();
  }

  get loading(): boolean {
    return this.#questions.open;
  }

  /** A secret that is shown. */
  find(id: SecretId | undefined): SecretSummary | undefined {
    const { content } = this;
    const all = content?.kind === 'found' ? content.secrets : [...(content?.used ?? []), ...(content?.shared ?? [])];
    return all.find((secret) => secret.id === id);
  }

  /** What others shared since the person last viewed, opened or copied it, the newest first. */
  get fresh(): readonly SecretSummary[] {
    const { content } = this;
    const { vault } = this.#ask();
    if (content?.kind !== 'home' || !vault) return [];
    const touched = touchedBy(vault.me.id);
    const known = ({ id }: SecretSummary): number => Math.max(touched.get(id) ?? -Infinity, content.opened.get(id) ?? -Infinity);
    const given = ({ sharedAt }: SecretSummary): number => sharedAt?.getTime() ?? -Infinity;
    return content.shared.filter((secret) => given(secret) > known(secret)).sort((a, b) => given(b) - given(a));
  }

  /** Calls `told` with how many a search found. */
  onFound(told: (count: number, isExact: boolean) => void): void {
    this.#told = told;
  }

  /** Tells how many were found, once nobody has typed for a while. */
  async tellFound(): Promise<void> {
    clearTimeout(this.#countTimer);
    await this.#questions.settled;
    clearTimeout(this.#countTimer);
    this.#countTimer = setTimeout(() => {
      if (this.content?.kind === 'found') this.#told?.(this.content.secrets.length, !this.content.more);
    }, COUNT_DELAY);
  }

  /** Another vault, or none: nothing of the old one may stay. */
  clear(): void {
    this.content = this.fault = this.#opened = undefined;
  }

  async refresh(): Promise<void> {
    const { vault, text } = this.#ask();
    if (!vault) return this.#questions.stop();
    return this.#questions.ask((signal) => (text === '' ? this.#home(vault, signal) : found(vault.secrets.list, text, signal)), {
      take: (content) => {
        this.content = content;
        this.fault = undefined;
      },
      fail: (fault) => { this.fault = fault; },
    });
  }

  noteChange({ kind }: VaultChange): void {
    if (CHANGES.has(kind)) this.#questions.noteChange();
  }

  async #home(vault: Vault, signal: AbortSignal): Promise<HomeContent> {
    const [{ used, all, none }, opened] = await Promise.all([lastUsed(vault.secrets.list, signal), (this.#opened ??= openedBy(vault))]);
    return { kind: 'home', used, shared: all.filter(({ owner }) => owner.id !== vault.me.id), opened, none };
  }
}

/** By what it says itself, then by whose it is. Disabled ones are found too: there is no other way to them here. */
async function found(list: List, text: string, signal: AbortSignal): Promise<HomeContent> {
  const queries = [{ text, filter: { status: 'all' } }, { filter: { status: 'all', owner: text } }] as const;
  const pages = await Promise.all(queries.map((query) => list({ ...query, limit: MOST_FOUND }, { signal })));
  const secrets = [...new Map(pages.flatMap(({ items }) => items).map((secret) => [secret.id, secret])).values()];
  return { kind: 'found', secrets: secrets.slice(0, MOST_FOUND), more: secrets.length > MOST_FOUND || pages.some(({ next }) => next !== undefined) };
}

/** The last used first; what was used at the same time, or never, by name. */
function byUse(a: SecretSummary, b: SecretSummary): number {
  const [usedA, usedB] = [a.lastUsedAt?.getTime() ?? 0, b.lastUsedAt?.getTime() ?? 0];
  return usedB - usedA || a.name.localeCompare(b.name);
}

async function lastUsed(list: List, signal: AbortSignal): Promise<{ used: readonly SecretSummary[]; all: readonly SecretSummary[]; none: boolean }> {
  const query = { sort: { by: 'lastUsedAt', direction: 'descending' }, limit: AT_ONCE } as const;
  let page = await list(query, { signal });
  const used = page.items.toSorted(byUse);
  const all = [...used];
  while (page.next !== undefined && all.length < MOST_LOOKED_AT) {
    page = await list({ ...query, at: page.next }, { signal });
    all.push(...page.items);
  }
  const none = used.length === 0 && (await list({ filter: { status: 'all' }, limit: 1 }, { signal })).count === 0;
  return { used, all, none };
}

/** What the person opened or copied lately, on whatever device. Asked once: what comes later is noted here. Without an answer, more is shown as new. */
async function openedBy({ me, activity }: Vault): Promise<ReadonlyMap<SecretId, number>> {
  const { entries } = await activity.list({ actor: me.id, kinds: ['open'], limit: AT_ONCE }).catch(() => ({ entries: [] }));
  return new Map(entries.toReversed().map(({ secretId, at }) => [secretId, at.getTime()]));
}
