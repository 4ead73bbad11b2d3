import { Action, type Actor, authorize, communityKeys, recordAccess } from "#access";
import type { Answer, ColumnMeaning, FormAnswers, FormField, FormLayout } from "#exchange/contract";
import { ageOn, checkIdNumber } from "#vocabulary";
import type { Outcome } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import { compileCondition } from "./condition.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { relationTo } from "./household-circle.ts";
import { dwellingText, type OpenElement } from "./people.ts";
import { type RegistryView, registryView } from "./registry-view.ts";
import { plainKey } from "./search-keys.ts";

/** Whom a form is filled for. */
export interface Selection {
  /** A condition over the vocabulary (see `compileCondition`). */
  readonly where?: string | undefined;
  /** Element ids, identity numbers, or names that are unique. Wins over `where`. */
  readonly for?: readonly string[] | undefined;
  /** Attribute by which a roster is ordered; `-` in front for descending. Households stay together without it. */
  readonly order?: string | undefined;
  /** ISO day on which ages are counted. */
  readonly asOf: string;
}

export type SelectionRefusal = "condition-invalid" | "person-unknown" | "person-ambiguous" | "community-unknown";

/** Answers every field of a form, for everybody whom the selection names, from the registry. Recorded with the purpose. */
export async function answersFor(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  layout: FormLayout,
  selection: Selection,
): Promise<Outcome<{ readonly answers: readonly FormAnswers[] }, SelectionRefusal>> {
  authorize(actor, Action.fill);
  const community = communityKey(communityCode);
  if (community === null) return { accepted: false, refusal: "community-unknown", detail: communityCode };
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    const view = await registryView(tx, keys, community);
    const chosen = choose(view, selection);
    if (!chosen.accepted) return chosen;
    const fields = [...layout.fields, ...(layout.subtable?.fields ?? [])];
    await recordAccess(tx, {
      action: "fill",
      community,
      elementIds: chosen.value,
      attributes: [...new Set(fields.flatMap((field) => (field.meaning ? [`${field.meaning.kind}.${field.meaning.attribute}`] : [])))],
      detail: layout.title,
    });
    return { accepted: true, value: { answers: chosen.value.map((person) => answersOf(view, layout, person, selection.asOf)) } };
  });
}

function choose(view: RegistryView, selection: Selection): Outcome<string[], SelectionRefusal> {
  if (selection.for !== undefined && selection.for.length > 0) {
    const found: string[] = [];
    for (const wanted of selection.for) {
      const person = personNamed(view, wanted);
      if (!person.accepted) return person;
      found.push(person.value);
    }
    return { accepted: true, value: found };
  }
  const condition = selection.where === undefined ? null : compileCondition(selection.where, selection.asOf);
  if (condition !== null && !condition.accepted) return condition;
  const matching = [...view.persons.keys()].filter((person) => condition === null || condition.value(view.factsOf(person)));
  return { accepted: true, value: inOrder(view, matching, selection.order) };
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
  const matches = byNumber.length > 0 ? byNumber : [...view.persons.values()].filter((person) => names(person).includes(key));
  const [only, ...more] = matches;
  // The text typed can be an identity number, so it is not repeated in the refusal.
  if (only === undefined)
    return { accepted: false, refusal: "person-unknown", detail: "nobody in this community has this id, identity number or name" };
  if (more.length > 0) return { accepted: false, refusal: "person-ambiguous", detail: matches.map((person) => person.id).join(" ") };
  return { accepted: true, value: only.id };
}

function inOrder(view: RegistryView, persons: string[], order: string | undefined): string[] {
  const attribute = order?.replace(/^-/, "");
  const direction = order?.startsWith("-") ? -1 : 1;
  const keyOf = (person: string): string => {
    const values = view.persons.get(person)?.values ?? {};
    if (attribute !== undefined) return values[attribute] ?? "\uffff";
    const home = view.dwellings.get(view.circle.homeOf(person) ?? "")?.values;
    const place = home ? ["estate", "building", "unit", "room"].map((part) => (home[part] ?? "").padStart(6, "0")).join() : "\uffff";
    return `${place} ${view.circle.householdOf(person) ?? ""} ${values.relationToHead ?? "99"} ${values.birthDate ?? ""}`;
  };
  return persons
    .map((person) => [keyOf(person), person] as const)
    .sort(([leftKey, left], [rightKey, right]) =>
      leftKey === rightKey ? (left < right ? -1 : 1) : (leftKey < rightKey ? -1 : 1) * direction,
    )
    .map(([, person]) => person);
}

