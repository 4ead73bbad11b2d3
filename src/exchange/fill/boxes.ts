/** Tick boxes and blanks inside a cell's text: `□男 □女`, `男（ ） 女（ ）`, `姓名：____`. */

export interface Box {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly ticked: string;
}

export interface Boxes {
  /** The label in front of the boxes in the same cell (`性别：□男 □女`), or empty. */
  readonly label: string;
  readonly boxes: readonly Box[];
}

/** An empty box: a drawn one, a circle, a pair of brackets around nothing, or the Wingdings boxes that Word leaves. */
const emptyBox = /[□☐◻▢⬜○◯\uF0A8\uF06F\uF0A3]|\(\s*\)|（\s*）|\[\s*\]|［\s*］|【\s*】/gu;

function tickedBox(box: string): string {
  if (/^[○◯]$/.test(box)) return "●";
  // The Wingdings font draws these code points as boxes, so the ticked one comes from the same font.
  if (/^[\uF0A8\uF06F]$/.test(box)) return "\uF0FE";
  if (box === "\uF0A3") return "\uF052";
  if (box.length >= 2) return `${box[0]}√${box.at(-1)}`;
  return "☑";
}

function cleanOption(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/_+.*$/s, "")
    .replace(/^[\s\d]*[.、)](?=\D)/, "")
    .replace(/[\s,;、。/:]+/g, "");
}

/** The boxes of a cell with their options, or null when the cell holds none. */
export function parseBoxes(text: string): Boxes | null {
  const found = [...text.matchAll(emptyBox)];
  const first = found[0];
  const last = found.at(-1);
  if (first === undefined || last === undefined) return null;
  const head = text.slice(0, first.index);
  const tail = text.slice(last.index + last[0].length);
  // Boxes stand before their options unless nothing follows the last one.
  const before = cleanOption(tail) !== "";
  const colon = Math.max(head.lastIndexOf("："), head.lastIndexOf(":"));
  let label = colon >= 0 ? head.slice(0, colon) : before ? head : "";
  if (colon < 0 && !before) {
    // `性别 男□ 女□`: the first option is the word next to the box.
    const words = head.trim().split(/\s+/);
    label = words.slice(0, -1).join("");
  }
  const firstOption = before ? 0 : colon >= 0 ? colon + 1 : head.trimEnd().length - (head.trim().split(/\s+/).at(-1)?.length ?? 0);
  const boxes = found.map((match, at) => {
    const start = match.index;
    const end = start + match[0].length;
    const previous = found[at - 1];
    const option = before
      ? text.slice(end, found[at + 1]?.index ?? text.length)
      : text.slice(previous === undefined ? firstOption : previous.index + previous[0].length, start);
    return { label: cleanOption(option), start, end, ticked: tickedBox(match[0]) };
  });
  if (boxes.some((box) => box.label === "")) return null;
  return { label: label.trim(), boxes };
}

/** A label with the room for its value behind it in the same cell: a blank, or boxes. */
export type Inside =
  | { readonly label: string; readonly boxes: readonly Box[] }
  | {
      readonly label: string;
      readonly boxes: null;
      /** Offsets of the blank in the text; equal when the text ends behind the colon. */
      readonly start: number;
      readonly end: number;
      /** The blank as printed: `____`, `    年  月  日`. */
      readonly placeholder: string;
    };

/** A label's words, also with wide gaps between two or three characters, in front of a colon. What stands right behind a box is an option. */
const labelInside =
  /(?<![□☐◻▢⬜○◯)）\]］】\p{L}\p{N}/、])((?:\p{L}[ \t\u3000]{1,6}\p{L}(?:[ \t\u3000]{1,6}\p{L})?)|(?:[\p{L}\p{N}/、]+(?:[（(][^（）()]+[）)])?))[ \t\u3000]*[：:]/gu;

/** A unit behind the room: `家庭人口：      人`. */
const UNIT_BEHIND = /^(\s{2,}|[\s_＿]*_[\s_＿]*)(?:人|口|岁|周岁|元|万元|㎡|m2|平方米|间|个|名|户|年|级|公斤|厘米)[\s,，;；。]*$/;

/** A line to write on, in the middle of a sentence: `（姓名：____，身份证号：____）承诺…`. */
const LINE_BEHIND = /^(\s*[_＿]{2,})(?=[^_＿\s年])/;

/**
 * The labels of a cell with room for their values behind them: `姓名：____  性别：□男 □女`. What is already written behind a colon is
 * no room.
 */
export function parseInside(text: string): Inside[] {
  const labels = [...text.matchAll(labelInside)];
  const found: Inside[] = [];
  for (const [index, match] of labels.entries()) {
    const label = (match[1] ?? "").trim();
    const start = match.index + match[0].length;
    const next = labels[index + 1]?.index ?? text.length;
    const room = text.slice(start, next);
    const boxes = parseBoxes(room);
    if (boxes !== null && boxes.label === "") {
      found.push({ label, boxes: boxes.boxes.map((box) => ({ ...box, start: box.start + start, end: box.end + start })) });
    } else if (UNIT_BEHIND.test(room) || LINE_BEHIND.test(room)) {
      const blank = (UNIT_BEHIND.exec(room) ?? LINE_BEHIND.exec(room))?.[1] ?? "";
      found.push({ label, boxes: null, start, end: start + blank.length, placeholder: blank });
    } else if (isPlaceholder(room) && (room !== "" || start === text.length)) {
      // One space in front of the next label keeps the two apart.
      const end = next < text.length && /\s$/.test(room) ? next - 1 : next;
      found.push({ label, boxes: null, start, end, placeholder: room });
    }
  }
  return found;
}

/** Whether a cell holds nothing but room for a value: blank, underscores, `年  月  日`. */
export function isPlaceholder(text: string): boolean {
  return /^[\s_＿]*(?:[\s_＿]*年[\s_＿]*月[\s_＿]*日?[\s_＿]*)?$/.test(text);
}
