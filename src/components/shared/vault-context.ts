import { type Context, createContext } from '@lit/context';
import type { Vault } from '../../core/for-components.js';

/** Carries the vault from `<mysafe-provider>` to every element inside, also between two copies of this library on one page. */
export const vaultContext: Context<symbol, Vault | undefined> = createContext<Vault | undefined, symbol>(Symbol.for('mysafe-share/vault'));
