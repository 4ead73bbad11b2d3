export { type AccessFilter, listAccess, recordAccess, verifyAccessRecord } from "./access-record.ts";
export { authorize } from "./authorize.ts";
export { type CommunityKeys, communityKeys, rotateMasterKey } from "./community-keys.ts";
export { AccessCode, type AccessDraft, type AccessEntry, type AccessVerdict, Action, type Actor, type Purpose, Role } from "./contract.ts";
export { AccessFailure } from "./failure.ts";
export { type Keyring, openKeyring } from "./keyring.ts";
export { purposes, requirePurpose, statesPurpose } from "./purposes.ts";
