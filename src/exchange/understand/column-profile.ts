import { checkIdNumber, startsWithSurname } from "#vocabulary";
import type { Cell } from "#vocabulary/contract";
import { cellText, isBlank } from "./cell-text.ts";

/** What the sampled values of a column look like; shares are of its non-blank cells. */
export interface ColumnProfile {
  /** Non-blank cells sampled. */
  readonly count: number;
  /** Non-blank cells among the rows sampled, 0–1. */
  readonly filled: number;
  readonly distinct: number;
  /** Resident identity numbers whose check digit holds. */
  readonly residentId: number;
  /** Anything that could be a number of an identity document, damaged ones too. */
  readonly idLike: number;
  readonly phone: number;
  readonly date: number;
  readonly number: number;
  /** Two to four Hanzi that begin with a surname. */
  readonly chineseName: number;
  readonly latinName: number;
  readonly creditCode: number;
  readonly address: number;
  readonly sex: number;
  /** Whole numbers that count up by one: a row number. */
  readonly sequence: boolean;
  readonly sample: readonly Cell[];
}

const ID_SHAPE = /^(?:[1-9]\d{16}[\dXx*?]|\d{3,14}[*＊?？xX●]{4,14}[\dXx]{0,4}|[1-9]\d{14}|\d{14,19}|[1-9]\.\d{3,}[Ee]\+?1[4-7])$/;
const DOCUMENT_SHAPE = /^(?:[A-Z]{1,3}\d{5,10}[A-Z0-9]{0,3}|\d{8,9}|[HM]\d{8,10}|[A-Z0-9]*\d{5,}[A-Z0-9]*)$/i;
const PHONE = /^(?:\+?86)?1[3-9]\d{9}(?:[/、,，;；]|$)|^(?:\+?86)?0\d{2,3}-?\d{7,8}|^[2-8]\d{6,7}$|^(?:\+|00)\d{8,15}$|^1[3-9]\d{8}$/;
const DATE =
  /^(?:(?:19|20)?\d{2}[-./年]\s?\d{1,2}(?:[-./月]\s?\d{0,2}日?)?(?:[T ]\d.*)?|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-3]\d)?|(?:19|20)\d{2}年?|\d{1,2}\/\d{1,2}\/\d{4}|[一二〇○零两\d]{2,4}年.+)$/;
