export { integerAt, realAt, smallintsOf, uuidAt, uuidMark, uuidMarkAt } from "./binary-lists.ts";
export type { CommunityKey, CopyValue, Scope, Store, StoreOptions, StoreStep, Transaction } from "./contract.ts";
export { StoreCode } from "./contract.ts";
export { StoreFailure } from "./failure.ts";
export { defaultHome, prepareHome } from "./home.ts";
export { openStore } from "./open-store.ts";
