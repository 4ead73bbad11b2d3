/** Sets a register out in rows: title, header tree, data with its duplicates and slips, sums and signatures; and records the truth of each. */
import type { Layout } from "./layout.ts";
import type { Entry, Fault, Pen, Register, Said, Section } from "./register-shape.ts";
import type { Grid, GridRow, Merge, StyledCell, StyleName } from "./sheet-model.ts";
import { isText } from "./text-file.ts";
import { recordRow, type Truth } from "./truth.ts";
import type { World } from "./world-shape.ts";

/** A row before it has its place. */
interface TellingRow {
  readonly entry: Entry;
  readonly said: readonly Said[];
  /** First row of its block, or of no block. */
  readonly opensBlock: boolean;
  readonly hidden: boolean;
}

/** What composing needs throughout. */
interface Desk {
  readonly register: Register;
  readonly layout: Layout;
  readonly world: World;
  readonly truth: Truth;
  readonly headers: readonly string[];
}

/** The sheets of a register's file. A text file is one grid whose styles nobody looks at. */
export function composeRegister(register: Register, layout: Layout, world: World, pen: Pen, truth: Truth): Grid[] {
  const desk: Desk = { register, layout, world, truth, headers: layout.labels.map((labels) => labels.join("/")) };
  const sections = register.entriesOf(world, pen.random.fork("entries"));
  if (register.sections === "sheets" && !isText(layout.format)) {
    return sections.map((section) =>
      composeSheet(desk, section.title, `${section.title}${layout.title}`, [{ ...section, title: "" }], pen),
    );
  }
  return [composeSheet(desk, layout.sheetName, layout.title, sections, pen)];
}

/** Rows and merges of a sheet that is being written from the top. */
class SheetWriter {
  readonly rows: GridRow[] = [];
  readonly merges: Merge[] = [];
  readonly width: number;
  constructor(width: number) {
    this.width = width;
  }
  get next(): number {
    return this.rows.length;
  }
  push(cells: readonly (StyledCell | null)[], height?: number, hidden = false): void {
    this.rows.push({ cells, ...(height ? { height } : {}), ...(hidden ? { hidden } : {}) });
  }
  /** A row with one text over all columns. */
  pushWide(text: string, style: StyleName, height: number): void {
    this.merges.push({ firstRow: this.next, firstColumn: 0, lastRow: this.next, lastColumn: this.width - 1 });
    this.push(
      Array.from({ length: this.width }, (_, i) => ({ value: i === 0 ? text : null, style })),
      height,
    );
  }
}

function composeSheet(desk: Desk, name: string, title: string, sections: readonly Section[], pen: Pen): Grid {
  const { layout, register } = desk;
  const text = isText(layout.format);
  const sheet = new SheetWriter(layout.fields.length);
  const place = { file: layout.fileName, sheet: text ? "" : name };
  if (!text) pushTitle(sheet, title, register, pen);
  else if (layout.textTitle) sheet.push([{ value: title, style: "title" }]);
  const several = sections.length > 1 && !text;
  let headRows = 0;
  if (!several || register.sections !== "tables") {
    pushHeader(sheet, layout);
    headRows = sheet.next;
  }
  sections.forEach((section, index) => {
    if (several && register.sections === "tables") {
      sheet.pushWide(section.title, "section", 22);
      pushHeader(sheet, layout);
    } else if (several) {
      sheet.pushWide(section.title, "section", 20);
      // A new block begins with the header again, as on a new page.
      if (index > 0) pushHeader(sheet, layout);
    }
    const rows = tellSection(desk, section, pen, sheet.width);
    for (const row of rows) pushRow(desk, sheet, row, place);
    mergeBlocks(desk, sheet, rows);
    if (several && register.sections === "tables") sheet.push([]);
  });
  if (!text) pushEnd(sheet, desk, sections);
  return {
    name,
    rows: sheet.rows,
    merges: sheet.merges,
    widths: layout.fields.map((field) => field.width),
    headRows,
    hiddenColumns: layout.hiddenColumn ? layout.fields.map((field, i) => (field.key === "note" ? i : -1)).filter((i) => i >= 0) : [],
    landscape: layout.fields.length > 8,
    sexColumns:
      layout.habits.sex === "words" && headRows > 0
        ? layout.fields.map((field, i) => (field.key.endsWith(".sex") ? i : -1)).filter((i) => i >= 0)
        : [],
    lastRow: sheet.next,
  };
}

