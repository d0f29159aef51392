import type { Principal } from '../model/principal.js';
import { type Looks, looksOf } from './skeleton.js';

/** Finds principals by what some of their texts look like. */
export interface TwinTable {
  add(principal: Principal): void;
  /** Those with a text that can be taken for `text`, or is the same, each once. Costs no more than two look-ups where there is no confusable one. */
  alike(text: string): readonly Principal[];
}

/** A table over `textsOf` each principal, such as its name alone. */
export function createTwinTable(textsOf: (principal: Principal) => readonly string[]): TwinTable {
  const byFolded = new Map<string, Principal[]>();
  /** For a drawn text the folded ones, where they differ. */
  const foldedOf = new Map<string, string[]>();

  function note({ folded, drawn }: Looks, principal: Principal): void {
    const known = byFolded.get(folded);
    if (known === undefined) byFolded.set(folded, [principal]);
    else if (known.at(-1) !== principal) known.push(principal);
    if (drawn === folded) return;
    const others = foldedOf.get(drawn);
    if (others === undefined) foldedOf.set(drawn, [folded]);
    else if (!others.includes(folded)) others.push(folded);
  }
  /** Of those in another list the ones who look like it with their capitals. */
  function drawnAs({ folded, drawn }: Looks): readonly Principal[] {
    const keys = [...(foldedOf.get(drawn) ?? []), drawn].filter((key) => key !== folded);
    return keys.flatMap((key) => (byFolded.get(key) ?? []).filter((principal) => textsOf(principal).some((text) => looksOf(text).drawn === drawn)));
  }
  return {
    add(principal) {
      for (const text of textsOf(principal)) note(looksOf(text), principal);
    },
    alike(text) {
      const looks = looksOf(text);
      const same = byFolded.get(looks.folded) ?? [];
      const drawn = drawnAs(looks);
      return drawn.length === 0 ? same : [...new Set([...same, ...drawn])];
    },
  };
}

/** The texts by which somebody is told from others. A name may be empty: a private group that one may not see. */
export function handlesOf(principal: Principal): readonly string[] {
  if (principal.kind === 'group') return [];
  return principal.email === undefined ? [principal.username] : [principal.username, principal.email];
}
