import type { ShareSnapshot } from '../../core/for-components.js';
import type { common } from '../shared/catalogue/common.js';
import type { shareWindowTexts } from '../shared/catalogue/share-window.js';
import type { shareTexts } from '../shared/catalogue/share.js';
import type { Localizer } from '../shared/localize.js';
import type { ShareWords } from '../shared/picker/words.js';
import { sentenceForProblem } from '../shared/sentences.js';

/** With those that are loaded with the window itself. */
export type WindowWords = Localizer<typeof common & typeof shareTexts & typeof shareWindowTexts>;

/** One line that says what Share will do: who gets, who loses, what changes. */
export function summaryOf({ plan, changes, existing }: ShareSnapshot, words: ShareWords): string {
  const revoked = changes.filter(({ op }) => op === 'revoke').length;
  const held = new Set(existing.map((row) => row.principal.id));
  const changed = changes.filter((change) => change.op === 'grant' && held.has(change.principal)).length;
  const gains = plan ? plan.gains.length : changes.length - revoked - changed;
  const loses = plan ? plan.loses.length : revoked;
  const parts = [
    gains > 0 && words.text('share.summary-gain', { n: gains }),
    loses > 0 && words.text(gains > 0 ? 'share.summary-lose-more' : 'share.summary-lose', { n: loses }),
    changed > 0 && words.text('share.summary-change', { n: changed }),
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** The sentence under the box, and whether the box itself is red: for the text that is in it, which any edit clears. */
export function boxError({ entryProblem, unmatched, pasted, query }: ShareSnapshot, words: ShareWords): { readonly error?: string; readonly invalid: boolean } {
  if (entryProblem?.problem === 'nobody') return { error: words.text('share.need-somebody'), invalid: true };
  if (entryProblem?.problem === 'too-many') return { error: words.text('share.too-many'), invalid: true };
  // That somebody has access already is no error: their row is pointed at, and the sentence is spoken.
  if (entryProblem && entryProblem.problem !== 'has-access') return { error: sentenceForProblem(entryProblem.problem, words, entryProblem), invalid: true };
  if (unmatched.length === 0) return { invalid: false };
  const names = unmatched.map(({ entry }) => entry).join(', ');
  return { error: words.text('share.not-found-many', { missing: unmatched.length, all: Math.max(pasted, unmatched.length), names }), invalid: query === '' };
}
