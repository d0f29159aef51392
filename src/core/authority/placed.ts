import type { Entry } from '../model/entry.js';
import type { Envelope } from '../model/sealed.js';

/** Whether an envelope says that it stands where its entry does. */
export const isPlaced = (envelope: Envelope, version: number, { seq, prev, actor, actorKey }: Entry): boolean =>
  envelope.version === version && envelope.seq === seq && envelope.prev === prev && envelope.author === actor && envelope.authorKey === actorKey;
