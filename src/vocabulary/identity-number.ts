import { daysInMonth } from "./calendar.ts";
import { isCountry } from "./code-lists/countries.ts";
import type { ProblemCode } from "./contract.ts";
import { cleanText, digitsOfScientific } from "./text.ts";

/** An identity number in its canonical spelling and what is wrong with it. */
export interface CheckedIdNumber {
  /** 18 characters for a resident's number, upper case without blanks for the others; a digit that was lost or masked is `?`. */
  readonly canonical: string;
  readonly valid: boolean;
  readonly problems: ProblemCode[];
}

/** What a number by GB 11643 says of its holder. */
export interface IdNumberFacts {
  /** ISO date. */
  readonly birthDate: string;
  /** GB/T 2261.1. */
  readonly sex: "1" | "2";
  /** Six digits: the division of first registration (GB/T 2260 of its day), or 81/82/83/9xx for residents from elsewhere. */
  readonly region: string;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = "10X98765432";
/** First two digits of a resident's number: GB/T 2260 provinces, 81–83 for holders of residence permits from Hong Kong, Macao and Taiwan. */
const PROVINCES = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split(" "),
);
/** Permanent-residence cards of foreigners issued since 2023 are 18 digits that begin with 9. */
const PERMANENT_RESIDENT = "9";
const YEAR_EARLIEST = 1880;

/** The check character of 17 digits by GB 11643 (ISO 7064 MOD 11-2). */
export function idCheckCharacter(digits: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index++) sum += (digits.charCodeAt(index) - 48) * (WEIGHTS[index] ?? 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/**
 * Checks an identity number of any kind of document: resident ID (15 digits become 18), residence and permanent-residence cards, passports,
 * permits of Hong Kong, Macao and Taiwan residents. A wrong number keeps its canonical text and is not valid.
 * With `today` (ISO) a birth after that day is impossible too.
 */
export function checkIdNumber(text: string, today?: string): CheckedIdNumber {
  const plain = isPlainResident(text) ? text : strip(text);
  if (/^\d{17}[\dX]$/.test(plain)) return checkResident(plain, today);
  if (/^\d{15}$/.test(plain)) return checkOldResident(plain, today);
  const scientific = digitsOfScientific(plain);
  if (scientific) {
    if (!scientific.lost) return checkIdNumber(scientific.digits, today);
    return { canonical: scientific.digits, valid: false, problems: ["id-precision-lost"] };
  }
  return checkOther(plain, text);
}

/** Facts that a canonical 18-digit number carries, whether or not its check digit holds; null for passports, permits and incomplete numbers. */
export function factsOfIdNumber(canonical: string): IdNumberFacts | null {
  if (!/^\d{17}[\dX]$/.test(canonical)) return null;
  if (!realBirthDate(canonical, 6)) return null;
  return {
    birthDate: `${canonical.slice(6, 10)}-${canonical.slice(10, 12)}-${canonical.slice(12, 14)}`,
    sex: canonical.charCodeAt(16) % 2 === 1 ? "1" : "2",
    region: canonical.slice(0, 6),
  };
}

/** The kind of document (GA/T 517) whose numbers look like `canonical`, or null when several kinds do. */
export function documentKindOf(canonical: string): string | null {
  if (/^\d{17}[\dX]$/.test(canonical)) {
    if (canonical.startsWith(PERMANENT_RESIDENT)) return "553";
    return /^8[123]/.test(canonical) ? "X01" : "111";
  }
  if (/^[A-Z]{3}\d{12}$/.test(canonical)) return "553";
  if (/^[HM]\d{8}(?:\d{2})?$/.test(canonical)) return "516";
  // Eight bare digits are a Taiwan permit more often than not, but passports of some countries look the same.
  return /^(?=.*[A-Z])[A-Z0-9]{6,10}$/.test(canonical) ? "414" : null;
}

function isPlainResident(text: string): boolean {
  if (text.length !== 18) return false;
  for (let index = 0; index < 17; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 48 || unit > 57) return false;
  }
  const last = text.charAt(17);
  return last === "X" || (last >= "0" && last <= "9");
}

const LOOKALIKE_X = /[×✕✖╳ХхΧχ]/gu;
const LABEL = /^[\p{Script=Han}A-Za-z.()/ ]*[:：]/u;
const CHINESE_LABEL = /^[\p{Script=Han}]+(?=[A-Z0-9])/u;
const CHINESE_TAIL = /[\p{Script=Han}][\p{Script=Han}\s\d]*$/u;

