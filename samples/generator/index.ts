/** The door of the generator. */
export { type Random, randomOf } from "./random.ts";
export { REGISTERS } from "./registers/index.ts";
export { generateWorld, SAMPLE_LOCALITY, SAMPLE_TODAY, type WorldOptions } from "./world.ts";
export type { Dwelling, Household, Locality, Organisation, Person, World } from "./world-shape.ts";
export { type RegisterOptions, type WrittenRegister, writeRegisters } from "./write-registers.ts";
