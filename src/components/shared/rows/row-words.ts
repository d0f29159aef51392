import type { common } from '../catalogue/common.js';
import type { rowTexts } from '../catalogue/rows.js';
import type { Localizer } from '../localize.js';

export type RowWords = Localizer<typeof common & typeof rowTexts>;
