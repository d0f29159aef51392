import { SecretView } from '../components/secret-view/secret-view.js';
import './share-dialog.js';

if (!customElements.get('mysafe-secret-view')) customElements.define('mysafe-secret-view', SecretView);

export { SecretView };
