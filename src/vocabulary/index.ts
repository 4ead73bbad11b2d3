/** The vocabulary's door: what the words mean, and how their values are written. Pure and browser-safe. */
export { formatAddress, parseAddress } from "./address.ts";
export { floorOfRoom } from "./address-tail.ts";
export { attributeOf, attributes } from "./attributes.ts";
export { codeLabel, codeListOf, codeLists } from "./codes.ts";
export { type Contradiction, contradictions } from "./contradictions.ts";
export { ageOn, type DateFormat, formatDate, type ParsedDate, parseDate } from "./dates.ts";
export { normaliseHeader } from "./headers.ts";
export { type CheckedIdNumber, checkIdNumber, documentKindOf, factsOfIdNumber, type IdNumberFacts } from "./identity-number.ts";
export { maskValue } from "./mask.ts";
export { type ParseContext, parserFor, parseValue, type ValueParser } from "./parse-value.ts";
export { startsWithSurname } from "./surnames.ts";
export { cellText, cleanText, cutNotes, saysNothing } from "./text.ts";
export { simplified } from "./traditional.ts";
