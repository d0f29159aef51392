import type * as demanded from './on-demand.js';

/** What the list needs only once something is asked of it. Loaded once. */
export const onDemandOfList = (): Promise<typeof demanded> => import('./on-demand.js');
