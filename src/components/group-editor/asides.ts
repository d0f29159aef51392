import type { Group, Vault } from '../../core/for-components.js';
import type { AsideFrom } from '../shared/asides.js';
import { register } from '../shared/register.js';

/** Makes a private group over another window, which stays as it is. Resolves with the group, or with nothing where none was made. */
export async function createGroup(from: AsideFrom, vault: Vault, options?: { readonly name?: string }): Promise<Group | undefined> {
  await register('mysafe-group-editor');
  const { locale, strings, theme } = from;
  const editor = Object.assign(document.createElement('mysafe-group-editor'), { vault, locale, strings, theme });
  (from.isConnected ? from.renderRoot : document.body).prepend(editor); // where it inherits language, direction and looks; before what lit renders there
  try {
    return await editor.ask(options);
  } finally {
    editor.remove();
  }
}
