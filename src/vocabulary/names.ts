import type { Cell, ParsedValue } from "./contract.ts";
import { cellText, cutNotes, saysNothing } from "./text.ts";

const NOTHING: ParsedValue = { values: [], problems: [] };
const HAN = "\\p{Script=Han}";
const SIMPLE_NAME = /^[\u4e00-\u9fff]{2,4}$/;
const MIDDLE_DOT = /\s*[·•・∙⋅‧･．.●▪᛫˙﹒\u2024]\s*/gu;
const BETWEEN_HAN = new RegExp(`(?<=${HAN}) +(?=[${HAN}·])|(?<=·) +`, "gu");
const BETWEEN_HAN_UNDOTTED = /(?<=[\p{Script=Han}〇])[·•・∙⋅‧･．.●▪᛫˙﹒\u2024](?=[\p{Script=Han}])/u;
/** Words that people write behind a name without brackets. */
const TRAILING_NOTE =
  /^(.*?)[ ,，:：\-—]*(户主|已故|已去世|去世|死亡|已死亡|已迁出|迁出|已注销|空挂户|空挂|寄住|代办|代领|先生|女士|小姐|同志)$/u;
/** Offices written behind a name with a blank between, and marks of a footnote. */
const TRAILING_OFFICE = /^(.*?)(?: +((?:副?(?:组长|主任|书记|队长|会长|村长|楼长))|委员|代表|老师|医生)|([①-⑳❶-❿*＊※△▲]+))$/u;
const LEADING_NOTE = /^(?:户主|姓名|申请人|承租人|房东|法人|负责人|经营者)\s*[:：]\s*/u;
/** Not recorded yet: newborns and the unnamed. */
const UNNAMED = /^(?:未取名|未起名|未命名|无名|无名氏|暂无姓名|尚未取名)$/u;
const SEVERAL = /[、,，;；/|]/u;

/**
 * Reads a personal name: blanks inside a Chinese name go, one kind of middle dot stays, notes (`(户主)`, `已故`) are cut, Latin letters are
 * upper case. Traditional characters stay as they are. A cell with several names, with digits or with masked characters gives
 * what it says, not valid, as `name-unreadable`; an attribute that may hold several (`several`) takes each of the names.
 */
export function parsePersonName(cell: Cell, several = false): ParsedValue {
  if (typeof cell === "string" && SIMPLE_NAME.test(cell) && !TRAILING_NOTE.test(cell)) {
    return saysNothing(cell) || UNNAMED.test(cell)
      ? NOTHING
      : { values: [{ value: cell, valid: !/某/.test(cell) }], problems: /某/.test(cell) ? ["name-unreadable"] : [] };
  }
  const clean = cellText(cell);
  if (saysNothing(clean)) return NOTHING;
  const cut = cutNotes(clean.replace(LEADING_NOTE, ""));
  const { text, note } = cutTrailing(cut.text, cut.note);
  const withNote = note === undefined ? {} : { note };
  if (text === "" || saysNothing(text) || UNNAMED.test(text)) return { values: [], problems: [], ...withNote };
  const parts =
    SEVERAL.test(text) && /\p{Script=Han}/u.test(text)
      ? text
          .split(SEVERAL)
          .map((part) => part.trim())
          .filter((part) => part !== "")
      : [text];
  const names = parts.map(canonicalName);
  const readable = names.every(isReadable);
  if (names.length === 1 || (several && readable)) {
    return {
      values: names.map((value) => ({ value, valid: isReadable(value) })),
      problems: readable ? [] : ["name-unreadable"],
      ...withNote,
    };
  }
  return { values: names.map((value) => ({ value, valid: false })), problems: ["name-unreadable"], ...withNote };
}

function cutTrailing(text: string, note: string | undefined): { text: string; note: string | undefined } {
  const match = TRAILING_NOTE.exec(text) ?? TRAILING_OFFICE.exec(text);
  const name = match?.[1] ?? "";
  if (!match || name.replaceAll(" ", "").length < 2) return { text, note };
  const cut = match[2] ?? match[3];
  return { text: name, note: note === undefined ? cut : `${cut}；${note}` };
}

function canonicalName(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return latinName(text);
  const dotted = BETWEEN_HAN_UNDOTTED.test(text.replaceAll(" ", "")) ? text.replace(MIDDLE_DOT, "·") : text;
  return dotted.replace(BETWEEN_HAN, "").replace(BETWEEN_HAN, "").toUpperCase().normalize("NFC");
}

/** `Saleh, Ahmed` and `saleh ahmed` are one name; accents stay here, since the name may be all there is. */
function latinName(text: string): string {
  return text
    .replace(/[,_<]+/g, " ")
    .replace(/ {2,}/g, " ")
    .trim()
    .toUpperCase()
    .normalize("NFC");
}

function isReadable(name: string): boolean {
  if (/[\d*＊?？#@=%&+]|某/u.test(name) || !/^[\p{L}\p{M}]/u.test(name)) return false;
  const han = name.match(/\p{Script=Han}/gu)?.length ?? 0;
  if (han === 0) return /\p{L}{2}/u.test(name) && name.length <= 80;
  return name.includes("·") ? han <= 30 : han >= 2 && han <= 12;
}
