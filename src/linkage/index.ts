/** The linkage's door: are these two records the same? */
export { COMPARED_ATTRIBUTES } from "./compared-attributes.ts";
export { createExplainer, explainPair } from "./explain.ts";
export { comparisonLabel, comparisonText } from "./explain-sentences.ts";
export { isSameScale, linkCommunity } from "./link-community.ts";
export { type NameSounds, nameSounds } from "./name-sounds.ts";
export { organisationKeys } from "./organisation-keys.ts";
export { bearersPrefix, nameKey, personKeys } from "./person-keys.ts";
export { reachPersons } from "./reach-persons.ts";
export { resolvePerson } from "./resolve-person.ts";
export { createLinkColumn } from "./table/link-column.ts";
export { linkTable } from "./table/link-table.ts";
