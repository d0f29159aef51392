/** How often a payload was seen as plain text where it belongs: the proof that it was put there. */
export type Seen = Record<'list' | 'link' | 'menu' | 'view' | 'value' | 'waiting' | 'fingerprint' | 'leavers' | 'access' | 'form' | 'conflict' | 'row' | 'option' | 'reason' | 'entry' | 'chip' | 'words' | 'unlock' | 'toast'
  | 'card' | 'owned' | 'given' | 'awaited' | 'ending' | 'sees' | 'activity' | 'group' | 'opens' | 'group-conflict' | 'group-fields' | 'found' | 'refused' | 'pasted' | 'versions' | 'why' | 'heirs' | 'sheet' | 'batch', number>;

export const nothingSeen = (): Seen =>
  ({ list: 0, link: 0, menu: 0, view: 0, value: 0, waiting: 0, fingerprint: 0, leavers: 0, access: 0, form: 0, conflict: 0, row: 0, option: 0, reason: 0, entry: 0, chip: 0, words: 0, unlock: 0, toast: 0,
    card: 0, owned: 0, given: 0, awaited: 0, ending: 0, sees: 0, activity: 0, group: 0, opens: 0, 'group-conflict': 0, 'group-fields': 0, found: 0, refused: 0, pasted: 0, versions: 0, why: 0, heirs: 0, sheet: 0, batch: 0 });
