export { type LocalAuthorityOptions, localAuthority } from './authority/local-authority.js';
export type { AllowShare } from './authority/context.js';
export { type WrappingKey, deriveWrappingKey, makeAccountKey, openAccountKey, sealAccountKey } from './crypto/account-key.js';
export { fromBase64Url, toBase64Url } from './crypto/bytes.js';
export { staticDirectory } from './directory/static-directory.js';
export type { ActivityEntry, ActivityQuery, OpenPurpose, StepKind } from './model/activity.js';
export { MySafeError, type FaultCode } from './model/fault.js';
export type { GroupDetails, GroupInput } from './model/group.js';
export type { Cursor, GroupId, PrincipalId, Revision, SecretId, UserId } from './model/ids.js';
export type { Level, Permission } from './model/permission.js';
export type { Group, Principal, RecipientMarks, RecipientMatch, RecipientResolution, User } from './model/principal.js';
export { type Problem, isBlocking } from './model/problem.js';
export type { InputIssue, PrincipalProblem, Refusal, RefusalCode, Result } from './model/refusal.js';
export {
  LIMITS, type Label, type May, type SecretDetails, type SecretFilter, type SecretInput, type SecretPage, type SecretPatch, type SecretQuery,
  type SecretSort, type SecretSummary,
} from './model/secret.js';
export type { AccessEntry, AccessExplanation, ShareChange, ShareOutcome, SharePlan, SharingPolicy } from './model/sharing.js';
export type { ContractRule } from './ports/contract-rule.js';
export type { Directory, DirectorySearchOptions } from './ports/directory.js';
export type { KeyKeeper, UnlockRecord } from './ports/key-keeper.js';
export type { Notifier, SharingEvent } from './ports/notifier.js';
export type * from './ports/storage.js';
export type { Authority, VaultChange } from './protocol/authority.js';
export type { Command, CommandResult } from './protocol/command.js';
export type { Query, QueryResult } from './protocol/query.js';
export { fold } from './search/fold.js';
export { type PrincipalIndex, createPrincipalIndex } from './search/principal-index.js';
export type { Activity } from './vault/activity.js';
export type { Groups } from './vault/groups.js';
export type { KeyState, VaultKeys } from './vault/keys.js';
export { type OpenVaultOptions, type Vault, openVault } from './vault/open-vault.js';
export type { Recipients } from './vault/recipients.js';
export type { ItemResult, Revealed, Secrets } from './vault/secrets.js';
export { splitEntries } from './vault/pasted-entries.js';
export { type ShareDraft, createShareDraft } from './vault/share-draft.js';
export type { EntryProblem, ShareSnapshot } from './vault/share-draft-store.js';
export type { DraftLevel, DraftRow } from './vault/share-draft-rows.js';
export type { Sharing } from './vault/sharing.js';
