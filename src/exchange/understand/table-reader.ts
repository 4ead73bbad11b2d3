import { parseAddress } from "#vocabulary";
import type { Address, Cell, Mention, StatedValue } from "#vocabulary/contract";
import type { CellProblem, RecordRead, SheetRow, TableLayout } from "../contract.ts";
import { isBlank } from "./cell-text.ts";
import type { ColumnDraft } from "./column-draft.ts";
import { DittoFiller } from "./ditto.ts";
import { DuplicateFinder } from "./duplicate-rows.ts";
import { isEstateName } from "./estate-name.ts";
import type { FillDown } from "./fill-down.ts";
import type { FilledRow } from "./merged-cells.ts";
import { type RowPlan, type RowRead, type RowState, readRow } from "./read-row.ts";
import type { Shift, ShiftFinder } from "./shifted-rows.ts";
import { captionFacts, type Statement } from "./statements.ts";

/** Everything that reading the rows of one table needs, settled from its header and sample. */
export interface TablePlan extends RowPlan {
  readonly layout: TableLayout;
  readonly drafts: readonly ColumnDraft[];
  readonly fillDown: FillDown | null;
  readonly shifts: ShiftFinder;
  /** 0-based sheet columns of this block when tables stand side by side; null when the row is all its own. */
  readonly block: ReadonlySet<number> | null;
  /** The columns that a record must have one of, besides those of the whole family. */
  readonly ownColumns: readonly number[];
}

/** A register in which more rows than this repeat somebody lists people more than once on purpose (a row a dose). */
const REPEATS_SHARE_MAX = 0.05;
const JUDGED_AFTER_ROWS = 1_000;

/** Reads the rows of one table, in order, into records. */
export class TableReader {
  readonly plan: TablePlan;
  readonly #state: RowState = { head: null, place: {}, caption: [] };
  readonly #duplicates: DuplicateFinder;
  readonly #ditto = new DittoFiller();
  #above: readonly Cell[] | null = null;
  #records: RecordRead[] = [];
  #rowsRead = 0;
  #repeats: CellProblem[] = [];
  #repeatsTrusted: boolean | null = null;

