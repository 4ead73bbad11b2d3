/** The matrix of a building's homes. Arrow keys go from home to home, Enter opens one. */
import { Link } from "@tanstack/react-router";
import { type CSSProperties, type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useReading, wordsIn } from "../reading/reading.ts";
import { useCommunity } from "./community.ts";
import type { Layer } from "./pages/building-page.tsx";
import { type Home, nextHome, type Plan, type PlanGrid, planGrid } from "./plan-grid.ts";
import { useText } from "./text.ts";

const directions: Readonly<Record<string, readonly [down: number, along: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function BuildingPlan({ plan, layer }: { readonly plan: Plan; readonly layer: Layer }) {
  const say = useText();
  const grid = useMemo(() => planGrid(plan), [plan]);
  const table = useRef<HTMLTableElement>(null);
  // One home at a time can be tabbed to: the keyboard passes a tower of hundreds in one step.
  const [at, setAt] = useState(() => firstHome(grid));
  const onKey = (event: KeyboardEvent) => {
    const direction = directions[event.key];
    const next = direction && nextHome(grid.rows, at, direction);
    if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!next) return;
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-home="${next.join(" ")}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a plan wider than the screen must be scrolled by keyboard too.
    <section className="plan-region card" aria-label={say("building.plan")} tabIndex={0}>
      <table
        ref={table}
        className={`plan ${layer === "all" ? "" : "plan-layer"}`}
        style={{ "--floors": grid.floors.length } as CSSProperties}
        onKeyDown={onKey}
      >
        <PlanHead grid={grid} />
        <tbody>
          {grid.rows.map((row, down) => (
            <tr key={grid.floors[down]}>
              <th scope="row" className="plan-floor digits">
                {grid.floors[down] === "" ? "—" : say("building.floor", { floor: grid.floors[down] ?? "" })}
              </th>
              {row.map((home, along) => {
                const column = grid.columns[along];
                const begins = along > 0 && column?.unit !== grid.columns[along - 1]?.unit;
                const here = down === at[0] && along === at[1];
                return (
                  <td key={`${column?.unit} ${column?.slot}`} className={begins ? "unit-begins" : ""}>
                    {home && (
                      <HomeLink home={home} layer={layer} place={`${down} ${along}`} tabbed={here} onFocus={() => setAt([down, along])} />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function firstHome(grid: PlanGrid): readonly [number, number] {
  const row = grid.rows.findIndex((homes) => homes.some((home) => home !== null));
  return [row, grid.rows[row]?.findIndex((home) => home !== null) ?? 0];
}

function PlanHead({ grid }: { readonly grid: PlanGrid }) {
  const say = useText();
  const units = [...Map.groupBy(grid.columns, (column) => column.unit)];
  return (
    <thead>
      <tr>
        <th scope="col" className="plan-floor">
          <span className="visually-hidden">{say("building.floorHead")}</span>
        </th>
        {units.map(([unit, columns], at) => (
          <th key={unit} scope="colgroup" colSpan={columns.length} className={`digits ${at > 0 ? "unit-begins" : ""}`}>
            {unit === "" ? say("building.noUnit") : say("building.unit", { unit })}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Names that a cell shows before it only counts. */
const namesShown = 3;

interface HomeLinkProps {
  readonly home: Home;
  readonly layer: Layer;
  readonly place: string;
  readonly tabbed: boolean;
  readonly onFocus: () => void;
}

function HomeLink({ home, layer, place, tabbed, onFocus }: HomeLinkProps) {
  const say = useText();
  const { language } = useReading();
  const { code: community } = useCommunity();
  const lit = layer !== "all" && home.marks.includes(layer);
  const more = home.people.length - namesShown;
  return (
    <Link
      to="/c/$community/element/$element"
      params={{ community, element: home.element }}
      preload={false}
      className={`home-cell ${lit ? `lit-${layer}` : ""} ${home.people.length === 0 ? "home-empty" : ""}`}
      data-home={place}
      tabIndex={tabbed ? 0 : -1}
      onFocus={onFocus}
    >
      <span className="home-top">
        <strong className="digits">{home.room}</strong>
        {(layer === "all" ? home.marks : lit ? [layer] : []).map((mark) => (
          <span key={mark} className={`home-mark mark-${mark}`} role="img" aria-label={say(`layer.${mark}`)} title={say(`layer.${mark}`)}>
            {say(`mark.${mark}`)}
          </span>
        ))}
      </span>
      <span className="home-people">
        {home.people.slice(0, namesShown).map((person) => (
          <span key={person.element}>
            {person.name || say("element.unnamed")}
            {person.age !== null && <small className="digits"> {person.age}</small>}
          </span>
        ))}
        {more > 0 && <span className="soft digits">{say("building.more", { count: more })}</span>}
        {home.people.length === 0 && <span className="soft">{wordsIn(language, home.usageText) || say("building.nobody")}</span>}
      </span>
    </Link>
  );
}
