import type { Text } from '../localize.js';
import type { activityExportTexts } from './activity-export.js';
import type { activitySentences } from './activity-sentences.js';
import type { activityTexts } from './activity.js';
import type { batchTexts } from './batch.js';
import type { common } from './common.js';
import type { formTexts } from './form.js';
import type { groupTexts } from './group-editor.js';
import type { groupListTexts } from './group-list.js';
import type { homeTexts } from './home.js';
import type { listTexts } from './list.js';
import type { recoveryTexts } from './recovery.js';
import type { reportTexts } from './report.js';
import type { rowTexts } from './rows.js';
import type { shareTexts } from './share.js';
import type { shareWindowTexts } from './share-window.js';
import type { sharedTexts } from './shared.js';
import type { centerTexts } from './sharing-center.js';
import type { transferTexts } from './transfer.js';
import type { trustTexts } from './trust.js';
import type { unlockTexts } from './unlock.js';
import type { versionsTexts } from './versions.js';
import type { viewTexts } from './view.js';
import type { whyTexts } from './why.js';

/** Every text that a person reads, by key. Pass some of them as `.strings` to replace them. */
export type StringKey = keyof typeof trustTexts | keyof typeof common | keyof typeof shareTexts | keyof typeof sharedTexts | keyof typeof shareWindowTexts | keyof typeof listTexts | keyof typeof rowTexts | keyof typeof viewTexts | keyof typeof formTexts | keyof typeof unlockTexts
  | keyof typeof groupTexts | keyof typeof groupListTexts | keyof typeof batchTexts | keyof typeof reportTexts | keyof typeof activityTexts | keyof typeof activityExportTexts | keyof typeof activitySentences | keyof typeof homeTexts
  | keyof typeof recoveryTexts | keyof typeof versionsTexts | keyof typeof whyTexts | keyof typeof transferTexts | keyof typeof centerTexts;
export type Strings = Partial<Record<StringKey, Text>>;
