import { SharingCenter } from '../components/sharing-center/sharing-center.js';

if (!customElements.get('mysafe-sharing-center')) customElements.define('mysafe-sharing-center', SharingCenter);

export { SharingCenter };
