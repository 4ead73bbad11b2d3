/** Who and what belongs to an element: household, home, family, work. */
import { Link } from "@tanstack/react-router";
import type { ElementKind } from "#vocabulary/contract";
import { useCommunity } from "./community.ts";
import { KindIcon } from "./kind-icon.tsx";
import { Nothing } from "./page-states.tsx";
import { type Element, useElement } from "./pages/element-page.tsx";
import { useText } from "./text.ts";
import "./related-lists.css";

type Related = Element["related"][number];
type RelationKey = `relation.${string}`;

export function RelatedLists({ element }: { readonly element: Element }) {
  const say = useText();
  const household = element.related.find((each) => each.relation === "memberOf" && each.direction === "from" && each.preferred);
  const groups = Map.groupBy(unique(element.related), (each) => `relation.${each.relation}.${each.direction}` as RelationKey);
  return (
    <aside className="related" aria-label={say("related.label")}>
      {household && <Housemates household={household.element} but={element.id} />}
      {[...groups].map(([key, list]) => (
        <section key={key} className="card">
          <h2>{say(key as "relation.memberOf.from")}</h2>
          <RelatedList list={list} />
        </section>
      ))}
      {groups.size === 0 && (
        <section className="card">
          <Nothing title={say("related.nothing")} />
        </section>
      )}
    </aside>
  );
}

/** The other members of the household that one belongs to. */
function Housemates({ household, but }: { readonly household: string; readonly but: string }) {
  const say = useText();
  const { data } = useElement(household);
  const others = unique(data?.related ?? []).filter(
    (each) => each.relation === "memberOf" && each.direction === "to" && each.element !== but,
  );
  if (others.length === 0) return null;
  return (
    <section className="card">
      <h2>{say("related.housemates")}</h2>
      <RelatedList list={others} />
    </section>
  );
}

function RelatedList({ list }: { readonly list: readonly Related[] }) {
  const say = useText();
  const { code: community } = useCommunity();
  return (
    <ul>
      {list.map((each) => (
        <li key={each.element}>
          <Link to="/c/$community/element/$element" params={{ community, element: each.element }} preload={false}>
            <KindIcon kind={each.kind as ElementKind} />
            <span>
              {each.title || say("element.unnamed")}
              {each.hint !== "" && <span className="faint digits"> {each.hint}</span>}
            </span>
            {!each.preferred && <span className="tag">{say("related.other")}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Each element once a relation; of several statements the preferred one. */
function unique(related: readonly Related[]): Related[] {
  const byKey = new Map<string, Related>();
  for (const each of related) {
    const key = `${each.relation} ${each.direction} ${each.element}`;
    if (!byKey.get(key)?.preferred) byKey.set(key, each);
  }
  return [...byKey.values()].sort((left, right) => Number(right.preferred) - Number(left.preferred));
}
