import type { PrincipalId, SecretId, UserId } from '../model/ids.js';
import type { Permission } from '../model/permission.js';

/** What the host is told, after it was written, so that it can write to people. Never a value. */
export type SharingEvent =
  | { readonly kind: 'granted' | 'changed'; readonly at: Date; readonly actor: UserId; readonly secretId: SecretId; readonly secretName: string; readonly principal: PrincipalId; readonly permission: Permission; readonly expiresAt?: Date }
  | { readonly kind: 'revoked' | 'left'; readonly at: Date; readonly actor: UserId; readonly secretId: SecretId; readonly secretName: string; readonly principal: PrincipalId }
  | { readonly kind: 'transferred'; readonly at: Date; readonly actor: UserId; readonly secretId: SecretId; readonly secretName: string; readonly principal: PrincipalId; readonly identifierCleared: boolean };

/** A failing notifier changes nothing: the share stands, and the failure is the host's to log. */
export interface Notifier {
  notify(event: SharingEvent): Promise<void>;
}
