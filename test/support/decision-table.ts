import type { Level, Permission } from '../../src/core/model/permission.js';
import type { RefusalCode } from '../../src/core/model/refusal.js';
import type { LawStep } from '../../src/core/policy/index.js';
import type { CommandType } from '../../src/core/protocol/command.js';

/**
 * The decision table of security.md 3.3 and mysafe.md 5, written down without looking at the rules: what the answer is to somebody who holds
 * `none view edit manage own`, in this order, on an active secret, on one that its owner disabled and on one that an editor disabled.
 * `✓` yes; `∅` access/not-found; `view edit manage own` access/not-permitted and what it needs; `d` access/disabled; `s` share/secret-disabled.
 */
export interface Row { readonly active: string; readonly ownersDisable: string; readonly editorsDisable: string }

const always = (cells: string): Row => ({ active: cells, ownersDisable: cells, editorsDisable: cells });
const notWhileDisabled = (active: string, disabled: string): Row => ({ active, ownersDisable: disabled, editorsDisable: disabled });

export const STEPS = {
  'label': notWhileDisabled('∅ edit ✓ ✓ ✓', '∅ edit d d d'),
  'label with identifier': notWhileDisabled('∅ manage manage ✓ ✓', '∅ manage manage d d'),
  'version': notWhileDisabled('∅ edit ✓ ✓ ✓', '∅ edit d d d'),
  'disable': always('∅ edit ✓ ✓ ✓'),
  'enable': { active: '∅ edit ✓ ✓ ✓', ownersDisable: '∅ edit manage ✓ ✓', editorsDisable: '∅ edit ✓ ✓ ✓' },
  'grant': notWhileDisabled('∅ manage manage ✓ ✓', '∅ manage manage s s'),
  'revoke': always('∅ manage manage ✓ ✓'),
  'rekey': always('∅ manage manage ✓ ✓'),
  'complete': always('∅ manage manage ✓ ✓'),
  'open to reveal': notWhileDisabled('∅ ✓ ✓ ✓ ✓', '∅ d d d d'),
  'open to edit': notWhileDisabled('∅ edit ✓ ✓ ✓', '∅ edit d d d'),
  'open to rekey': always('∅ manage manage ✓ ✓'),
  'transfer': always('∅ own own own ✓'),
  'delete': always('∅ own own own ✓'),
  /** One's own direct grant; the owner has none to give up. */
  'leave': always('∅ ✓ ✓ ✓ view'),
} as const satisfies Record<string, Row>;

export type StepName = keyof typeof STEPS;

/** A step of each name, by somebody else than `to`. A new kind of step without an entry fails the type check. */
export const STEPS_BY_KIND = {
  label: ['label', 'label with identifier'], version: ['version'], rekey: ['rekey'], complete: ['complete'], disable: ['disable'], enable: ['enable'],
  leave: ['leave'], delete: ['delete'], grant: ['grant'], revoke: ['revoke'], transfer: ['transfer'], open: ['open to reveal', 'open to edit', 'open to rekey'],
} as const satisfies Record<LawStep['kind'], readonly StepName[]>;

/** A checkpoint changes nothing and is the owner’s word, in every state: as far as the rules go, what deleting is. */
export type CommandName = StepName | 'checkpoint';
const stepBehind = (name: CommandName): StepName => (name === 'checkpoint' ? 'delete' : name);

/** By which step each command is decided; `undefined`: it is about no secret that exists (see the tables below). A new command without a row fails the type check. */
export const COMMANDS = {
  'account.enrol': undefined,
  'account.add-method': undefined,
  'account.remove-method': undefined,
  'account.remember': undefined,
  'space.restore': undefined,
  'secret.add': undefined,
  'group.save': undefined,
  'group.complete': undefined,
  'secret.edit': ['label', 'label with identifier', 'version'],
  'secret.enable': ['enable'],
  'secret.disable': ['disable'],
  'secret.transfer': ['transfer'],
  'secret.leave': ['leave'],
  'secret.delete': ['delete'],
  'secret.share': ['grant', 'revoke'],
  'secret.complete': ['complete', 'rekey'],
  'secret.checkpoint': ['checkpoint'],
  'secret.open': ['open to reveal', 'open to edit', 'open to rekey'],
} as const satisfies Record<CommandType, readonly CommandName[] | undefined>;

