import type { Cell, ProblemCode } from "./contract.ts";
export interface ParsedDate {
  readonly value: string | null;
  readonly valid: boolean;
  readonly problems: readonly ProblemCode[];
}
export type DateFormat = "iso" | "chinese" | "dotted" | "slashed" | "compact";
export function parseDate(_cell: Cell, _today: string): ParsedDate {
  return { value: null, valid: false, problems: [] };
}
export function formatDate(iso: string, _form: DateFormat): string {
  return iso;
}
export function ageOn(_birthDate: string, _day: string): number | null {
  return null;
}
