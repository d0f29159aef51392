import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import type { Principal, User } from '../model/principal.js';
import type { ShareChange, SharingPolicy } from '../model/sharing.js';
import type { PublicKey } from '../model/sealed.js';
import type { Directory } from '../ports/directory.js';
import type { StorageAdapter } from '../ports/storage.js';
import type { Notices } from './notices.js';

/** The host's own rule, asked for each grant. A reason refuses it and is shown to the person. */
export type AllowShare = (check: { readonly actor: User; readonly secret: SecretId; readonly change: ShareChange; readonly principal: Principal }) => true | { readonly reason: string };

/** What the host's rule says against one grant; `undefined` where it says `true`. Anything else refuses, also a promise that somebody forgot to await. */
export function reasonAgainst(context: Pick<AuthorityContext, 'allow'>, check: Parameters<AllowShare>[0]): string | undefined {
  const answer: unknown = context.allow ? context.allow(check) : true;
  if (answer === true) return undefined;
  const reason: unknown = (answer as { readonly reason?: unknown } | null | undefined)?.reason;
  return typeof reason === 'string' ? reason.trim() : '';
}

/** What every part of the authority works with. */
export interface AuthorityContext {
  readonly storage: StorageAdapter;
  /** The host's directory and the private groups as one. */
  readonly directory: Directory;
  readonly policy: SharingPolicy;
  readonly allow?: AllowShare;
  /** By their ids; whoever signs with one may hand over the secrets of an owner who is gone. */
  readonly organisationKeys: () => Promise<ReadonlyMap<string, PublicKey>>;
  /** Whether the storage is this one person's own. */
  readonly embedded: boolean;
  readonly notices: Notices;
  /** Milliseconds since 1970; never runs backwards. */
  readonly now: () => number;
  /** Takes over the time of the newest thing in the journal. */
  readonly learnTime: () => Promise<void>;
  /** How often each person shares with whom, while they change nothing. */
  readonly weights: Map<UserId, Promise<ReadonlyMap<PrincipalId, number>>>;
}

export type PrincipalMap = ReadonlyMap<PrincipalId, Principal>;
