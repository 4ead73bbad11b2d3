/** What is to do today: what waits for somebody, what came in, what was filled. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ask, type Reply } from "../../api/client.ts";
import { useSession } from "../../api/session.ts";
import { useCommunity, useMay } from "../community.ts";
import { useFormats } from "../formats.ts";
import { KindIcon } from "../kind-icon.tsx";
import { Nothing, PageFailure, PageWaiting } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { useText } from "../text.ts";
import { useWaiting } from "../waiting.ts";
import "./home-page.css";

type Overview = Reply<"GET /api/v1/communities/{community}/overview">;
const kinds = ["person", "household", "dwelling", "organisation"] as const;

export function Page() {
  const say = useText();
  const { code, name } = useCommunity();
  const { account } = useSession();
  const { today } = useFormats();
  usePageTitle(say("home.title"));
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["overview", code],
    queryFn: ({ signal }) => ask("GET /api/v1/communities/{community}/overview", { params: { community: code }, signal }),
  });
  if (isPending) return <PageWaiting />;
  if (error) return <PageFailure error={error} reset={() => void refetch()} />;
  return (
    <div className="home">
      <header className="home-head">
        <div>
          <p className="soft">{today()}</p>
          <h1>{say("home.greeting", { name: account?.label || account?.name || "" })}</h1>
        </div>
        {name !== "" && <p className="soft">{name}</p>}
      </header>
      <Counts elements={data.elements} />
      <div className="home-columns">
        <ToDo overview={data} />
        <Fills fills={data.fills} />
        <Deliveries deliveries={data.deliveries} />
      </div>
    </div>
  );
}

function Counts({ elements }: { readonly elements: Overview["elements"] }) {
  const say = useText();
  const { number } = useFormats();
  return (
    <dl className="home-counts card">
      {kinds.map((kind) => (
        <div key={kind}>
          <dt>
            <KindIcon kind={kind} /> {say(`count.${kind}`)}
          </dt>
          <dd className="digits">{number(elements[kind])}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What waits for a human; said plainly when nothing does. */
function ToDo({ overview }: { readonly overview: Overview }) {
  const say = useText();
  const { code: community } = useCommunity();
  const { number } = useFormats();
  const { reviews, problems } = overview;
  const corrections = useWaiting()?.corrections ?? 0;
  const problemCount = problems.reduce((sum, each) => sum + each.count, 0);
  return (
    <section className="card home-card" aria-labelledby="home-todo">
      <h2 id="home-todo">{say("home.todo")}</h2>
      {reviews === 0 && corrections === 0 && problemCount === 0 ? (
        <Nothing title={say("home.nothingToDo")} />
      ) : (
        <ul className="home-todo">
          {reviews > 0 && (
            <li>
              <span className="home-figure digits">{number(reviews)}</span>
              <span>
                <Link to="/c/$community/review" params={{ community }}>
                  {say("home.reviews")}
                </Link>
                <span className="soft">{say("home.reviewsHint")}</span>
              </span>
            </li>
          )}
          {corrections > 0 && (
            <li>
              <span className="home-figure digits">{number(corrections)}</span>
              <span>
                <Link to="/c/$community/corrections" params={{ community }}>
                  {say("home.corrections")}
                </Link>
                <span className="soft">{say("home.correctionsHint")}</span>
              </span>
            </li>
          )}
          {problemCount > 0 && (
            <li>
              <span className="home-figure digits">{number(problemCount)}</span>
              <span>
                <strong>{say("home.problems")}</strong>
                <span className="soft">
                  {problems
                    .slice(0, 3)
                    .map((each) => say("home.problemCount", { problem: say(`problem.${each.code}` as "problem.other"), count: each.count }))
                    .join(say("list.comma"))}
                </span>
              </span>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

/** How much of each form needed no asking when it was last filled. */
function Fills({ fills }: { readonly fills: Overview["fills"] }) {
  const say = useText();
  const { day, percent } = useFormats();
  return (
    <section className="card home-card" aria-labelledby="home-fills">
      <h2 id="home-fills">{say("home.fills")}</h2>
      {fills.length === 0 ? (
        <Nothing title={say("home.noFills")}>{say("home.noFillsHint")}</Nothing>
      ) : (
        <ul className="home-fills">
          {fills.map((fill) => {
            const share = fill.cellsAsked === 0 ? 1 : fill.cellsFilled / fill.cellsAsked;
            return (
              <li key={fill.title}>
                <span className="home-fill-title">{fill.title}</span>
                <span className="faint digits">{say("home.fillRows", { rows: fill.rows, day: day(fill.at) })}</span>
                <meter min={0} max={1} value={share} aria-label={say("home.fillShare", { share: percent(share) })} />
                <span className="digits">{percent(share)}</span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function Deliveries({ deliveries }: { readonly deliveries: Overview["deliveries"] }) {
  const say = useText();
  const may = useMay();
  const { code } = useCommunity();
  const { number, moment } = useFormats();
  return (
    <section className="card home-card home-deliveries">
      <h2 id="home-deliveries">{say("home.deliveries")}</h2>
      {may("registry:import") && (
        <Link to="/c/$community/imports" params={{ community: code }} className="home-import">
          {say("import.title")}
        </Link>
      )}
      {deliveries.length === 0 ? (
        <Nothing title={say("home.noDeliveries")}>{say("home.noDeliveriesHint")}</Nothing>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must be scrolled by keyboard too.
        <section className="home-table" aria-labelledby="home-deliveries" tabIndex={0}>
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
                <th scope="col">{say("column.at")}</th>
                <th scope="col">{say("column.actor")}</th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((each) => (
                <tr key={each.id}>
                  <th scope="row">{each.file}</th>
                  <td>
                    <span className={`tag ${each.state === "current" ? "pine" : ""}`}>{say(`delivery.${each.state}`)}</span>
                  </td>
                  <td className="end digits">{number(each.rows)}</td>
                  <td className="end digits">{each.problems === 0 ? "—" : number(each.problems)}</td>
                  <td className="digits">{moment(each.at)}</td>
                  <td>{each.actor}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
