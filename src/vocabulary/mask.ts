import type { Attribute } from "./contract.ts";
export function maskValue(_attribute: Attribute, value: string): string {
  return value;
}
