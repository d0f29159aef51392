import type { Vault } from '../../core/for-components.js';
import type { AsideFrom } from '../shared/asides.js';
import type { ShareHost } from './share-controller.js';

/** The element around the window, with what its host set. */
export interface ShareElement extends ShareHost, AsideFrom {
  readonly open: boolean;
  /** The vault that it acts on now. */
  readonly shareVault: Vault | undefined;
  readonly minChars: number;
  readonly maxSuggestions: number;
  readonly debounce: number;
  readonly validateOn: 'settle' | 'commit';
  close(reason: 'cancel'): void;
  reset(): void;
  refresh(): Promise<void>;
}
