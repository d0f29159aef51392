import { endOf } from '../model/permission.js';
import type { HeldTerms, Notifier, SharingEvent } from '../ports/notifier.js';

/** How long a share can be taken back by “Undo”; so long the host is told nothing of it. */
export const UNDO_SECONDS = 10;

export interface Notices {
  /** Tells what happened; what an undo may take back, once it can't any more. */
  tell(events: readonly SharingEvent[]): void;
  /** Tells at once what is held. */
  flush(): void;
}

type Share = Extract<SharingEvent, { kind: 'granted' | 'changed' | 'revoked' }>;
const isShare = (event: SharingEvent): event is Share => event.kind === 'granted' || event.kind === 'changed' || event.kind === 'revoked';

const termsBefore = (event: Share): HeldTerms | undefined => (event.kind === 'granted' ? undefined : event.before);
function termsAfter(event: Share): HeldTerms | undefined {
  if (event.kind === 'revoked') return undefined;
  const end = endOf(event);
  return { permission: event.permission, ...(end && { expiresAt: end }) };
}
const isSame = (a: HeldTerms | undefined, b: HeldTerms | undefined): boolean => a?.permission === b?.permission && (a && endOf(a)?.getTime()) === (b && endOf(b)?.getTime());

/** Two shares of one person with one principal as the one that they add up to; `undefined` where they add up to nothing. */
function joined(first: Share, second: Share): Share | undefined {
  const [before, after] = [termsBefore(first), termsAfter(second)];
  if (isSame(before, after)) return undefined;
  const { at, actor, owner, secretId, secretName, principal } = second;
  const about = { at, actor, owner, secretId, secretName, principal };
  if (!after) return { ...about, kind: 'revoked', ...(before && { before }) };
  return before ? { ...about, kind: 'changed', before, ...after } : { ...about, kind: 'granted', ...after };
}

/** Holds shares back for `seconds` and tells what they add up to; everything else at once. A failing notifier changes nothing: what it is told has already happened. */
export function notices(notifier: Notifier | undefined, seconds: number): Notices {
  const held = new Map<string, { readonly event: Share; readonly timer: ReturnType<typeof setTimeout> }>();
  const notify = async (event: SharingEvent): Promise<void> => notifier?.notify(event);
  const say = (event: SharingEvent): void => { notify(event).catch(() => undefined); };

  function release(key: string): void {
    const kept = held.get(key);
    held.delete(key);
    clearTimeout(kept?.timer);
    if (kept) say(kept.event);
  }

  function hold(event: Share): void {
    const key = `${event.secretId} ${event.principal} ${event.actor}`;
    const before = held.get(key);
    clearTimeout(before?.timer);
    held.delete(key);
    const sum = before ? joined(before.event, event) : event;
    if (sum) held.set(key, { event: sum, timer: setTimeout(() => { release(key); }, seconds * 1_000) });
  }

  return {
    tell(events) {
      if (!notifier) return;
      for (const event of events) {
        if (seconds > 0 && isShare(event)) hold(event);
        else say(event);
      }
    },
    flush() { for (const key of [...held.keys()]) release(key); },
  };
}
