import { codeListOf } from "./codes.ts";
import type { Attribute, Cell, CodeList, ParsedValue } from "./contract.ts";
import { cellText, cutNotes, numberText, saysNothing } from "./text.ts";
import { simplified } from "./traditional.ts";

/**
 * The system in which a column writes its codes, for lists of which several systems are in use.
 * - `national`: the codes of the list's own standard, padded with lost zeros.
 * - `maleOneFemaleZero`: 1 male, 0 female.
 * - `maleZeroFemaleOne`: 0 male, 1 female: only when the column says so in words beside its codes.
 * - `oneYesZeroNo`: 1 for 是 and 0 for 否, where the list knows both words and neither digit (是否党员).
 * - `leadingDigit`: one digit where the standard has two (GB 4766, GB 4761 of the 1980s): 2 = 20 married, 0 = head.
 */
export type CodeSystem = "national" | "maleOneFemaleZero" | "oneYesZeroNo" | "leadingDigit";

const NOTHING: ParsedValue = { values: [], problems: [] };

interface ListIndex {
  readonly list: CodeList;
  readonly codes: ReadonlySet<string>;
  readonly words: ReadonlyMap<string, string>;
  readonly width: number;
}

const indexes = new Map<string, ListIndex>();

function indexOf(name: string): ListIndex {
  const known = indexes.get(name);
  if (known) return known;
  const list = codeListOf(name);
  const words = new Map<string, string>();
  // Labels before synonyms: a word that is the name of one code is not taken by another that merely resembles it.
  for (const code of list.codes) words.set(wordKey(code.label.zh), code.code);
  for (const code of list.codes) if (!words.has(wordKey(code.label.en))) words.set(wordKey(code.label.en), code.code);
  for (const code of list.codes) {
    if (!words.has(wordKey(code.code))) words.set(wordKey(code.code), code.code);
    for (const synonym of code.synonyms) if (!words.has(wordKey(synonym))) words.set(wordKey(synonym), code.code);
  }
  const codes = new Set(list.codes.map((code) => code.code));
  const digits = list.codes.filter((code) => /^\d+$/.test(code.code)).map((code) => code.code.length);
  const index = { list, codes, words, width: digits.length > 0 ? Math.min(...digits) : 0 };
  indexes.set(name, index);
  return index;
}

