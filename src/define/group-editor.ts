import { GroupEditor } from '../components/group-editor/group-editor.js';

if (!customElements.get('mysafe-group-editor')) customElements.define('mysafe-group-editor', GroupEditor);

export { GroupEditor };
