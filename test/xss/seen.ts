/** How often a payload was seen as plain text where it belongs: the proof that it was put there. */
export type Seen = Record<'list' | 'link' | 'menu' | 'view' | 'value' | 'waiting' | 'fingerprint' | 'leavers' | 'access' | 'form' | 'conflict' | 'row' | 'option' | 'reason' | 'entry' | 'chip' | 'words' | 'unlock' | 'toast', number>;

export const nothingSeen = (): Seen =>
  ({ list: 0, link: 0, menu: 0, view: 0, value: 0, waiting: 0, fingerprint: 0, leavers: 0, access: 0, form: 0, conflict: 0, row: 0, option: 0, reason: 0, entry: 0, chip: 0, words: 0, unlock: 0, toast: 0 });
