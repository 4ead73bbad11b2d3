/** The linkage's door: are these two records the same? */
export { createExplainer, explainPair } from "./explain.ts";
export { type OpenModel, openPersonModel } from "./learned-model.ts";
export { linkCommunity } from "./link-community.ts";
export { personKeys } from "./person-keys.ts";
export { resolvePerson } from "./resolve-person.ts";
export { linkTable } from "./table/link-table.ts";
