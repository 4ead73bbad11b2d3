/** Turns answers into cell contents and keeps count of what was asked, filled, missing and disputed. */
import { factsOfIdNumber } from "#vocabulary";
import type { Attribute } from "#vocabulary/contract";
import type { Answer, AskedCell, FormField, MissingCell } from "../contract.ts";
import { type CellContent, disputedText, editRuns, editText, type TextEdit } from "./cell-xml.ts";
import type { OptionBox, PlacedField } from "./geometry.ts";
import { cellName } from "./reference.ts";
import type { SheetGrid } from "./sheet.ts";
import type { Styles } from "./styles.ts";
import { ageText, optionIndex, type WritingContext, type WritingField, writeValue } from "./write-value.ts";

/** A field that asks for a fact, ready to be written many times. */
export interface AskedField {
  readonly field: FormField;
  readonly attribute: Attribute;
  readonly writing: WritingField;
}

export interface Tally {
  asked: number;
  filled: number;
  readonly missing: MissingCell[];
  readonly disputed: MissingCell[];
  /** Told of every cell that asks, in the order in which they are filled. */
  readonly onCell: ((cell: AskedCell) => void) | undefined;
}

export interface CellWriter {
  readonly grid: SheetGrid;
  readonly styles: Styles;
  readonly context: WritingContext;
  readonly tally: Tally;
}

/** Who a cell is about and how the sheet is called, for the list of what is missing. */
export interface CellOwner {
  readonly sheet: string;
  readonly person: string;
  /** Number of the form's subject. */
  readonly subject: number;
}

/** The day of birth, or the age, that answers an age field: its own answer, else what the same person's other answers say. */
function ageAnswer(field: FormField, fields: readonly FormField[], answers: ReadonlyMap<string, Answer>): Answer | undefined {
  const own = answers.get(field.id);
  if (own !== undefined && own.value !== "") return own;
  const other = (attribute: string) => {
    const found = fields.find(
      (one) => one.meaning?.kind === "person" && one.meaning.role === field.meaning?.role && one.meaning.attribute === attribute,
    );
    return found === undefined ? undefined : answers.get(found.id);
  };
  const birth = other("birthDate");
  if (birth !== undefined && birth.value !== "") return birth;
  const id = other("idNumber");
  const facts = id === undefined ? null : factsOfIdNumber(id.value);
  if (id === undefined || facts === null) return own;
  return { value: facts.birthDate, disputed: id.disputed, ...(id.source === undefined ? {} : { source: id.source }) };
}

export function answerOf(field: FormField, fields: readonly FormField[], answers: ReadonlyMap<string, Answer>): Answer | undefined {
  return field.computed === "age" ? ageAnswer(field, fields, answers) : answers.get(field.id);
}

function note(writer: CellWriter, owner: CellOwner, cell: string, field: FormField, filled: boolean, answer: Answer | undefined): void {
  const { tally } = writer;
  const entry = { sheet: owner.sheet, cell, person: owner.person, label: field.label };
  const state = !filled ? "missing" : answer?.disputed === true ? "disputed" : "filled";
  tally.asked += 1;
  if (filled) tally.filled += 1;
  else tally.missing.push(entry);
  if (state === "disputed") tally.disputed.push(entry);
  const { source, counted } = answer ?? {};
  const of = { ...(source === undefined ? {} : { source }), ...(counted === undefined ? {} : { counted }) };
  tally.onCell?.({ ...entry, state, field: field.id, subject: owner.subject, ...of });
}

/**
 * The content for a field that fills a whole cell, or null when nobody holds its value.
 * @param row the row in which the cell will stand
 * @param style index of the cell's style
 */
export function cellContent(
  writer: CellWriter,
  asked: AskedField,
  answer: Answer | undefined,
  owner: CellOwner,
  row: number,
  column: number,
  style: number,
): CellContent | null {
  const written = writeValue(asked.writing, answer?.value ?? "", writer.context);
  const disputed = answer?.disputed === true;
  note(writer, owner, cellName(row, column), asked.field, written.text !== "", answer);
  if (written.text === "") return null;
  if (disputed) return disputedText(writer.grid.root.prefix, written.text, writer.styles.of(style).font);
  return written.number === undefined ? { kind: "text", text: written.text } : { kind: "number", number: written.number };
}

/** Hanzi and other wide characters take two columns of a printed line. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return width;
}

interface PlacedEdit extends TextEdit {
  readonly disputed: boolean;
}

function boxEdits(
  asked: AskedField,
  boxes: readonly OptionBox[],
  answer: Answer | undefined,
  context: WritingContext,
): { readonly box: OptionBox; readonly text: string }[] {
  const value = answer?.value ?? "";
  const wanted = asked.field.computed === "age" ? ageText(value, context.asOf) : value;
  const chosen =
    boxes[
      optionIndex(
        asked.attribute,
        boxes.map((box) => box.label),
        wanted,
      )
    ];
  return chosen === undefined ? [] : [{ box: chosen, text: chosen.ticked }];
}

/** Collects the edits inside cells whose text stays: boxes and blanks. */
export interface TextEdits {
  add(row: number, column: number, edit: PlacedEdit): void;
  /** The content of every edited cell. */
  contents(writer: CellWriter): Map<number, Map<number, CellContent>>;
}

