/** Identifiers that hold by their own standards: check digits, lengths, alphabets. All are made up. */
import type { Random } from "./random.ts";

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = "10X98765432";
const CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const MOBILE_PREFIXES = [
  "130",
  "131",
  "132",
  "135",
  "136",
  "137",
  "138",
  "139",
  "150",
  "151",
  "152",
  "157",
  "158",
  "159",
  "176",
  "177",
  "178",
  "180",
  "181",
  "186",
  "187",
  "188",
  "189",
  "198",
  "199",
];
const BANK_PREFIXES = ["622848", "622700", "621799", "622202", "623091", "621485"];

/** The check digit of the first 17 digits of a resident ID number (GB 11643). */
export function idCheckDigit(digits17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (digits17.charCodeAt(i) - 48) * (ID_WEIGHTS[i] as number);
  return ID_CHECKS[sum % 11] as string;
}

/** An 18-digit resident ID number. `sequence` is 0–999, odd for men. */
export function residentIdOf(divisionCode: string, birthDate: string, sequence: number): string {
  const first = divisionCode + birthDate.replaceAll("-", "") + String(sequence).padStart(3, "0");
  return first + idCheckDigit(first);
}

/** The 15-digit form that the same person's first card carried. */
export function shortIdOf(id18: string): string {
  return id18.slice(0, 6) + id18.slice(8, 17);
}

/** A unified social credit code (GB 32100) with both its check characters right. */
export function creditCodeOf(random: Random, divisionCode: string, registrar: "92" | "91" | "52"): string {
  const pick = () => CREDIT_ALPHABET[random.between(0, 30)] as string;
  const first8 = `MA${Array.from({ length: 6 }, pick).join("")}`;
  const first17 = registrar + divisionCode + first8 + organisationCheck(first8);
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += CREDIT_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return first17 + CREDIT_ALPHABET[(31 - (sum % 31)) % 31];
}

/** GB 11714: the check character of the organisation code within a credit code. Letters count from A = 10 in the full alphabet. */
function organisationCheck(first8: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  let sum = 0;
  [...first8].forEach((character, i) => {
    sum += Number.parseInt(character, 36) * (weights[i] as number);
  });
  const check = 11 - (sum % 11);
  // 10 is written X in GB 11714; 11 is 0.
  return check === 10 ? "X" : check === 11 ? "0" : String(check);
}

/** A debit card number of 19 digits with a right Luhn digit. */
export function bankAccountOf(random: Random): string {
  const first18 = random.pick(BANK_PREFIXES) + random.digits(12);
  return first18 + luhnDigit(first18);
}

/** The Luhn digit that completes a number. */
export function luhnDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (i % 2 === 0) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/** A Chinese mobile number. */
export function mobileOf(random: Random): string {
  return random.pick(MOBILE_PREFIXES) + random.digits(8);
}

/** A number shaped like `L7` (a letter, seven digits) or `8`. */
export function shapedNumber(random: Random, shape: string): string {
  const letters = shape.replace(/\d+$/, "");
  const length = Number(shape.slice(letters.length));
  return (
    [...letters].map((letter) => (letter === "L" ? String.fromCharCode(65 + random.between(0, 25)) : letter)).join("") +
    random.between(1, 9) +
    random.digits(length - 1)
  );
}
