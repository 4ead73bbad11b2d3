/** What the community holds about me: each value with who says it, what else is said, and a way to say that it is wrong. */
import { useState } from "react";
import { groupOf, groups } from "../fact-groups.ts";
import { useFormats } from "../formats.ts";
import { Icon } from "../icon.tsx";
import { Link } from "../navigation.tsx";
import {
  hidden,
  type OwnCorrection,
  type OwnFact,
  type OwnStatement,
  useLabels,
  useOwnCorrections,
  useOwnData,
  useSourceName,
  useValueText,
} from "../own-data.ts";
import { PageHead } from "../page-head.tsx";
import { Failure, Waiting } from "../page-states.tsx";
import { useText } from "../text.ts";
import { Listed, Sentence, Shown } from "../told.tsx";
import "./data-page.css";

export function Page() {
  const say = useText();
  const { day } = useFormats();
  const { data, error, isPending, refetch } = useOwnData();
  const { data: corrections } = useOwnCorrections();
  const [open, setOpen] = useState(false);
  if (isPending) return <Waiting />;
  if (error) return <Failure error={error} reset={() => void refetch()} />;
  const waiting = new Map(corrections?.items.filter(({ state }) => state === "open").map((each) => [each.attribute, each]));
  return (
    <>
      <PageHead title={say("my.title")} intro={say("my.intro")}>
        <p className="print-only">{say("data.printed", { name: data.title, date: day(new Date().toISOString()) })}</p>
        <div className="my-actions">
          <button type="button" className="button" aria-pressed={open} onClick={() => setOpen(!open)}>
            {say(open ? "data.hide" : "data.show")}
          </button>
          <button type="button" className="button quiet" onClick={() => window.print()}>
            <Icon name="print" />
            {say("data.print")}
          </button>
        </div>
      </PageHead>
      {data.values.length === 0 && <p className="card my-card">{say("my.nothing")}</p>}
      {groups.map((group) => {
        const facts = data.values.filter((fact) => groupOf(fact) === group);
        if (facts.length === 0) return null;
        return (
          <section key={group} className="card my-card" aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`}>{say(`group.${group}`)}</h2>
            <ul className="my-facts">
              {facts.map((fact) => (
                <FactLine key={fact.attribute} fact={fact} open={open} asked={waiting.get(fact.attribute)} />
              ))}
            </ul>
          </section>
        );
      })}
      <p className="notice my-tell">
        <span>{say("my.wrong")}</span>
        <Link to="/my/corrections/new?about=other" className="button">
          {say("data.tell")}
        </Link>
      </p>
    </>
  );
}

/** Sources named before the rest are counted. */
const namesShown = 2;

function FactLine({ fact, open, asked }: { readonly fact: OwnFact; readonly open: boolean; readonly asked: OwnCorrection | undefined }) {
  const say = useText();
  const labelOf = useLabels();
  const textOf = useValueText();
  const { attribute, held, others, disputed, sensitivity } = fact;
  const written = (statement: OwnStatement) => {
    const shown = textOf(attribute, statement);
    if (open || sensitivity === "ordinary") return shown;
    return { text: sensitivity === "sensitive" ? "••••" : hidden(shown.text) };
  };
  const label = labelOf(fact);
  return (
    <li>
      <p className="my-label">
        <span id={`fact-${attribute}`}>
          <Shown words={label} />
        </span>
        {disputed && <span className="tag look">{say("my.disputed")}</span>}
        {asked !== undefined && <span className="tag look">{say("data.waiting")}</span>}
      </p>
      <p className="my-value digits">
        {held === undefined ? <span className="soft">{say("data.invalid")}</span> : <Shown words={written(held)} />}
      </p>
      <details>
        <summary aria-describedby={`fact-${attribute}`}>
          <OriginsInShort fact={fact} />
        </summary>
        <div className="my-evidence">
          {held !== undefined && (
            <>
              {held.derived && <p>{say("data.derived")}</p>}
              <Origins statement={held} />
            </>
          )}
          {others.map((other) => (
            <div key={`${other.reason} ${other.value}`} className="my-other">
              <p>
                {say("data.other")}{" "}
                <strong className="digits">
                  <Shown words={written(other)} />
                </strong>
              </p>
              <Origins statement={other} />
              <p className="soft">{say(other.valid ? `why.${other.reason}` : "why.invalid")}</p>
            </div>
          ))}
          <Link to={`/my/corrections/new?about=${attribute}`} className="button my-wrong">
            <Icon name="corrections" />
            {
              <span>
                <Sentence text={say("data.wrong")} blanks={{ label: <Shown words={label} /> }} />
              </span>
            }
          </Link>
        </div>
      </details>
    </li>
  );
}

/** `公安、民政等 3 处 · 2025年6月30日`: who says it, and the newest day of which they speak. */
function OriginsInShort({ fact: { held, others } }: { readonly fact: OwnFact }) {
  const say = useText();
  const nameOf = useSourceName();
  const { day, number } = useFormats();
  const origins = (held ?? others[0])?.origins ?? [];
  const names = [...new Map(origins.map(nameOf).map((name) => [name.text, name])).values()];
  const newest =
    origins
      .map(({ date }) => date)
      .sort()
      .at(-1) ?? "";
  const sources = <Listed items={names.slice(0, namesShown)} comma={say("list.comma")} />;
  return (
    <span>
      {names.length > namesShown ? (
        <Sentence text={say("data.fromMore", { count: number(names.length) })} blanks={{ sources }} />
      ) : (
        <Sentence text={say("my.from")} blanks={{ source: sources }} />
      )}
      {" · "}
      {say("my.asOf", { date: day(newest) })}
      {others.length > 0 && (
        <>
          {" · "}
          <span className="my-says-else">{say("data.others", { count: number(others.length) })}</span>
        </>
      )}
    </span>
  );
}

function Origins({ statement }: { readonly statement: OwnStatement }) {
  return (
    <ul className="my-origins">
      {statement.origins.map((origin) => (
        <li key={`${origin.file} ${origin.sheet} ${origin.date}`}>
          <OriginLine origin={origin} />
        </li>
      ))}
    </ul>
  );
}

/** Who says it and since when; of what was stated by hand, who stated it: I, or a worker by name. */
function OriginLine({ origin }: { readonly origin: OwnStatement["origins"][number] }) {
  const say = useText();
  const nameOf = useSourceName();
  const { day } = useFormats();
  const { stated, file, date } = origin;
  if (stated === undefined)
    return (
      <Sentence
        text={say("data.origin", { date: day(date) })}
        blanks={{ source: <Shown words={nameOf(origin)} />, file: <bdi lang="zh-CN">{file}</bdi> }}
      />
    );
  const actor = <bdi>{stated.actor}</bdi>;
  if (stated.askedAt === undefined) return <Sentence text={say("stated.worker", { date: day(stated.at) })} blanks={{ actor }} />;
  return <Sentence text={say("stated.self", { asked: day(stated.askedAt), date: day(stated.at) })} blanks={{ actor }} />;
}
