/** My household and my homes. */
import { useQuery } from "@tanstack/react-query";
import { ask, type Reply } from "../../api/client.ts";
import { useFormats } from "../formats.ts";
import { Icon } from "../icon.tsx";
import { Link } from "../navigation.tsx";
import { PageHead } from "../page-head.tsx";
import { Failure, Waiting } from "../page-states.tsx";
import { useText } from "../text.ts";
import { Told } from "../told.tsx";

type Home = Reply<"GET /api/v1/self/home">["homes"][number];
type Household = NonNullable<Reply<"GET /api/v1/self/home">["household"]>;

export function Page() {
  const say = useText();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["self", "home"],
    queryFn: ({ signal }) => ask("GET /api/v1/self/home", { signal }),
  });
  if (isPending) return <Waiting />;
  if (error) return <Failure error={error} reset={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("home.title")} intro={say("home.intro")} />
      <section className="card my-card" aria-labelledby="household">
        <h2 id="household">{say("home.household")}</h2>
        {data.household === null ? <p className="soft">{say("home.noHousehold")}</p> : <Members household={data.household} />}
        <Tell about="other" label={say("home.wrongHousehold")} />
      </section>
      {data.homes.map((home) => (
        <HomeCard key={home.address} home={home} />
      ))}
      {data.homes.length === 0 && (
        <section className="card my-card" aria-labelledby="no-home">
          <h2 id="no-home">{say("home.home")}</h2>
          <p className="soft">{say("home.none")}</p>
          <Tell about="address" label={say("home.tellAddress")} />
        </section>
      )}
    </>
  );
}

function Members({ household }: { readonly household: Household }) {
  const say = useText();
  return (
    <ul className="my-list">
      {household.members.map(({ name, relation, self }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: members have no id here, and the list does not change.
        <li key={at} className="my-member">
          <strong>
            <bdi>{name}</bdi>
          </strong>
          {self && <span className="tag pine">{say("home.you")}</span>}
          <span className="soft">
            <Told words={relation} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function HomeCard({ home }: { readonly home: Home }) {
  const say = useText();
  const { number, day } = useFormats();
  const { address, ties, values, residents, residentsOfHousehold } = home;
  const lives = ties.some(({ relation, preferred }) => relation === "livesIn" && preferred);
  const kinds = [...new Set(ties.map(({ relation, detail, preferred }) => tieKey(relation, detail, preferred)))];
  const since = ties.find(({ relation, validFrom }) => relation === "livesIn" && validFrom !== "")?.validFrom ?? "";
  return (
    <section className="card my-card" aria-label={address}>
      <h2>
        <bdi>{address}</bdi>
      </h2>
      <p className="my-tags">
        {kinds.map((kind) => (
          <span key={kind} className={kind === "lives" ? "tag pine" : "tag"}>
            {say(`tie.${kind}`)}
          </span>
        ))}
      </p>
      <dl className="my-pairs">
        {values.map(({ attribute, label, text, unit, value }) => (
          <div key={attribute}>
            <dt>
              <Told words={label} />
            </dt>
            <dd className="digits">
              {isUnit(unit) ? (
                `${number(Number(value))} ${say(`unit.${unit}`)}`
              ) : /Date$/.test(attribute) ? (
                day(value)
              ) : (
                <Told words={text} />
              )}
            </dd>
          </div>
        ))}
        {since !== "" && (
          <div>
            <dt>{say("home.since")}</dt>
            <dd>{day(since)}</dd>
          </div>
        )}
        <div>
          <dt>{say("home.residents")}</dt>
          <dd>
            {residents === 0 ? say("home.nobody") : say("home.people", { count: number(residents), family: number(residentsOfHousehold) })}
          </dd>
        </div>
      </dl>
      {lives && residents > residentsOfHousehold && <p className="notice look">{say("home.strangers")}</p>}
      <Tell about={lives ? "address" : "other"} label={say(lives ? "home.wrongAddress" : "home.wrongHome")} />
    </section>
  );
}

const units = ["m2", "CNY", "CNY/month", "person", "room", "storey"] as const;
const isUnit = (unit: string): unit is (typeof units)[number] => (units as readonly string[]).includes(unit);

/** What ties me to a home, in the words of a resident. */
function tieKey(relation: string, detail: string, preferred: boolean) {
  if (relation === "owns") return detail === "landlord" ? "lets" : "owns";
  if (relation === "registeredIn") return preferred ? "registered" : "registeredBefore";
  return preferred ? "lives" : "livesToo";
}

function Tell({ about, label }: { readonly about: string; readonly label: string }) {
  return (
    <p>
      <Link to={`/my/corrections/new?about=${about}`} className="button my-wrong">
        <Icon name="corrections" />
        {label}
      </Link>
    </p>
  );
}
