/** Numbers of identity documents: what a number says even when it is not whole, and how two numbers agree or contradict. */
import { slips } from "./edit-distance.ts";

/** How two document numbers agree. The numbers are array indices of the weights. */
export const IdentityLevel = {
  missing: 0,
  /** The same resident number, valid. */
  exact: 1,
  /** The same number, invalid in the same way in both. */
  exactInvalid: 2,
  /** Every digit that a number cell has not lost is the same. */
  lostDigits: 3,
  /** One wrong, missing or swapped digit. */
  oneSlip: 4,
  /** Two slips. Twins have such numbers too. */
  twoSlips: 5,
  /** The same region and birth date, another sequence number. */
  sameBirth: 6,
  /** Different, but one of them does not hold by its own check digit. */
  differentInvalid: 7,
  /** Two valid resident numbers of two people. */
  different: 8,
  /** The same passport or permit. */
  documentExact: 9,
  documentNear: 10,
  /** Two passports: people renew them. */
  documentDifferent: 11,
  /** Two valid resident numbers that are nearly one: twins, or a misread old number whose check digit was computed. */
  validSlips: 12,
} as const;
export type IdentityLevel = (typeof IdentityLevel)[keyof typeof IdentityLevel];

/** A document number taken apart. */
export interface StandardIdentity {
  readonly text: string;
  /** A mainland resident number of 17 or 18 places (GB 11643), or nearly; otherwise a passport or permit. */
  readonly resident: boolean;
  readonly valid: boolean;
  /** ISO birth date inside a resident number whose digits make a calendar date, else empty. */
  readonly birthDate: string;
  /** `1` or `2` inside a resident number, else empty. */
  readonly sex: string;
  /** Leading digits that are known; the rest was lost in a number cell. */
  readonly known: number;
}

const RESIDENT = /^[1-9]\d{5}(?:1[89]|20)\d{2}[\d?]{8,9}[\dX?]{0,2}$|^\d{14,18}[\dX?]{0,4}$/;

/** Takes a canonical document number apart. `valid` is the vocabulary's verdict on it. */
export function standardiseIdentity(text: string, valid: boolean): StandardIdentity {
  const lost = text.indexOf("?");
  // Only resident numbers are so long that a number cell loses digits of them.
  const resident = lost >= 0 || (text.length >= 16 && text.length <= 19 && RESIDENT.test(text));
  const known = lost < 0 ? text.length : lost;
  if (!resident || text.length !== 18) return { text, resident, valid, birthDate: "", sex: "", known };
  const digits = text.slice(6, 14);
  const sexDigit = text.charCodeAt(16) - 48;
  return {
    text,
    resident,
    valid,
    birthDate: isCalendarDate(digits) ? `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}` : "",
    sex: sexDigit >= 0 && sexDigit <= 9 ? (sexDigit % 2 === 1 ? "1" : "2") : "",
    known,
  };
}

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether eight characters are the digits of a day in the calendar. */
function isCalendarDate(digits: string): boolean {
  if (!/^\d{8}$/.test(digits)) return false;
  const year = Number(digits.slice(0, 4));
  const month = Number(digits.slice(4, 6));
  const day = Number(digits.slice(6));
  if (day < 1 || day > (DAYS_OF_MONTH[month - 1] ?? 0)) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

/** How two document numbers agree. Symmetric. A resident number and a passport cannot be compared: `missing`. */
export function compareIdentities(one: StandardIdentity, other: StandardIdentity): IdentityLevel {
  if (one.resident !== other.resident) return IdentityLevel.missing;
  if (!one.resident) {
    if (one.text === other.text) return IdentityLevel.documentExact;
    return slips(one.text, other.text) === 1 && one.text.length > 5 ? IdentityLevel.documentNear : IdentityLevel.documentDifferent;
  }
  if (one.known < one.text.length || other.known < other.text.length) return compareLost(one, other);
  if (one.text === other.text) return one.valid && other.valid ? IdentityLevel.exact : IdentityLevel.exactInvalid;
  const distance = slips(one.text, other.text);
  const bothValid = one.valid && other.valid;
  const sameBirth = one.text.slice(0, 14) === other.text.slice(0, 14);
  if (bothValid) return distance < 3 ? IdentityLevel.validSlips : IdentityLevel.different;
  if (distance === 1) return IdentityLevel.oneSlip;
  if (distance === 2) return IdentityLevel.twoSlips;
  return sameBirth ? IdentityLevel.sameBirth : IdentityLevel.differentInvalid;
}

function compareLost(one: StandardIdentity, other: StandardIdentity): IdentityLevel {
  const known = Math.min(one.known, other.known);
  if (known < 12) return IdentityLevel.missing;
  const mine = one.text.slice(0, known);
  const theirs = other.text.slice(0, known);
  if (mine === theirs) return IdentityLevel.lostDigits;
  if (mine.slice(0, 14) === theirs.slice(0, 14)) return IdentityLevel.sameBirth;
  return slips(mine, theirs) === 1 ? IdentityLevel.twoSlips : IdentityLevel.differentInvalid;
}
