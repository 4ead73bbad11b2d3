export { type AccessFilter, endWithAccess, listAccess, recordAccess, verifyAccessRecord } from "./access-record.ts";
export type { AccountDeps } from "./account-deps.ts";
export {
  type AccountChange,
  type AccountDraft,
  changeAccount,
  createAccount,
  createSampleAccounts,
  ensureAdministrator,
  firstAdministrator,
  hasSampleAccounts,
  inviteResident,
  listAccounts,
  type ResidentInvitation,
  readAccount,
  resetPassword,
  type SampleAccount,
} from "./accounts.ts";
export { createToken, listTokens, readToken, revokeToken, type TokenDraft } from "./api-tokens.ts";
export { allows, authorize } from "./authorize.ts";
export { type CommunityKeys, communityKeys, rotateMasterKey, type SealingKey, sealerOf } from "./community-keys.ts";
export {
  AccessCode,
  type AccessDraft,
  type AccessEntry,
  type AccessVerdict,
  type Account,
  AccountRefusal,
  type AccountRole,
  Action,
  type Actor,
  type ApiToken,
  accountRoles,
  type PersonReference,
  type Purpose,
  Role,
  type Session,
  type TokenScope,
  tokenScopes,
} from "./contract.ts";
export { AccessFailure } from "./failure.ts";
export { type Keyring, openKeyring } from "./keyring.ts";
export type { IssuedCode } from "./one-time-codes.ts";
export { passwordLengthMax } from "./passwords.ts";
export { purposes, requirePurpose, statesPurpose } from "./purposes.ts";
export { confirmSecondFactor, type SecondFactorDraft, startSecondFactor, stopSecondFactor } from "./second-factor.ts";
export { closeSession, type OpenedSession, readSession, sweepAccounts } from "./sessions.ts";
export { changePassword, type SignInPlace, signIn, signInByCode, signInBySubject } from "./sign-in.ts";
