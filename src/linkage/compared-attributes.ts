/** Which attributes persons are compared by: all that has to be kept of a mention so that it can be linked again. */

/** Attributes whose numbers belong to one person alone. */
export const UNIQUE_ATTRIBUTES = [
  "bankAccount",
  "disabilityCertificateNumber",
  "residencePermitNumber",
  "volunteerNumber",
  "email",
] as const;

/**
 * What linkage reads of a mention of a person, and of the dwellings in its record. Stored statements name an attribute by its place here:
 * add at the end only, and take nothing out.
 */
export const COMPARED_ATTRIBUTES: readonly string[] = [
  ...["name", "formerName", "foreignName", "idNumber", "birthDate", "sex", "nationality", "ethnicity"],
  ...["phone", "householdNumber", "relationToHead", "registeredAddress", "employer"],
  ...["address", "estate", "building", "unit", "room"],
  ...UNIQUE_ATTRIBUTES,
];
