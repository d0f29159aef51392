import { activitySentences } from '../../src/components/shared/catalogue/activity-sentences.js';
import { activityTexts } from '../../src/components/shared/catalogue/activity.js';
import { batchTexts } from '../../src/components/shared/catalogue/batch.js';
import { common } from '../../src/components/shared/catalogue/common.js';
import { formTexts } from '../../src/components/shared/catalogue/form.js';
import { groupTexts } from '../../src/components/shared/catalogue/group-editor.js';
import { groupListTexts } from '../../src/components/shared/catalogue/group-list.js';
import { homeTexts } from '../../src/components/shared/catalogue/home.js';
import { listTexts } from '../../src/components/shared/catalogue/list.js';
import { recoveryTexts } from '../../src/components/shared/catalogue/recovery.js';
import { rowTexts } from '../../src/components/shared/catalogue/rows.js';
import { shareTexts } from '../../src/components/shared/catalogue/share.js';
import { shareWindowTexts } from '../../src/components/shared/catalogue/share-window.js';
import { centerTexts } from '../../src/components/shared/catalogue/sharing-center.js';
import { transferTexts } from '../../src/components/shared/catalogue/transfer.js';
import { trustTexts } from '../../src/components/shared/catalogue/trust.js';
import { unlockTexts } from '../../src/components/shared/catalogue/unlock.js';
import { versionsTexts } from '../../src/components/shared/catalogue/versions.js';
import { viewTexts } from '../../src/components/shared/catalogue/view.js';
import { whyTexts } from '../../src/components/shared/catalogue/why.js';
import type { Catalogue, Text } from '../../src/components/shared/localize.js';

/** Stands before a payload in a text of ours, so that one of which nothing is left is seen as well. */
const MARK = '§';
const texts: Catalogue = {
  ...activitySentences, ...activityTexts, ...batchTexts, ...common, ...formTexts, ...groupTexts, ...groupListTexts, ...homeTexts, ...listTexts, ...recoveryTexts, ...rowTexts,
  ...shareTexts, ...shareWindowTexts, ...centerTexts, ...transferTexts, ...trustTexts, ...unlockTexts, ...versionsTexts, ...viewTexts, ...whyTexts,
};

/** Every text of ours with the payload at its end, and so the places for names still in it. */
export function wordsWith(payload: string): Record<string, Text> {
  const more = (text: Text): Text => (typeof text === 'string' ? `${text} ${MARK}${payload}` : Object.fromEntries(Object.entries(text).map(([form, one]) => [form, `${one} ${MARK}${payload}`])) as unknown as Text);
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, more(text)]));
}

function* textsIn(root: ShadowRoot): Generator<string> {
  const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) yield nodes.currentNode.nodeValue ?? '';
}

/** Whether an element says a text of ours that ends so. Where the payload holds a place of a text, such as `{0}`, nothing fills it: it is said without, and never as it is written. */
export function says(root: ShadowRoot, payload: string): boolean {
  const spoken = payload.replace(/\{\w+\}/g, '');
  return root.textContent.includes(MARK + spoken) && (spoken === payload || [...textsIn(root)].every((text) => !text.includes(MARK + payload)));
}
