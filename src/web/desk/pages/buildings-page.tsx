/** The estates with their buildings: from here to the plan of each. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ask } from "../../api/client.ts";
import { useCommunity } from "../community.ts";
import { useFormats } from "../formats.ts";
import { Nothing, PageFailure, PageWaiting } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { useText } from "../text.ts";
import "./buildings-page.css";

/** The estates of the community; what an import adds shows when the page is opened again. */
export function useEstates() {
  const { code: community } = useCommunity();
  return useQuery({
    queryKey: ["estates", community],
    queryFn: ({ signal }) => ask("GET /api/v1/communities/{community}/estates", { params: { community }, signal }),
  });
}

export function Page() {
  const say = useText();
  const { code: community } = useCommunity();
  const { number } = useFormats();
  usePageTitle(say("building.title"));
  const { data, error, isPending, refetch } = useEstates();
  if (isPending) return <PageWaiting />;
  if (error) return <PageFailure error={error} reset={() => void refetch()} />;
  return (
    <div className="estates">
      <header>
        <h1>{say("building.title")}</h1>
        <p className="soft">{say("building.intro")}</p>
      </header>
      {data.items.length === 0 && (
        <div className="card">
          <Nothing title={say("building.none")}>{say("building.noneHint")}</Nothing>
        </div>
      )}
      <div className="estate-cards">
        {data.items.map(({ estate, homes, buildings }) => (
          <section className="card estate" key={estate} aria-label={estate}>
            <h2>
              {estate} <span className="faint digits">{say("building.homes", { count: number(homes) })}</span>
            </h2>
            <ul>
              {buildings.map((each) => (
                <li key={each.building}>
                  <Link
                    to="/c/$community/buildings/plan"
                    params={{ community }}
                    search={{ estate, building: each.building }}
                    preload={false}
                  >
                    <strong className="digits">
                      {each.building === "" ? say("building.unnumbered") : say("building.building", { building: each.building })}
                    </strong>
                    <span className="faint digits">{say("building.homes", { count: number(each.homes) })}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}
