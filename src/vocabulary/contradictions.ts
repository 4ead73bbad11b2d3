import type { ProblemCode, StatedValue } from "./contract.ts";
export interface Contradiction {
  readonly attribute: string;
  readonly column: number;
  readonly code: ProblemCode;
}
export function contradictions(_values: Readonly<Record<string, readonly StatedValue[]>>, _asOf: string | null): Contradiction[] {
  return [];
}
