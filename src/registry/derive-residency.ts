import { parseAddress } from "#vocabulary";
import type { Address } from "#vocabulary/contract";
import type { Claim, RankedValue } from "./choose-golden.ts";

/** The value chosen for an attribute of the person; null when there is none. */
export type GoldenOf = (attribute: string) => RankedValue | null;

/** GA/T 517 kinds that Chinese citizens with a household registration on the mainland hold: resident ID, household book, officers' and soldiers' cards. */
const MAINLAND_DOCUMENTS = /^1[12]\d$/;

/**
 * How a person resides here, for people whom no register of residents names: foreign by nationality or document, otherwise permanent or migrant
 * by whether the registered address lies in the community's township. Null where nothing tells.
 */
export function deriveResidency(golden: GoldenOf, locality: Address): Claim | null {
  const nationality = golden("nationality");
  const idType = golden("idType");
  const registeredAddress = golden("registeredAddress");
  if (nationality !== null && nationality.value !== "CHN") return derived(nationality, "foreign");
  if (idType !== null && /^[1-9]\d\d$/.test(idType.value) && !MAINLAND_DOCUMENTS.test(idType.value)) return derived(idType, "foreign");
  if (registeredAddress === null || locality.township === undefined) return null;
  const address = parseAddress(registeredAddress.value, locality);
  if (isElsewhere(address, locality)) return derived(registeredAddress, "migrant");
  return address.township === locality.township ? derived(registeredAddress, "permanent") : null;
}

function isElsewhere(address: Address, locality: Address): boolean {
  return (["province", "county", "township"] as const).some(
    (part) => address[part] !== undefined && locality[part] !== undefined && address[part] !== locality[part],
  );
}

function derived(evidence: RankedValue, value: string): Claim | null {
  const origin = evidence.claims[0];
  return origin === undefined ? null : { ...origin, value, valid: true, derived: true };
}

/** Only citizens have a household registration, here or elsewhere: permanent and migrant residents are Chinese, whatever their number looks like. */
export function deriveNationality(golden: GoldenOf): Claim | null {
  const residency = golden("residencyType");
  return residency !== null && (residency.value === "permanent" || residency.value === "migrant") ? derived(residency, "CHN") : null;
}