export function textEdits(): TextEdits {
  const cells = new Map<number, Map<number, PlacedEdit[]>>();
  return {
    add(row, column, edit) {
      const columns = cells.get(row) ?? new Map<number, PlacedEdit[]>();
      cells.set(row, columns.set(column, [...(columns.get(column) ?? []), edit]));
    },
    contents(writer) {
      const contents = new Map<number, Map<number, CellContent>>();
      for (const [row, columns] of cells) {
        contents.set(row, new Map([...columns].map(([column, edits]) => [column, editedText(writer, row, column, edits)])));
      }
      return contents;
    },
  };
}

function editedText(writer: CellWriter, row: number, column: number, edits: readonly PlacedEdit[]): CellContent {
  const { grid } = writer;
  const { prefix } = grid.root;
  const cell = grid.cell(row, column);
  const text = cell?.text ?? "";
  const insertion = edits.some((edit) => edit.start === edit.end);
  // Offsets of formatted runs hold no place between runs, so that a value behind the last one is written plainly.
  if (cell?.runs != null && !insertion) return editRuns(prefix, cell.runs, edits);
  if (!edits.some((edit) => edit.disputed)) return { kind: "text", text: editText(text, edits) };
  const font = writer.styles.of(grid.styleOf(row, column)).font;
  const runs: string[] = [];
  let at = 0;
  const plain = (part: string) => {
    if (part !== "") runs.push(plainRun(prefix, part, font));
  };
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    plain(text.slice(at, edit.start));
    const marked = disputedText(prefix, edit.text, font);
    if (edit.disputed && marked.kind === "runs") runs.push(marked.inner);
    else plain(edit.text);
    at = edit.end;
  }
  plain(text.slice(at));
  return { kind: "runs", inner: runs.join("") };
}

function plainRun(prefix: string, text: string, font: string): string {
  const marked = disputedText(prefix, text, font);
  // The same run without the mark.
  return marked.kind === "runs" ? marked.inner.replace(/<(?:\w+:)?color rgb="FFC00000"\/>|<(?:\w+:)?u val="double"\/>/g, "") : "";
}

/** Writes a placed field: whole cells into `cells`, boxes and blanks into `edits`. */
export function writePlaced(
  writer: CellWriter,
  asked: AskedField,
  placed: PlacedField,
  answer: Answer | undefined,
  owner: CellOwner,
  shownRow: number,
  cells: Map<number, Map<number, CellContent>>,
  edits: TextEdits,
): void {
  const { place } = placed;
  const disputed = answer?.disputed === true;
  const put = (content: CellContent) =>
    cells.set(place.row, (cells.get(place.row) ?? new Map<number, CellContent>()).set(place.column, content));
  if (place.how === "cell") {
    const content = cellContent(writer, asked, answer, owner, shownRow, place.column, writer.grid.styleOf(place.row, place.column));
    if (content !== null) put(content);
    return;
  }
  const name = cellName(shownRow, place.column);
  if (place.how === "squares") {
    const characters = [...writeValue(asked.writing, answer?.value ?? "", writer.context).text];
    const fits = characters.length > 0 && characters.length <= place.count;
    note(writer, owner, name, asked.field, fits, answer);
    if (fits)
      for (const [at, text] of characters.entries())
        cells.set(place.row, (cells.get(place.row) ?? new Map<number, CellContent>()).set(place.column + at, { kind: "text", text }));
    return;
  }
  if (place.how === "boxes") {
    const ticks = boxEdits(asked, place.boxes, answer, writer.context);
    note(writer, owner, name, asked.field, ticks.length > 0, answer);
    for (const { box, text } of ticks) edits.add(box.row, box.column, { start: box.start, end: box.end, text, disputed });
    return;
  }
  const written = writeValue(asked.writing, answer?.value ?? "", writer.context).text;
  note(writer, owner, name, asked.field, written !== "", answer);
  if (written === "") return;
  const room = writer.grid.text(place.row, place.column).slice(place.start, place.end);
  // What is left of a blank or a line keeps what stands behind it where it stood.
  const rest = Math.max(0, widthOf(room) - widthOf(written));
  const padded = /^\s*$/.test(room) ? written + " ".repeat(rest) : /^_+\s*$/.test(room) ? written + "_".repeat(rest) : written;
  edits.add(place.row, place.column, { start: place.start, end: place.end, text: padded, disputed });
}
