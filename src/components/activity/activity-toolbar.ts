import { type TemplateResult, html, nothing } from 'lit';
import type { User, UserId } from '../../core/for-components.js';
import { downloadIcon } from '../shared/icons.js';
import { nameOf } from '../shared/principals.js';
import { filterBox } from '../shared/toolbar.js';
import { type KindFilter, kindsOf } from './kinds.js';
import type { ActivityWords } from './activity-words.js';

export interface ActivityToolbarState {
  readonly words: ActivityWords;
  /** Whom the filter offers. */
  readonly people: readonly User[];
  readonly me: UserId | undefined;
  readonly person: UserId | '';
  readonly kind: KindFilter;
  readonly exporting: boolean;
  readonly pickPerson: (person: UserId | '') => void;
  readonly pickKind: (kind: KindFilter) => void;
  readonly exportAll: () => void;
}

/** Names in the order of the language; where two share one, with their usernames. */
function peopleOptions({ words, people, me, person }: ActivityToolbarState): readonly (readonly [UserId, string])[] {
  const named = people.map((user) => ({ user, name: nameOf(user, words) }));
  const label = ({ user, name }: (typeof named)[number]): string => (named.some((other) => other.user !== user && other.name === name) ? `${name} (@${user.username})` : name);
  const collator = new Intl.Collator(words.locale);
  const options = named.map((one) => [one.user.id, label(one)] as const).sort(([a, nameA], [b, nameB]) => (a === me ? -1 : b === me ? 1 : collator.compare(nameA, nameB)));
  // what a host asks for is shown as chosen before that person is known
  return person === '' || people.some(({ id }) => id === person) ? options : [...options, [person, person.replace(/^user:/, '@')]];
}

const kinds = ['all', ...Object.keys(kindsOf)] as readonly KindFilter[];

/** The filters, and the way to a file. */
export function activityToolbar(state: ActivityToolbarState): TemplateResult {
  const { words, person, kind, exporting } = state;
  return html`<div class="toolbar" part="toolbar">
    ${filterBox<UserId | ''>({ id: 'filter-person', label: words.text('activity.person'), value: person, pick: state.pickPerson, options: [['', words.text('activity.everybody')], ...peopleOptions(state)] })}
    ${filterBox<KindFilter>({ id: 'filter-kind', label: words.text('activity.kind'), value: kind, pick: state.pickKind,
      options: kinds.map((one) => [one, words.text(one === 'all' ? 'activity.everything' : `activity.kind.${one}`)] as const) })}
    <button class="button export" part="export-button" type="button" aria-disabled=${exporting ? 'true' : nothing} @click=${state.exportAll}>
      ${exporting ? html`<span class="spinner"></span>` : downloadIcon()}${words.text('activity.export')}</button>
  </div>`;
}
