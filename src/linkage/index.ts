/** The linkage's door: are these two records the same? */
export { linkCommunity } from "./link-community.ts";
