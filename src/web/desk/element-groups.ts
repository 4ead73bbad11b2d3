/** Under which heading each fact stands on an element's page. What is not named here stands under "other", sensitive facts under their own. */
import type { ElementKind } from "#vocabulary/contract";
import type { DeskKey } from "../texts/desk/en.ts";

export interface FactGroup {
  readonly title: DeskKey;
  readonly attributes: readonly string[];
}

const groups: Readonly<Record<ElementKind, readonly FactGroup[]>> = {
  person: [
    {
      title: "group.identity",
      attributes:
        "name formerName foreignName sex birthDate ethnicity nationality idType idNumber idExpiryDate nativePlace birthPlace".split(" "),
    },
    {
      title: "group.contact",
      attributes:
        "phone email registeredAddress residencyType residencePermitNumber residencePermitIssueDate residencePermitExpiryDate".split(" "),
    },
    { title: "group.family", attributes: "relationToHead householdNumber maritalStatus livingAlone".split(" ") },
    {
      title: "group.work",
      attributes: "education school grade employmentStatus occupation employer veteranCategory enlistmentDate dischargeDate".split(" "),
    },
    {
      title: "group.stay",
      attributes: "arrivalDate departureDate residenceReason visaType visaExpiryDate entryDate visitPurpose expectedDepartureDate".split(
        " ",
      ),
    },
    { title: "group.health", attributes: "vaccineManufacturer firstDoseDate secondDoseDate thirdDoseDate".split(" ") },
    { title: "group.money", attributes: "bankName bankAccount allowanceAmount".split(" ") },
  ],
  household: [{ title: "group.household", attributes: "householdNumber headIdNumber memberCount insuredCount".split(" ") }],
  dwelling: [
    { title: "group.place", attributes: "address estate building unit floor room dwellingNumber".split(" ") },
    { title: "group.building", attributes: "usage area structure ownershipCertificate rent occupantCount fireSafety hazard".split(" ") },
  ],
  organisation: [
    {
      title: "group.organisation",
      attributes: "name creditCode kind industry legalRepresentative phone address establishedDate".split(" "),
    },
    { title: "group.inspection", attributes: "employeeCount area fireSafety inspectionResult inspectionDate".split(" ") },
  ],
};

interface Grouped<Value> {
  readonly title: DeskKey;
  readonly values: readonly Value[];
}

/** Puts facts under their headings, in the order of the table; headings without facts are left out. */
export function groupFacts<Value extends { readonly attribute: string; readonly sensitivity: string }>(
  kind: ElementKind,
  values: readonly Value[],
): readonly Grouped<Value>[] {
  const byName = Map.groupBy(values, (value) => value.attribute);
  const sensitive = values.filter((value) => value.sensitivity === "sensitive");
  const named = groups[kind].map(({ title, attributes }) => ({
    title,
    values: attributes.flatMap((name) => (byName.get(name) ?? []).filter((value) => value.sensitivity !== "sensitive")),
  }));
  const placed = new Set([...named.flatMap((group) => group.values), ...sensitive]);
  const rest = values.filter((value) => !placed.has(value));
  const all: Grouped<Value>[] = [...named, { title: "group.sensitive", values: sensitive }, { title: "group.other", values: rest }];
  return all.filter((group) => group.values.length > 0);
}