/** How words are compared: simplified, lower case, without blanks, marks and accents. */
function wordKey(word: string): string {
  const plain = word.replace(/[\s,，、.·'’"“”\-_/()（）]+/gu, "").toLowerCase();
  return /^[\x21-\x7e]*$/.test(plain) ? plain : simplified(plain.normalize("NFD").replace(/\p{M}/gu, ""));
}

/** Words around a code's word that change nothing about it: 初中文化, 全日制本科, 汉族人. */
const AFFIXES: Readonly<Record<string, RegExp | readonly RegExp[]>> = {
  education:
    /^(?:全日制|非全日制|在职|普通|函授|自考|成人|国民|电大|夜大|党校)+|(?:文化程度|文化|程度|学历|毕业生|毕业|在读|就读|在校|同等学力|及以上|及以下|以上|以下|教育|学生|学位|生)+$/gu,
  ethnicity: /^(?:中国)|(?:民族|族人|人)$/gu,
  country: [/(?:籍人士|籍|人)$/u, /国(?:籍人士|籍|人)$/u],
  politicalStatus: /^(?:是|系)|(?:\d{4}.*入党|退休)$/gu,
  disabilityCategory: /(?:残疾人|残疾|残|障碍)+$/gu,
  disabilityLevel: /^(?:视力|听力|言语|肢体|智力|精神|多重)?(?:残疾|残)?/gu,
  familyRelation: /^(?:户主的?|户主之|系户主之?|申请人的?|其|之)/gu,
  dwellingUsage: /(?:房屋|住房|用房|户|房)$/gu,
};

/** Relations that do not say which side is whose: a habit of writing, and no fact. */
const SIDE_UNSAID = /^(?:子女|儿女|父母子女|父子|父女|母子|母女|祖孙|爷孙|婆媳|公媳|翁婿|叔侄|姑侄|舅甥)(?:关系)?$/u;

const SEPARATORS = /[、,，;；/|＋+和及]/u;

const CACHED_LENGTH_MAX = 16;
const CACHE_SIZE_MAX = 5000;
const caches = new Map<string, Map<string, ParsedValue>>();

/** Reads a cell that holds a code or the word for one, of `attribute`'s code list, written in `system`. Short texts are read once. */
export function parseCode(attribute: Attribute, cell: Cell, system: CodeSystem): ParsedValue {
  if (typeof cell !== "string" || cell.length > CACHED_LENGTH_MAX) return readCode(attribute, cell, system);
  const key = system === "national" ? attribute.name : `${attribute.name} ${system}`;
  let cache = caches.get(key);
  if (!cache) {
    cache = new Map();
    caches.set(key, cache);
  }
  let parsed = cache.get(cell);
  if (!parsed) {
    parsed = readCode(attribute, cell, system);
    if (cache.size >= CACHE_SIZE_MAX) cache.clear();
    cache.set(cell, parsed);
  }
  return parsed;
}

function readCode(attribute: Attribute, cell: Cell, system: CodeSystem): ParsedValue {
  const clean = typeof cell === "boolean" ? (cell ? "是" : "否") : cellText(cell);
  if (clean === "") return NOTHING;
  // A question mark is neither a code nor a blank: somebody, or a lost character, left it open.
  if (/^[?？]+$/.test(clean)) return { values: [], problems: ["code-unknown"] };
  const index = indexOf(attribute.codeList ?? "");
  const code = codeOf(index, clean, system);
  if (code !== null) return one(code);
  const { text, note } = cutNotes(clean);
  const plain = codeOf(index, text, system);
  if (plain !== null) return note === undefined ? one(plain) : { ...one(plain), note };
  // 残疾(肢体), (男): the word may stand inside the brackets alone.
  const inside = text === "" && note !== undefined ? codeOf(index, note, system) : null;
  if (inside !== null) return one(inside);
  if (saysNothing(text)) return note === undefined ? NOTHING : { ...NOTHING, note };
  if (index.list.name === "familyRelation" && SIDE_UNSAID.test(text)) return { ...NOTHING, note: text };
  if (attribute.multiple === true) {
    const several = text.split(SEPARATORS).map((part) => codeOf(index, part.trim(), system));
    if (several.length > 1 && several.every((part) => part !== null)) {
      return { values: [...new Set(several)].map((value) => ({ value, valid: true })), problems: [] };
    }
  }
  return { values: [{ value: clean, valid: false }], problems: ["code-unknown"] };
}

const shared = new Map<string, ParsedValue>();

/** The same answer for the same code, since a column repeats few codes a million times. Frozen by its type. */
function one(code: string): ParsedValue {
  let value = shared.get(code);
  if (!value) {
    value = { values: [{ value: code, valid: true }], problems: [] };
    shared.set(code, value);
  }
  return value;
}

function codeOf(index: ListIndex, text: string, system: CodeSystem): string | null {
  if (text === "") return null;
  if (/^\d{1,3}(?:\.0+)?$/.test(text)) return codeOfDigits(index, text.replace(/\..*/, ""), system);
  const found = index.words.get(wordKey(text));
  if (found !== undefined) return found;
  return codeOfComposite(index, text, system) ?? codeOfAffixed(index, text);
}

function codeOfDigits(index: ListIndex, digits: string, system: CodeSystem): string | null {
  if (system === "maleOneFemaleZero") return Number(digits) === 1 ? "1" : Number(digits) === 0 ? "2" : null;
  if (system === "oneYesZeroNo") return index.words.get(Number(digits) === 0 ? "否" : "是") ?? null;
  if (system === "leadingDigit" && digits.length === 1)
    return index.codes.has(`${digits}0`) ? `${digits}0` : digits === "0" ? (index.words.get("01") ?? null) : null;
  if (index.codes.has(digits)) return digits;
  const padded = digits.padStart(index.width, "0");
  if (index.codes.has(padded)) return padded;
  const word = index.words.get(padded) ?? index.words.get(digits);
  if (word !== undefined) return word;
  const led = `${digits}0`;
  return digits.length === 1 && digits !== "0" && index.codes.has(led) ? led : null;
}

/** `01汉族`, `20-已婚`, `1.男`, `男1`: the word decides, and a code that contradicts it makes the cell unreadable. */
function codeOfComposite(index: ListIndex, text: string, system: CodeSystem): string | null {
  const match = /^(\d{1,3})\s*[-—.、:：|_ ]*\s*(\D+)$/u.exec(text) ?? /^(\D+?)\s*[-—.、:：|_ ]*\s*(\d{1,3})$/u.exec(text);
  if (!match) return null;
  const [first = "", second = ""] = [match[1], match[2]];
  const [digits, word] = /^\d/.test(first) ? [first, second] : [second, first];
  const byWord = index.words.get(wordKey(word)) ?? codeOfAffixed(index, word);
  if (byWord === null || byWord === undefined) return null;
  const byDigits = codeOfDigits(index, digits, system);
  return byDigits === null || system !== "national" || index.list.standard === "Weinao" || byDigits.charAt(0) === byWord.charAt(0)
    ? byWord
    : null;
}

function codeOfAffixed(index: ListIndex, text: string): string | null {
  const affixes = AFFIXES[index.list.name];
  if (!affixes) return null;
  const plain = simplified(text);
  for (const affix of Array.isArray(affixes) ? affixes : [affixes]) {
    const stripped = plain.replace(affix, "");
    if (stripped === "" || stripped === plain) continue;
    const found = index.words.get(wordKey(stripped));
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * The system in which a column is written, as far as `sample` shows it: a sex column that holds only 0 and 1 cannot be GB/T 2261.1,
 * in which 0 means unknown; a column of single digits where the standard has two digits gives the leading ones.
 */
export function codeSystemOf(attribute: Attribute, sample: readonly Cell[]): CodeSystem {
  const seen = new Set<string>();
  for (const cell of sample) {
    const text = typeof cell === "number" ? numberText(cell) : cellText(cell);
    if (/^\d{1,3}(?:\.0+)?$/.test(text)) seen.add(text.replace(/\..*/, ""));
    // One code among words is a slip of the pen, not a system.
    else if (!saysNothing(text)) return "national";
  }
  if (attribute.codeList === "sex")
    return seen.size > 0 && seen.has("0") && [...seen].every((digits) => digits === "0" || digits === "1") && seen.has("1")
      ? "maleOneFemaleZero"
      : "national";
  const { words, codes, width } = indexOf(attribute.codeList ?? "");
  const isYesNo = seen.size === 2 && seen.has("0") && seen.has("1") && words.has("是") && words.has("否");
  if (isYesNo && !codes.has("0") && !codes.has("1")) return "oneYesZeroNo";
  const twoDigit = width === 2;
  const single = seen.size > 0 && [...seen].every((digits) => digits.length === 1);
  if (!twoDigit || !single) return "national";
  if (attribute.codeList === "familyRelation")
    return seen.has("0") || [...seen].some((digits) => digits >= "3") ? "leadingDigit" : "national";
  return attribute.codeList === "maritalStatus" || attribute.codeList === "education" ? "leadingDigit" : "national";
}
