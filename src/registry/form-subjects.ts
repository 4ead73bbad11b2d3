import type { FormLayout } from "#exchange/contract";
import { checkIdNumber } from "#vocabulary";
import type { ElementKind, Outcome } from "#vocabulary/contract";
import { compileCondition, compilePlaceCondition, type PlaceFacts } from "./condition.ts";
import { dwellingText, type OpenElement } from "./people.ts";
import type { RegistryView } from "./registry-view.ts";
import { plainKey } from "./search-keys.ts";

/** Whom or what a form is filled for. */
export interface Selection {
  /** A condition over the vocabulary (see `compileCondition`; for a roster of homes or organisations `compilePlaceCondition`). */
  readonly where?: string | undefined;
  /** Element ids, identity numbers or credit codes, or names that are unique. Wins over `where`. */
  readonly for?: readonly string[] | undefined;
  /** Attribute by which a roster is ordered; `-` in front for descending. Households stay together without it. */
  readonly order?: string | undefined;
  /** ISO day on which ages are counted. */
  readonly asOf: string;
}

export type SelectionRefusal = "condition-invalid" | "person-unknown" | "person-ambiguous" | "community-unknown";

/** What one row of a roster or one application is about. */
export interface FormSubjectElement {
  readonly kind: Extract<ElementKind, "person" | "dwelling" | "organisation">;
  readonly id: string;
  /** Of a home that is let to several people: the one of this row. */
  readonly tenant?: string;
}

/** Chooses the elements that a form is filled for, in the order of its rows. */
export function chooseSubjects(
  view: RegistryView,
  layout: FormLayout,
  selection: Selection,
): Outcome<readonly FormSubjectElement[], SelectionRefusal> {
  switch (layout.subject) {
    case "organisation":
      return organisations(view, selection);
    case "dwelling":
      return dwellings(view, layout, selection);
    case "householdHead":
      return heads(view, selection);
    default: {
      const chosen = persons(view, selection);
      return chosen.accepted ? { accepted: true, value: chosen.value.map((id) => ({ kind: "person", id })) } : chosen;
    }
  }
}

function persons(view: RegistryView, selection: Selection): Outcome<string[], SelectionRefusal> {
  if (selection.for !== undefined && selection.for.length > 0) return eachNamed(selection.for, (wanted) => personNamed(view, wanted));
  const condition = selection.where === undefined ? null : compileCondition(selection.where, selection.asOf);
  if (condition !== null && !condition.accepted) return condition;
  const matching = [...view.persons.keys()].filter((person) => condition === null || condition.value(view.factsOf(person)));
  return { accepted: true, value: inOrder(view, matching, selection.order) };
}

function eachNamed(
  wanted: readonly string[],
  find: (text: string) => Outcome<string, SelectionRefusal>,
): Outcome<string[], SelectionRefusal> {
  const found: string[] = [];
  for (const text of wanted) {
    const one = find(text);
    if (!one.accepted) return one;
    found.push(one.value);
  }
  return { accepted: true, value: found };
}

/** A form that names only heads is filled for the heads of those chosen, each once. */
function heads(view: RegistryView, selection: Selection): Outcome<readonly FormSubjectElement[], SelectionRefusal> {
  const chosen = persons(view, selection);
  if (!chosen.accepted) return chosen;
  const named = selection.for !== undefined && selection.for.length > 0;
  const found = chosen.value.flatMap((person) => {
    const head = view.circle.headOf(view.circle.householdOf(person) ?? "");
    return head !== undefined ? [head] : named ? [person] : [];
  });
  return { accepted: true, value: [...new Set(found)].map((id) => ({ kind: "person", id })) };
}

function organisations(view: RegistryView, selection: Selection): Outcome<readonly FormSubjectElement[], SelectionRefusal> {
  const chosen = places(
    view.organisations,
    "organisation",
    selection,
    (id) => ({ values: view.organisations.get(id)?.values ?? {}, counts: {} }),
    (wanted) =>
      only(
        [...view.organisations.values()].filter(
          ({ values }) => values.creditCode === wanted.toUpperCase() || plainKey(values.name ?? "") === plainKey(wanted),
        ),
      ),
  );
  if (!chosen.accepted) return chosen;
  const name = (id: string) => view.organisations.get(id)?.values[selection.order?.replace(/^-/, "") ?? "name"] ?? "\uffff";
  return { accepted: true, value: sorted(chosen.value, name, selection.order).map((id) => ({ kind: "organisation", id })) };
}

