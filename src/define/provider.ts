import { Provider } from '../components/provider/provider.js';

if (!customElements.get('mysafe-provider')) customElements.define('mysafe-provider', Provider);

export { Provider };
