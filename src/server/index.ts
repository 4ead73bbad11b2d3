export { checkPort } from "./check-port.ts";
export { type CommunityStatus, ServerCode, type Status } from "./contract.ts";
export { ServerFailure } from "./failure.ts";
export { readCommunities } from "./read-status.ts";
export { portOf, type Serving, serve } from "./serve.ts";