const NOTHING: Answer = { value: "", disputed: false };

function answersOf(view: RegistryView, layout: FormLayout, person: string, asOf: string): FormAnswers {
  const values = view.persons.get(person)?.values ?? {};
  const subject = new Map(layout.fields.map((field) => [field.id, answer(view, field, person, asOf)]));
  const others =
    layout.subtable === null ? [] : view.circle.members(view.circle.householdOf(person) ?? "").filter((member) => member.person !== person);
  const own = values.relationToHead ?? "";
  const members = others.map(
    (member) =>
      new Map(
        (layout.subtable?.fields ?? []).map((field): [string, Answer] => {
          if (field.meaning?.attribute !== "relationToHead") return [field.id, answer(view, field, member.person, asOf)];
          return [field.id, { value: relationTo(own, member.relationToHead) ?? "", disputed: false }];
        }),
      ),
  );
  return { subject, members, name: values.name ?? values.foreignName ?? "" };
}

function answer(view: RegistryView, field: FormField, person: string, asOf: string): Answer {
  const { meaning } = field;
  if (field.computed === "age" || (meaning?.kind === "person" && meaning.attribute === "age")) {
    const birthDate = goldenOf(view.persons.get(person), "birthDate");
    const age = birthDate.value === "" ? null : ageOn(birthDate.value, asOf);
    return { value: age === null ? "" : String(age), disputed: birthDate.disputed };
  }
  if (meaning === null) return NOTHING;
  switch (meaning.kind) {
    case "person":
      return personAnswer(view, meaning, person);
    case "household":
      return goldenOf(view.households.get(view.circle.householdOf(person) ?? ""), meaning.attribute);
    case "dwelling":
      return dwellingAnswer(view, field, meaning, person);
    case "organisation":
      return meaning.attribute === "name" ? goldenOf(view.persons.get(person), "employer") : NOTHING;
  }
}

function goldenOf(element: OpenElement | undefined, attribute: string): Answer {
  return { value: element?.values[attribute] ?? "", disputed: element?.golden[attribute]?.d === 1 };
}

function personAnswer(view: RegistryView, meaning: ColumnMeaning, person: string): Answer {
  const whose = personInRole(view, meaning.role, person);
  if (whose === undefined) return NOTHING;
  const stated = goldenOf(view.persons.get(whose), meaning.attribute);
  // Foreign residents have no Chinese name as a rule; a form that asks for the name means the one they have.
  return stated.value === "" && meaning.attribute === "name" ? goldenOf(view.persons.get(whose), "foreignName") : stated;
}

function personInRole(view: RegistryView, role: ColumnMeaning["role"], person: string): string | undefined {
  switch (role) {
    case "subject":
    case "applicant":
    case "tenant":
      return person;
    case "householdHead":
      return view.circle.headOf(view.circle.householdOf(person) ?? "");
    case "spouse":
    case "father":
    case "mother":
    case "guardian":
      return view.circle.relative(person, role, (other) => view.persons.get(other)?.values.sex);
    default:
      return undefined;
  }
}

function dwellingAnswer(view: RegistryView, field: FormField, meaning: ColumnMeaning, person: string): Answer {
  const home = meaning.role === "registered" ? view.circle.registeredHomeOf(person) : view.circle.homeOf(person);
  const dwelling = view.dwellings.get(home ?? "");
  if (dwelling === undefined) return NOTHING;
  if (meaning.attribute !== "address") return goldenOf(dwelling, meaning.attribute);
  return { value: dwellingText(dwelling.values, view.locality, field.format === "fullAddress" ? "full" : "short"), disputed: false };
}