function pushTitle(sheet: SheetWriter, title: string, register: Register, pen: Pen): void {
  sheet.pushWide(title, "title", 32);
  if (register.unit === "") return;
  const [year = "", month = "", day = ""] = register.asOf.split("-");
  const dated = pen.random
    .fork("dated")
    .pick([`填报日期：${year}年${Number(month)}月${Number(day)}日`, `${year}年${Number(month)}月`, `${year}.${month}.${day}`]);
  const cells: (StyledCell | null)[] = Array.from({ length: sheet.width }, () => null);
  cells[0] = { value: register.unit, style: "unit" };
  cells[Math.max(1, sheet.width - 3)] = { value: dated, style: "unit" };
  sheet.push(cells, 20);
}

/** The header tree: a label spans the columns under it and, where it has nothing under it, the rows down to the data. */
function pushHeader(sheet: SheetWriter, layout: Layout): void {
  const { labels, depth } = layout;
  const first = sheet.next;
  for (let level = 0; level < depth; level++) {
    sheet.push(
      labels.map((path, column) => ({
        value: path[level] === undefined || sameAbove(labels, column, level) ? null : (path[level] as string),
        style: "header" as const,
      })),
      depth === 1 ? 30 : 22,
    );
  }
  for (let column = 0; column < labels.length; column++) {
    const path = labels[column] as readonly string[];
    for (let level = 0; level < path.length; level++) {
      if (sameAbove(labels, column, level)) continue;
      let lastColumn = column;
      while (lastColumn + 1 < labels.length && sameAbove(labels, lastColumn + 1, level)) lastColumn++;
      const lastRow = level === path.length - 1 ? depth - 1 : level;
      if (lastColumn > column || lastRow > level)
        sheet.merges.push({ firstRow: first + level, firstColumn: column, lastRow: first + lastRow, lastColumn });
    }
  }
}

/** Whether the column shares its group at that level with the column before it. Its own label, the last, is never shared. */
function sameAbove(labels: readonly (readonly string[])[], column: number, level: number): boolean {
  const path = labels[column] as readonly string[];
  const before = labels[column - 1];
  if (!before || level >= path.length - 1 || level >= before.length - 1) return false;
  return path.slice(0, level + 1).join("/") === before.slice(0, level + 1).join("/");
}

/** Says every row of a section, then copies some and lets some slip by a column. */
function tellSection(desk: Desk, section: Section, pen: Pen, width: number): TellingRow[] {
  const rows: TellingRow[] = [];
  let block: string | undefined;
  let number = 0;
  let above: readonly Said[] = [];
  for (const entry of section.entries) {
    const opensBlock = entry.block === undefined || entry.block !== block;
    block = entry.block;
    if (opensBlock) number++;
    const said = desk.layout.fields.map((field, column): Said => {
      if (field.key === "sequence") return { cell: pen.text ? String(number) : number };
      if (field.merged && !opensBlock) return { cell: null, ...(above[column]?.dwelling ? { dwelling: above[column].dwelling } : {}) };
      return field.say(entry, pen);
    });
    above = said;
    rows.push({ entry, said, opensBlock, hidden: desk.layout.hiddenRows && pen.random.chance(0.03) });
  }
  // A household under merged cells is not copied: it would make another household of its rows.
  if (rows.some((row) => row.entry.block)) return rows;
  const sequence = desk.layout.fields.findIndex((field) => field.key === "sequence");
  return slip(renumber(copySome(rows, pen), pen, sequence), pen, width);
}

const DUPLICATE: Fault = { kind: "duplicate_row", attribute: "*", detectable: "yes" };
const SHIFTED: Fault = { kind: "shifted_row", attribute: "*", detectable: "yes" };

