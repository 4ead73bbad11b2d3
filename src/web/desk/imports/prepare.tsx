/** An import before it starts: its files, each as it is with what was understood, and the columns to correct. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../../api/client.ts";
import { Conflict, isOutdated } from "../conflict.tsx";
import { useFormats } from "../formats.ts";
import { failureText } from "../page-states.tsx";
import { useText } from "../text.ts";
import { type ImportJob, jobKey, type Preview, type PreviewColumn, type PreviewTable } from "./job.ts";
import { MeaningPanel, type SaidMeaning } from "./meaning-panel.tsx";
import { useMeaningText } from "./meaning-text.ts";
import { SheetWithTables } from "./sheet-with-tables.tsx";
import { sizeText } from "./upload.ts";
import "./prepare.css";

const rowsFirst = 60;
const rowsMost = 500;
const samplesShown = 5;

interface PartProps {
  readonly community: string;
  readonly job: ImportJob;
}

export function Prepare({ community, job }: PartProps) {
  const say = useText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [number, setNumber] = useState(job.files[0]?.number ?? 1);
  const start = useMutation({
    mutationFn: () => ask("POST /api/v1/communities/{community}/imports/{import}/start", { params: { community, import: job.id } }),
    onSuccess: (next) => queries.setQueryData(jobKey(community, job.id), next),
  });
  const discard = useMutation({
    mutationFn: () => ask("DELETE /api/v1/communities/{community}/imports/{import}", { params: { community, import: job.id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["imports", community] });
      await navigate({ to: "/c/$community/imports", params: { community } });
    },
  });
  const failed = start.error ?? discard.error;
  return (
    <div className="prepare">
      {failed && (
        <p className="notice wrong" role="alert">
          {failureText(failed, say("error.network"), say("error.unexpected"))}
        </p>
      )}
      <div className="prepare-columns" data-one={job.files.length === 1}>
        {job.files.length > 1 && <Files job={job} chosen={number} onChoose={setNumber} />}
        <FilePreview key={number} community={community} job={job} file={number} />
      </div>
      <div className="prepare-foot">
        <button type="button" className="button primary" disabled={start.isPending} onClick={() => start.mutate()}>
          {say("import.start", { count: job.files.length })}
        </button>
        <button type="button" className="button quiet" disabled={discard.isPending} onClick={() => discard.mutate()}>
          {say("import.discard")}
        </button>
        <span className="soft">{say("import.startHint")}</span>
      </div>
    </div>
  );
}

interface FilesProps {
  readonly job: ImportJob;
  readonly chosen: number;
  readonly onChoose: (number: number) => void;
}

function Files({ job, chosen, onChoose }: FilesProps) {
  const say = useText();
  const { number } = useFormats();
  return (
    <nav className="card prepare-files" aria-label={say("import.files")}>
      <ul>
        {job.files.map((file) => (
          <li key={file.number}>
            <button type="button" aria-current={file.number === chosen} onClick={() => onChoose(file.number)}>
              <span>{file.name}</span>
              <span className="faint digits">{sizeText(file.sizeBytes, number)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function FilePreview({ community, job, file }: PartProps & { readonly file: number }) {
  const say = useText();
  const [sheet, setSheet] = useState<string>();
  const [rows, setRows] = useState(rowsFirst);
  const [choosing, setChoosing] = useState<{ readonly table: PreviewTable; readonly column: PreviewColumn } | null>(null);
  const correct = useCorrection(community, job);
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ["preview", community, job.id, file, sheet ?? "", rows, job.mappings],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/communities/{community}/imports/{import}/files/{file}/preview", {
        params: { community, import: job.id, file },
        query: { rows, ...(sheet === undefined ? {} : { sheet }) },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
    // While a correction is worked out, what was there stays.
    placeholderData: (before) => before,
    retry: false,
  });
  const outdated = isOutdated(correct.error) ? correct.variables : undefined;
  const failed = error ?? (outdated === undefined ? correct.error : null);
  return (
    <section className="card prepare-preview" aria-busy={data === undefined || isPlaceholderData}>
      <header>
        <h2>{job.files.find((each) => each.number === file)?.name}</h2>
        {data && <Understood preview={data} />}
        {(data === undefined || isPlaceholderData || correct.isPending) && !failed && (
          <p className="soft" role="status">
            {say("import.reading")}
          </p>
        )}
      </header>
      {failed && (
        <p className="notice wrong" role="alert">
          {failureText(failed, say("error.network"), say("error.unexpected"))}
        </p>
      )}
      {data && outdated && !isPlaceholderData && (
        <MappingConflict
          job={job}
          correction={outdated}
          preview={data}
          onTheirs={() => correct.reset()}
          onMine={() => correct.mutate(outdated)}
        />
      )}
      {data && data.sheets.length > 1 && <Sheets preview={data} onChoose={setSheet} />}
      {data && <SheetWithTables view={data.view} tables={data.tables} onChoose={(table, column) => setChoosing({ table, column })} />}
      {data?.view.more && (
        <p className="prepare-more soft">
          {say("sheet.more", { count: data.view.rows.length })}
          {rows < rowsMost && (
            <button type="button" className="button quiet" onClick={() => setRows(rowsMost)}>
              {say("sheet.showMore", { count: rowsMost })}
            </button>
          )}
        </p>
      )}
      {data && choosing && (
        <MeaningPanel
          community={community}
          column={choosing.column}
          samples={samplesOf(data, choosing.table, choosing.column)}
          onClose={() => setChoosing(null)}
          onSay={(said) => {
            setChoosing(null);
            correct.mutate({ fingerprint: choosing.table.fingerprint, header: choosing.column.header, ...said });
          }}
        />
      )}
    </section>
  );
}

/** In a sentence what was understood, so that a glance tells whether to look closer; the columns nobody knows, by name. */
function Understood({ preview }: { readonly preview: Preview }) {
  const say = useText();
  const { number } = useFormats();
  const { tables } = preview;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const columns = tables.flatMap((table) => table.columns);
  const unknown = columns.filter((column) => column.basis === "unknown");
  if (tables.length === 0) return <p className="notice look">{say("import.noTable")}</p>;
  return (
    <>
      <p className="soft digits">
        {say("import.understood", {
          tables: tables.length,
          rows: number(rows),
          known: columns.length - unknown.length,
          columns: columns.length,
        })}
      </p>
      {unknown.length > 0 && (
        <p className="notice look">
          {say("import.unknownColumns", {
            count: unknown.length,
            headers: unknown
              .slice(0, 8)
              .map((column) => column.header.replaceAll("\n", " "))
              .join(say("list.comma")),
          })}
        </p>
      )}
    </>
  );
}

