import { ActivityList } from './activity/activity-list.js';
import { GroupEditor } from './group-editor/group-editor.js';
import { GroupList } from './group-list/group-list.js';
import { HomeCards } from './home-cards/home-cards.js';
import { Provider } from './provider/provider.js';
import { SecretForm } from './secret-form/secret-form.js';
import { SecretList } from './secret-list/secret-list.js';
import { SecretView } from './secret-view/secret-view.js';
import { ShareDialog } from './share-dialog/share-dialog.js';
import { SharingCenter } from './sharing-center/sharing-center.js';
import { Toasts } from './toasts/toasts.js';
import { Unlock } from './unlock/unlock.js';

export type { ActivitySource } from './activity/activity-controller.js';
export type { KindFilter } from './activity/kinds.js';
export { MySafeGroupSaveEvent, MySafeGroupSavedEvent } from './group-editor/events.js';
export { MySafeSaveEvent, MySafeSavedEvent } from './secret-form/events.js';
export type { Column } from './secret-list/cells.js';
export { MySafeQueryEvent, MySafeSelectionEvent } from './secret-list/events.js';
export type { FieldFilters } from './secret-list/field-filters.js';
export { type AskedField, MySafeCopyEvent, MySafeRevealEvent } from './secret-view/events.js';
export {
  MySafeRecipientAddEvent, MySafeRecipientInvalidEvent, MySafeRecipientRemoveEvent,
  MySafeShareEvent, MySafeShareRefusedEvent, MySafeSharedEvent,
} from './share-dialog/events.js';
export type { StringKey, Strings } from './shared/catalogue/index.js';
export { type CloseReason, MySafeCloseEvent, MySafeEvent, MySafeOpenedEvent } from './shared/events.js';
export type { Catalogue, Text } from './shared/localize.js';
export { type BatchAction, type ListAction, MySafeActionEvent, type ReportAction, type SecretAction } from './shared/rows/events.js';
export type { HostAction } from './shared/rows/menu-items.js';
export { vaultContext } from './shared/vault-context.js';
export { type Toast, showToast } from './toasts/show-toast.js';
export type { ToastDurations } from './toasts/toasts.js';
export { MySafeUnlockEvent, MySafeUnlockedEvent } from './unlock/events.js';
export { ActivityList, GroupEditor, GroupList, HomeCards, Provider, SecretForm, SecretList, SecretView, ShareDialog, SharingCenter, Toasts, Unlock };

const elements: Readonly<Record<string, CustomElementConstructor>> = {
  'mysafe-provider': Provider, // first: what is inside asks for its vault as soon as it is there
  'mysafe-activity': ActivityList,
  'mysafe-group-editor': GroupEditor,
  'mysafe-group-list': GroupList,
  'mysafe-home-cards': HomeCards,
  'mysafe-secret-form': SecretForm,
  'mysafe-secret-list': SecretList,
  'mysafe-secret-view': SecretView,
  'mysafe-share-dialog': ShareDialog,
  'mysafe-sharing-center': SharingCenter,
  'mysafe-toasts': Toasts,
  'mysafe-unlock': Unlock,
};

/** Registers every element that is not there yet, in the page's registry or in another. */
export function define({ registry = customElements }: { readonly registry?: CustomElementRegistry } = {}): void {
  for (const [name, element] of Object.entries(elements)) if (!registry.get(name)) registry.define(name, element);
}
