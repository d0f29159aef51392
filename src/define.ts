import './define/provider.js'; // first: what is inside asks for its vault as soon as it is there
import './define/activity.js';
import './define/group-editor.js';
import './define/group-list.js';
import './define/home-cards.js';
import './define/secret-form.js';
import './define/secret-list.js';
import './define/secret-view.js';
import './define/share-dialog.js';
import './define/sharing-center.js';
import './define/toasts.js';
import './define/unlock.js';

export * from './components/index.js';
