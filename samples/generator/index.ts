/** The door of the generator. */
export { addDays, isoDay } from "./calendar.ts";
export { DIVISIONS, type Division, divisionCodeOf, FAR_DIVISIONS, HOME_DIVISION } from "./divisions.ts";
export { fashionOf } from "./given-names.ts";
export { bankAccountOf, residentIdOf } from "./identifiers.ts";
export { mistypeName, scientific, transposed, wrongCheck, wrongDay, wrongDigit } from "./mistakes.ts";
export { type Random, randomFrom, randomOf } from "./random.ts";
export { REGISTERS } from "./registers/index.ts";
export type { GridRow, StyledCell } from "./sheet-model.ts";
export { LOCAL_SURNAMES, NATIONAL_SURNAMES } from "./surnames.ts";
export { writeXlsx } from "./workbook-xlsx.ts";
export { generateWorld, SAMPLE_LOCALITY, SAMPLE_TODAY, type WorldOptions } from "./world.ts";
export type { Dwelling, Household, Locality, Organisation, Person, World } from "./world-shape.ts";
export { type RegisterOptions, type WrittenRegister, writeRegisters } from "./write-registers.ts";
