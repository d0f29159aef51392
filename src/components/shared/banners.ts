import { type TemplateResult, html, nothing } from 'lit';
import { alertIcon, closeIcon } from './icons.js';
import type { common } from './catalogue/common.js';
import type { Localizer } from './localize.js';

export interface BannerState {
  readonly words: Localizer<typeof common>;
  /** The way to unlock the keys, while they are locked. */
  readonly unlock: TemplateResult | false;
  /** Says that the last question failed, where it did; what is shown is older. */
  readonly failed: string | undefined;
  readonly offline: boolean;
  /** Why an action did not happen. */
  readonly problem: string | undefined;
  readonly retry: () => void;
  readonly dismiss: () => void;
}

/** What stands above what is shown while something about it is not as usual. */
export function banners({ words, unlock, failed, offline, problem, retry, dismiss }: BannerState): TemplateResult {
  return html`
    ${unlock ? html`<div class="unlock" part="unlock">${unlock}</div>` : nothing}
    ${failed !== undefined ? html`<div class="banner ${offline ? 'warning' : 'danger'}" part="banner"><p>${offline ? words.text('offline') : failed}</p>
      <button class="button small" type="button" @click=${retry}>${words.text('retry')}</button></div>` : nothing}
    ${problem ? html`<div class="banner danger" part="banner"><p>${alertIcon()}<span>${problem}</span></p>
      <button class="icon-button" type="button" aria-label=${words.text('close')} @click=${dismiss}>${closeIcon()}</button></div>` : nothing}`;
}
