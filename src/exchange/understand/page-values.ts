import type { Cell } from "#vocabulary/contract";

const BOX = /[□☐◻▢⬜○◯☑☒■●◉√✓✔]|[(（[［]\s*[√✓✔vV×]?\s*[)）\]］]|[\uF0A8\uF06F\uF0A3\uF0FE\uF052]/gu;
const TICKED = /[☑☒■●◉√✓✔vV\uF0FE\uF052]/u;
const PRINTED = /^[\s_＿/]*(?:[\s_＿]*年[\s_＿]*月[\s_＿]*日?[\s_＿]*)?(?:[人元岁口㎡])?$/u;

/**
 * What is written in the room of a form: of options (`□男 ☑女`) the ticked ones, of printed lines (`____`, `年  月  日`) nothing, otherwise
 * the cell as it is.
 */
export function writtenValue(cell: Cell): Cell {
  if (typeof cell !== "string") return cell;
  const ticked = tickedOptions(cell);
  if (ticked !== null) return ticked === "" ? null : ticked;
  const text = cell.replace(/^[\s_＿]+|[\s_＿]+$/g, "");
  return PRINTED.test(text) ? null : text;
}

/** `1 男 2 女 9 未说明`: numbers with the words that they stand for; fewer than two are no list. A second list begins to count again. */
function numberedLists(text: string): ReadonlyMap<number, string>[] {
  if (!/^\s*\d/.test(text)) return [];
  const lists: Map<number, string>[] = [];
  for (const [, digits, words = ""] of text.matchAll(/(?<![\d.])(\d{1,2})[\s.、．:：)）]*([^\d\s□/／][^\d□／]*)/gu)) {
    const number = Number(digits);
    const list = lists.at(-1);
    if (list === undefined || list.has(number)) lists.push(new Map([[number, option(words)]]));
    else list.set(number, option(words));
  }
  return (lists[0]?.size ?? 0) < 2 ? [] : lists;
}

/**
 * What was written into the squares behind a printed list of numbered options (`1 男 2 女 □2`, or the squares in the next cell), as the
 * options' words; of several lists (血型／RH) the first's, which answers the label. Null when the text prints no such list; `value` null
 * when the squares are empty.
 */
export function numberedAnswer(cell: Cell, squares: Cell): { readonly value: string | null } | null {
  if (typeof cell !== "string") return null;
  const at = cell.search(/□[\d\s□/／、]*$/);
  const [list, ...more] = numberedLists(at < 0 ? cell : cell.slice(0, at));
  if (list === undefined) return null;
  const written = at < 0 ? (typeof squares === "number" ? String(squares) : squares) : cell.slice(at);
  if (written !== null && (typeof written !== "string" || !/^[\d\s□/／、]*$/.test(written))) return null;
  const numbers = (written ?? "").split(/[□/／、\s]+/).filter((number) => number !== "");
  const words = (more.length > 0 ? numbers.slice(0, 1) : numbers).map((number) => list.get(Number(number)) ?? number);
  return { value: words.length === 0 ? null : words.join("、") };
}

/** The ticked options, joined by `、`; null for a text without at least one box that is not ticked or two boxes. */
function tickedOptions(text: string): string | null {
  const boxes = [...text.matchAll(BOX)];
  const last = boxes.at(-1);
  if (last === undefined || (boxes.length < 2 && TICKED.test(last[0]))) return null;
  const before = option(text.slice(last.index + last[0].length)) !== "";
  return boxes
    .flatMap((box, at) => {
      if (!TICKED.test(box[0])) return [];
      const previous = boxes[at - 1];
      const words = before
        ? text.slice(box.index + box[0].length, boxes[at + 1]?.index ?? text.length)
        : text.slice(previous === undefined ? 0 : previous.index + previous[0].length, box.index);
      return option(words) === "" ? [] : [option(words)];
    })
    .join("、");
}

function option(text: string): string {
  return (
    text
      .normalize("NFKC")
      .replace(/_+.*$/s, "")
      // 男 M: the same in two languages.
      .replace(/(?<=\p{Script=Han})\s+[A-Za-z][A-Za-z ]*$/u, "")
      .replace(/^[\s\d]*[.、)](?=\D)/, "")
      .replace(/[\s,;、。:]+/g, "")
  );
}
