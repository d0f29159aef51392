import type { SecretSummary } from '../../core/for-components.js';
import { nameOf } from '../shared/principals.js';
import type { Column } from './cells.js';
import type { ListWords } from './list-words.js';

export type ReportColumn = Exclude<Column, 'action'>;

/** The columns that the list shows, with the whole id first: without it, two rows of one name can't be told apart elsewhere. */
export const reportColumns = (columns: readonly Column[]): readonly ReportColumn[] =>
  ['id', ...columns.filter((column): column is Exclude<ReportColumn, 'id'> => column !== 'action' && column !== 'id')];

/** A cell as text. Whose it is stands by name, “You” would be somebody else elsewhere. */
export function cellText(column: ReportColumn, secret: SecretSummary, words: ListWords, dateText: (date: Date) => string): string {
  switch (column) {
    case 'id': return secret.id;
    case 'name': return secret.name;
    case 'url': return secret.url;
    case 'tags': return secret.tags.join(', ');
    case 'shared': return words.text(secret.shared ? 'yes' : 'no');
    case 'owner': return nameOf(secret.owner, words);
    case 'last-use': return secret.lastUsedAt ? dateText(secret.lastUsedAt) : '';
    case 'status': return words.text(secret.enabled ? 'list.enabled' : 'list.disabled');
  }
}
