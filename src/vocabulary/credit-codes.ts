import type { Cell, ParsedValue, ProblemCode } from "./contract.ts";
import { cellText, cutNotes, digitsOfScientific, saysNothing } from "./text.ts";

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * Reads a unified social credit code (GB 32100, 18 characters), or what stood in its place before it: a registration number of 15 digits
 * (GS 15) or an organisation code of 9 characters (GB 11714). Upper case without blanks; a wrong one is kept, not valid.
 */
export function parseCreditCode(cell: Cell): ParsedValue {
  const { text, note } = cutNotes(cellText(cell));
  if (saysNothing(text)) return { values: [], problems: [], ...(note === undefined ? {} : { note }) };
  const code = text
    .replace(/^[^:：A-Za-z0-9]*[:：]/u, "")
    .toUpperCase()
    .replace(/[\s'‘’`\-—–_]+/gu, "");
  const scientific = digitsOfScientific(text.toUpperCase().replace(/^'/, ""));
  if (scientific?.lost) return { values: [{ value: scientific.digits, valid: false }], problems: ["number-precision-lost"] };
  const value = scientific?.digits ?? code;
  const problem = problemOf(value);
  return {
    values: [{ value, valid: problem === null }],
    problems: problem === null ? [] : [problem],
    ...(note === undefined ? {} : { note }),
  };
}

/** The check character of the first 17 characters of a credit code, or null when one of them is not of GB 32100's alphabet. */
export function creditCodeCheckCharacter(code: string): string | null {
  let sum = 0;
  for (let index = 0; index < 17; index++) {
    const value = ALPHABET.indexOf(code.charAt(index));
    if (value < 0 || code.charAt(index) === "") return null;
    sum += value * (WEIGHTS[index] ?? 0);
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

function problemOf(code: string): ProblemCode | null {
  if (!/^[0-9A-Z]+$/.test(code)) return "credit-code-characters";
  if (code.length === 18) {
    const check = creditCodeCheckCharacter(code);
    if (check === null || !ALPHABET.includes(code.charAt(17))) return "credit-code-characters";
    return check === code.charAt(17) ? null : "credit-code-checksum";
  }
  if (code.length === 15 && /^\d+$/.test(code)) return registrationCheckHolds(code) ? null : "credit-code-checksum";
  if (code.length === 9) return organisationCheckHolds(code) ? null : "credit-code-checksum";
  return "credit-code-length";
}

/** ISO 7064 MOD 11,10 over 15 digits. */
function registrationCheckHolds(digits: string): boolean {
  let product = 10;
  for (let index = 0; index < 14; index++) {
    const sum = (product + Number(digits.charAt(index))) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (product + Number(digits.charAt(14))) % 10 === 1;
}

function organisationCheckHolds(code: string): boolean {
  let sum = 0;
  for (let index = 0; index < 8; index++) sum += Number.parseInt(code.charAt(index), 36) * (ORGANISATION_WEIGHTS[index] ?? 0);
  return "0123456789X0".charAt((11 - (sum % 11)) % 11 === 10 ? 10 : (11 - (sum % 11)) % 11) === code.charAt(8);
}
