import type { ParseContext } from "#vocabulary";
import { parseAddress } from "#vocabulary";
import type { Address } from "#vocabulary/contract";
import type { ConfirmedMappings, Sheet, SheetRow, TableLayout } from "../contract.ts";
import { asOfFrom } from "./as-of.ts";
import { cellText, isBlank } from "./cell-text.ts";
import type { ColumnDraft } from "./column-draft.ts";
import { doorsNameUnits } from "./complete-dwelling.ts";
import { departmentOf } from "./department-of.ts";
import { DittoFiller } from "./ditto.ts";
import { isEstateName } from "./estate-name.ts";
import { planFillDown } from "./fill-down.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { HeaderColumn, HeaderTree } from "./header-tree.ts";
import { headerWord, namePart } from "./header-words.ts";
import { mapColumns, type Sample } from "./map-columns.ts";
import type { ManualMapping } from "./mapping-file.ts";
import { matchRegister, type PreparedRegister } from "./match-register.ts";
import { type MergedCells, MergeFiller } from "./merged-cells.ts";
import type { Values } from "./person-facts.ts";
import { planSlots, type SettledColumn } from "./plan-mentions.ts";
import { columnReader } from "./read-column.ts";
import { isCaptionText, joinedText, kindByWords, rowTexts } from "./row-kinds.ts";
import { shiftFinder } from "./shifted-rows.ts";
import { splitBlocks } from "./split-blocks.ts";
import { statementsOf } from "./statements.ts";
import { TableReader } from "./table-reader.ts";

/** What a whole file is understood with. */
export interface FileSettings {
  readonly fileName: string;
  readonly registers: readonly PreparedRegister[];
  readonly confirmed: ConfirmedMappings;
  readonly manual: readonly ManualMapping[];
  readonly context: ParseContext;
  /** The number of the next table of the file. */
  nextNumber(): number;
}

/** A header with what stands above and below it. */
export interface TablePlace {
  readonly tree: HeaderTree;
  /** Title, unit and date rows above the header. */
  readonly preamble: readonly SheetRow[];
  /** Data rows below, up to some two hundred. */
  readonly rows: readonly SheetRow[];
  /** The title of the table before, for a table that has none of its own. */
  readonly titleBefore: string;
}

/** Understands a header: one reader a table, several when tables stand side by side. */
export function openTables(place: TablePlace, sheet: Sheet, merged: MergedCells, settings: FileSettings): TableReader[] {
  const sample = sampleOf(place, sheet, merged);
  const columns = withUnheaded(place.tree.columns, sample);
  const blocks = splitBlocks(columns, sample.rows);
  return blocks.map((block) => openTable(place, block, blocks.length > 1, sample, sheet, settings));
}

function sampleOf(place: TablePlace, sheet: Sheet, merged: MergedCells): Sample {
  const filler = new MergeFiller(merged);
  const ditto = new DittoFiller();
  const counts = new Map<number, number>();
  const rows = place.rows.map((row) => {
    const { cells, filled } = filler.fill(row);
    for (const column of filled ?? []) counts.set(column, (counts.get(column) ?? 0) + 1);
    return { ...row, cells: ditto.fill(cells).cells };
  });
  const often = [...counts].filter(([, count]) => count * 5 >= rows.length).map(([column]) => column);
  return { rows, mergedColumns: new Set(often), hiddenColumns: new Set(sheet.hiddenColumns) };
}

/** The header's columns and those that hold data without a header. */
function withUnheaded(columns: readonly HeaderColumn[], sample: Sample): HeaderColumn[] {
  const headed = new Map(columns.map((column) => [column.column, column]));
  const width = Math.max(0, ...sample.rows.map((row) => row.cells.length), ...columns.map((column) => column.column + 1));
  const all: HeaderColumn[] = [];
  for (let column = 0; column < width; column++) {
    const known = headed.get(column);
    if (known !== undefined) all.push(known);
    else if (sample.rows.some((row) => !isBlank(row.cells[column]))) all.push({ column, path: [], groups: [] });
  }
  return all;
}

