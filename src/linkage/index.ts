/** The linkage's door: are these two records the same? */
export { explainPair } from "./explain.ts";
export { linkCommunity } from "./link-community.ts";
