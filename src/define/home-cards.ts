import { HomeCards } from '../components/home-cards/home-cards.js';
import './secret-form.js';
import './secret-view.js';
import './share-dialog.js';

if (!customElements.get('mysafe-home-cards')) customElements.define('mysafe-home-cards', HomeCards);

export { HomeCards };
