import { factsOfIdNumber } from "#vocabulary";
import type { StatedValue } from "#vocabulary/contract";

/** Values of a mention while its row is being read. */
export type Values = Record<string, readonly StatedValue[]>;

const derived = (value: string): readonly StatedValue[] => [{ value, valid: true, column: -1 }];

const RESIDENT_ID = derived("111");
const PERMIT_RESIDENT = derived("X01");
const PERMANENT_RESIDENCE = derived("553");
const PASSPORT = derived("414");
const HOME_RETURN = derived("516");
const CHINA = derived("CHN");
const SEXES: Readonly<Record<string, readonly StatedValue[]>> = { "1": derived("1"), "2": derived("2") };

/** The kind of document that a canonical number is of (GA/T 517), by its shape alone; null when the shape fits several. */
export function documentKind(canonical: string): readonly StatedValue[] | null {
  if (/^\d{17}[\dX?]$|^\d{6,17}\?+$/.test(canonical)) {
    if (/^8[123]/.test(canonical)) return PERMIT_RESIDENT;
    return canonical.startsWith("9") ? PERMANENT_RESIDENCE : RESIDENT_ID;
  }
  if (/^[HM]\d{8}(?:\d{2})?$/.test(canonical)) return HOME_RETURN;
  if (/^[A-Z]{3}\d{12}$/.test(canonical)) return PERMANENT_RESIDENCE;
  // Eight digits alone are a Taiwan permit as often as a number mistyped: only letters make a passport sure.
  if (/^[A-Z]{1,2}\d{6,9}$/.test(canonical)) return PASSPORT;
  return null;
}

/**
 * Adds what a person's identity number tells, as derived values (column -1): the kind of document; from a valid resident number also
 * birth date and sex where the row states none that is valid, and the nationality. Stated values are never replaced.
 */
export function deriveFromIdNumber(values: Values): void {
  const numbers = values.idNumber;
  if (numbers === undefined) return;
  const [first] = numbers;
  if (first === undefined) return;
  if (values.idType === undefined) {
    const kind = documentKind(first.value);
    if (kind !== null && numbers.length === 1) values.idType = kind;
  }
  const resident = numbers.find((number) => number.valid && number.value.length === 18);
  const facts = resident === undefined ? null : factsOfIdNumber(resident.value);
  if (resident === undefined || facts === null) return;
  if (!hasValid(values.birthDate)) values.birthDate = [...(values.birthDate ?? []), ...derived(facts.birthDate)];
  if (!hasValid(values.sex)) values.sex = [...(values.sex ?? []), ...(SEXES[facts.sex] as readonly StatedValue[])];
  if (values.nationality === undefined && /^[1-7]/.test(resident.value)) values.nationality = CHINA;
}

function hasValid(stated: readonly StatedValue[] | undefined): boolean {
  return stated?.some((value) => value.valid) === true;
}
