import type { Principal } from '../model/principal.js';
import type { PrincipalIndex } from './principal-index.js';

export type { PrincipalIndex } from './principal-index.js';

/** An index of people and groups, built in slices so that no frame is lost. The code for it is loaded with the first one. */
export async function createPrincipalIndex(principals: Iterable<Principal>): Promise<PrincipalIndex> {
  return (await import('./principal-index.js')).createPrincipalIndex(principals);
}
