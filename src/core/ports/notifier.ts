import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import type { Permission } from '../model/permission.js';

/** What a grant gave, or gives. */
export interface HeldTerms {
  readonly permission: Permission;
  readonly expiresAt?: Date;
}

interface About {
  readonly at: Date;
  /** Who did it; of an end, who gave the access. */
  readonly actor: UserId;
  readonly owner: UserId;
  readonly secretId: SecretId;
  readonly secretName: string;
  readonly principal: PrincipalId;
}

/** What the host is told, after it was written, so that it can write to people. Never a value. */
export type SharingEvent = About & (
  | { readonly kind: 'granted' } & HeldTerms
  | { readonly kind: 'changed'; readonly before?: HeldTerms } & HeldTerms
  | { readonly kind: 'revoked'; readonly before?: HeldTerms }
  | { readonly kind: 'left' }
  | { readonly kind: 'ended' | 'ends-soon'; readonly expiresAt: Date } & HeldTerms
  | { readonly kind: 'transferred'; readonly identifierCleared: boolean }
);

/** A failing notifier changes nothing: the share stands, and the failure is the host's to log. */
export interface Notifier {
  notify(event: SharingEvent): Promise<void>;
}
