import type { RecipientMarks } from '../../../core/for-components.js';
import type { common } from '../catalogue/common.js';
import type { shareTexts } from '../catalogue/share.js';
import type { Localizer } from '../localize.js';

export type ShareWords = Localizer<typeof common & typeof shareTexts>;

/** What to look at before somebody is put on the list, each in a word or two. */
export const marksOf = ({ firstTime, outside }: RecipientMarks = {}, words: ShareWords): string[] =>
  [...(firstTime ? [words.text('share.first-time')] : []), ...(outside === undefined ? [] : [words.text('share.outside-of', { domain: outside })])];
