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

/** A label with a blank behind it in the same cell. */
export interface Blank {
  readonly label: string;
  /** Offsets of the blank in the text; equal when the text ends behind the colon. */
  readonly start: number;
  readonly end: number;
  /** The blank as printed: `____`, `    年  月  日`. */
  readonly placeholder: string;
}

const blankRun = "[\\s_＿]*(?:年[\\s_＿]*月[\\s_＿]*日?[\\s_＿]*)?";
const labelled = new RegExp(
  `((?:[\\p{L}\\p{N}/、]+(?:[（(][^（）()]*[）)])?)|(?:\\p{L}[ \\t　]{1,6}\\p{L}(?:[ \\t　]{1,6}\\p{L})?))[ \\t　]*[：:](${blankRun})`,
  "gu",
);

/**
 * The labels of a cell whose blanks stand behind them: `姓名：____  性别：____`. Empty when the cell holds none, or when something is
 * already written behind a colon.
 */
export function parseBlanks(text: string): Blank[] {
  const blanks: Blank[] = [];
  for (const match of text.matchAll(labelled)) {
    const placeholder = match[2] ?? "";
    const start = match.index + match[0].length - placeholder.length;
    const end = match.index + match[0].length;
    const filled = placeholder === "" && end < text.length;
    if (filled) continue;
    // The spaces in front of the next label keep the labels apart.
    const kept = end < text.length && !placeholder.includes("年") ? placeholder.length - placeholder.replace(/\s+$/, "").length : 0;
    const spaces = /^\s*$/.test(placeholder) && end < text.length ? Math.min(kept, 1) : kept;
    blanks.push({ label: match[1] ?? "", start, end: end - spaces, placeholder });
  }
  return blanks;
}

/** Whether a cell holds nothing but room for a value: blank, underscores, `年  月  日`. */
export function isPlaceholder(text: string): boolean {
  return /^[\s_＿]*(?:[\s_＿]*年[\s_＿]*月[\s_＿]*日?[\s_＿]*)?$/.test(text);
}
