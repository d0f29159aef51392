import type { FaultCode, Principal, Problem, Refusal } from '../../core/for-components.js';
import type { common } from './catalogue/common.js';
import type { Localizer } from './localize.js';
import { groupDetail, nameOf } from './principals.js';

type Words = Localizer<typeof common>;

/** The sentence that a person reads for a refusal. */
export function sentenceFor(refusal: Refusal, words: Words): string {
  const key = `refusal.${refusal.code}` as const;
  switch (refusal.code) {
    case 'access/not-permitted': return words.text(key, { needs: words.text(`permission.${refusal.needs}`) });
    case 'share/problem': return words.text(key, { n: refusal.problems.length });
    case 'share/too-wide': return words.text(key, { limit: refusal.limit });
    case 'share/beyond-own-permission': return words.text(key, { holds: words.text(`permission.${refusal.holds}`) });
    case 'share/beyond-own-end': return words.text(key, { latest: words.date(refusal.latest) });
    case 'access/locked': return words.text(refusal.state === 'not-here' ? 'not-here' : 'locked');
    default: return words.text(key);
  }
}

/** Read without `instanceof`: a second copy of this library on the page throws a `MySafeError` of its own. */
const codeOf = (fault: unknown): string => (fault instanceof Error && 'code' in fault ? String(fault.code) : 'other');

const TAMPERING: readonly string[] = ['chain/forged', 'chain/rolled-back', 'envelope/tampered'] satisfies FaultCode[];

/** Whether somebody changed what is stored outside of the vault: nothing of it is shown, and trying again helps nobody. */
export const isTampering = (fault: unknown): boolean => TAMPERING.includes(codeOf(fault));

/** The sentence for something thrown. Faults that are not ours say no more than that nothing was changed. */
export function sentenceForFault(fault: unknown, words: Words): string {
  const key = `fault.${codeOf(fault)}`;
  const text = words.text(key as 'fault.other');
  return text === key ? words.text('fault.other') : text;
}

const whichOf = (principal: Principal, words: Words): string =>
  principal.kind === 'user' ? [`@${principal.username}`, principal.email].filter(Boolean).join(', ') : groupDetail(principal, words);

/** The sentence for a problem with one principal or one typed entry. */
export function sentenceForProblem(problem: Problem, words: Words, about: { readonly entry?: string; readonly principal?: Principal; readonly candidates?: number; readonly reason?: string; readonly oddLetters?: boolean }): string {
  const { entry, principal, candidates, reason, oddLetters } = about;
  const name = principal ? nameOf(principal, words) : entry ?? '';
  if (problem === 'outside-policy' && !reason) return words.text('problem.outside-policy-silent', { name });
  return words.text(problem === 'look-alike' && oddLetters ? 'problem.odd-letters' : `problem.${problem}`, { q: entry ?? name, name, n: candidates ?? 2, reason, which: principal && whichOf(principal, words) });
}