function openTable(
  place: TablePlace,
  columns: readonly HeaderColumn[],
  isBlock: boolean,
  sample: Sample,
  sheet: Sheet,
  settings: FileSettings,
): TableReader {
  const { context } = settings;
  const names = namesOf(place, sheet, settings);
  const paths = columns.map((column) => column.path);
  const register = matchRegister(
    settings.registers,
    names.registerNames,
    paths.filter((path) => path.length > 0),
  );
  const fingerprint = fingerprintOf(paths);
  const rows = isBlock
    ? { ...sample, rows: sample.rows.filter((row) => columns.some((column) => !isBlank(row.cells[column.column]))) }
    : sample;
  const drafts = mapColumns(columns, rows, {
    register,
    confirmed: settings.confirmed,
    manual: settings.manual,
    fingerprint,
    title: names.title,
    sheet: sheet.name,
    context,
  });
  const nameParts = pairNameParts(drafts);
  const settled = drafts.flatMap((draft): SettledColumn[] => {
    if (draft.meaning === null || nameParts.some((pair) => pair.given === draft.column)) return [];
    return [{ draft, reader: columnReader(draft.column, draft.meaning, draft.profile.sample, context) }];
  });
  const layout: TableLayout = {
    sheet: sheet.name,
    number: settings.nextNumber(),
    title: names.title,
    headerRows: place.tree.rows,
    columns: drafts.map(({ column, header, meaning, basis, hidden }) => ({ column, header, meaning, basis, hidden })),
    register: register?.register.id ?? null,
    department: register?.register.department ?? departmentOf([...names.captions, names.title]),
    asOf: asOfFrom([...names.captions, names.title, sheet.name, settings.fileName], context.today),
    fingerprint,
  };
  const reader = new TableReader({
    layout,
    drafts,
    slots: planSlots(settled),
    nameParts,
    implies: impliedBy(register),
    asOf: layout.asOf,
    context,
    place: placeNamed(
      drafts,
      [...names.captions.toReversed(), names.title, ...bracketed(names.title), ...titleBegins(names.title), sheet.name],
      context,
    ),
    doorsNameUnits: doorsNameUnits(drafts, rows.rows),
    subjectIsHead: drafts.some(
      (draft) => draft.reading.role === "householdHead" && draft.meaning?.kind === "person" && draft.meaning.role === "subject",
    ),
    headsLead: headsLead(drafts),
    fillDown: planFillDown(drafts, rows.rows, context),
    shifts: shiftFinder(drafts, context),
    block: isBlock ? new Set(columns.map((column) => column.column)) : null,
    ownColumns: columns.map((column) => column.column),
  });
  for (const row of place.preamble) {
    const statements = statementsOf(row);
    if (statements !== null) reader.caption(statements);
  }
  return reader;
}

interface Names {
  readonly title: string;
  readonly captions: readonly string[];
  readonly registerNames: readonly string[];
}

/** The title and the unit/date texts above a header. */
function namesOf(place: TablePlace, sheet: Sheet, settings: FileSettings): Names {
  const captions: string[] = [];
  let title = "";
  for (const row of place.preamble) {
    const texts = rowTexts(row);
    if (texts.length === 1 && /^附[件表]?[\d一二三四五六七八九十]*[:：]?$/.test(texts[0] ?? "")) continue;
    const caption = texts.some(isCaptionText) || kindByWords(texts) !== null;
    if (caption) captions.push(joinedText(row));
    else if (title === "" && texts.length > 0 && texts.length <= 3) title = joinedText(row);
    else captions.push(joinedText(row));
  }
  const stem = settings.fileName.replace(/\.[^.]*$/, "");
  const known = title !== "" ? title : place.titleBefore;
  return { title, captions, registerNames: [known, sheet.name, stem] };
}

function impliedBy(register: PreparedRegister | null): Values {
  return Object.fromEntries(
    Object.entries(register?.register.implies ?? {}).map(([attribute, value]) => [attribute, [{ value, valid: true, column: -1 }]]),
  );
}

