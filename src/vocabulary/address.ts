import type { Address } from "./contract.ts";
export function parseAddress(text: string, _locality?: Address): Address {
  return { detail: text };
}
export function formatAddress(address: Address, _form: "short" | "full"): string {
  return address.detail ?? "";
}