/** 2022-07-03 without its hyphens would pass for the telephone of a small town. */
const SPELT_DATE = /^(?:19|20)\d{2}-\d{1,2}-\d{1,2}$/;
const ADDRESS =
  /(?:省|市|县|区|镇|乡|街道|村|路|巷|弄|小区|花园|公寓|新村|苑|府|庭|家园|坊|里|城).*\d|\p{Script=Han}\d{1,3}[-—–]\d{1,2}(?:[-—–]\d{3,4})?$|\d+\s*(?:幢|栋|号楼|#|单元|室)|^\d{1,3}-\d{1,2}-\d{3,4}$/u;
const LATIN_NAME = /^[A-Za-z][A-Za-z.,'’ -]{2,60}$/;
const CREDIT = /^[0-9A-HJ-NPQRTUWXY]{18}$/;

/** Looks at up to 200 cells of a column. */
export function profileOf(cells: readonly Cell[]): ColumnProfile {
  const texts: string[] = [];
  const sample: Cell[] = [];
  for (const cell of cells) {
    if (isBlank(cell)) continue;
    sample.push(cell);
    texts.push(cellText(cell).normalize("NFKC"));
  }
  const count = texts.length;
  const share = (test: (text: string, cell: Cell) => boolean) =>
    count === 0 ? 0 : texts.reduce((sum, text, index) => sum + (test(text, sample[index] as Cell) ? 1 : 0), 0) / count;
  return {
    count,
    filled: cells.length === 0 ? 0 : count / cells.length,
    distinct: new Set(texts).size,
    residentId: share((text) => isResidentId(text)),
    idLike: share((text, cell) => isIdLike(text, cell)),
    phone: share((text) => isPhone(text)),
    date: share((text, cell) => isDate(text, cell)),
    number: share(
      (text, cell) =>
        typeof cell === "number" ||
        /^-?[\d,]+(?:\.\d+)?\s*(?:元|人|岁|周岁|㎡|m2|平方米|平方|平|小时|时|h|hrs?|万元|个|户|套|间|口|名|天|年)?$/i.test(text),
    ),
    chineseName: share((text) => isChineseName(text)),
    latinName: share((text) => LATIN_NAME.test(text)),
    creditCode: share((text) => isCreditCode(text)),
    address: share((text) => ADDRESS.test(text)),
    sex: share((text) => /^(?:男|女|男性|女性)$/.test(text)),
    sequence: isSequence(texts),
    sample,
  };
}

export function isResidentId(text: string): boolean {
  const bare = text.replace(/[\s\u3000]/g, "");
  return (bare.length === 18 || bare.length === 15) && /^\d{14,17}[\dXx]$/.test(bare) && checkIdNumber(bare).valid;
}

/** A telephone, or several with a blank between. */
function isPhone(text: string): boolean {
  if (SPELT_DATE.test(text)) return false;
  if (PHONE.test(text.replace(/[\s-]/g, ""))) return true;
  const parts = text.split(/\s+/);
  return parts.length > 1 && parts.every((part) => PHONE.test(part.replace(/-/g, "")));
}

function isIdLike(text: string, cell: Cell): boolean {
  if (typeof cell === "number") return cell >= 1e14 && cell < 1e18;
  const bare = text.replace(/[\s-]/g, "");
  return (
    ID_SHAPE.test(bare) || (DOCUMENT_SHAPE.test(bare) && !PHONE.test(bare) && !SPELT_DATE.test(text)) || /[护通港澳台居].*\d{5}/.test(bare)
  );
}

function isDate(text: string, cell: Cell): boolean {
  return (typeof cell === "object" && cell !== null) || DATE.test(text) || isDateSerial(cell);
}

function isCreditCode(text: string): boolean {
  return CREDIT.test(text.replace(/\s/g, "").toUpperCase()) && !isResidentId(text);
}

const textOf = (cell: Cell) => cellText(cell).normalize("NFKC");

/** The same looks for one cell, each asked alone: rows are judged by them one by one. */
export const looksLike = {
  document: (cell: Cell) => isIdLike(textOf(cell), cell),
  phone: (cell: Cell) => isPhone(textOf(cell)),
  date: (cell: Cell) => isDate(textOf(cell), cell),
  creditCode: (cell: Cell) => isCreditCode(textOf(cell)),
  address: (cell: Cell) => ADDRESS.test(textOf(cell)),
  latinName: (cell: Cell) => LATIN_NAME.test(textOf(cell)),
  chineseName: (cell: Cell) => isChineseName(textOf(cell)),
} as const;

function isDateSerial(cell: Cell): boolean {
  return typeof cell === "number" && Number.isInteger(cell) && cell > 7_000 && cell < 55_000;
}

/** Two to four Hanzi that begin with a surname, spaces inside and notes in brackets allowed. */
export function isChineseName(text: string): boolean {
  const bare = text.replace(/[\s\u3000]+/g, "").replace(/[（(].*$/, "");
  return /^\p{Script=Han}{2,4}$/u.test(bare) ? startsWithSurname(bare) : /^\p{Script=Han}{1,8}[·•．.‧]\p{Script=Han}{1,10}$/u.test(bare);
}

function isSequence(texts: readonly string[]): boolean {
  if (texts.length < 2) return false;
  let steps = 0;
  let last = Number.NaN;
  // Row numbers begin again on a new page or stand out of order where a row was copied; rooms (101, 102, 201) go down as well.
  const mayGoDown = texts[0] === "1";
  for (const text of texts) {
    if (!/^\d{1,7}$/.test(text)) return false;
    const value = Number(text);
    if (value === last + 1) steps++;
    else if (value < last && !mayGoDown) return false;
    last = value;
  }
  return steps >= (texts.length - 1) * 0.8;
}