  constructor(plan: TablePlan) {
    this.plan = plan;
    this.#duplicates = new DuplicateFinder(
      new Set(
        plan.drafts
          .filter((draft) => draft.basis === "ignored" && (draft.profile.sequence || draft.profile.count === 0 || /序/.test(draft.header)))
          .map((draft) => draft.column),
      ),
    );
  }

  /** A line that divides the table (`2幢`, `第一网格`) may say where the next rows' dwellings are. */
  divide(text: string): void {
    const { estate: named, building, unit } = parseAddress(text, this.plan.context.locality);
    const estate = named !== undefined && isEstateName(named) ? named : undefined;
    const place: Address = {
      ...(estate !== undefined && { estate }),
      ...(building !== undefined && { building }),
      ...(unit !== undefined && { unit }),
    };
    if (text.length <= 20) this.#state.place = estate === undefined ? { ...this.#state.place, ...place } : place;
    this.#above = null;
    this.#state.head = null;
  }

  /** A caption (`户主：张三  住址：…`) that names a family speaks of the rows below it. */
  caption(statements: readonly Statement[]): void {
    const facts = captionFacts(statements, this.plan.context);
    if (facts.length === 0) return;
    this.#state.caption = facts;
    this.#above = null;
    this.#state.head = null;
  }

  /** Reads a data row. Returns false when nothing of it stands in this table's columns. */
  read(row: SheetRow, merged: FilledRow): boolean {
    const cells = this.plan.block === null ? merged.cells : only(merged.cells, this.plan.block);
    if (!this.#hasOwn(cells, merged.filled)) return false;
    const ditto = this.#ditto.fill(cells);
    const filled = ditto.columns === null ? merged.filled : new Set([...(merged.filled ?? []), ...ditto.columns]);
    const { read, shift } = this.#readShifted(ditto.cells, filled);
    const problems = read.problems;
    if (shift !== null) problems.unshift({ column: -1, code: "shifted-row", value: shift.offset === 1 ? "+1" : "-1" });
    this.#reportDuplicate(row.row, cells, read.mentions, problems);
    this.#records.push({ table: this.plan.layout.number, row: row.row, cells, mentions: read.mentions, problems });
    this.#rowsRead++;
    return true;
  }

  /** The records read so far; forgets them. */
  take(): readonly RecordRead[] {
    this.#judgeRepeats();
    const records = this.#records;
    this.#records = [];
    return records;
  }

  get waiting(): number {
    return this.#records.length;
  }

  #hasOwn(cells: readonly Cell[], filled: ReadonlySet<number> | null): boolean {
    if (filled === null && this.plan.block === null) return true;
    for (let column = 0; column < cells.length; column++) if (filled?.has(column) !== true && !isBlank(cells[column])) return true;
    return false;
  }

  #readShifted(cells: readonly Cell[], filled: ReadonlySet<number> | null): { read: RowRead; shift: Shift | null } {
    const { plan } = this;
    const family = plan.fillDown === null ? null : this.#fromAbove(plan.fillDown, cells);
    const read = readRow(plan, this.#state, family?.cells ?? cells, filled);
    if (family !== null && family.columns.size > 0) {
      const placed = relocate(read.mentions, (column) => (family.columns.has(column) ? -1 : column));
      return { read: { mentions: placed, problems: read.problems.filter((problem) => !family.columns.has(problem.column)) }, shift: null };
    }
    if (!plan.shifts.mayBeShifted(cells, read.problems.length)) return { read, shift: null };
    const shift = plan.shifts.find(cells);
    if (shift?.from == null) return { read, shift };
    const from = shift.from;
    const moved = from.map((column) => (column < 0 ? null : (cells[column] ?? null)));
    const again = readRow(plan, this.#state, moved, null);
    return {
      read: {
        mentions: relocate(again.mentions, (column) => from[column] ?? column),
        problems: again.problems.map((problem) => ({ ...problem, column: from[problem.column] ?? problem.column })),
      },
      shift,
    };
  }

  /** The household's cells of the row that began the family, for a row that leaves them blank. */
  #fromAbove(fillDown: FillDown, cells: readonly Cell[]): { cells: readonly Cell[]; columns: ReadonlySet<number> } | null {
    if (!isBlank(cells[fillDown.key])) {
      this.#above = cells;
      return null;
    }
    if (this.#above === null) return null;
    const above = this.#above;
    const copy = [...cells];
    const columns = new Set<number>();
    for (const column of fillDown.columns) {
      if (!isBlank(copy[column]) || isBlank(above[column])) continue;
      while (copy.length <= column) copy.push(null);
      copy[column] = above[column] ?? null;
      columns.add(column);
    }
    return { cells: copy, columns };
  }

  #reportDuplicate(row: number, cells: readonly Cell[], mentions: readonly Mention[], problems: CellProblem[]): void {
    const same = this.#duplicates.sameRow(row, cells);
    if (same !== null) problems.push({ column: -1, code: "duplicate-row", value: String(same) });
    if (this.#repeatsTrusted === false) return;
    const earlier = this.#duplicates.sameElement(row, mentions);
    if (earlier === null || same !== null) return;
    const problem: CellProblem = { column: -1, code: "duplicate-row", value: String(earlier) };
    problems.push(problem);
    if (this.#repeatsTrusted === null) this.#repeats.push(problem);
  }

  /** After the first rows: whether this table lists everybody once. If not, only identical rows are duplicates. */
  #judgeRepeats(): void {
    if (this.#repeatsTrusted !== null) return;
    this.#repeatsTrusted = this.#repeats.length <= Math.max(2, this.#rowsRead * REPEATS_SHARE_MAX);
    if (!this.#repeatsTrusted) {
      const withdrawn = new Set(this.#repeats);
      this.#records = this.#records.map((record) =>
        record.problems.some((problem) => withdrawn.has(problem))
          ? { ...record, problems: record.problems.filter((problem) => !withdrawn.has(problem)) }
          : record,
      );
    }
    this.#repeats = [];
  }
}

/** A batch is handed out when this many records wait, so that whether rows repeat is judged on enough of them. */
export const BATCH_ROWS = JUDGED_AFTER_ROWS;

function only(cells: readonly Cell[], block: ReadonlySet<number>): Cell[] {
  return cells.map((cell, column) => (block.has(column) ? cell : null));
}

function relocate(mentions: readonly Mention[], place: (column: number) => number): Mention[] {
  const moved = (values: readonly StatedValue[]) =>
    values.map((value) => (value.column < 0 ? value : { ...value, column: place(value.column) }));
  return mentions.map((mention) => ({
    ...mention,
    values: Object.fromEntries(Object.entries(mention.values).map(([attribute, values]) => [attribute, moved(values)])),
  }));
}
