import { ShareDialog } from '../components/share-dialog/share-dialog.js';

if (!customElements.get('mysafe-share-dialog')) customElements.define('mysafe-share-dialog', ShareDialog);

export * from '../components/share-dialog/share-dialog.js';