/** Columns that hold the family name and the given name of one person, in this order. */
function pairNameParts(drafts: readonly ColumnDraft[]): { family: number; given: number }[] {
  const isPart = (draft: ColumnDraft | undefined, part: "family" | "given") =>
    draft?.meaning?.attribute === "foreignName" && namePart(headerWord(draft.path.at(-1) ?? "")) === part;
  return drafts.flatMap((draft, index) => {
    const next = drafts[index + 1];
    return next !== undefined && isPart(draft, "family") && isPart(next, "given") ? [{ family: draft.column, given: next.column }] : [];
  });
}

const bracketed = (title: string) => [...title.matchAll(/[（(【]([^）)】]+)[）)】]/g)].map((match) => match[1] as string);

const TITLE_BEGINS =
  /^(?:附件\d*[:：]?)?(\S{2,10}?(?:\d{1,3}(?:幢|栋|号楼))?)(?:小区)?(?:业主|住户|居民|住宅|楼栋|房屋|房产|租客|人员|底册|入户|家庭|物业|户籍|人口|信息|登记|花名|名册|名单|台账|一览|情况)/;

/** What a title says before it says what the table is: 永胜花园 of 永胜花园业主信息登记表. */
function titleBegins(title: string): string[] {
  const begin = TITLE_BEGINS.exec(title.replace(/\s+/g, ""))?.[1];
  return begin === undefined ? [] : [begin];
}

/** A column of addresses that are numbers alone: 1-101, 2单元501. */
function isDoorColumn({ meaning, profile }: ColumnDraft, context: ParseContext): boolean {
  if (meaning?.kind !== "dwelling" || meaning.attribute !== "address") return false;
  const doors = profile.sample.filter((cell) => {
    const { room, building, estate, road, community } = parseAddress(cellText(cell), context.locality);
    return (room ?? building) !== undefined && (estate ?? road ?? community) === undefined;
  });
  return doors.length * 2 > profile.count;
}

/**
 * The estate and the building that a line above the header, the title, its brackets or else the sheet's name are, for a table of dwellings that has no such column:
 * of two tables in a sheet each has its own title.
 */
function placeNamed(drafts: readonly ColumnDraft[], names: readonly string[], context: ParseContext): Address {
  const states = (attribute: string) => drafts.some((draft) => draft.meaning?.kind === "dwelling" && draft.meaning.attribute === attribute);
  if (states("estate") || !(states("room") || drafts.some((draft) => isDoorColumn(draft, context)))) return {};
  let named: Address = {};
  for (const name of names) {
    const { estate: read, building, detail } = parseAddress(name, context.locality);
    const estate = read ?? (detail === name && isEstateName(name) ? name : undefined);
    if (estate === undefined ? building === undefined : !isEstateName(estate)) continue;
    if (estate === undefined ? !/^\S{1,6}$/.test(name) : !name.replace(/\d.*$/, "").endsWith(estate)) continue;
    // The building of another estate is not meant.
    if (named.estate !== undefined && estate !== undefined && estate !== named.estate) continue;
    named = { ...(estate !== undefined && { estate }), ...(building !== undefined && !states("building") && { building }), ...named };
  }
  return named;
}

/** A table of families whose household has neither a number nor a head's column: who follows a head belongs to him. */
function headsLead(drafts: readonly ColumnDraft[]): boolean {
  const has = (test: (draft: ColumnDraft) => boolean) => drafts.some(test);
  const members = drafts.find(({ meaning }) => meaning?.kind === "person" && meaning.role === "subject" && meaning.attribute === "name");
  const people = members?.profile.count ?? 0;
  return (
    has((draft) => draft.meaning?.attribute === "relationToHead" && draft.profile.count > people * 0.9) &&
    !has(({ meaning }) => meaning?.attribute === "householdNumber" || meaning?.attribute === "headIdNumber") &&
    !has(({ meaning }) => meaning?.role === "householdHead" && meaning.attribute === "idNumber")
  );
}
