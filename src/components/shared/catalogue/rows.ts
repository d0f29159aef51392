import type { Catalogue } from '../localize.js';

/** What can be done to one secret of several: its menu, why something can't be chosen, what is said afterwards. */
export const rowTexts = {
  'list.actions': 'Actions for {name}',
  'list.menu.share': 'Share this API secret',
  'list.menu.view': 'View API secret',
  'list.menu.copy': 'Copy Client secret',
  'list.menu.edit': 'Edit',
  'list.menu.disable': 'Disable',
  'list.menu.enable': 'Enable',
  'list.reason.share': 'Only {owner} and people who can share may add others.',
  'list.reason.not-permitted': 'You need “{needs}” for this.',
  'list.reason.disabled': 'This secret is disabled.',
  'list.reason.no-value': 'This secret has no client secret.',
  'list.reason.owner-disabled': 'Only the owner or a manager can enable it: the owner disabled it.',
  'toast.disabled': '{name} disabled',
  'toast.enabled': '{name} enabled',
  'toast.copied': 'Copied',
  'toast.copied-what': 'Client secret of {name}',
} as const satisfies Catalogue;
