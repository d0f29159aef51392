import { SecretView } from '../components/secret-view/secret-view.js';

if (!customElements.get('mysafe-secret-view')) customElements.define('mysafe-secret-view', SecretView);

export { SecretView };
