import type { Attribute } from "./contract.ts";

/** Characters of an identifier left in clear, at its start and its end. */
const KEPT: Readonly<Record<string, readonly [number, number]>> = {
  // The province and the last two: enough to tell a household's cards apart, without the birth date and the sex.
  identityNumber: [3, 2],
  phone: [3, 4],
  bankAccount: [0, 4],
};
const KEPT_OTHERWISE = [1, 2] as const;

/**
 * A value as it is shown when no purpose was stated: identifiers keep a few characters and their length (`330*************88`,
 * `136****2349`), sensitive values become `***`, ordinary ones stay. Text too short to hide anything is hidden whole.
 */
export function maskValue(attribute: Attribute, value: string): string {
  if (attribute.sensitivity === "ordinary" || value === "") return value;
  if (attribute.sensitivity === "sensitive") return "***";
  const [start, end] = KEPT[attribute.type] ?? KEPT_OTHERWISE;
  if (value.length < (start + end) * 1.5) return "*".repeat(value.length);
  return value.slice(0, start) + "*".repeat(value.length - start - end) + value.slice(value.length - end);
}
