/** The vocabulary's door: what the words mean, and how their values are written. Pure and browser-safe. */
export { formatAddress, parseAddress } from "./address.ts";
export { attributeOf, attributes } from "./attributes.ts";
export { codeLabel, codeListOf } from "./codes.ts";
export { contradictions } from "./contradictions.ts";
export { ageOn, formatDate, parseDate } from "./dates.ts";
export { normaliseHeader } from "./headers.ts";
export { checkIdNumber, factsOfIdNumber } from "./identity-number.ts";
export { maskValue } from "./mask.ts";
export { type ParseContext, parserFor, parseValue } from "./parse-value.ts";
export { startsWithSurname } from "./surnames.ts";
