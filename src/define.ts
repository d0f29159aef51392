import './define/provider.js';
import './define/secret-form.js';
import './define/secret-list.js';
import './define/secret-view.js';
import './define/share-dialog.js';
import './define/toasts.js';
import './define/unlock.js';

export * from './components/index.js';
