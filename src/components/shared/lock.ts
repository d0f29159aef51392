import { type TemplateResult, html } from 'lit';
import type { Vault } from '../../core/for-components.js';
import type { Strings } from './catalogue/index.js';
import { register } from './register.js';

/** An element with the unlock form in it, which speaks its language. */
interface Around {
  readonly shadowRoot: ShadowRoot | null;
  readonly locale?: string;
  readonly strings?: Strings;
}

export const isLocked = (vault: Vault | undefined): boolean => vault !== undefined && vault.keys.state !== 'unlocked';

/** The unlock form while the keys are locked, for the place of what needs them. `goOn` is called once they are unlocked, before the form is gone; with `hadFocus`, focus goes with it. */
export function unlockForm({ locale, strings, shadowRoot }: Around, vault: Vault | undefined, goOn: (hadFocus: boolean) => void): TemplateResult | false {
  if (!isLocked(vault)) return false;
  void register('mysafe-unlock', shadowRoot);
  return html`<mysafe-unlock .vault=${vault} .locale=${locale} .strings=${strings} .goOn=${goOn}></mysafe-unlock>`;
}
