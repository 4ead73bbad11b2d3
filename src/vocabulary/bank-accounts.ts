import type { Cell, ParsedValue } from "./contract.ts";
import { cellText, cutNotes, digitsOfScientific, saysNothing } from "./text.ts";

/** Whether card numbers must end with a check digit. */
export type CardCheck = "luhn" | "none";

/** Cards in a sample below which nothing is concluded. */
const CARDS_JUDGED_MIN = 5;

/**
 * Reads a bank account number: digits without blanks. Cards (62… and the international brands, 16 to 19 digits) must pass the Luhn check;
 * passbook numbers have no common check and need only a plausible length. Digits that a number cell lost are `?`.
 */
export function parseBankAccount(cell: Cell, cardCheck: CardCheck = "luhn"): ParsedValue {
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
  if (cardCheck === "none" || !isCard(value) || luhnHolds(value)) return { values: [{ value, valid: true }], problems: [], ...beside };
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

/**
 * Whether a column's card numbers carry a check digit: a check that most of a column fails is not that column's (banks that number accounts
 * like cards), and reporting every row would hide the real errors.
 */
export function cardCheckOf(sample: readonly Cell[]): CardCheck {
  const cards = sample.map((cell) => cellText(cell).replace(/[\s-]/g, "")).filter(isCard);
  const failing = cards.filter((card) => !luhnHolds(card)).length;
  return cards.length >= CARDS_JUDGED_MIN && failing * 2 > cards.length ? "none" : "luhn";
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
