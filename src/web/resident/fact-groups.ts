import type { OwnFact } from "./own-data.ts";

/** Under which headings facts about a person stand, in this order. */
export const groups = ["who", "reach", "work", "benefits", "sensitive"] as const;
export type FactGroup = (typeof groups)[number];

const members: Readonly<Record<"who" | "reach" | "work", string>> = {
  who: "name formerName foreignName sex birthDate ethnicity nationality nativePlace birthPlace idType idNumber idExpiryDate maritalStatus",
  reach:
    "phone email wechat registeredAddress residencyType hukouKind householdNumber relationToHead livingAlone arrivalDate departureDate residenceReason expectedDepartureDate entryDate visitPurpose visaType visaExpiryDate residencePermitNumber residencePermitIssueDate residencePermitExpiryDate vehiclePlate",
  work: "education occupation employer employmentStatus position professionalTitle professionalSkill hireDate workStartDate school grade studentNumber graduationSchool major graduationDate jobIntention employeeNumber",
};
const byName = new Map(
  Object.entries(members).flatMap(([group, names]) => names.split(" ").map((name) => [name, group as FactGroup] as const)),
);

/** The heading under which a fact stands. What is sensitive stands apart; what has no place of its own is about services and benefits. */
export function groupOf({ attribute, sensitivity }: Pick<OwnFact, "attribute" | "sensitivity">): FactGroup {
  return sensitivity === "sensitive" ? "sensitive" : (byName.get(attribute) ?? "benefits");
}
