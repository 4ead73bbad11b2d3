import type { Cell, ElementKind, MentionRole } from "#vocabulary/contract";
import type { RecordRead, Sheet, SheetRow, TableLayout } from "../contract.ts";
import { isBlank, squashed } from "./cell-text.ts";
import type { HeaderColumn } from "./header-tree.ts";
import { mergedCells } from "./merged-cells.ts";
import { type FileSettings, openTables } from "./open-tables.ts";
import { readHeaderCell } from "./read-header.ts";
import type { Page, PageField } from "./read-page.ts";
import { RowKind } from "./row-kinds.ts";
import { type SheetEvent, walkRows } from "./understand-sheet.ts";

const NO_MERGES = mergedCells([]);

/** A filled form as events: one record for the page (or for each copy on it), the rows of its tables, and every other row skipped. */
export function pageEvents(page: Page, rows: readonly SheetRow[], sheet: Sheet, settings: FileSettings): SheetEvent[] {
  const events: SheetEvent[] = [];
  const read = new Set<number>();
  let shared: Shared[] = [];
  for (const copy of copiesOf(page.fields)) {
    if (copy.every(({ value }) => isBlank(value))) continue;
    const { layout, records } = readCopy(copy, rows, sheet, settings);
    events.push({ type: "table", table: layout }, { type: "records", records });
    for (const { row } of records) read.add(row);
    shared = sharedFacts(layout, copy);
  }
  for (const table of events.length === 0 ? [] : page.tables.filter(listsPeople)) {
    for (const event of walkRows({ ...sheet, merges: [], hiddenColumns: [] }, withShared(table, shared), settings)) {
      if (event.type === "skipped") continue;
      events.push(event.type === "table" ? { ...event, table: placeShared(event.table, widthOf(table), shared) } : event);
      if (event.type === "records") for (const { row } of event.records) read.add(row);
    }
  }
  for (const { row, cells } of rows)
    if (!read.has(row) && !cells.every(isBlank)) events.push({ type: "skipped", row, kind: RowKind.caption });
  return events;
}

/** Copies of one form under one another ask the same in the same order. */
function copiesOf(fields: readonly PageField[]): (readonly PageField[])[] {
  const label = (field: PageField | undefined) => field?.path.join("/");
  const count = fields.filter((field) => label(field) === label(fields[0])).length;
  const length = fields.length / count;
  const repeats =
    count > 1 && Number.isInteger(length) && length >= 3 && fields.every((field, at) => label(field) === label(fields[at % length]));
  if (!repeats) return [fields];
  return Array.from({ length: count }, (_, copy) => fields.slice(copy * length, (copy + 1) * length));
}

/** The page as a table of one row, whose columns are its labels. */
function readCopy(
  fields: readonly PageField[],
  rows: readonly SheetRow[],
  sheet: Sheet,
  settings: FileSettings,
): { layout: TableLayout; records: readonly RecordRead[] } {
  const columns = fields.map(({ path }, column): HeaderColumn => ({ column, path, groups: path.map((_, at) => at < path.length - 1) }));
  const first = fields[0]?.row ?? 1;
  const row: SheetRow = { row: first, cells: fields.map(({ value }) => value), hidden: false };
  const [reader] = openTables(
    {
      tree: { rows: [first, fields.at(-1)?.row ?? first], columns, texts: [] },
      preamble: rows.filter(({ row: above }) => above < first),
      rows: [row],
      titleBefore: "",
    },
    { ...sheet, merges: [], hiddenColumns: [] },
    NO_MERGES,
    settings,
  );
  if (reader === undefined) throw new Error("a page is one table");
  reader.read(row, { cells: row.cells, filled: null });
  const { layout } = reader.plan;
  const placed = layout.columns.map((column) => {
    const field = fields[column.column];
    return field === undefined ? column : { ...column, place: { row: field.row, column: field.column } };
  });
  return { layout: { ...layout, columns: placed }, records: reader.take() };
}

/** A fact of the page that each row of its tables shares. */
interface Shared {
  readonly header: string;
  readonly value: Cell;
  readonly place: { readonly row: number; readonly column: number };
}

const OWNER_ROLES: readonly MentionRole[] = ["householdHead", "applicant", "subject"];

/** Whose page it is, to whose family the people of its tables belong; of a page about a home, where they live. */
function sharedFacts({ columns }: TableLayout, fields: readonly PageField[]): Shared[] {
  const find = (kind: ElementKind, role: MentionRole, attribute: string, header: string): Shared[] => {
    const { column } =
      columns.find(({ meaning }) => meaning?.kind === kind && meaning.role === role && meaning.attribute === attribute) ?? {};
    const field = column === undefined ? undefined : fields[column];
    return field === undefined || isBlank(field.value)
      ? []
      : [{ header, value: field.value, place: { row: field.row, column: field.column } }];
  };
  const isHead = fields.some(({ path }) => readHeaderCell(path.at(-1) ?? "").role === "householdHead");
  const word = isHead ? "户主" : "申请人";
  for (const role of OWNER_ROLES) {
    const name = find("person", role, "name", `${word}姓名`);
    if (name.length > 0) return [...name, ...find("person", role, "idNumber", `${word}身份证号`)];
  }
  return find("dwelling", "subject", "address", "居住地址");
}

/** A table of people, not of flats, jobs or visits: it asks a name and who that is. */
function listsPeople(table: readonly SheetRow[]): boolean {
  const asked = (table[0]?.cells ?? []).flatMap((cell) =>
    isBlank(cell)
      ? []
      : readHeaderCell(squashed(cell))
          .meanings.filter(({ kind }) => kind === "person")
          .map(({ attribute }) => attribute),
  );
  return asked.includes("name") && asked.some((attribute) => /^(?:idNumber|relationToHead|birthDate|sex|age|phone)$/.test(attribute));
}

/** The table with columns more, which say in every row that is not blank what the page says once. */
function withShared(table: readonly SheetRow[], shared: readonly Shared[]): SheetRow[] {
  const width = widthOf(table);
  return table.map((row, at) => {
    if (at > 0 && row.cells.every(isBlank)) return row;
    const more = shared.map(({ header, value }) => (at === 0 ? header : value));
    return { ...row, cells: [...row.cells, ...new Array<null>(width - row.cells.length).fill(null), ...more] };
  });
}

function widthOf(table: readonly SheetRow[]): number {
  return Math.max(...table.map(({ cells }) => cells.length));
}

/** The columns that were added to a table have their places where the page says what they say. */
function placeShared(layout: TableLayout, width: number, shared: readonly Shared[]): TableLayout {
  const columns = layout.columns.map((column) => {
    const place = shared[column.column - width]?.place;
    return place === undefined ? column : { ...column, place };
  });
  return { ...layout, columns };
}
