import { parseAddress } from "#vocabulary";
import type { Address } from "#vocabulary/contract";
import type { Claim, RankedValue } from "./choose-golden.ts";

/** What a person's residency follows from. */
export interface ResidencyEvidence {
  readonly nationality: RankedValue | undefined;
  readonly idType: RankedValue | undefined;
  readonly registeredAddress: RankedValue | undefined;
}

/** GA/T 517 kinds that Chinese citizens with a household registration on the mainland hold: resident ID, household book, officers' and soldiers' cards. */
const MAINLAND_DOCUMENTS = /^1[12]\d$/;

/**
 * How a person resides here, for people whom no register of residents names: foreign by nationality or document, otherwise permanent or migrant
 * by whether the registered address lies in the community's township. Null where nothing tells.
 */
export function deriveResidency(evidence: ResidencyEvidence, locality: Address): Claim | null {
  const { nationality, idType, registeredAddress } = evidence;
  if (nationality?.valid && nationality.value !== "CHN") return derived(nationality, "foreign");
  if (idType?.valid && /^[1-9]\d\d$/.test(idType.value) && !MAINLAND_DOCUMENTS.test(idType.value)) return derived(idType, "foreign");
  if (registeredAddress === undefined || locality.township === undefined) return null;
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
