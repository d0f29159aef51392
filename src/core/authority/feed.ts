import type { Cursor, GroupId, PrincipalId, UserId } from '../model/ids.js';
import type { Change } from '../ports/storage.js';
import type { VaultChange } from '../protocol/authority.js';
import type { AuthorityContext } from './context.js';
import { findActor } from './people.js';

const PAGE = 500;

/** A change as a vault is told it. That somebody has keys now is for everyone: it may be what a pending grant waits for. */
function changeFor(change: Change, mine: ReadonlySet<PrincipalId>): VaultChange | undefined {
  const { ref, at } = change;
  if (ref.kind === 'account') return { kind: 'account', userId: ref.id as UserId, at };
  if (!change.readers.some((reader) => mine.has(reader))) return undefined;
  if (ref.kind === 'secret') return { kind: 'secret', secretId: ref.id, at };
  if (ref.kind === 'use') return { kind: 'secret', secretId: ref.id, used: true, at };
  return ref.kind === 'group' ? { kind: 'group', groupId: ref.id as GroupId, at } : undefined;
}

/** Waits until `wake` is called, or was called since the last wait. */
function alarm(): { wake: () => void; wait: () => Promise<void> } {
  let ring: (() => void) | undefined;
  let rang = false;
  return {
    wake() { rang = true; ring?.(); },
    async wait() {
      if (!rang) await new Promise<void>((resolve) => { ring = resolve; });
      rang = false;
    },
  };
}

/** What changes for one person, in commit order, from `since` or from now. The storage's hint only says when to look. */
export async function* feedFor(context: AuthorityContext, actorId: UserId, since: Cursor | undefined, closed: AbortSignal): AsyncGenerator<VaultChange, void> {
  const { wake, wait } = alarm();
  const unwatch = context.storage.watch(wake);
  closed.addEventListener('abort', wake);
  try {
    let at = since;
    while (!closed.aborted) {
      const page = await context.storage.changes(at, PAGE);
      if ('reset' in page) {
        at = undefined;
        yield { kind: 'reset' };
        continue;
      }
      at = page.at;
      const actor = page.changes.length > 0 ? await findActor(context, actorId) : undefined;
      const mine = new Set<PrincipalId>(actor ? [actorId, ...actor.groups] : []);
      for (const change of page.changes) {
        const told = actor && changeFor(change, mine);
        if (told) yield told;
      }
      if (page.changes.length < PAGE) await wait();
    }
  } finally {
    closed.removeEventListener('abort', wake);
    unwatch();
  }
}
