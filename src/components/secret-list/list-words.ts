import { common } from '../shared/catalogue/common.js';
import { listTexts } from '../shared/catalogue/list.js';
import { rowTexts } from '../shared/catalogue/rows.js';
import type { Localizer } from '../shared/localize.js';

/** Every text of the list. */
export const listCatalogue = { ...common, ...rowTexts, ...listTexts };
export type ListWords = Localizer<typeof listCatalogue>;
