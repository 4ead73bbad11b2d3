/** A building: floors by rooms, each home with its people in short, by a layer that the reader chooses. */
import { LeftOutlined, PrinterOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { ask } from "../../api/client.ts";
import { usePurpose } from "../../api/purpose.ts";
import { BuildingPlan } from "../building-plan.tsx";
import { useCommunity } from "../community.ts";
import { useFormats } from "../formats.ts";
import { useKeys } from "../keys.ts";
import { KeysPanel } from "../keys-panel.tsx";
import { PageFailure, PageWaiting } from "../page-states.tsx";
import { usePageTitle } from "../page-title.ts";
import { type Home, type Plan, planGrid } from "../plan-grid.ts";
import { useText } from "../text.ts";
import { useEstates } from "./buildings-page.tsx";
import "./building-page.css";

export const layers = ["all", "elderlyAlone", "elderly", "tenants", "foreign", "children", "empty"] as const;
/** What the plan lights up; `all` shows every mark. */
export type Layer = (typeof layers)[number];

function usePlan(estate: string, building: string) {
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  return useQuery({
    queryKey: ["building", community, estate, building, purpose],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/communities/{community}/building", { params: { community }, query: { estate, building }, signal }),
  });
}

export function Page() {
  const say = useText();
  const navigate = useNavigate();
  const { code: community } = useCommunity();
  const { estate = "", building = "", layer: asked } = useSearch({ strict: false });
  const layer = layers.find((each) => each === asked) ?? "all";
  usePageTitle(say("building.title"));
  const { data, error, isPending, refetch } = usePlan(estate, building);
  const [keys, setKeys] = useState(false);
  const neighbours = useNeighbours(estate, building);
  const choose = (next: { building?: string; layer?: Layer }) =>
    void navigate({
      to: "/c/$community/buildings/plan",
      params: { community },
      search: { estate, building, layer, ...next },
      replace: true,
    });
  const step = (to: string | undefined) => () => to !== undefined && choose({ building: to });
  useKeys({
    ...Object.fromEntries(layers.map((each, at) => [String(at), () => choose({ layer: each })])),
    "[": step(neighbours.before),
    "]": step(neighbours.after),
    "?": () => setKeys(true),
  });
  if (isPending) return <PageWaiting />;
  if (error) return <PageFailure error={error} reset={() => void refetch()} />;
  return (
    <article className="building">
      <Head plan={data} neighbours={neighbours} onStep={(to) => choose({ building: to })} onKeys={() => setKeys(true)} />
      <Layers plan={data} layer={layer} onChoose={(next) => choose({ layer: next })} />
      <BuildingPlan key={`${estate} ${building}`} plan={data} layer={layer} />
      <KeysPanel open={keys} onClose={() => setKeys(false)} keys={keyLines} />
    </article>
  );
}

const keyLines = [
  { keys: ["←", "↑", "↓", "→"], text: "building.key.move" },
  { keys: ["Enter"], text: "building.key.open" },
  { keys: ["0", "–", "6"], text: "building.key.layer" },
  { keys: ["[", "]"], text: "building.key.step" },
  { keys: ["?"], text: "review.key.help" },
] as const;

/** The buildings before and after this one in its estate. */
function useNeighbours(estate: string, building: string): { readonly before?: string; readonly after?: string } {
  const { data } = useEstates();
  const buildings = data?.items.find((each) => each.estate === estate)?.buildings.map((each) => each.building) ?? [];
  const at = buildings.indexOf(building);
  const [before, after] = [buildings[at - 1], buildings[at + 1]];
  if (at < 0) return {};
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

interface HeadProps {
  readonly plan: Plan;
  readonly neighbours: ReturnType<typeof useNeighbours>;
  readonly onStep: (building: string) => void;
  readonly onKeys: () => void;
}

function Head({ plan, neighbours, onStep, onKeys }: HeadProps) {
  const say = useText();
  const { code: community, name } = useCommunity();
  const { number, day } = useFormats();
  const { before, after } = neighbours;
  const homes = homesOf(plan);
  const people = homes.reduce((sum, home) => sum + home.people.length, 0);
  const nameOf = (building: string) => (building === "" ? say("building.unnumbered") : say("building.building", { building }));
  return (
    <header className="building-head">
      <div>
        <nav aria-label={say("building.path")} className="building-path">
          <Link to="/c/$community/buildings" params={{ community }}>
            {say("building.title")}
          </Link>
        </nav>
        <h1>
          {plan.estate} {nameOf(plan.building)}
        </h1>
        <p className="soft digits">
          <span className="building-community">{name} · </span>
          {say("building.summary", { homes: number(homes.length), people: number(people) })} ·{" "}
          {say("building.asOf", { day: day(plan.asOf) })}
        </p>
      </div>
      <div className="building-actions">
        <button type="button" className="button" disabled={before === undefined} onClick={() => before !== undefined && onStep(before)}>
          <LeftOutlined aria-hidden="true" />
          {before === undefined ? say("building.before") : nameOf(before)}
          <span className="visually-hidden">{say("building.before")}</span>
        </button>
        <button type="button" className="button" disabled={after === undefined} onClick={() => after !== undefined && onStep(after)}>
          {after === undefined ? say("building.after") : nameOf(after)}
          <span className="visually-hidden">{say("building.after")}</span>
          <RightOutlined aria-hidden="true" />
        </button>
        <button type="button" className="button" onClick={() => window.print()}>
          <PrinterOutlined aria-hidden="true" />
          {say("building.print")}
        </button>
        <button type="button" className="button quiet" onClick={onKeys}>
          {say("keys.title")} <span className="key">?</span>
        </button>
      </div>
    </header>
  );
}

interface LayersProps {
  readonly plan: Plan;
  readonly layer: Layer;
  readonly onChoose: (layer: Layer) => void;
}

/** The layers with how many homes each lights up; printed as the legend. */
function Layers({ plan, layer, onChoose }: LayersProps) {
  const say = useText();
  const { number } = useFormats();
  const counts = useMemo(() => {
    const homes = homesOf(plan);
    return (of: Layer) => (of === "all" ? homes.length : homes.filter((home) => home.marks.includes(of)).length);
  }, [plan]);
  return (
    <fieldset className="layers">
      <legend className="visually-hidden">{say("building.layers")}</legend>
      {layers.map((each) => (
        <button type="button" key={each} className="button layer" aria-pressed={each === layer} onClick={() => onChoose(each)}>
          {each !== "all" && (
            <span className={`home-mark mark-${each}`} aria-hidden="true">
              {say(`mark.${each}`)}
            </span>
          )}
          {say(`layer.${each}`)}
          <span className="digits soft">{number(counts(each))}</span>
        </button>
      ))}
    </fieldset>
  );
}

function homesOf(plan: Plan): readonly Home[] {
  return planGrid(plan).rows.flatMap((row) => row.filter((home) => home !== null));
}
