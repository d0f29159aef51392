import type { Principal, PrincipalId, ShareOutcome, Vault } from '../../core/for-components.js';
import type { AsideFrom } from '../shared/asides.js';
import { common } from '../shared/catalogue/common.js';
import { shareTexts } from '../shared/catalogue/share.js';
import { sharedTexts } from '../shared/catalogue/shared.js';
import { Localizer } from '../shared/localize.js';
import { nameOf } from '../shared/principals.js';
import { sentenceFor, sentenceForFault } from '../shared/sentences.js';
import { type Toast, showToast } from '../toasts/show-toast.js';
import { tellWhoLeft } from '../trust/asides.js';
import { offerRecoveryKey } from '../trust/recovery-offer.js';
import type { SharedWith } from './share-controller.js';

const texts = { ...common, ...shareTexts, ...sharedTexts };
type Words = Localizer<typeof texts>;

/** Longer lists of names are counted instead. */
const MOST_NAMES = 3;

function named(principals: readonly Principal[], words: Words): string {
  if (principals.length <= MOST_NAMES) return words.list(principals.map((principal) => nameOf(principal, words)));
  const people = principals.filter(({ kind }) => kind === 'user').length;
  const groups = principals.length - people;
  return words.list([people > 0 && words.text('principal.people', { n: people }), groups > 0 && words.text('toast.groups', { n: groups })].filter((part) => part !== false));
}

/** The second sentence of “Shared”: what really happened (mysafe.md T14). */
export function detailOfShare(outcomes: readonly ShareOutcome[], known: ReadonlyMap<PrincipalId, Principal>, words: Words): string {
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

/** Whoever lost access may have copied the value: the toast leads to what they had opened. */
function afterRemoval(from: AsideFrom, vault: Vault | undefined, { secrets: [secret, ...others], outcomes }: SharedWith, words: Words): Pick<Toast, 'action'> {
  const someoneLost = outcomes.some(({ results }) => results.some(({ outcome, stillThrough }) => outcome === 'revoked' && !stillThrough));
  if (!vault || !secret?.hasClientSecret || others.length > 0 || !someoneLost) return {};
  return { action: { label: words.text('toast.what-opened'), run: () => void tellWhoLeft(from, vault, secret) } };
}

/** Puts every secret back as it was. Where somebody else changed the same access meanwhile nothing of theirs is undone, and it is said. */
async function undo(from: AsideFrom, vault: Vault, outcomes: readonly ShareOutcome[], words: Words): Promise<void> {
  const refusals: string[] = [];
  for (const { secretId, accessRevision, undo: changes } of outcomes) {
    const undone = await vault.sharing.share(secretId, changes, { accessRevision }).catch((fault: unknown) => ({ ok: false, fault }) as const);
    if (!undone.ok) refusals.push('fault' in undone ? sentenceForFault(undone.fault, words) : sentenceFor(undone.refusal, words));
  }
  await showToast(from, refusals.length > 0 ? { title: words.text('toast.not-undone'), detail: refusals[0] } : { title: words.text('toast.undone') });
}

/** Says “Shared”, and what really happened. Who gave access, and would lose all their keys with this browser, is then offered a recovery key. */
export async function sayShared(from: AsideFrom & { readonly open?: boolean }, vault: Vault | undefined, shared: SharedWith, locale: string): Promise<void> {
  const words = new Localizer(texts, locale, from.strings);
  const changed = shared.outcomes.filter((outcome) => outcome.undo.length > 0);
  await showToast(from, {
    title: words.text('toast.shared'), detail: detailOfShare(shared.outcomes, shared.known, words), ...afterRemoval(from, vault, shared, words),
    ...(vault && changed.length > 0 && { undo: () => void undo(from, vault, changed, words) }),
  });
  const gave = shared.outcomes.some(({ results }) => results.some(({ outcome }) => outcome === 'granted'));
  if (vault && gave && !from.open) await offerRecoveryKey(from, vault);
}