function dwellings(view: RegistryView, layout: FormLayout, selection: Selection): Outcome<readonly FormSubjectElement[], SelectionRefusal> {
  const chosen = places(
    view.dwellings,
    "dwelling",
    selection,
    (id) => ({
      values: view.dwellings.get(id)?.values ?? {},
      counts: {
        tenants: view.places.tenantsOf(id).length,
        landlords: view.places.landlordsOf(id).length,
        residents: view.places.residentsOf(id).length,
      },
    }),
    (wanted) => dwellingNamed(view, wanted),
  );
  if (!chosen.accepted) return chosen;
  const asks = (role: string) => layout.fields.some(({ meaning }) => meaning?.role === role);
  const named = selection.for !== undefined && selection.for.length > 0;
  // A roster of landlords and tenants is about the homes that are let, unless a condition says otherwise.
  const isMeant = (id: string) =>
    named ||
    selection.where !== undefined ||
    !(asks("tenant") || asks("landlord")) ||
    view.places.tenantsOf(id).length + view.places.landlordsOf(id).length > 0;
  const order = selection.order?.replace(/^-/, "");
  const key = (id: string) => {
    const values = view.dwellings.get(id)?.values ?? {};
    if (order !== undefined) return values[order] ?? "\uffff";
    return ["estate", "building", "unit", "room"].map((part) => (values[part] ?? "").padStart(6, "0")).join();
  };
  const value = sorted(chosen.value.filter(isMeant), key, selection.order).flatMap((id): FormSubjectElement[] => {
    const tenants = asks("tenant") ? view.places.tenantsOf(id) : [];
    const shown = layout.kind === "application" ? tenants.slice(0, 1) : tenants;
    return shown.length === 0 ? [{ kind: "dwelling", id }] : shown.map((tenant) => ({ kind: "dwelling", id, tenant }));
  });
  return { accepted: true, value };
}

function places(
  elements: ReadonlyMap<string, OpenElement>,
  kind: "dwelling" | "organisation",
  selection: Selection,
  factsOf: (id: string) => PlaceFacts,
  find: (wanted: string) => Outcome<string, SelectionRefusal>,
): Outcome<string[], SelectionRefusal> {
  if (selection.for !== undefined && selection.for.length > 0)
    return eachNamed(selection.for, (wanted) => (elements.has(wanted) ? { accepted: true, value: wanted } : find(wanted)));
  const condition = selection.where === undefined ? null : compilePlaceCondition(selection.where, kind);
  if (condition !== null && !condition.accepted) return condition;
  return { accepted: true, value: [...elements.keys()].filter((id) => condition === null || condition.value(factsOf(id))) };
}

/** A home by its address, or the home of a person. */
function dwellingNamed(view: RegistryView, wanted: string): Outcome<string, SelectionRefusal> {
  const key = plainKey(wanted);
  const homes = [...view.dwellings.values()].filter(
    ({ values }) => plainKey(dwellingText(values, view.locality, "short")) === key || plainKey(values.address ?? "") === key,
  );
  if (homes.length > 0) return only(homes);
  const person = personNamed(view, wanted);
  if (!person.accepted) return person;
  const home = view.circle.homeOf(person.value);
  return home === undefined ? only([]) : { accepted: true, value: home };
}

/** One person by element id, identity number, or a name that only one person has. */
function personNamed(view: RegistryView, wanted: string): Outcome<string, SelectionRefusal> {
  if (view.persons.has(wanted)) return { accepted: true, value: wanted };
  const number = checkIdNumber(wanted).canonical;
  const key = plainKey(wanted);
  const byNumber = [...view.persons.values()].filter(
    ({ values }) => values.idNumber !== undefined && (values.idNumber === number || values.idNumber === key),
  );
  const names = (person: OpenElement) => [person.values.name, person.values.foreignName].map((name) => plainKey(name ?? ""));
  return only(byNumber.length > 0 ? byNumber : [...view.persons.values()].filter((person) => names(person).includes(key)));
}

/** The text typed can be an identity number, so it is not repeated in the refusal. */
function only(matches: readonly OpenElement[]): Outcome<string, SelectionRefusal> {
  const [one, ...more] = matches;
  if (one === undefined)
    return { accepted: false, refusal: "person-unknown", detail: "nobody in this community has this id, identity number or name" };
  if (more.length > 0) return { accepted: false, refusal: "person-ambiguous", detail: matches.map(({ id }) => id).join(" ") };
  return { accepted: true, value: one.id };
}

function inOrder(view: RegistryView, people: readonly string[], order: string | undefined): string[] {
  const attribute = order?.replace(/^-/, "");
  const keyOf = (person: string): string => {
    const values = view.persons.get(person)?.values ?? {};
    if (attribute !== undefined) return values[attribute] ?? "\uffff";
    const home = view.dwellings.get(view.circle.homeOf(person) ?? "")?.values;
    const place = home ? ["estate", "building", "unit", "room"].map((part) => (home[part] ?? "").padStart(6, "0")).join() : "\uffff";
    return `${place} ${view.circle.householdOf(person) ?? ""} ${values.relationToHead ?? "99"} ${values.birthDate ?? ""}`;
  };
  return sorted(people, keyOf, order);
}

function sorted(ids: readonly string[], keyOf: (id: string) => string, order: string | undefined): string[] {
  const direction = order?.startsWith("-") ? -1 : 1;
  return ids
    .map((id) => [keyOf(id), id] as const)
    .sort(([leftKey, left], [rightKey, right]) =>
      leftKey === rightKey ? (left < right ? -1 : 1) : (leftKey < rightKey ? -1 : 1) * direction,
    )
    .map(([, id]) => id);
}