function Sheets({ preview, onChoose }: { readonly preview: Preview; readonly onChoose: (sheet: string) => void }) {
  const say = useText();
  return (
    <nav className="prepare-sheets" aria-label={say("sheet.sheets")}>
      <ul>
        {preview.sheets.map(({ name, hidden }) => (
          <li key={name}>
            <button type="button" className="button quiet" aria-current={name === preview.view.name} onClick={() => onChoose(name)}>
              {name}
              {hidden && <span className="tag">{say("sheet.hidden")}</span>}
              {preview.tables.some((table) => table.sheet === name) && <span className="tag pine">{say("sheet.hasTable")}</span>}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface Correction extends SaidMeaning {
  readonly fingerprint: string;
  readonly header: string;
}

interface MappingConflictProps {
  readonly job: ImportJob;
  readonly correction: Correction;
  /** With what the other worker said. */
  readonly preview: Preview;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
}

/** Two workers corrected one import: what the column means now, and what was said here and is not kept yet. */
function MappingConflict({ job, correction, preview, onTheirs, onMine }: MappingConflictProps) {
  const say = useText();
  const { meaningText, roleText } = useMeaningText();
  const header = correction.header.replaceAll("\n", " ");
  const column = preview.tables
    .find((table) => table.fingerprint === correction.fingerprint)
    ?.columns.find((each) => each.header === correction.header);
  return (
    <div className="prepare-conflict">
      <Conflict
        what={say("import.mappingChanged", { who: job.mappedBy ?? "", header })}
        now={
          column && (
            <div className="held">
              <span className="soft">{say("edit.now")}</span>
              <strong>{[roleText(column), meaningText(column)].filter((part) => part !== "").join(" · ")}</strong>
            </div>
          )
        }
        typed={correction.words}
        overwrite={say("import.mappingMine")}
        onTheirs={onTheirs}
        onMine={onMine}
      />
    </div>
  );
}

/** Keeps one more correction beside those that were made before. */
function useCorrection(community: string, job: ImportJob) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ fingerprint, header, meaning }: Correction) => {
      const others = job.mappings.flatMap(({ fingerprint: own, columns }) => (own === undefined ? [] : [{ fingerprint: own, columns }]));
      const before = others.find((each) => each.fingerprint === fingerprint);
      const tables = [...others.filter((each) => each !== before), { fingerprint, columns: { ...before?.columns, [header]: meaning } }];
      return ask("PUT /api/v1/communities/{community}/imports/{import}/mappings", {
        params: { community, import: job.id },
        body: { tables },
        version: `"${job.version}"`,
      });
    },
    onSuccess: (next) => queries.setQueryData(jobKey(community, job.id), next),
    onError: async (error) => {
      if (isOutdated(error)) await queries.invalidateQueries({ queryKey: jobKey(community, job.id) });
    },
  });
}

/** Different values that stand below a column's header. */
function samplesOf({ view }: Preview, table: PreviewTable, { column }: PreviewColumn): string[] {
  if (table.sheet !== view.name) return [];
  const texts = view.rows
    .filter((row) => row.row > table.headerRows[1])
    .flatMap((row) => row.cells.filter((cell) => cell.column === column && cell.text !== "").map((cell) => cell.text));
  return [...new Set(texts)].slice(0, samplesShown);
}
