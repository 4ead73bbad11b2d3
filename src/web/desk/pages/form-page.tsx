/** One form: for whom it is, how it looks filled, what is still to ask, and the workbook to take along. */
import { DownloadOutlined, LeftOutlined, PrinterOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { download } from "../../api/files.ts";
import { useReading, wordsIn } from "../../reading/reading.ts";
import { type CellMark, Papers } from "../../sheet/paper.tsx";
import { useCommunity } from "../community.ts";
import { useFormats } from "../formats.ts";
import { ForWhom } from "../forms/for-whom.tsx";
import { type Filled, type FormWithFields, saysForWhom, useFilled, useForm, useQualifying } from "../forms/form-filling.ts";
import { OpenToResidents } from "../forms/open-to-residents.tsx";
import { answerField, Questions } from "../forms/questions.tsx";
import { RateLine } from "../forms/rate-line.tsx";
import { type Named, SubjectList } from "../forms/subject-list.tsx";
import { failureText, Nothing, PageFailure, PageWaiting } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { useText } from "../text.ts";
import "./form-page.css";

export function Page() {
  const say = useText();
  const { form: key = "" } = useParams({ strict: false });
  const { language } = useReading();
  const { data, error, isPending, refetch } = useForm(key);
  usePageTitle(data === undefined ? say("form.title") : wordsIn(language, data.title));
  if (isPending) return <PageWaiting />;
  if (error) return <PageFailure error={error} reset={() => void refetch()} />;
  return <Filling key={data.key} form={data} />;
}

/** Today by this machine's clock (ISO). */
function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function Filling({ form }: { readonly form: FormWithFields }) {
  const [asOf, setAsOf] = useState(today);
  const [named, setNamed] = useState<readonly Named[]>([]);
  const [picked, setPicked] = useState<string | null>(null);
  const { data: qualifying } = useQualifying(form, asOf);
  const oneAtATime = form.kind === "application";
  const shown = picked ?? named.at(-1)?.element ?? qualifying?.now[0]?.element;
  const elements = oneAtATime ? (shown === undefined ? null : [shown]) : elementsOf(named, form);
  const filling = useFilled(form, elements, asOf);
  const remove = (element: string) => {
    setNamed(named.filter((one) => one.element !== element));
    if (picked === element) setPicked(null);
  };
  return (
    <article className="form-page">
      <Head form={form} asOf={asOf} onAsOf={setAsOf} elements={elements} everybody={oneAtATime ? (qualifying?.now.length ?? 0) : 0} />
      <div className="form-columns">
        <SubjectList
          qualifying={qualifying}
          oneAtATime={oneAtATime}
          shown={oneAtATime ? shown : undefined}
          onShow={setPicked}
          named={named}
          onName={(one) => {
            setNamed([...named.filter(({ element }) => element !== one.element), one]);
            setPicked(one.element);
          }}
          onRemove={remove}
        />
        <Desk form={form} filled={filling.data} error={filling.error} retry={() => void filling.refetch()} nobody={elements === null} />
      </div>
    </article>
  );
}

/** Whom a roster is filled for: those named; else (undefined) for whom it is; null when nobody says. */
function elementsOf(named: readonly Named[], form: FormWithFields): string[] | undefined | null {
  if (named.length > 0) return named.map(({ element }) => element);
  return saysForWhom(form) ? undefined : null;
}

interface HeadProps {
  readonly form: FormWithFields;
  readonly asOf: string;
  readonly onAsOf: (day: string) => void;
  readonly elements: readonly string[] | undefined | null;
  /** How many applications there would be for all who qualify. */
  readonly everybody: number;
}

function Head({ form, asOf, onAsOf, elements, everybody }: HeadProps) {
  const say = useText();
  const { language } = useReading();
  const { code: community } = useCommunity();
  const { percent, number } = useFormats();
  const queries = useQueryClient();
  const [listMissing, setListMissing] = useState(false);
  const take = useMutation({
    mutationFn: (whom: readonly string[] | undefined) =>
      download("POST /api/v1/communities/{community}/forms/{form}/workbook", {
        params: { community, form: form.key },
        body: { asOf, listMissing, ...(whom === undefined ? {} : { elements: [...whom] }) },
      }),
    onSuccess: () =>
      Promise.all(["forms", "form", "overview", "once-only"].map((queryKey) => queries.invalidateQueries({ queryKey: [queryKey] }))),
  });
  const last = form.fills.at(-1);
  return (
    <header className="form-head">
      <div className="form-title">
        <Link to="/c/$community/forms" params={{ community }} className="form-back">
          <LeftOutlined aria-hidden="true" />
          {say("form.back")}
        </Link>
        <h1>{wordsIn(language, form.title)}</h1>
        <div className="form-about">
          {form.department && <span className="soft">{wordsIn(language, form.department)}</span>}
          <span className="tag">{say(`forms.kind.${form.kind}`)}</span>
          <ForWhom form={form} />
          <OpenToResidents form={form} />
          {last && (
            <span className="form-rate">
              <span className="soft">{say("forms.rate", { share: percent(last.rate) })}</span>
              <RateLine rates={form.fills.slice(-12).map(({ rate }) => rate)} />
            </span>
          )}
        </div>
      </div>
      <div className="form-actions">
        <label className="form-day">
          <span>{say("form.asOf")}</span>
          <input type="date" value={asOf} required onChange={(event) => event.target.value !== "" && onAsOf(event.target.value)} />
        </label>
        <label className="form-list">
          <input type="checkbox" checked={listMissing} onChange={(event) => setListMissing(event.target.checked)} />
          <span>{say("form.listMissing")}</span>
        </label>
        <button type="button" className="button" disabled={elements === null} onClick={() => window.print()}>
          <PrinterOutlined aria-hidden="true" />
          {say("form.print")}
        </button>
        {everybody > 1 && (
          <button type="button" className="button" disabled={take.isPending} onClick={() => take.mutate(undefined)}>
            <DownloadOutlined aria-hidden="true" />
            {say("form.downloadAll", { count: number(everybody) })}
          </button>
        )}
        <button
          type="button"
          className="button primary"
          disabled={elements === null || take.isPending}
          onClick={() => take.mutate(elements ?? undefined)}
        >
          <DownloadOutlined aria-hidden="true" />
          {say(take.isPending ? "form.downloading" : "form.download")}
        </button>
      </div>
      {take.error && (
        <p className="notice wrong" role="alert">
          {failureText(take.error, say("error.network"), say("error.unexpected"))}
        </p>
      )}
    </header>
  );
}

interface DeskProps {
  readonly form: FormWithFields;
  readonly filled: Filled | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
  /** Nobody is named yet. */
  readonly nobody: boolean;
}

function Desk({ form, filled, error, retry, nobody }: DeskProps) {
  const say = useText();
  const [asked, setAsked] = useState<number | null>(null);
  const [sheetName, setSheetName] = useState("");
  const sheet = filled?.sheets.find(({ name }) => name === sheetName) ?? filled?.sheets[0];
  const marks = useMemo(() => marksOn(filled, sheet?.name ?? "", asked), [filled, sheet, asked]);
  if (nobody)
    return (
      <div className="card form-nobody">
        <Nothing title={say(saysForWhom(form) ? "form.chooseOne" : "form.choose")} />
      </div>
    );
  if (error) return <PageFailure error={error as never} reset={retry} />;
  if (filled === undefined || sheet === undefined) return <PageWaiting />;
  const focusQuestion = (cell: string) => {
    const found = filled.unfinished.find((each) => each.sheet === sheet.name && each.cell === cell);
    if (found?.question !== undefined) document.getElementById(answerField(found.question))?.focus();
  };
  return (
    <>
      <div className="form-desk">
        <Rate filled={filled} />
        {filled.sheets.length > 1 && (
          <nav className="form-sheets" aria-label={say("form.sheets")}>
            {filled.sheets.map(({ name }) => (
              <button
                key={name}
                type="button"
                className="button quiet"
                aria-pressed={name === sheet.name}
                onClick={() => setSheetName(name)}
              >
                {name}
              </button>
            ))}
          </nav>
        )}
        <Papers sheet={sheet} label={say("form.drawing")} marks={marks} onCell={focusQuestion} />
        {sheet.more && <p className="notice">{say("form.rowsCut")}</p>}
      </div>
      <Questions filled={filled} onAsk={setAsked} />
    </>
  );
}

function Rate({ filled }: { readonly filled: Filled }) {
  const say = useText();
  const { percent, number } = useFormats();
  return (
    <p className="card form-rate-now">
      <strong className="digits">{percent(filled.rate)}</strong>
      <span>{say("form.rate")}</span>
      <meter min={0} max={1} value={filled.rate} aria-label={say("form.rate")} />
      <span className="faint digits">
        {say("form.rateCells", { filled: number(filled.cellsFilled), asked: number(filled.cellsAsked) })}
      </span>
    </p>
  );
}

function marksOn(filled: Filled | undefined, sheet: string, asked: number | null): ReadonlyMap<string, CellMark> {
  const marks = new Map<string, CellMark>();
  for (const cell of filled?.unfinished ?? [])
    if (cell.sheet === sheet) marks.set(cell.cell, asked !== null && cell.question === asked ? "asked" : cell.state);
  return marks;
}
