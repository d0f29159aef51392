import type { May } from '../model/secret.js';
import type { Actor, SecretState } from './effective-permission.js';
import { lawful } from './lawful.js';

/** What `actor` may do with the secret now, for an interface to show in advance. Asks the same rule that decides. */
export function mayOf(state: SecretState, actor: Actor): May {
  const may = (step: Parameters<typeof lawful>[1]): boolean => lawful(state, step, actor) === undefined;
  return {
    reveal: may({ kind: 'open', purpose: 'reveal' }),
    edit: may({ kind: 'version' }),
    disable: state.enabled && may({ kind: 'disable' }),
    enable: !state.enabled && may({ kind: 'enable' }),
    // Sharing opens where anything about access may be changed; a disabled secret still lets people be removed.
    share: may({ kind: 'revoke', principal: state.owner }),
    transfer: may({ kind: 'transfer', to: state.owner }),
    leave: may({ kind: 'leave' }),
    delete: may({ kind: 'delete' }),
  };
}
