import { activityTexts } from '../shared/catalogue/activity.js';
import { common } from '../shared/catalogue/common.js';
import type { Localizer } from '../shared/localize.js';

/** Every text around the entries. */
export const activityCatalogue = { ...common, ...activityTexts } as const;
export type ActivityWords = Localizer<typeof activityCatalogue>;
