import { SecretList } from '../components/secret-list/secret-list.js';
import './secret-form.js';
import './secret-view.js';
import './share-dialog.js';

if (!customElements.get('mysafe-secret-list')) customElements.define('mysafe-secret-list', SecretList);

export { SecretList };
