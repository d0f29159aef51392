/** What no element needs at first, in one file: a page that needs one of them mostly needs the next. */
import { GroupEditor } from '../group-editor/group-editor.js';
import { SecretForm } from '../secret-form/secret-form.js';
import { SecretView } from '../secret-view/secret-view.js';
import { TransferWindow } from '../secret-view/transfer-window.js';
import { VersionsWindow } from '../secret-view/versions-window.js';
import { WhyWindow } from '../secret-view/why-window.js';
import { ShareDialog } from '../share-dialog/share-dialog.js';
import { Toasts } from '../toasts/toasts.js';
import { FingerprintWindow } from '../trust/fingerprint-window.js';
import { LeaversWindow } from '../trust/leavers-window.js';
import { RecoveryWindow } from '../trust/recovery-window.js';
import { Unlock } from '../unlock/unlock.js';

export { createGroup } from '../group-editor/asides.js';
export { sayShared } from '../share-dialog/shared-toast.js';
export { compareFingerprint, explainAccess, giveAway, rotate, showVersions, tellWhoLeft } from '../trust/asides.js';

/** With the share window, which the form opens, a bundler needs but one file for what both hold. */
export const elements = {
  'mysafe-fingerprint': FingerprintWindow, 'mysafe-group-editor': GroupEditor, 'mysafe-leavers': LeaversWindow, 'mysafe-recovery': RecoveryWindow, 'mysafe-secret-form': SecretForm, 'mysafe-secret-view': SecretView, 'mysafe-share-dialog': ShareDialog, 'mysafe-toasts': Toasts, 'mysafe-unlock': Unlock,
  'mysafe-transfer': TransferWindow, 'mysafe-versions': VersionsWindow, 'mysafe-why': WhyWindow,
} as const;
