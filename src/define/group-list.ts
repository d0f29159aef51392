import { GroupList } from '../components/group-list/group-list.js';

if (!customElements.get('mysafe-group-list')) customElements.define('mysafe-group-list', GroupList);

export { GroupList };