/** Takes away what is not the number: blanks, hyphens, a leading apostrophe, a label before it, words after it. */
function strip(text: string): string {
  return cleanText(text)
    .replace(LABEL, "")
    .replace(LOOKALIKE_X, "X")
    .toUpperCase()
    .replace(/^(?:(?:PASSPORT|ID|NUMBER|NO)\b[.#: ]*)+(?=[A-Z0-9])/, "")
    .replace(/(\dE)\+(\d)/, "$1＋$2")
    .replace(/[\s'"`‘’“”\-—–−_,.;。，；·#]+/gu, (blank, at: number, whole: string) =>
      /^\d$/.test(whole.charAt(at - 1)) && isMantissaPoint(blank, whole) ? blank : "",
    )
    .replace("＋", "+")
    .replace(CHINESE_LABEL, "")
    .replace(CHINESE_TAIL, "");
}

/** The point of `3.30782E+17` must survive, since without it the exponent reads as a passport. */
function isMantissaPoint(blank: string, whole: string): boolean {
  return blank === "." && /^'?[1-9]\.\d+E＋?\d{1,2}$/.test(whole.trim());
}

function checkResident(canonical: string, today: string | undefined): CheckedIdNumber {
  const region = regionIsReal(canonical);
  const birth = realBirthDate(canonical, 6) && notBornAfter(canonical, today);
  const check = idCheckCharacter(canonical) === canonical.charAt(17);
  if (region && birth && check) return { canonical, valid: true, problems: [] };
  // A spreadsheet keeps 15 digits of a number and writes zeros for the rest.
  if (!check && canonical.endsWith("000")) {
    return { canonical: `${canonical.slice(0, 15)}???`, valid: false, problems: ["id-precision-lost"] };
  }
  const problems: ProblemCode[] = [];
  if (!check) problems.push("id-checksum");
  if (!birth) problems.push("id-birth-date-impossible");
  if (!region) problems.push("id-region-unknown");
  return { canonical, valid: false, problems };
}

function checkOldResident(digits: string, today: string | undefined): CheckedIdNumber {
  const seventeen = `${digits.slice(0, 6)}19${digits.slice(6)}`;
  const upgraded = checkResident(seventeen + idCheckCharacter(seventeen), today);
  // Without a check digit an impossible date or region is the only sign of a wrong number; it then may not be a resident's number at all.
  return upgraded.valid ? upgraded : { canonical: digits, valid: false, problems: upgraded.problems };
}

function checkOther(plain: string, text: string): CheckedIdNumber {
  const masked = plain.replace(/[*＊?？●]/gu, "?");
  if (!/^[A-Z0-9?]+$/.test(masked)) {
    return { canonical: masked === "" ? cleanText(text) : masked, valid: false, problems: ["id-characters"] };
  }
  if (masked.includes("?")) return { canonical: masked, valid: false, problems: ["id-characters"] };
  if (/^[A-Z]{3}\d{12}$/.test(masked)) {
    return isCountry(masked.slice(0, 3)) ? good(masked) : { canonical: masked, valid: false, problems: ["id-characters"] };
  }
  if (/^\d+$/.test(masked)) return /^\d{7,10}$/.test(masked) ? good(masked) : { canonical: masked, valid: false, problems: ["id-length"] };
  if (/^\d{16,18}X$/.test(masked) || /^\d{14}X$/.test(masked)) return { canonical: masked, valid: false, problems: ["id-length"] };
  if (masked.length >= 13) return { canonical: masked, valid: false, problems: ["id-characters"] };
  // Passports begin or end with a run of digits, but for the nine mixed characters of some countries (C4J1K2L3M).
  const isMixed = masked.length === 9 && masked.replace(/\D/g, "").length >= 3;
  if (!/\d{3}/.test(masked) && !isMixed) return { canonical: masked, valid: false, problems: ["id-characters"] };
  if (masked.length < 6) return { canonical: masked, valid: false, problems: ["id-length"] };
  return good(masked);
}

function good(canonical: string): CheckedIdNumber {
  return { canonical, valid: true, problems: [] };
}

function regionIsReal(canonical: string): boolean {
  return PROVINCES.has(canonical.slice(0, 2)) || canonical.startsWith(PERMANENT_RESIDENT);
}

function realBirthDate(digits: string, from: number): boolean {
  const year = Number(digits.slice(from, from + 4));
  const month = Number(digits.slice(from + 4, from + 6));
  const day = Number(digits.slice(from + 6, from + 8));
  return year >= YEAR_EARLIEST && year <= 2100 && day >= 1 && day <= daysInMonth(year, month);
}

function notBornAfter(canonical: string, today: string | undefined): boolean {
  if (today === undefined) return true;
  const born = Number(canonical.slice(6, 14));
  return born <= Number(today.slice(0, 4)) * 10_000 + Number(today.slice(5, 7)) * 100 + Number(today.slice(8, 10));
}
