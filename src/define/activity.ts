import { ActivityList } from '../components/activity/activity-list.js';

if (!customElements.get('mysafe-activity')) customElements.define('mysafe-activity', ActivityList);

export { ActivityList };
