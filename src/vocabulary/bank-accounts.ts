import type { Cell, ParsedValue } from "./contract.ts";
import { cellText, cutNotes, digitsOfScientific, saysNothing } from "./text.ts";

/**
 * Reads a bank account number: digits without blanks. Cards (62… and the international brands, 16 to 19 digits) must pass the Luhn check;
 * passbook numbers have no common check and need only a plausible length. Digits that a number cell lost are `?`.
 */
export function parseBankAccount(cell: Cell): ParsedValue {
  const { text, note } = cutNotes(cellText(cell));
  const withNote = note === undefined ? {} : { note };
  if (saysNothing(text)) return { values: [], problems: [], ...withNote };
  const words = text.match(/\p{Script=Han}+/gu)?.join("；");
  const beside = words === undefined ? withNote : { note: note === undefined ? words : `${words}；${note}` };
  const plain = text.replace(/[\p{Script=Han}:：'‘’`]+/gu, "");
  const scientific = digitsOfScientific(plain.trim().toUpperCase());
  if (scientific?.lost) return { values: [{ value: scientific.digits, valid: false }], problems: ["number-precision-lost"], ...beside };
  const value = scientific?.digits ?? plain.replace(/[\s\-—–]+/gu, "");
  if (!/^\d{9,32}$/.test(value))
    return { values: [{ value: value === "" ? text : value, valid: false }], problems: ["bank-account-length"], ...beside };
  if (!isCard(value) || luhnHolds(value)) return { values: [{ value, valid: true }], problems: [], ...beside };
  const zeros = value.length - 15;
  if (zeros > 0 && /^0+$/.test(value.slice(15))) {
    return {
      values: [{ value: value.slice(0, 15).padEnd(value.length, "?"), valid: false }],
      problems: ["number-precision-lost"],
      ...beside,
    };
  }
  return { values: [{ value, valid: false }], problems: ["bank-account-checksum"], ...beside };
}

function isCard(digits: string): boolean {
  return /^62\d{14,17}$/.test(digits) || /^(?:4\d{15}|5[1-5]\d{14}|9558\d{15})$/.test(digits);
}

/** Whether the last digit is the check digit of ISO/IEC 7812. */
export function luhnHolds(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}
