import type { Principal, RecipientResolution } from '../model/principal.js';
import { cleanText } from '../model/text.js';
import { fold } from '../search/fold.js';
import { type Sliced, runInSlices } from '../search/slices.js';
import { type TwinTable, createTwinTable, handlesOf } from '../search/twins.js';

/** What an entry may be: the id or the exact handle of a principal, or its name. */
interface Lookups {
  readonly ids: ReadonlyMap<string, readonly Principal[]>;
  readonly handles: TwinTable;
  readonly names: TwinTable;
}

/** Answers for one pasted or typed entry whom it names. */
export type Resolver = (entry: string) => RecipientResolution;

/**
 * A resolver by username, e-mail, id or unique name, also as `Name <mail>`, `mailto:mail` or `@username`, without regard to case, accents
 * and hidden characters. A handle beats a name. Whoever looks like the one who is named is a candidate too, so that somebody has to choose.
 * Made in slices of about 8 ms, the first at once: a small directory answers without a wait.
 */
export async function createResolver(principals: Iterable<Principal>): Promise<Resolver> {
  const lookups = await runInSlices(readLookups(principals), { atOnce: true });
  return (entry) => {
    const found = find(lookups, cleanText(entry));
    const [only] = found;
    if (only === undefined) return { entry, problem: 'unknown' };
    return found.length === 1 ? { entry, principal: only } : { entry, candidates: found, problem: 'ambiguous' };
  };
}

const STEP = 64;

function* readLookups(principals: Iterable<Principal>): Sliced<Lookups> {
  const ids = new Map<string, Principal[]>();
  const [handles, names] = [createTwinTable(handlesOf), createTwinTable(({ name }) => [name])];
  let count = 0;
  for (const principal of principals) {
    const id = fold(principal.id);
    const known = ids.get(id);
    if (known === undefined) ids.set(id, [principal]); else known.push(principal);
    handles.add(principal);
    names.add(principal);
    count += 1;
    if (count % STEP === 0) yield;
  }
  return { ids, handles, names };
}

const plain = (text: string): string => text.normalize('NFC').toLowerCase();

/** Those of `found` who have the handle `text`. Where folding makes several equal, those that differ in case only win. */
function withHandle(found: readonly Principal[], text: string, handles: (principal: Principal) => readonly string[]): readonly Principal[] {
  const [folded, exact] = [fold(text), plain(text)];
  const equal = found.filter((principal) => handles(principal).some((handle) => fold(handle) === folded));
  const same = equal.filter((principal) => handles(principal).some((handle) => plain(handle) === exact));
  return same.length > 0 ? same : equal;
}

/** Whoever has the handle `text`, and behind them those whose own can be taken for it. An accent is seen, so it makes no twin. */
function byHandle({ handles }: Lookups, text: string, handlesTold: (principal: Principal) => readonly string[] = handlesOf): readonly Principal[] {
  const alike = handles.alike(text);
  const found = withHandle(alike, text, handlesTold);
  if (found.length === 0 || found.length === alike.length) return found;
  const folded = fold(text);
  return [...found, ...alike.filter((principal) => handlesOf(principal).every((handle) => fold(handle) !== folded))];
}

/** Whoever has this name, or one that looks like it; nobody where none has this very name. */
function byName({ names }: Lookups, text: string): readonly Principal[] {
  const folded = fold(text);
  const alike = names.alike(text);
  return alike.some(({ name }) => fold(name) === folded) ? alike : [];
}

function find(lookups: Lookups, entry: string): readonly Principal[] {
  const text = withoutDress(entry);
  if (text === '') return [];
  const byId = withHandle(lookups.ids.get(fold(text)) ?? [], text, ({ id }) => [id]);
  return firstOf([
    () => byId.filter(({ id }) => id === text), // ids may differ in case only
    () => byId,
    () => byHandle(lookups, text),
    () => (text.startsWith('@') ? byHandle(lookups, text.slice(1).trim(), (principal) => handlesOf(principal).slice(0, 1)) : []),
    () => byName(lookups, text),
    () => byName(lookups, entry),
  ]);
}

function firstOf(ways: readonly (() => readonly Principal[])[]): readonly Principal[] {
  for (const way of ways) {
    const found = way();
    if (found.length > 0) return found;
  }
  return [];
}

/** `Ada Lovelace <ada@example.org>` and `mailto:ada@example.org?subject=…` are `ada@example.org`. */
function withoutDress(entry: string): string {
  const inner = entry.endsWith('>') && entry.includes('<') ? entry.slice(entry.lastIndexOf('<') + 1, -1).trim() : entry;
  if (!/^mailto:/i.test(inner)) return inner;
  const address = inner.slice('mailto:'.length).split('?', 1)[0] ?? '';
  try { return decodeURIComponent(address).trim(); } catch { return address.trim(); }
}
