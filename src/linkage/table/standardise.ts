/** The form in which any text is compared. */
import { simplify } from "../hanzi.ts";

/** Lower case, one width, simplified characters, single spaces, no accents; idempotent. */
export function standardise(text: string): string {
  if (isPlain(text)) return text;
  const folded = hasOnly(text, isCommonHan)
    ? text
    : text
        .normalize("NFKD")
        .replace(/\p{Mn}/gu, "")
        .normalize("NFC");
  return simplify(folded).toLowerCase().replace(/\s+/gu, " ").trim();
}

/** Whether a text is its own standard form, told without building another: lower-case ASCII with single inner spaces. */
function isPlain(text: string): boolean {
  let previous = 32;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 126 || unit < 32 || (unit >= 65 && unit <= 90) || (unit === 32 && previous === 32)) return false;
    previous = unit;
  }
  return previous !== 32 || text.length === 0;
}

function hasOnly(text: string, test: (unit: number) => boolean): boolean {
  for (let index = 0; index < text.length; index++) if (!test(text.charCodeAt(index))) return false;
  return true;
}

/** ASCII, and the block of common Chinese characters, which have no other width and no accents. */
function isCommonHan(unit: number): boolean {
  return unit < 127 || (unit >= 0x4e00 && unit <= 0x9fff);
}
