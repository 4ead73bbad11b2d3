import type { ProblemCode } from "./contract.ts";
export interface CheckedIdNumber {
  readonly canonical: string;
  readonly valid: boolean;
  readonly problems: ProblemCode[];
}
export interface IdNumberFacts {
  readonly birthDate: string;
  readonly sex: "1" | "2";
  readonly region: string;
}
export function checkIdNumber(text: string): CheckedIdNumber {
  return { canonical: text, valid: true, problems: [] };
}
export function factsOfIdNumber(_canonical: string): IdNumberFacts | null {
  return null;
}
