import { type TemplateResult, html, nothing } from 'lit';
import type { ActivityEntry } from '../../core/for-components.js';
import { activitySentences } from '../shared/catalogue/activity-sentences.js';
import { common } from '../shared/catalogue/common.js';
import type { Strings } from '../shared/catalogue/index.js';
import { Localizer, type Params } from '../shared/localize.js';
import { nameOf } from '../shared/principals.js';

const texts = { ...common, ...activitySentences } as const;
export type SentenceWords = Localizer<typeof texts>;
export const sentenceWords = (locale: string, strings: Strings | undefined): SentenceWords => new Localizer(texts, locale, strings);

/** What is said of an entry: a text of the catalogue, what fills it, and how long something holds where it says so. */
interface Said {
  readonly key: keyof typeof activitySentences;
  readonly params: Params;
  readonly end?: string;
}

/** A grant is new, another level, or the same level for another time. */
function grantKey({ before, permission }: ActivityEntry, named: boolean): Said['key'] {
  if (!before) return 'activity.grant';
  if (before === permission) return 'activity.end';
  return named ? 'activity.change-of' : 'activity.change';
}

function keyOf(entry: ActivityEntry, named: boolean): Said['key'] {
  const { kind, purpose = 'reveal', before } = entry;
  switch (kind) {
    case 'grant': return grantKey(entry, named);
    case 'revoke': return before ? 'activity.revoke-held' : 'activity.revoke';
    case 'open': return `activity.open-${purpose}`;
    default: return `activity.${kind}`;
  }
}

function endOf({ kind, before, permission, expiresAt }: ActivityEntry, words: SentenceWords): string | undefined {
  if (kind !== 'grant') return undefined;
  if (expiresAt) return words.text('activity.until', { date: words.date(expiresAt) });
  return before === permission ? words.text('activity.no-end') : undefined;
}

/** `named`: the list is of several secrets, so that each entry names its own. */
function said(entry: ActivityEntry, words: SentenceWords, named: boolean): Said {
  const { actor, principal, permission, before, fields = [], version, users, secretName } = entry;
  const secret = named ? secretName ?? words.text('activity.gone') : undefined;
  return {
    key: keyOf(entry, named), end: endOf(entry, words),
    params: {
      actor: nameOf(actor, words), who: principal && nameOf(principal, words), secret,
      this: secret ?? words.text('activity.this'), it: secret ?? words.text('activity.it'),
      permission: permission && words.text(`permission.${permission}`), before: before && words.text(`permission.${before}`),
      fields: words.list(fields.map((field) => words.text(`activity.field.${field}`))), n: version ?? users,
    },
  };
}

/** An entry as a sentence: “Ana shared this with Rui (Can view) · until 3 Nov”. */
export function sentenceText(entry: ActivityEntry, words: SentenceWords, named: boolean): string {
  const { key, params, end } = said(entry, words, named);
  return [words.text(key, params), ...(end ? [end] : [])].join(' · ');
}

export function sentence(entry: ActivityEntry, words: SentenceWords, named: boolean): TemplateResult {
  const { key, params, end } = said(entry, words, named);
  return html`${words.rich(key, params)}${end ? html` <span class="end">· ${end}</span>` : nothing}`;
}
