import { type SecretFilter, type SecretPage, type SecretQuery, type SecretSort, type SecretSummary, type Vault, fold } from '../../core/for-components.js';
import type { ListSecrets } from './secret-list-controller.js';

type Sortable = string | number | undefined;

const fieldOf = (secret: SecretSummary, by: SecretSort['by']): Sortable => {
  switch (by) {
    case 'owner': return fold(secret.owner.name);
    case 'lastUsedAt': return secret.lastUsedAt?.getTime();
    case 'createdAt': return secret.createdAt.getTime();
    default: return fold(secret[by]);
  }
};

/** Rows without the value come last in either direction, as in a vault's list. */
function compare(a: Sortable, b: Sortable, turn: 1 | -1): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  return (a < b ? -1 : 1) * turn;
}

const mentions = (secret: SecretSummary, text: string): boolean =>
  [secret.name, secret.url, secret.identifier ?? '', ...secret.tags].some((field) => fold(field).includes(text));

const has = (field: string, wanted: string | undefined): boolean => wanted === undefined || fold(field).includes(fold(wanted));

function wasUsed({ lastUsedAt }: SecretSummary, { from, until }: NonNullable<SecretFilter['lastUsed']>): boolean {
  return lastUsedAt !== undefined && (!from || lastUsedAt >= from) && (!until || lastUsedAt <= until);
}

const passesFields = (secret: SecretSummary, { id, name, url, tags = [], owner, lastUsed }: SecretFilter): boolean =>
  secret.id.startsWith(id ?? '') && has(secret.name, name) && has(secret.url, url)
  && (tags.length === 0 || tags.some((wanted) => secret.tags.some((tag) => has(tag, wanted))))
  && (has(secret.owner.name, owner) || has(secret.owner.username, owner)) && (!lastUsed || wasUsed(secret, lastUsed));

function passes(secret: SecretSummary, { shared, leftSinceRotation, status = 'enabled', ...fields }: SecretFilter): boolean {
  if (!passesFields(secret, fields)) return false;
  if (leftSinceRotation !== undefined && secret.leftSinceRotation !== leftSinceRotation) return false;
  if (shared !== undefined && secret.shared !== shared) return false;
  return status === 'all' || secret.enabled === (status === 'enabled');
}

/** Searches, filters, sorts and pages rows that the host set itself, as a vault's `secrets.list` would. Its cursors are offsets. */
export function listInMemory(secrets: readonly SecretSummary[], { text = '', filter = {}, sort = { by: 'name', direction: 'ascending' }, at = '0', limit = 30 }: SecretQuery): SecretPage {
  const looked = fold(text);
  const turn = sort.direction === 'ascending' ? 1 : -1;
  const found = secrets
    .filter((secret) => passes(secret, filter) && mentions(secret, looked))
    .sort((a, b) => compare(fieldOf(a, sort.by), fieldOf(b, sort.by), turn) || compare(a.id, b.id, 1));
  const from = Number(at);
  return {
    items: found.slice(from, from + limit), count: found.length, countIsExact: true,
    ...(from + limit < found.length && { next: String(from + limit) }),
    ...(from > 0 && { previous: String(Math.max(0, from - limit)) }),
  };
}

/** Who answers: the rows of the host where it set some, else the vault. */
export const sourceOf = (secrets: readonly SecretSummary[] | undefined, vault: Vault | undefined): ListSecrets | undefined =>
  (secrets ? async (asked) => listInMemory(secrets, asked) : vault?.secrets.list);
