/** The first page: who is signed in, and the few things that can be done, each with where it stands. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { ask } from "../../api/client.ts";
import { useFormats } from "../formats.ts";
import { Icon } from "../icon.tsx";
import { Link } from "../navigation.tsx";
import { useOwnCorrections, useOwnData } from "../own-data.ts";
import { Failure } from "../page-states.tsx";
import { pages } from "../pages.ts";
import { useText } from "../text.ts";

export function Page() {
  const say = useText();
  const { data, error, refetch } = useOwnData();
  const standings = useStandings();
  useEffect(() => {
    document.title = `${say("my.start")} · ${say("app.name")}`;
  }, [say]);
  if (error) return <Failure error={error} reset={() => void refetch()} />;
  return (
    <>
      <div className="my-greeting">
        <h1>
          {data === undefined ? say("start.hello") : data.title === "" ? say("start.hello") : say("start.helloName", { name: data.title })}
        </h1>
        <p className="soft">{say("my.intro")}</p>
      </div>
      <ul className="my-tiles">
        {pages.map(({ path, label, icon, hint }) => (
          <li key={path}>
            <Link to={path} className="card my-tile">
              <span className="my-tile-icon">
                <Icon name={icon} />
              </span>
              <span className="my-tile-words">
                <strong>{say(label)}</strong>
                <span className="soft">{standings[path]?.text ?? say(hint)}</span>
              </span>
              {standings[path]?.look !== undefined && <span className="tag look">{standings[path]?.look}</span>}
              <Icon name="onward" />
            </Link>
          </li>
        ))}
      </ul>
      <p className="notice">{say("start.rights")}</p>
    </>
  );
}

interface Standing {
  readonly text: string;
  /** What asks for a look, in short. */
  readonly look?: string;
}

/** Where each thing stands, as soon as it is known. */
function useStandings(): Readonly<Record<string, Standing>> {
  const say = useText();
  const { day, number } = useFormats();
  const { data: own } = useOwnData();
  const { data: corrections } = useOwnCorrections();
  const { data: last } = useQuery({
    queryKey: ["readings", "last"],
    queryFn: ({ signal }) => ask("GET /api/v1/self/readings", { query: { limit: 1, own: false }, signal }),
  });
  const standings: Record<string, Standing> = {};
  if (own !== undefined) {
    const disputed = own.values.filter((fact) => fact.disputed).length;
    const text = say("start.facts", { count: number(own.values.length), sources: number(sourcesOf(own.values)) });
    standings["/my/data"] = { text, ...(disputed > 0 ? { look: say("start.disputed", { count: number(disputed) }) } : {}) };
  }
  const [reading] = last?.items ?? [];
  if (last !== undefined)
    standings["/my/readings"] = { text: reading === undefined ? say("readings.none") : say("start.lastRead", { date: day(reading.at) }) };
  const waiting = corrections?.items.filter(({ state }) => state === "open").length ?? 0;
  const answered = corrections?.items.find(
    ({ state, answeredAt }) => (state === "confirmed" || state === "declined") && answeredAt !== undefined,
  );
  if (waiting > 0) standings["/my/corrections"] = { text: say("start.waiting", { count: number(waiting) }) };
  else if (answered?.answeredAt !== undefined)
    standings["/my/corrections"] = { text: say("start.answered", { date: day(answered.answeredAt) }) };
  return standings;
}

function sourcesOf(
  values: readonly { readonly held?: { readonly origins: readonly { readonly department: { readonly zh: string } }[] } }[],
): number {
  return new Set(values.flatMap(({ held }) => held?.origins.map(({ department }) => department.zh) ?? [])).size;
}