/** Writes some rows a second time: at once, or when the sheet is a page further. */
function copySome(rows: readonly TellingRow[], pen: Pen): TellingRow[] {
  const out: TellingRow[] = [];
  const waiting: { copy: TellingRow; at: number }[] = [];
  for (const row of rows) {
    out.push(row);
    if (pen.errs(0.007) && !row.said.some((said) => said.fault)) {
      const said = row.said.map((each, column) => (column === 0 ? { ...each, fault: DUPLICATE } : each));
      waiting.push({ copy: { ...row, said }, at: out.length + (pen.random.chance(0.5) ? 0 : pen.random.between(1, 20)) });
    }
    while (waiting[0] && waiting[0].at <= out.length) out.push((waiting.shift() as { copy: TellingRow }).copy);
  }
  return [...out, ...waiting.map(({ copy }) => copy)];
}

/** Gives rows their running numbers, copies too. */
function renumber(rows: readonly TellingRow[], pen: Pen, column: number): TellingRow[] {
  if (column < 0) return [...rows];
  return rows.map((row, index) => ({
    ...row,
    said: row.said.map((said, i) => (i === column ? { ...said, cell: pen.text ? String(index + 1) : index + 1 } : said)),
  }));
}

/** A cell too many: all that follows stands one column to the right. */
function slip(rows: readonly TellingRow[], pen: Pen, width: number): TellingRow[] {
  return rows.map((row) => {
    if (width < 6 || !pen.errs(0.0025) || row.said.some((said) => said.fault)) return row;
    const at = pen.random.between(2, 4);
    const said = [...row.said.slice(0, at), { cell: null }, ...row.said.slice(at)];
    said[0] = { ...(said[0] as Said), fault: SHIFTED };
    return { ...row, said };
  });
}

function pushRow(desk: Desk, sheet: SheetWriter, row: TellingRow, place: { file: string; sheet: string }): void {
  const { layout, register, world, truth } = desk;
  const said = row.said.length > sheet.width && row.said.at(-1)?.cell === null ? row.said.slice(0, -1) : row.said;
  sheet.push(
    said.map((each, column) => ({ value: each.cell, style: styleOf(each, layout.fields[column]?.align) })),
    18,
    row.hidden,
  );
  recordRow(truth, register, world, { ...place, row: sheet.next }, { entry: row.entry, said: row.said, headers: desk.headers });
}

function styleOf(said: Said, align: "left" | "center" | "right" | undefined): StyleName {
  if (typeof said.cell === "number") return "number";
  if (said.cell !== null && typeof said.cell === "object") return "date";
  return align === "left" ? "left" : "text";
}

/** Merges a household's cells over its rows. */
function mergeBlocks(desk: Desk, sheet: SheetWriter, rows: readonly TellingRow[]): void {
  const first = sheet.next - rows.length;
  for (let i = 0; i < rows.length; i++) {
    if (!rows[i]?.opensBlock) continue;
    let last = i;
    while (rows[last + 1] && !rows[last + 1]?.opensBlock) last++;
    if (last === i) continue;
    desk.layout.fields.forEach((field, column) => {
      if (field.merged) sheet.merges.push({ firstRow: first + i, firstColumn: column, lastRow: first + last, lastColumn: column });
    });
  }
}

function pushEnd(sheet: SheetWriter, desk: Desk, sections: readonly Section[]): void {
  const { layout, register } = desk;
  const cells = (value: string | null, style: StyleName): StyledCell => ({ value, style });
  if (layout.totals) {
    const count = sections.reduce((sum, section) => sum + section.entries.length, 0);
    sheet.push(
      layout.fields.map((_, column) => cells(column === 0 ? "合计" : column === 1 ? `${count}人` : null, "total")),
      20,
    );
  }
  if (register.foot.length === 0) return;
  const foot: (StyledCell | null)[] = Array.from({ length: sheet.width }, () => null);
  register.foot.forEach((text, i) => {
    const column = Math.min(sheet.width - 1, i * 3);
    foot[column] = cells(text, "foot");
  });
  sheet.push(foot, 22);
}
