/** My own application form: what is known is in it, what is missing is typed here, and it is printed or taken along. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useRef } from "react";
import { ask, type Reply } from "../../api/client.ts";
import { download } from "../../api/files.ts";
import { useReading } from "../../reading/reading.ts";
import { type CellMark, Papers } from "../../sheet/paper.tsx";
import { useDraft } from "../drafts.ts";
import { useFormats } from "../formats.ts";
import { Icon } from "../icon.tsx";
import { usePlace } from "../navigation.tsx";
import { useValueText } from "../own-data.ts";
import { PageHead } from "../page-head.tsx";
import { Failure, problemText, Waiting } from "../page-states.tsx";
import { useText } from "../text.ts";
import { langOf, Shown, Told } from "../told.tsx";
import { useWords } from "../words.ts";
import "./form-page.css";

type Filled = Reply<"POST /api/v1/self/forms/{form}/fill">;
type Field = Filled["fields"][number];
type Typed = Readonly<Record<string, string>>;

export function Page() {
  const { path } = usePlace();
  const form = decodeURIComponent(path.split("/").at(-1) ?? "");
  const words = useWords();
  // What was typed and put in; what is about me is kept at the community, the rest for as long as this page is open.
  const [put, setPut] = useDraft<Typed>(`form ${form}`, {});
  const queries = useQueryClient();
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ["form", form, put],
    queryFn: ({ signal }) => ask("POST /api/v1/self/forms/{form}/fill", { params: { form }, body: { answers: put }, signal }),
    placeholderData: (before) => before,
  });
  const before = useRef<Filled | undefined>(undefined);
  const filled = data ?? before.current;
  before.current = filled;
  if (filled === undefined && isPending) return <Waiting />;
  if (filled === undefined) return <Failure error={error} reset={() => void refetch()} />;
  const enter = (typed: Typed) => {
    setPut({ ...put, ...typed });
    void queries.invalidateQueries({ queryKey: ["corrections"] });
  };
  return (
    <div className="my-form-page">
      <PageHead title={words(filled.title).text} lang={words(filled.title).lang} back="/my/forms">
        <Progress fields={filled.fields} />
      </PageHead>
      <Questions form={form} fields={filled.fields} busy={isFetching} onEnter={enter} />
      {error && <NotPutIn error={error} again={() => void refetch()} />}
      <Take form={form} answers={put} />
      <Known fields={filled.fields} />
      <Sheets filled={filled} />
    </div>
  );
}

const isOpen = ({ state }: Field) => state === "missing" || state === "wrong";

function Progress({ fields }: { readonly fields: readonly Field[] }) {
  const say = useText();
  const { number } = useFormats();
  const open = fields.filter(isOpen).length;
  const known = fields.length - open;
  return (
    <div className="my-progress">
      <p>{say(open === 0 ? "form.complete" : "form.progress", { known: number(known), open: number(open) })}</p>
      <progress max={fields.length} value={known} aria-label={say("form.filled")} />
    </div>
  );
}

/** What was typed stays in its fields; this says why it is not in the form yet, and what can be done. */
function NotPutIn({ error, again }: { readonly error: Error; readonly again: () => void }) {
  const say = useText();
  return (
    <div className="notice wrong no-print" role="alert">
      <p>{problemText(error, say)}</p>
      <button type="button" className="button" onClick={again}>
        {say("error.again")}
      </button>
    </div>
  );
}

function Questions({
  form,
  fields,
  busy,
  onEnter,
}: {
  readonly form: string;
  readonly fields: readonly Field[];
  readonly busy: boolean;
  readonly onEnter: (typed: Typed) => void;
}) {
  const say = useText();
  const [typed, setTyped] = useDraft<Typed>(`form ${form} typed`, {});
  const open = fields.filter(isOpen);
  if (open.length === 0) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = Object.fromEntries(Object.entries(typed).filter(([, text]) => text.trim() !== ""));
    if (Object.keys(given).length > 0) onEnter(given);
  };
  return (
    <form className="card my-card no-print" onSubmit={submit} noValidate aria-labelledby="open">
      <h2 id="open">{say("form.open")}</h2>
      <p className="soft">{say("form.openHint")}</p>
      {open.map((field) => (
        <Question
          key={field.id}
          field={field}
          value={typed[field.id] ?? (field.state === "wrong" ? field.value : "")}
          onChange={(text) => setTyped({ ...typed, [field.id]: text })}
        />
      ))}
      <button type="submit" className="button primary wide" disabled={busy}>
        {say("form.enter")}
      </button>
    </form>
  );
}

