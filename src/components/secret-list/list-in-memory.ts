import { type SecretFilter, type SecretPage, type SecretQuery, type SecretSort, type SecretSummary, fold } from '../../core/for-components.js';

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

function passes(secret: SecretSummary, { shared, leftSinceRotation, status = 'enabled' }: SecretFilter): boolean {
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
