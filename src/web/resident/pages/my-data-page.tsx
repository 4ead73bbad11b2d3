/** What the community holds about me, and where each value came from. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask, type Reply } from "../../api/client.ts";
import { languages, type ReadingLanguage, useReading, wordsIn } from "../../reading/reading.ts";
import { Failure, Waiting } from "../page-states.tsx";
import { useText } from "../text.ts";

type Mine = Reply<"GET /api/v1/self">;
type Fact = Mine["values"][number];

export function Page() {
  const say = useText();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["self"],
    queryFn: ({ signal }) => ask("GET /api/v1/self", { signal }),
  });
  useEffect(() => {
    document.title = `${say("my.title")} · ${say("app.name")}`;
  }, [say]);
  if (isPending) return <Waiting />;
  if (error) return <Failure error={error} reset={() => void refetch()} />;
  const ordinary = data.values.filter((fact) => fact.sensitivity !== "sensitive");
  const sensitive = data.values.filter((fact) => fact.sensitivity === "sensitive");
  return (
    <>
      <div>
        <h1>{data.title || say("my.title")}</h1>
        <p className="soft">{say("my.intro")}</p>
      </div>
      {data.values.length === 0 && <p className="card my-card">{say("my.nothing")}</p>}
      {ordinary.length > 0 && <Facts id="general" title={say("my.general")} facts={ordinary} />}
      {sensitive.length > 0 && <Facts id="sensitive" title={say("my.sensitive")} facts={sensitive} />}
      <p className="notice">{say("my.wrong")}</p>
    </>
  );
}

function Facts({ id, title, facts }: { readonly id: string; readonly title: string; readonly facts: readonly Fact[] }) {
  const say = useText();
  const { language } = useReading();
  const labelOf = useLabels(language);
  return (
    <section className="card my-card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <dl className="my-facts">
        {facts.map((fact) => (
          <div key={fact.attribute}>
            <dt>{labelOf(fact)}</dt>
            <dd>
              <p className="my-value digits">
                <bdi>{valueText(fact, language)}</bdi>
              </p>
              <p className="my-origin">
                <OriginLine fact={fact} />
                {fact.disputed && <span className="tag look">{say("my.disputed")}</span>}
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function OriginLine({ fact }: { readonly fact: Fact }) {
  const say = useText();
  const { language } = useReading();
  const { origin, derived } = fact;
  if (origin === undefined) return null;
  const source = wordsIn(language, origin.department) || origin.file;
  const parts = [
    say("my.from", { source }),
    ...(derived ? [say("my.derived")] : []),
    say("my.asOf", { date: dayText(origin.date, language) }),
  ];
  return <bdi>{parts.join(" · ")}</bdi>;
}

/** What a fact is called: the server tells Chinese and English, the catalogue of a further language adds its own. */
function useLabels(language: ReadingLanguage): (fact: Fact) => string {
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    if (language === "ar") void import("../../texts/resident/attributes-ar.ts").then((loaded) => setOwn(loaded.attributes));
    else setOwn({});
  }, [language]);
  return (fact) => own[fact.attribute] ?? wordsIn(language, fact.label);
}

/** How a value is written: codes in words, whole days as the language writes them. */
function valueText(fact: Fact, language: ReadingLanguage): string {
  return /Date$/.test(fact.attribute) && !fact.value.startsWith("9999") ? dayText(fact.value, language) : wordsIn(language, fact.text);
}

function dayText(iso: string, language: ReadingLanguage): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return iso;
  return new Intl.DateTimeFormat(languages[language].tag, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
}