/** What somebody is to a private group. The hidden one’s members may not view it. */
export const ROLES = ['stranger', 'member of a hidden one', 'member', 'owner'] as const;
/** Who may send the commands about groups, in the order of `ROLES`: a group is its owner’s alone. The same signs as above. */
export const GROUP_COMMANDS = {
  'group.save': '∅ ∅ own ✓',
  'group.complete': '∅ ∅ ∅ ✓',
} as const satisfies Record<Extract<CommandType, `group.${string}`>, string>;

/** Who has an account, and who may have one. */
export const HOLDERS = ['inactive', 'without keys', 'with keys'] as const;
/** Who may send the commands about accounts, in the order of `HOLDERS`. They are about whoever sends them, and name nobody. `k` keys/unavailable. */
export const ACCOUNT_COMMANDS = {
  'account.enrol': '∅ ✓ k',
  'account.add-method': '∅ ∅ ✓',
  'account.remove-method': '∅ ∅ ✓',
  'account.remember': '∅ ∅ ✓',
} as const satisfies Record<Extract<CommandType, `account.${string}`>, string>;

/** Whose storage it is. Everybody is active here. */
export const SPACES = ['everybody’s', 'one’s own'] as const;
/** Who may put records of a backup back, in the order of `SPACES`. */
export const SPACE_COMMANDS = { 'space.restore': 'own ✓' } as const satisfies Record<Extract<CommandType, `space.${string}`>, string>;

const CODES = { '✓': 'ok', '∅': 'access/not-found', 'own': 'access/not-permitted', 'k': 'keys/unavailable' } as const;
/** What a row of these three tables says, in its order. */
export const codesOf = (row: string): (RefusalCode | 'ok')[] => row.split(' ').map((cell) => CODES[cell as keyof typeof CODES]);

export const LEVELS = ['none', 'view', 'edit', 'manage', 'own'] as const satisfies readonly Level[];
export const STATES = ['active', 'ownersDisable', 'editorsDisable', 'deleted'] as const;
export type State = (typeof STATES)[number];

/** How somebody comes to a level. The last two give nothing. */
export const ROUTES = ['direct', 'group', 'weaker direct and group', 'ended', 'disabled group'] as const;
export type Route = (typeof ROUTES)[number];

/** What somebody really holds who was given `level` by this route. */
export const heldBy = (level: Level, route: Route): Level => (level !== 'own' && (route === 'ended' || route === 'disabled group') ? 'none' : level);

export interface Answer { readonly code: RefusalCode | 'ok'; readonly needs?: Permission | 'own'; readonly holds?: Level }

/** What the table says. */
export function answerOf(command: CommandName, held: Level, state: State, more: { readonly hasValue: boolean; readonly hasDirectGrant: boolean }): Answer {
  const name = stepBehind(command);
  if (held === 'none' || state === 'deleted') return { code: 'access/not-found' };
  if (name === 'leave' && (held === 'own' || !more.hasDirectGrant)) return { code: 'access/not-permitted', needs: 'view', holds: 'none' };
  const cell = STEPS[name][state].split(' ')[LEVELS.indexOf(held)];
  switch (cell) {
    case '✓': return name === 'open to reveal' && !more.hasValue ? { code: 'secret/no-value' } : { code: 'ok' };
    case 'd': return { code: 'access/disabled' };
    case 's': return { code: 'share/secret-disabled' };
    case 'view': case 'edit': case 'manage': case 'own': return { code: 'access/not-permitted', needs: cell, holds: held };
    default: throw new Error(`no cell for ${name}, ${held}, ${state}`);
  }
}