function Question({
  field,
  value,
  onChange,
}: {
  readonly field: Field;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  const say = useText();
  const { language } = useReading();
  const id = useId();
  const wrong = field.state === "wrong";
  const described = wrong ? { "aria-invalid": true, "aria-describedby": `${id}-wrong` } : {};
  const words = useWords();
  return (
    <div className="field">
      <label htmlFor={id}>
        {language !== "zh" && field.label !== words(field.means).text && (
          <>
            <Told words={field.means} />{" "}
          </>
        )}
        {/* The form's own words: they are what the paper will ask for. */}
        <bdi lang="zh-CN">{field.label}</bdi>
      </label>
      {field.options === undefined ? (
        <input
          id={id}
          type="text"
          inputMode={field.type === "phone" ? "tel" : field.type === "number" || field.type === "integer" ? "decimal" : "text"}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          {...described}
        />
      ) : (
        <select id={id} value={value} onChange={(event) => onChange(event.target.value)} {...described}>
          <option value="">{say("form.choose")}</option>
          {field.options.map((option) => (
            <option key={option.zh} value={option.zh} {...langOf(words(option))}>
              {words(option).text}
            </option>
          ))}
        </select>
      )}
      {field.type === "date" && <p className="hint">{say("correction.dateHint")}</p>}
      {wrong && (
        <p className="notice wrong" id={`${id}-wrong`} role="alert">
          {say("form.wrong")}
        </p>
      )}
    </div>
  );
}

function Take({ form, answers }: { readonly form: string; readonly answers: Typed }) {
  const say = useText();
  const take = useMutation({
    mutationFn: () => download("POST /api/v1/self/forms/{form}/workbook", { params: { form }, body: { answers } }),
  });
  return (
    <div className="my-actions no-print">
      <button type="button" className="button" onClick={() => window.print()}>
        <Icon name="print" />
        {say("data.print")}
      </button>
      <button type="button" className="button" disabled={take.isPending} onClick={() => take.mutate()}>
        <Icon name="download" />
        {say("form.download")}
      </button>
      {take.error && (
        <p className="notice wrong" role="alert">
          {problemText(take.error, say)}
        </p>
      )}
    </div>
  );
}

/** What stands in the form already, field by field: a telephone is too narrow for the sheet. */
function Known({ fields }: { readonly fields: readonly Field[] }) {
  const say = useText();
  const { language } = useReading();
  const textOf = useValueText();
  const { day } = useFormats();
  const known = fields.filter((field) => !isOpen(field));
  return (
    <section className="card my-card no-print" aria-labelledby="known">
      <h2 id="known">{say("form.known")}</h2>
      <dl className="my-pairs">
        {known.map((field) => (
          <div key={field.id}>
            <dt>{language === "zh" ? <bdi>{field.label}</bdi> : <Told words={field.means} />}</dt>
            <dd className="digits">
              <Shown words={textOf(field.attribute, field)} />
              {field.state === "typed" && <span className="tag look">{say("form.typed")}</span>}
              {field.counted !== undefined && <span className="hint">{say("form.counted", { date: day(field.counted) })}</span>}
              {field.state === "disputed" && <span className="tag look">{say("my.disputed")}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Sheets({ filled }: { readonly filled: Filled }) {
  const say = useText();
  const family = filled.cells.filter(({ field, state }) => state === "missing" && !filled.fields.some(({ id }) => id === field)).length;
  return (
    <div className="my-sheets">
      <h2 className="no-print">{say("form.sheet")}</h2>
      {family > 0 && <p className="notice no-print">{say("form.family")}</p>}
      {filled.sheets.map((sheet) => (
        <Papers key={sheet.name} sheet={sheet} label={say("form.sheet")} marks={marksOf(filled, sheet.name)} />
      ))}
    </div>
  );
}

function marksOf({ cells }: Filled, sheet: string): ReadonlyMap<string, CellMark> {
  return new Map(cells.filter((cell) => cell.sheet === sheet).map(({ cell, state }) => [cell, state]));
}
