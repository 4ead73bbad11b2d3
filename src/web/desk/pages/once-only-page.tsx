/** The once-only board: who holds each fact, which forms ask it, what is collected twice, what nobody holds, and how the rate goes. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ask, type Reply } from "../../api/client.ts";
import { useReading, wordsIn } from "../../reading/reading.ts";
import { useCommunity, useMay } from "../community.ts";
import { useFormats } from "../formats.ts";
import { AddForm, useAdding } from "../forms/add-form.tsx";
import { TrendChart } from "../forms/trend-chart.tsx";
import { Nothing, PageFailure, PageWaiting } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { Panel } from "../panel.tsx";
import { useText } from "../text.ts";
import "./once-only-page.css";

type Board = Reply<"GET /api/v1/communities/{community}/once-only">;
type Fact = Board["attributes"][number];
type BoardForm = Board["forms"][number];

const filters = ["asked", "twice", "unheld", "all"] as const;
type Filter = (typeof filters)[number];

const fits: Readonly<Record<Filter, (fact: Fact) => boolean>> = {
  asked: ({ askedBy }) => askedBy.length > 0,
  twice: ({ heldBy }) => heldBy.length > 1,
  unheld: ({ askedBy, coverage }) => askedBy.length > 0 && coverage === 0,
  all: () => true,
};

export function Page() {
  const say = useText();
  usePageTitle(say("board.title"));
  const { code: community } = useCommunity();
  const may = useMay();
  const { language } = useReading();
  const [open, setOpen] = useState<string | null>(null);
  const [filter, setFilter] = useState<Filter>("asked");
  const adding = useAdding(setOpen);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["once-only", community],
    queryFn: ({ signal }) => ask("GET /api/v1/communities/{community}/once-only", { params: { community }, signal }),
  });
  if (isPending) return <PageWaiting />;
  if (error) return <PageFailure error={error} reset={() => void refetch()} />;
  const opened = data.forms.find(({ key }) => key === open);
  return (
    <div className="board" data-dropping={adding.dropping} {...(may("registry:fill") ? adding.drop : {})}>
      <header className="board-head">
        <div>
          <h1>{say("board.title")}</h1>
          <p className="soft">{say("board.intro")}</p>
        </div>
        {may("registry:fill") && <AddForm adding={adding} />}
      </header>
      <Figures board={data} onFilter={setFilter} />
      <FormBars board={data} onOpen={setOpen} />
      <Matrix board={data} filter={filter} onFilter={setFilter} onOpen={setOpen} />
      <Panel
        title={opened === undefined ? "" : wordsIn(language, opened.title)}
        open={opened !== undefined}
        onClose={() => setOpen(null)}
        place="side"
      >
        {opened && <FieldsOfForm form={opened} board={data} />}
      </Panel>
    </div>
  );
}

function Figures({ board, onFilter }: { readonly board: Board; readonly onFilter: (filter: Filter) => void }) {
  const say = useText();
  const { percent, number } = useFormats();
  const count = (filter: Filter) => board.attributes.filter(fits[filter]).length;
  return (
    <div className="board-figures">
      <section className="card board-figure" aria-labelledby="board-rate">
        <h2 id="board-rate">{say("board.rateTitle")}</h2>
        <p>
          <strong className="digits">{percent(board.rate)}</strong> <span className="soft">{say("board.rate")}</span>
        </p>
      </section>
      {(["twice", "unheld"] as const).map((which) => (
        <section key={which} className="card board-figure" aria-labelledby={`board-${which}`}>
          <h2 id={`board-${which}`}>{say(`board.${which}Title`)}</h2>
          <p>
            <strong className="digits">{number(count(which))}</strong> <span className="soft">{say(`board.${which}`)}</span>
          </p>
          <button type="button" className="button quiet" onClick={() => onFilter(which)}>
            {say("board.showThem")}
          </button>
        </section>
      ))}
      <section className="card board-figure board-trend" aria-labelledby="board-trend">
        <h2 id="board-trend">{say("board.trend")}</h2>
        {board.trend.length === 0 ? <p className="soft">{say("board.trendNone")}</p> : <TrendChart trend={board.trend} />}
      </section>
    </div>
  );
}

/** How much of each form is known before anybody is asked. */
function FormBars({ board, onOpen }: { readonly board: Board; readonly onOpen: (form: string) => void }) {
  const say = useText();
  const { percent } = useFormats();
  const { language } = useReading();
  return (
    <section className="card board-forms" aria-labelledby="board-forms">
      <header>
        <h2 id="board-forms">{say("board.forms")}</h2>
        <p className="faint">{say("board.formHint")}</p>
      </header>
      <ul>
        {board.forms.map((form) => (
          <li key={form.key}>
            <button type="button" onClick={() => onOpen(form.key)}>
              <span className="board-form-title">
                {wordsIn(language, form.title)}
                {form.kept && <span className="tag pine">{say("forms.own")}</span>}
              </span>
              <Bar share={form.known} label={say("board.formKnown", { share: percent(form.known) })} />
              <span className="digits">{percent(form.known)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Bar({ share, label }: { readonly share: number; readonly label: string }) {
  return (
    <span className="board-bar" role="img" aria-label={label}>
      <span style={{ inlineSize: `${Math.round(share * 100)}%` }} />
    </span>
  );
}

interface MatrixProps {
  readonly board: Board;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly onOpen: (form: string) => void;
}

function Matrix({ board, filter, onFilter, onOpen }: MatrixProps) {
  const say = useText();
  const { language } = useReading();
  const facts = board.attributes.filter(fits[filter]);
  const groups = Map.groupBy(facts, ({ kind }) => kind);
  return (
    <div className="card board-matrix">
      <header>
        <h2 id="board-matrix">{say("board.matrix")}</h2>
        <fieldset className="board-filter" aria-label={say("board.filter")}>
          {filters.map((each) => (
            <button key={each} type="button" className="button quiet" aria-pressed={each === filter} onClick={() => onFilter(each)}>
              {say(`board.filter.${each}`)}
            </button>
          ))}
        </fieldset>
      </header>
      {facts.length === 0 ? (
        <Nothing title={say("board.nothing")} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must be scrolled by keyboard too.
        <section className="board-scroll" aria-label={say("board.matrix")} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say("board.fact")}</th>
                <th scope="col">{say("board.coverage")}</th>
                <th scope="col">{say("board.heldBy")}</th>
                {board.forms.map((form) => (
                  <th key={form.key} scope="col" className="board-column">
                    <button type="button" onClick={() => onOpen(form.key)}>
                      {wordsIn(language, form.title)}
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            {[...groups].map(([kind, list]) => (
              <tbody key={kind}>
                <tr className="board-kind">
                  <th scope="rowgroup" colSpan={3 + board.forms.length}>
                    {say(`count.${kind}`)}
                  </th>
                </tr>
                {list.map((fact) => (
                  <FactRow key={fact.key} fact={fact} forms={board.forms} />
                ))}
              </tbody>
            ))}
          </table>
        </section>
      )}
    </div>
  );
}

function FactRow({ fact, forms }: { readonly fact: Fact; readonly forms: readonly BoardForm[] }) {
  const say = useText();
  const { language } = useReading();
  const { percent } = useFormats();
  return (
    <tr>
      <th scope="row">{wordsIn(language, fact.label)}</th>
      <td className="board-coverage">
        <Bar share={fact.coverage} label={percent(fact.coverage)} />
        <span className="digits" aria-hidden="true">
          {percent(fact.coverage)}
        </span>
      </td>
      <td className="board-held">
        <Holders fact={fact} />
      </td>
      {forms.map(({ key }) => (
        <td key={key} className="board-cell">
          {fact.askedBy.includes(key) && (
            <span className={fact.coverage === 0 ? "board-dot unheld" : "board-dot"} role="img" aria-label={say("board.asks")} />
          )}
        </td>
      ))}
    </tr>
  );
}

function Holders({ fact }: { readonly fact: Fact }) {
  const say = useText();
  const { language } = useReading();
  const names = fact.heldBy.map(({ source }) => wordsIn(language, source));
  if (names.length === 0)
    return <span className={fact.coverage > 0 ? "faint" : "tag wrong"}>{say(fact.coverage > 0 ? "board.derived" : "board.nobody")}</span>;
  if (names.length === 1) return <span>{names[0]}</span>;
  return (
    <details>
      <summary>
        <span className="tag look">{say("board.heldByCount", { count: names.length })}</span>
      </summary>
      {names.join(say("list.comma"))}
    </details>
  );
}

/** Field by field: what is known already, from where, and how far. */
function FieldsOfForm({ form, board }: { readonly form: BoardForm; readonly board: Board }) {
  const say = useText();
  const { language } = useReading();
  const { percent } = useFormats();
  const { code: community } = useCommunity();
  const may = useMay();
  const facts = new Map(board.attributes.map((fact) => [fact.key, fact]));
  const asked = [...new Set(form.fields.flatMap(({ attribute }) => attribute ?? []))];
  const known = asked.filter((key) => (facts.get(key)?.coverage ?? 0) > 0).length;
  return (
    <div className="board-fields">
      <p className="board-fields-sum">
        <strong className="digits">{percent(form.known)}</strong>
        <span>{say("board.formFields", { known, asked: asked.length })}</span>
        {may("registry:fill") && (
          <Link to="/c/$community/forms/$form" params={{ community, form: form.key }} className="button primary">
            {say("board.fill")}
          </Link>
        )}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("board.field")}</th>
            <th scope="col">{say("board.means")}</th>
            <th scope="col">{say("board.coverage")}</th>
            <th scope="col">{say("board.heldBy")}</th>
          </tr>
        </thead>
        <tbody>
          {form.fields.map(({ label, attribute, means, member }, at) => {
            const fact = attribute === undefined ? undefined : facts.get(attribute);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two fields of a form may be called the same.
              <tr key={at}>
                <th scope="row">{label}</th>
                <td>
                  {means === undefined ? <span className="faint">{say("board.unknown")}</span> : wordsIn(language, means)}
                  {member && <span className="faint"> {say("board.member")}</span>}
                </td>
                <td className="digits">{fact === undefined ? "" : percent(fact.coverage)}</td>
                <td>{fact && <Holders fact={fact} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
