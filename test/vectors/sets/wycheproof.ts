/** The shape that all Wycheproof files share: groups of cases, each `valid`, `invalid`, or `acceptable` (may be refused, may not be wrong). */
export interface Wycheproof<G, C> { readonly testGroups: readonly (G & { readonly tests: readonly (C & Case)[] })[] }
export interface Case { readonly tcId: number; readonly comment: string; readonly flags: readonly string[]; readonly result: 'valid' | 'invalid' | 'acceptable' }

export const nameOf = ({ tcId, comment }: Case): string => `${tcId} ${comment}`;

/** Every case with what its group says of it. */
export const casesOf = <G, C>({ testGroups }: Wycheproof<G, C>): readonly (G & C & Case)[] =>
  testGroups.flatMap(({ tests, ...group }) => tests.map((one) => ({ ...group, ...one }) as unknown as G & C & Case));
