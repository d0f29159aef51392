import type { Principal, PrincipalId, RecipientMarks, ShareOutcome, ShareSnapshot } from '../../core/for-components.js';
import type { common } from '../shared/catalogue/common.js';
import type { shareTexts } from '../shared/catalogue/share.js';
import type { Localizer } from '../shared/localize.js';
import { nameOf } from '../shared/principals.js';
import { sentenceForProblem } from '../shared/sentences.js';

export type ShareWords = Localizer<typeof common & typeof shareTexts>;

/** Longer lists of names are counted instead. */
const MOST_NAMES = 3;

/** What to look at before sharing with somebody, each in a word or two. */
export const marksOf = ({ firstTime, outside }: RecipientMarks = {}, words: ShareWords): string[] =>
  [...(firstTime ? [words.text('share.first-time')] : []), ...(outside === undefined ? [] : [words.text('share.outside-of', { domain: outside })])];

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

function named(principals: readonly Principal[], words: ShareWords): string {
  if (principals.length <= MOST_NAMES) return words.list(principals.map((principal) => nameOf(principal, words)));
  const people = principals.filter(({ kind }) => kind === 'user').length;
  const groups = principals.length - people;
  return words.list([people > 0 && words.text('principal.people', { n: people }), groups > 0 && words.text('toast.groups', { n: groups })].filter((part) => part !== false));
}

/** The second sentence of “Shared”: what really happened (mysafe.md T14). */
export function detailOfShare(outcomes: readonly ShareOutcome[], known: ReadonlyMap<PrincipalId, Principal>, words: ShareWords): string {
  const told = outcomes.flatMap((outcome) => outcome.results.map((result) => ({ ...result, access: outcome.access })));
  // Of several secrets, what happened to somebody in one of them is not undone by nothing having happened in the next.
  const results = new Map([...told.filter(({ outcome }) => outcome === 'unchanged'), ...told.filter(({ outcome }) => outcome !== 'unchanged')].map((result) => [result.principal, result]));
  const all = [...results.values()].flatMap((result) => {
    const principal = known.get(result.principal);
    return principal ? [{ ...result, who: principal }] : [];
  });
  const whoGot = all.filter(({ outcome }) => outcome === 'granted').map(({ who }) => who);
  const whoLost = all.filter(({ outcome, stillThrough }) => outcome === 'revoked' && !stillThrough).map(({ who }) => who);
  const changed = all.filter(({ outcome }) => outcome === 'changed').map(({ who, access }) => {
    const held = access.find((entry) => entry.principal.id === who.id)?.permission;
    return words.text(held === 'manage' ? 'share.say.can-manage' : held === 'edit' ? 'share.say.can-edit' : 'share.say.can-view', { name: nameOf(who, words) });
  });
  const kept = all.flatMap(({ who, stillThrough, access }) => {
    const groups = stillThrough?.map((id) => access.find((entry) => entry.principal.id === id)?.principal).filter((group) => group !== undefined);
    return groups ? [words.text('toast.still', { name: nameOf(who, words), groups: words.list(groups.map((group) => nameOf(group, words))) })] : [];
  });
  return [
    ...(whoGot.length > 0 ? [words.text('toast.with', { names: named(whoGot, words) })] : []), ...changed,
    ...(whoLost.length > 0 ? [words.text('toast.lost', { names: named(whoLost, words), n: whoLost.length })] : []), ...kept,
  ].join('. ');
}

/** The sentence under the box, and whether the box itself is red: for the text that is in it, which any edit clears. */
export function boxError({ entryProblem, unmatched, pasted, query }: ShareSnapshot, words: ShareWords): { readonly text?: string; readonly invalid: boolean } {
  if (entryProblem?.problem === 'nobody') return { text: words.text('share.need-somebody'), invalid: true };
  if (entryProblem?.problem === 'too-many') return { text: words.text('share.too-many'), invalid: true };
  // That somebody has access already is no error: their row is pointed at, and the sentence is spoken.
  if (entryProblem && entryProblem.problem !== 'has-access') return { text: sentenceForProblem(entryProblem.problem, words, entryProblem), invalid: true };
  if (unmatched.length === 0) return { invalid: false };
  const names = unmatched.map(({ entry }) => entry).join(', ');
  return { text: words.text('share.not-found-many', { missing: unmatched.length, all: Math.max(pasted, unmatched.length), names }), invalid: query === '' };
}
