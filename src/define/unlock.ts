import { Unlock } from '../components/unlock/unlock.js';

if (!customElements.get('mysafe-unlock')) customElements.define('mysafe-unlock', Unlock);

export { Unlock };
