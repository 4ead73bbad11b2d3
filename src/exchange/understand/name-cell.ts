import { cellText } from "./cell-text.ts";
import { isChineseName } from "./column-profile.ts";

/** Somebody named in a cell, with the numbers written beside the name. */
export interface PersonInCell {
  readonly name: string;
  readonly phones: readonly string[];
  readonly idNumbers: readonly string[];
}

const LABEL =
  /(?:联系)?(?:电话号码|手机号码|身份证号码|身份证号|身份证|电话|手机号|手机|联系方式|短号|姓名|户主|本人|先生|女士|同志)(?=[:：\s\d、，,;；/()]|$)[:：]?|(?:TEL|tel|Tel)[:.]?/gu;
const TOKEN = /\d[\d-]{5,}[\dXx]|\d+|[\p{Script=Han}〇·•．‧]+|[^\s\d\p{Script=Han}、，,;；/|()[\]:：+&.。-]+/gu;

/**
 * The people whom a cell names, each with the telephones and ID numbers written behind (or before) the name: `张三13800001111`,
 * `张三、李四`, `张三（13800001111）；李四 …`. Null when something else stands in the cell, or no Chinese name.
 */
export function peopleInCell(cell: string): readonly PersonInCell[] | null {
  const text = cellText(cell.replace(/[\r\n]+/g, "、"))
    .normalize("NFKC")
    .replace(LABEL, " ");
  if (text.length > 200) return null;
  const people: { name: string; phones: string[]; idNumbers: string[] }[] = [];
  let waiting: string[] = [];
  let single = "";
  for (const token of text.match(TOKEN) ?? []) {
    if (/^\d/.test(token)) {
      if (single !== "" || token.replace(/\D/g, "").length < 7) return null;
      const last = people.at(-1);
      if (last === undefined) waiting.push(token);
      else addNumber(last, token);
      continue;
    }
    // 张 三: a name written with a gap.
    const name = single + token;
    if ([...name].length === 1) {
      single = name;
      continue;
    }
    single = "";
    if (!isChineseName(name)) return null;
    const person = { name, phones: [], idNumbers: [] };
    for (const number of waiting) addNumber(person, number);
    waiting = [];
    people.push(person);
  }
  return people.length === 0 || single !== "" || waiting.length > 0 ? null : people;
}

function addNumber(person: { phones: string[]; idNumbers: string[] }, number: string): void {
  const bare = number.replace(/-/g, "");
  if (bare.length === 18 || bare.length === 15) person.idNumbers.push(bare);
  else person.phones.push(number);
}

/** Fewer cells than this share of a column that name several people are slips; more are the column's habit. */
const SEVERAL_SHARE_MIN = 0.25;

/** Whether a column names several people in a cell as a habit. */
export function namesSeveral(sample: readonly unknown[]): boolean {
  let several = 0;
  for (const cell of sample) if (typeof cell === "string" && (peopleInCell(cell)?.length ?? 0) > 1) several++;
  return several >= 2 && several >= sample.length * SEVERAL_SHARE_MIN;
}
