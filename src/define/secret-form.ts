import { SecretForm } from '../components/secret-form/secret-form.js';
import './share-dialog.js';

if (!customElements.get('mysafe-secret-form')) customElements.define('mysafe-secret-form', SecretForm);

export { SecretForm };
