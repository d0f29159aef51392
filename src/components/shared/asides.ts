import type { SecretId, UserId } from '../../core/for-components.js';
import type { Strings } from './catalogue/index.js';

/** A window of ours, over which another one opens. */
export interface AsideFrom extends HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly locale?: string;
  readonly strings?: Strings;
  readonly theme?: 'light' | 'dark';
}

/** Whose fingerprint; the name is looked up where it is not known. */
export interface Compared { readonly user: UserId; readonly name?: string; readonly secretId?: SecretId }
