import { Toasts } from '../components/toasts/toasts.js';

if (!customElements.get('mysafe-toasts')) customElements.define('mysafe-toasts', Toasts);

export { Toasts };
