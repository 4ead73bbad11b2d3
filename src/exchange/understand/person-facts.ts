import { documentKindOf, factsOfIdNumber } from "#vocabulary";
import type { StatedValue } from "#vocabulary/contract";

/** Values of a mention while its row is being read. */
export type Values = Record<string, readonly StatedValue[]>;

const derived = (value: string): readonly StatedValue[] => [{ value, valid: true, column: -1 }];

const CHINA = derived("CHN");
const PASSPORT = derived("414");
const SEXES: Readonly<Record<string, readonly StatedValue[]>> = { "1": derived("1"), "2": derived("2") };

const kinds = new Map<string, readonly StatedValue[]>();

/** The kind of document that a number is of, by its shape alone; undefined when the shape fits several. */
function documentKind(canonical: string): readonly StatedValue[] | undefined {
  // A resident's number that lost digits in a number cell is still a resident's.
  const kind = documentKindOf(canonical) ?? (/^\d{6,17}\?+$/.test(canonical) ? "111" : null);
  if (kind === null) return undefined;
  const known = kinds.get(kind);
  if (known !== undefined) return known;
  const stated = derived(kind);
  kinds.set(kind, stated);
  return stated;
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
    const kind = isForeigner(values) && /^[A-Z]?\d{8,10}$/.test(first.value) ? PASSPORT : documentKind(first.value);
    if (kind !== undefined && numbers.length === 1) values.idType = kind;
  }
  const resident = numbers.find((number) => number.valid && number.value.length === 18);
  const facts = resident === undefined ? null : factsOfIdNumber(resident.value);
  if (resident === undefined || facts === null) return;
  if (!hasValid(values.birthDate)) values.birthDate = [...(values.birthDate ?? []), ...derived(facts.birthDate)];
  if (!hasValid(values.sex)) values.sex = [...(values.sex ?? []), ...(SEXES[facts.sex] as readonly StatedValue[])];
  if (values.nationality === undefined && /^[1-7]/.test(resident.value)) values.nationality = CHINA;
}

/** A citizen of another country has no permit of Hong Kong, Macao or Taiwan, though his passport's number may look like one. */
function isForeigner(values: Values): boolean {
  return values.nationality?.some((nationality) => nationality.valid && !/^(?:CHN|HKG|MAC|TWN)$/.test(nationality.value)) === true;
}

function hasValid(stated: readonly StatedValue[] | undefined): boolean {
  return stated?.some((value) => value.valid) === true;
}
