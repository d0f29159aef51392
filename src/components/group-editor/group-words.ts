import { type TemplateResult, html } from 'lit';
import { common } from '../shared/catalogue/common.js';
import { formTexts } from '../shared/catalogue/form.js';
import { groupTexts } from '../shared/catalogue/group-editor.js';
import { shareTexts } from '../shared/catalogue/share.js';
import type { Localizer } from '../shared/localize.js';
import { nameOf } from '../shared/principals.js';
import { sentenceForProblem } from '../shared/sentences.js';
import type { Field, FieldProblem } from './group-values.js';
import type { EntryProblem, PeopleSearch } from './people-search.js';

/** Every text of the window. What it has in common with the share window and the form, it says in their words. */
export const groupCatalogue = { ...common, ...shareTexts, ...formTexts, ...groupTexts } as const;
export type GroupWords = Localizer<typeof groupCatalogue>;

const LABELS = { name: 'group.name', enabled: 'group.enabled', membersMayView: 'group.may-view', description: 'group.description' } as const satisfies Record<Field, keyof typeof groupTexts>;

export const labelOf = (field: Field, words: GroupWords): string => words.text(LABELS[field]);

export function sentenceOfField(problem: FieldProblem, words: GroupWords): string {
  switch (problem.code) {
    case 'required': return words.text('group.enter-name');
    case 'taken': return words.text('group.name-taken', { n: problem.name });
    case 'too-long': return words.text('form.too-long', { n: problem.most });
    case 'too-many': return words.text('group.too-many-members', { n: problem.most });
    case 'unfit': return words.text('form.unfit');
  }
}

export function sentenceOfEntry(problem: EntryProblem, words: GroupWords): string {
  switch (problem.kind) {
    case 'unknown': return words.text('group.unknown', { q: problem.entry });
    case 'ambiguous': return sentenceForProblem('ambiguous', words, { entry: problem.entry, candidates: problem.candidates });
    case 'too-many': return words.text('share.too-many');
    case 'group': return words.text('group.is-group', { name: nameOf(problem.group, words) });
    case 'already': return words.text('group.already', { name: problem.user.name });
    case 'suspended': case 'invited': return sentenceForProblem(problem.kind, words, { principal: problem.user });
  }
}

/** The sentence under the box, and whether the box itself is red: for the text that is in it. */
export function boxError({ problem, unmatched, pasted, query }: PeopleSearch, words: GroupWords): { readonly error?: string; readonly invalid: boolean } {
  if (problem) return { error: sentenceOfEntry(problem, words), invalid: problem.kind !== 'already' };
  if (unmatched.length === 0) return { invalid: false };
  return { error: words.text('group.not-added-many', { missing: unmatched.length, all: Math.max(pasted, unmatched.length), names: unmatched.join(', ') }), invalid: query === '' };
}

/** Names as a list of this language, each apart from the direction of the others; `rest` is said at the end as it is. */
export function namesOf(names: readonly string[], words: GroupWords, rest: readonly string[] = []): TemplateResult {
  const parts = new Intl.ListFormat(words.locale, { type: 'conjunction' }).formatToParts([...names, ...rest]);
  let at = 0;
  return html`${parts.map(({ type, value }) => (type === 'literal' || (at += 1) > names.length ? value : html`<bdi>${value}</bdi>`))}`;
}
