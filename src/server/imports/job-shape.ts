/** How an import is told. */
import { type Static, Type } from "typebox";
import { writeMeaning } from "#exchange";
import type { TableColumn } from "#exchange/contract";
import type { FilePreview } from "#registry";
import type { ImportProgress, ImportSummary } from "#registry/contract";
import { attributeLabel } from "../labels.ts";
import { Id, Kind, Timestamp, Words } from "../shapes.ts";
import { SheetShape, shownSheet } from "../sheet-shape.ts";
import { type ImportJob, jobStates } from "./job.ts";

const Count = Type.Integer({ minimum: 0 });
const Counts = Type.Record(Type.String(), Count);

const ColumnShape = Type.Object({
  column: Type.Integer({ description: "0-based." }),
  header: Type.String({ description: "Header path: `家庭成员/身份证号`." }),
  meaning: Type.Optional(Type.String({ description: "`person.guardian.phone`; absent where nobody knows." })),
  kind: Type.Optional(Kind),
  role: Type.Optional(Type.String()),
  label: Type.Optional(Words),
  basis: Type.Enum(["confirmed", "register", "header", "values", "ignored", "unknown"]),
  hidden: Type.Boolean(),
});

const TableShape = Type.Object({
  sheet: Type.String(),
  number: Count,
  title: Type.String(),
  headerRows: Type.Tuple([Type.Integer(), Type.Integer()], { description: "1-based, both inclusive." }),
  columns: Type.Array(ColumnShape),
  register: Type.Optional(Type.String()),
  department: Type.Optional(Type.String()),
  asOf: Type.Optional(Type.String()),
  fingerprint: Type.String({ description: "Names the layout: what is said of its columns is remembered under it." }),
});

export const PreviewShape = Type.Object({
  name: Type.String(),
  format: Type.String(),
  encoding: Type.Optional(Type.String()),
  sheets: Type.Array(Type.Object({ name: Type.String(), hidden: Type.Boolean() })),
  view: SheetShape,
  tables: Type.Array(Type.Intersect([TableShape, Type.Object({ rows: Count, problems: Counts })])),
});

const ProgressShape = Type.Object({
  stage: Type.Enum(["waiting", "reading", "linking", "choosing", "writing", "done"]),
  file: Type.String(),
  rows: Count,
  share: Type.Number({ minimum: 0, maximum: 1, description: "Of the whole import." }),
});

const ElementCounts = Type.Object({ created: Count, known: Count, total: Count });

const SummaryShape = Type.Object({
  files: Type.Array(
    Type.Object({
      file: Type.String(),
      number: Type.Integer({ description: "Of the file that was handed in; 0 where an earlier version of the program took it in." }),
      state: Type.Enum(["imported", "unchanged", "superseded", "refused"]),
      refusal: Type.Optional(Type.Object({ code: Type.String(), detail: Type.String() })),
      rows: Count,
      tables: Count,
      problems: Counts,
    }),
  ),
  rows: Count,
  elements: Type.Object({ person: ElementCounts, household: ElementCounts, dwelling: ElementCounts, organisation: ElementCounts }),
  problems: Counts,
  columnsUnknown: Type.Array(
    Type.Object({ file: Type.String(), sheet: Type.String(), column: Type.String(), header: Type.String(), fingerprint: Type.String() }),
  ),
  reviews: Type.Integer({ description: "Pairs that wait for a human." }),
  secondsTaken: Type.Number(),
});

export const JobShape = Type.Object({
  id: Id,
  state: Type.Enum([...jobStates]),
  actor: Type.String(),
  createdAt: Timestamp,
  startedAt: Type.Optional(Timestamp),
  finishedAt: Type.Optional(Timestamp),
  files: Type.Array(Type.Object({ number: Type.Integer(), name: Type.String(), sizeBytes: Count, marked: Type.Boolean() })),
  mappings: Type.Array(Type.Object({ fingerprint: Type.Optional(Type.String()), columns: Type.Record(Type.String(), Type.String()) })),
  version: Type.Integer({ description: "Names what a correction of the mappings is made on, as does the `ETag`." }),
  mappedBy: Type.Optional(Type.String({ description: "Who corrected the mappings last." })),
  progress: Type.Optional(ProgressShape),
  summary: Type.Optional(SummaryShape),
  refusal: Type.Optional(Type.String({ description: "Code of docs/errors.md, where it failed." })),
});

/** A job as it is told; `progress` is what is known in memory, newer than what is written. */
export function shownJob(job: ImportJob, progress: ImportProgress | null): Static<typeof JobShape> {
  const now = progress ?? job.progress;
  return {
    id: job.id,
    state: job.state,
    actor: job.actor,
    createdAt: job.createdAt.toISOString(),
    ...(job.startedAt === null ? {} : { startedAt: job.startedAt.toISOString() }),
    ...(job.finishedAt === null ? {} : { finishedAt: job.finishedAt.toISOString() }),
    files: job.files.map((file) => ({ ...file })),
    mappings: job.mappings.map(({ fingerprint, columns }) => ({
      ...(fingerprint === undefined ? {} : { fingerprint }),
      columns: Object.fromEntries(Object.entries(columns).map(([header, meaning]) => [header, writeMeaning(meaning)])),
    })),
    version: job.version,
    ...(job.mappedBy === null ? {} : { mappedBy: job.mappedBy }),
    ...(now === null || job.state !== "running" ? {} : { progress: now }),
    ...(job.summary === null ? {} : { summary: shownSummary(job.summary) }),
    ...(job.refusal === null ? {} : { refusal: job.refusal }),
  };
}

function shownSummary(summary: ImportSummary): Static<typeof SummaryShape> {
  return {
    ...summary,
    files: summary.files.map(({ file, number = 0, state, refusal, rows, tables, problems }) => ({
      ...{ file, number, state, rows, tables: tables.length, problems: { ...problems } },
      ...(refusal === undefined ? {} : { refusal: { ...refusal } }),
    })),
    problems: { ...summary.problems },
    columnsUnknown: summary.columnsUnknown.map((column) => ({ ...column })),
  };
}

export function shownPreview(preview: FilePreview): Static<typeof PreviewShape> {
  return {
    ...preview,
    sheets: preview.sheets.map((sheet) => ({ ...sheet })),
    view: shownSheet(preview.view),
    tables: preview.tables.map(({ register, department, asOf, columns, headerRows, problems, ...table }) => ({
      ...table,
      headerRows: [headerRows[0], headerRows[1]] as [number, number],
      problems: { ...problems },
      columns: columns.map(shownColumn),
      ...(register === null ? {} : { register }),
      ...(department === null ? {} : { department }),
      ...(asOf === null ? {} : { asOf }),
    })),
  };
}

function shownColumn({ meaning, ...column }: TableColumn): Static<typeof ColumnShape> {
  if (meaning === null) return column;
  const { kind, role, attribute } = meaning;
  return { ...column, meaning: writeMeaning(meaning), kind, role, label: attributeLabel(kind, attribute) };
}
