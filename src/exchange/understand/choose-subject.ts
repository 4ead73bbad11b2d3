import { type ColumnDraft, isPlain, mayMean, mayMeanKind, type SubjectKind } from "./column-draft.ts";

/** Facts that only a register of persons asks; a phone or an ID number is also asked of an operator or a landlord. */
const INTIMATE = new Set([
  "sex",
  "birthDate",
  "age",
  "ethnicity",
  "education",
  "maritalStatus",
  "politicalStatus",
  "relationToHead",
  "nationality",
  "nativePlace",
  "registeredAddress",
  "healthCondition",
  "disabilityCategory",
  "visaType",
  "employer",
  "occupation",
  "residenceReason",
]);
const DWELLING_OWN = new Set([
  "room",
  "usage",
  "area",
  "dwellingNumber",
  "rent",
  "occupantCount",
  "structure",
  "ownershipCertificate",
  "fireSafety",
  "hazard",
]);
const HOUSEHOLD_OWN = new Set(["memberCount", "insuredCount", "povertyReason", "monthlySupportAmount", "supportCategory"]);

/** What a table is about, told by what its columns are about: a person, an organisation, or a dwelling. */
export function chooseSubject(drafts: readonly ColumnDraft[]): SubjectKind {
  const plainName = drafts.find((draft) => isPlain(draft) && (mayMean(draft, "person", "name") || mayMean(draft, "person", "foreignName")));
  const intimate = drafts.filter(
    (draft) =>
      isPlain(draft) &&
      draft.reading.meanings.some((meaning) => meaning.kind === "person" && INTIMATE.has(meaning.attribute)) &&
      !mayMeanKind(draft, "organisation"),
  ).length;
  const organisationOnly = drafts.filter((draft) => isPlain(draft) && mayMeanKind(draft, "organisation") && !mayMeanKind(draft, "person"));
  const ownName = organisationOnly.some((draft) => mayMean(draft, "organisation", "name"));
  const code = drafts.some((draft) => mayMean(draft, "organisation", "creditCode"));
  const sharedName = drafts.some(
    (draft) => isPlain(draft) && mayMean(draft, "organisation", "name") && mayMean(draft, "person", "employer"),
  );
  if (ownName || code) {
    if (plainName === undefined || intimate === 0) return "organisation";
    return intimate === 1 &&
      code &&
      ownName &&
      drafts.indexOf(plainName) > 0 &&
      !drafts.some((draft) => isPlain(draft) && mayMean(draft, "person", "idNumber"))
      ? "organisation"
      : "person";
  }
  if (plainName !== undefined) return "person";
  if (sharedName && intimate === 0) return "organisation";
  return withoutName(drafts, intimate);
}

function withoutName(drafts: readonly ColumnDraft[], intimate: number): SubjectKind {
  const roles = new Set(drafts.filter((draft) => mayMeanKind(draft, "person")).map((draft) => draft.reading.role));
  const own = (names: ReadonlySet<string>, kind: string) =>
    drafts.filter(
      (draft) => isPlain(draft) && draft.reading.meanings.some((meaning) => meaning.kind === kind && names.has(meaning.attribute)),
    ).length;
  const dwelling = own(DWELLING_OWN, "dwelling");
  const addressed = drafts.some(
    (draft) =>
      isPlain(draft) &&
      (mayMean(draft, "dwelling", "address") || mayMean(draft, "dwelling", "building") || mayMean(draft, "dwelling", "room")),
  );
  // 所有人 of a car owns no home.
  const hasThing = drafts.some((draft) => draft.reading.role === "thing" || mayMean(draft, "person", "vehiclePlate"));
  if (hasThing && dwelling === 0) return "person";
  if (roles.has("landlord") || roles.has("tenant") || roles.has("owner")) return "dwelling";
  if (roles.has("householdHead") || roles.has("member") || roles.has("applicant") || roles.has("counterparty")) {
    const household = own(HOUSEHOLD_OWN, "household");
    return dwelling >= 1 && household === 0 && intimate === 0 && !roles.has("member") ? "dwelling" : "person";
  }
  if (roles.has("legalRepresentative") && intimate === 0) return "organisation";
  if (intimate > 0 || drafts.some((draft) => isPlain(draft) && mayMean(draft, "person", "idNumber"))) return "person";
  return addressed || dwelling > 0 ? "dwelling" : "person";
}
