import { type TemplateResult, html } from 'lit';
import type { SecretId, SecretSummary, Vault } from '../../../core/for-components.js';
import type { MySafeSharedEvent } from '../../share-dialog/events.js';
import type { Strings } from '../catalogue/index.js';

export type WindowName = 'mysafe-share-dialog' | 'mysafe-secret-view' | 'mysafe-secret-form';

/** As much of our windows as is used from rows. `secrets` is the share window's: several at once. */
export type OpenableWindow = HTMLElement & { secrets?: readonly SecretSummary[]; show?(about: SecretSummary | SecretId | undefined, trigger?: HTMLElement): void };

interface WindowState {
  readonly vault: Vault | undefined;
  readonly locale: string | undefined;
  readonly strings: Strings | undefined;
  readonly theme: 'light' | 'dark' | undefined;
  readonly closed: () => void;
  readonly shared?: (event: MySafeSharedEvent) => void;
}

/** The windows that rows open in. They render nothing until then. */
export const windows = ({ vault, locale, strings, theme, closed, shared }: WindowState): TemplateResult => html`
  <mysafe-share-dialog .vault=${vault} .locale=${locale} .strings=${strings} .theme=${theme} @mysafe-close=${closed} @mysafe-shared=${shared}></mysafe-share-dialog>
  <mysafe-secret-view .vault=${vault} .locale=${locale} .strings=${strings} .theme=${theme} @mysafe-close=${closed}></mysafe-secret-view>
  <mysafe-secret-form .vault=${vault} .locale=${locale} .strings=${strings} .theme=${theme} @mysafe-close=${closed}></mysafe-secret-form>`;
