import type { Principal, RecipientResolution } from '../model/principal.js';
import { cleanText } from '../model/text.js';
import { fold } from '../search/fold.js';

type Lookup = ReadonlyMap<string, readonly Principal[]>;

/** What an entry may be: the exact handle of a principal, or its name. */
interface Lookups {
  readonly ids: Lookup;
  readonly usernames: Lookup;
  readonly handles: Lookup;
  readonly names: Lookup;
}

/**
 * Answers for one pasted or typed entry whom it names: a username, e-mail, id or unique name, also as `Name <mail>`, `mailto:mail` or
 * `@username`, without regard to case, accents and hidden characters. A handle beats a name.
 */
export function createResolver(principals: Iterable<Principal>): (entry: string) => RecipientResolution {
  const lookups = readLookups(principals);
  return (entry) => {
    const found = find(lookups, cleanText(entry));
    const [only] = found;
    if (only === undefined) return { entry, problem: 'unknown' };
    return found.length === 1 ? { entry, principal: only } : { entry, candidates: found, problem: 'ambiguous' };
  };
}

function readLookups(principals: Iterable<Principal>): Lookups {
  const makeLookup = () => new Map<string, Principal[]>();
  const [ids, usernames, handles, names] = [makeLookup(), makeLookup(), makeLookup(), makeLookup()];
  const note = (lookup: Map<string, Principal[]>, text: string, principal: Principal) => {
    const key = fold(text);
    const known = lookup.get(key);
    if (known === undefined) lookup.set(key, [principal]);
    else if (known.at(-1) !== principal) known.push(principal);
  };
  for (const principal of principals) {
    note(ids, principal.id, principal);
    note(names, principal.name, principal);
    if (principal.kind !== 'user') continue;
    note(usernames, principal.username, principal);
    note(handles, principal.username, principal);
    if (principal.email !== undefined) note(handles, principal.email, principal);
  }
  return { ids, usernames, handles, names };
}

const plain = (text: string): string => text.normalize('NFC').toLowerCase();

/** Those who have the handle `text`. Where folding makes several equal, those that differ in case only win. */
function withHandle(lookup: Lookup, text: string): readonly Principal[] {
  const found = lookup.get(fold(text)) ?? [];
  const same = found.filter((principal) =>
    [principal.id, ...(principal.kind === 'user' ? [principal.username, principal.email ?? ''] : [])].some((handle) => plain(handle) === plain(text)));
  return same.length > 0 ? same : found;
}

function find({ ids, usernames, handles, names }: Lookups, entry: string): readonly Principal[] {
  const text = withoutDress(entry);
  if (text === '') return [];
  const byId = withHandle(ids, text);
  return [
    byId.filter(({ id }) => id === text), // ids may differ in case only
    byId,
    withHandle(handles, text),
    text.startsWith('@') ? withHandle(usernames, text.slice(1).trim()) : [],
    names.get(fold(text)) ?? [],
    names.get(fold(entry)) ?? [],
  ].find((found) => found.length > 0) ?? [];
}

/** `Ada Lovelace <ada@example.org>` and `mailto:ada@example.org?subject=…` are `ada@example.org`. */
function withoutDress(entry: string): string {
  const inner = entry.endsWith('>') && entry.includes('<') ? entry.slice(entry.lastIndexOf('<') + 1, -1).trim() : entry;
  if (!/^mailto:/i.test(inner)) return inner;
  const address = inner.slice('mailto:'.length).split('?', 1)[0] ?? '';
  try { return decodeURIComponent(address).trim(); } catch { return address.trim(); }
}
