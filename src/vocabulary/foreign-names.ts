import type { Cell, ParsedValue } from "./contract.ts";
import { cellText, cutNotes, saysNothing } from "./text.ts";

const NOTHING: ParsedValue = { values: [], problems: [] };
const PLAIN = /^[A-Z]+(?: [A-Z]+)+$/;
const TITLE = /^(?:MR|MRS|MS|MISS|DR|PROF)\b\.? +/;
const LETTERS: Readonly<Record<string, string>> = {
  Æ: "AE",
  Œ: "OE",
  Ø: "O",
  Ł: "L",
  Đ: "D",
  Ð: "D",
  Þ: "TH",
  ẞ: "SS",
  ß: "SS",
  İ: "I",
  I: "I",
  Ŋ: "N",
};

/**
 * Reads a name in Latin letters as FAMILY GIVEN, upper case, without accents. `Saleh, Ahmed`, `SALEH<<AHMED` and `Ahmed SALEH` (the family
 * name set apart by capitals) are understood; a name without such a sign is taken in the order in which it stands, as in a passport.
 * Hanzi beside it become the note; a name in no Latin letters is kept, not valid.
 */
export function parseForeignName(cell: Cell): ParsedValue {
  if (typeof cell === "string" && PLAIN.test(cell) && !TITLE.test(cell)) return { values: [{ value: cell, valid: true }], problems: [] };
  const clean = cellText(cell);
  if (saysNothing(clean)) return NOTHING;
  const cut = cutNotes(clean);
  if (saysNothing(cut.text) && !/\p{Script=Latin}/u.test(cut.note ?? ""))
    return cut.note === undefined ? NOTHING : { ...NOTHING, note: cut.note };
  const hanzi = cut.text.match(/[\p{Script=Han}·]+/gu)?.join("");
  const latin = hanzi === undefined ? cut.text : cut.text.replace(/[\p{Script=Han}·]+/gu, " ").replace(/^[\s/,，、]+|[\s/,，、]+$/gu, "");
  if (!/[\p{Script=Latin}]/u.test(latin)) {
    const noted = /^[\p{Script=Latin} .'-]{3,}$/u.test(cut.note ?? "") ? parseForeignName(cut.note ?? "") : null;
    if (noted && noted.values.length > 0) return { ...noted, note: cut.text };
    return {
      values: [{ value: (cut.text || clean).toUpperCase(), valid: false }],
      problems: ["name-unreadable"],
      ...(cut.note === undefined ? {} : { note: cut.note }),
    };
  }
  const value = familyFirst(latin);
  const note = [hanzi, cut.note].filter((part) => part !== undefined).join("；");
  const readable = /^[A-Z][A-Z' -]*$/.test(value) && value.length >= 2 && value.length <= 80;
  return { values: [{ value, valid: readable }], problems: readable ? [] : ["name-unreadable"], ...(note === "" ? {} : { note }) };
}

function familyFirst(text: string): string {
  const parts = text.split(/\s*(?:,|，|<<|\/)\s*/u).filter((part) => part !== "");
  return letters(parts.length === 2 ? `${parts[0]} ${parts[1]}` : capitalsFirst(text));
}

/** `Ahmed SALEH` → `SALEH Ahmed`; text in which the capitals do not set one run of words apart stays. */
function capitalsFirst(text: string): string {
  const words = text.split(" ").filter((word) => word !== "");
  const isCapital = (word: string) => word === word.toUpperCase() && /\p{Lu}.*\p{Lu}/u.test(word);
  const first = words.findIndex(isCapital);
  const given = words.slice(0, Math.max(first, 0));
  if (given.length === 0 || !words.slice(first).every(isCapital) || given.some((word) => word === word.toUpperCase())) return text;
  return [...words.slice(first), ...given].join(" ");
}

function letters(text: string): string {
  return text
    .toUpperCase()
    .replace(/[ÆŒØŁĐÐÞẞßİŊ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[’‘ʼ`´]/g, "'")
    .replace(/[‐‑–—]/g, "-")
    .replace(/[.,<_/]+/g, " ")
    .replace(/\s*-\s*/g, "-")
    .replace(/ {2,}/g, " ")
    .trim()
    .replace(TITLE, "");
}
