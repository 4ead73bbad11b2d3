/** What came of an import: new, known, to review, problems; file by file; and how to take it back. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../../api/client.ts";
import { useReading, wordsIn } from "../../reading/reading.ts";
import { useMay } from "../community.ts";
import { useFormats } from "../formats.ts";
import { KindIcon } from "../kind-icon.tsx";
import { failureText } from "../page-states.tsx";
import { Panel } from "../panel.tsx";
import { useText } from "../text.ts";
import { countOf, type ImportJob, jobKey } from "./job.ts";
import "./import-list.css";
import "./import-result.css";

const kinds = ["person", "household", "dwelling", "organisation"] as const;
type Summary = NonNullable<ImportJob["summary"]>;

interface ResultProps {
  readonly community: string;
  readonly job: ImportJob;
}

export function ImportResult({ community, job }: ResultProps) {
  const { summary } = job;
  const say = useText();
  return (
    <div className="result">
      {summary ? <Figures summary={summary} undone={job.state === "undone"} /> : <p className="notice">{say("import.noSummary")}</p>}
      {summary && <NextSteps community={community} summary={summary} undone={job.state === "undone"} />}
      {summary && <FileTable community={community} job={job} summary={summary} />}
      {summary && summary.columnsUnknown.length > 0 && <UnknownColumns columns={summary.columnsUnknown} />}
      {job.state === "done" && <Undo community={community} job={job} />}
    </div>
  );
}

function Figures({ summary, undone }: { readonly summary: Summary; readonly undone: boolean }) {
  const say = useText();
  const { number } = useFormats();
  return (
    <dl className="card result-figures" data-undone={undone}>
      {kinds.map((kind) => (
        <div key={kind}>
          <dt>
            <KindIcon kind={kind} /> {say(`count.${kind}`)}
          </dt>
          <dd>
            <span className="digits result-figure">{say("import.created", { count: number(summary.elements[kind].created) })}</span>
            <span className="soft digits">{say("import.known", { count: number(summary.elements[kind].known) })}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What is left for a human: pairs to judge, cells to correct; said plainly when nothing is. */
function NextSteps({ community, summary, undone }: { readonly community: string; readonly summary: Summary; readonly undone: boolean }) {
  const say = useText();
  const may = useMay();
  const { number } = useFormats();
  const problems = Object.entries(summary.problems).sort(([, left], [, right]) => right - left);
  const count = countOf(summary.problems);

  if (undone) return null;
  return (
    <section className="card result-next" aria-labelledby="result-next">
      <h2 id="result-next">{say("import.next")}</h2>
      <ul>
        <li>
          <strong className="digits">{say("import.reviews", { count: number(summary.reviews) })}</strong>
          {summary.reviews > 0 && may("registry:decide") ? (
            <Link to="/c/$community/review" params={{ community }}>
              {say("import.toReview")}
            </Link>
          ) : (
            <span className="soft">{say("import.reviewsHint")}</span>
          )}
        </li>
        <li>
          <strong className="digits">{say("import.problems", { count: number(count) })}</strong>
          <span className="soft">
            {problems
              .slice(0, 6)
              .map(([code, each]) => say("home.problemCount", { problem: say(`problem.${code}` as "problem.other"), count: number(each) }))
              .join(say("list.comma"))}
          </span>
        </li>
      </ul>
    </section>
  );
}

function FileTable({ community, job, summary }: ResultProps & { readonly summary: Summary }) {
  const say = useText();
  const { number } = useFormats();
  return (
    <section className="card result-files">
      <h2 id="result-files">{say("import.files")}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must be scrolled by keyboard too. */}
      <section className="result-table" aria-labelledby="result-files" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("column.file")}</th>
              <th scope="col">{say("column.state")}</th>
              <th scope="col" className="end">
                {say("column.rows")}
              </th>
              <th scope="col" className="end">
                {say("column.problems")}
              </th>
              <th scope="col">{say("import.marked")}</th>
            </tr>
          </thead>
          <tbody>
            {summary.files.map((file) => {
              const problems = countOf(file.problems);
              const kept = job.files.find((each) => each.number === file.number && each.marked);
              return (
                <tr key={file.number}>
                  <th scope="row">{file.file}</th>
                  <td>
                    <span className={`tag ${{ imported: "pine", refused: "wrong", unchanged: "", superseded: "" }[file.state]}`}>
                      {say(`import.file.${file.state}`)}
                    </span>
                    {file.refusal && <Refusal code={file.refusal.code} detail={file.refusal.detail} />}
                  </td>
                  <td className="end digits">{number(file.rows)}</td>
                  <td className="end digits">{problems === 0 ? "—" : number(problems)}</td>
                  <td>
                    {kept ? (
                      <a href={`/api/v1/communities/${community}/imports/${job.id}/files/${kept.number}/marked`} download>
                        {say("import.download")}
                      </a>
                    ) : (
                      <span className="soft">—</span>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <p className="soft result-hint">{say("import.markedHint")}</p>
    </section>
  );
}

/** A code of docs/errors.md in words. */
export function Refusal({ code, detail = "…" }: { readonly code: string; readonly detail?: string }) {
  const { language } = useReading();
  const { data } = useQuery({
    queryKey: ["error", code],
    queryFn: ({ signal }) => ask("GET /api/v1/errors/{code}", { params: { code }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return <span className="result-refusal">{data ? wordsIn(language, data.text).replace("…", detail) : code}</span>;
}

function UnknownColumns({ columns }: { readonly columns: Summary["columnsUnknown"] }) {
  const say = useText();
  return (
    <section className="card result-unknown" aria-labelledby="result-unknown">
      <h2 id="result-unknown">{say("import.unknownTitle", { count: columns.length })}</h2>
      <p className="soft">{say("import.unknownHint")}</p>
      <ul>
        {columns.map(({ file, sheet, column, header }) => (
          <li key={`${file}:${sheet}:${column}`}>
            <span className="tag look">{header === "" ? say("sheet.noHeader") : header.replaceAll("\n", " ")}</span>
            <span className="soft">{[file, sheet, column].filter(Boolean).join(" · ")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Undo({ community, job }: ResultProps) {
  const say = useText();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const undo = useMutation({
    mutationFn: () => ask("POST /api/v1/communities/{community}/imports/{import}/undo", { params: { community, import: job.id } }),
    onSuccess: (next) => {
      setAsking(false);
      queries.setQueryData(jobKey(community, job.id), next);
    },
  });
  return (
    <div className="result-undo">
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {say("import.undo")}
      </button>
      <Panel title={say("import.undo")} open={asking} onClose={() => setAsking(false)} place="middle">
        <div className="result-undo-panel">
          <p>{say("import.undoExplain", { files: job.files.length })}</p>
          {undo.error && (
            <p className="notice wrong" role="alert">
              {failureText(undo.error, say("error.network"), say("error.unexpected"))}
            </p>
          )}
          <div>
            <button type="button" className="button primary" disabled={undo.isPending} onClick={() => undo.mutate()}>
              {say("import.undoNow")}
            </button>
            <button type="button" className="button quiet" onClick={() => setAsking(false)}>
              {say("import.undoNot")}
            </button>
          </div>
        </div>
      </Panel>
    </div>
  );
}
