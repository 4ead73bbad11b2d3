import type { ElementKind } from "#vocabulary/contract";
import { dwellingText } from "./people.ts";

/** How an element is called in lists: never an identifier. */
export function elementTitle(kind: ElementKind, values: Readonly<Record<string, string>>): string {
  switch (kind) {
    case "person":
      return values.name ?? values.foreignName ?? values.formerName ?? "";
    case "household":
      return values.householdNumber ?? "";
    case "dwelling":
      return dwellingText(values, {}, "short");
    case "organisation":
      return values.name ?? "";
  }
}

/** What tells two of the same title apart without telling much: birth year and sex, kind of organisation. */
export function elementHint(kind: ElementKind, values: Readonly<Record<string, string>>): string {
  if (kind === "person") return (values.birthDate ?? "").slice(0, 4);
  return kind === "organisation" ? (values.kind ?? values.address ?? "") : "";
}
