import { Action, type Actor, authorize, communityKeys, recordAccess } from "#access";
import type { FormLayout } from "#exchange/contract";
import type { ElementKind, Outcome } from "#vocabulary/contract";
import { subjectName } from "./answers-for.ts";
import { changeDays, dayAfter } from "./change-days.ts";
import { communityKey } from "./community.ts";
import { type Condition, compileCondition } from "./condition.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { elementHint } from "./element-title.ts";
import { chooseSubjects, type FormSubjectElement, type SelectionRefusal } from "./form-subjects.ts";
import { dwellingText } from "./people.ts";
import { type RegistryView, registryView } from "./registry-view.ts";

/** One for whom a form is to be filled, now or soon. */
export interface QualifyingSubject {
  readonly element: string;
  readonly kind: Extract<ElementKind, "person" | "dwelling" | "organisation">;
  readonly title: string;
  /** Tells two of one title apart. */
  readonly hint: string;
  /** Where a person lives, short; empty when nobody knows. */
  readonly place: string;
  /** Of a person, as far as it is known. */
  readonly birthDate?: string;
  /** ISO day from which they qualify, of those who do not yet. */
  readonly from?: string;
  /** ISO day from which they do no more, of those who do now. */
  readonly until?: string;
}

/** For whom a form is to be filled. */
export interface Qualifying {
  /** ISO day. */
  readonly asOf: string;
  /** In the order of the form's rows. */
  readonly now: readonly QualifyingSubject[];
  /** By the day on which they will. */
  readonly soon: readonly QualifyingSubject[];
}

/** Whom to look for. */
export interface QualifyingRequest {
  /** The form's condition; null: everybody, or every home or organisation, that the form is about. */
  readonly where: string | null;
  readonly order: string | null;
  /** ISO day. */
  readonly asOf: string;
  /** How many days to look ahead. */
  readonly days: number;
}

const DAYS_MAX = 366;

/**
 * For whom a form is to be filled: who meets its condition on a day, who will within the days after it and on which, and who will cease to.
 * Names, birth years and homes only; recorded, since it says of each that they qualify.
 */
export async function qualifyingFor(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  layout: FormLayout,
  request: QualifyingRequest,
): Promise<Outcome<Qualifying, SelectionRefusal>> {
  authorize(actor, Action.fill);
  const community = communityKey(communityCode);
  if (community === null) return { accepted: false, refusal: "community-unknown", detail: communityCode };
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    const view = await registryView(tx, keys, community);
    const { where, order, asOf } = request;
    const chosen = chooseSubjects(view, layout, { asOf, ...(where === null ? {} : { where }), ...(order === null ? {} : { order }) });
    if (!chosen.accepted) return chosen;
    const once = [...new Map(chosen.value.map((subject) => [subject.id, subject])).values()];
    const turns = where !== null && layout.subject === "person" ? turnsOf(view, where, request) : new Map<string, Turn>();
    const now = once.map((subject) => shown(view, subject, { until: turns.get(subject.id)?.day }));
    const soon = [...turns]
      .filter(([, turn]) => turn.begins)
      .map(([id, turn]) => shown(view, { kind: "person", id }, { from: turn.day }))
      .sort((left, right) => ((left.from ?? "") < (right.from ?? "") ? -1 : 1));
    await recordAccess(tx, {
      action: "qualify",
      community,
      elementIds: [...now, ...soon].map(({ element }) => element),
      attributes: ["name", "birthDate", "address"],
      detail: layout.title,
    });
    return { accepted: true, value: { asOf, now, soon } };
  });
}

/** A form and whom to look for. */
export interface CountedForm extends Pick<QualifyingRequest, "where"> {
  readonly key: string;
  readonly layout: FormLayout;
}

/** For how many each form is to be filled on a day, and for how many more within the days after it. Counts only: nobody is named. */
export async function countQualifying(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  forms: readonly CountedForm[],
  { asOf, days }: Pick<QualifyingRequest, "asOf" | "days">,
): Promise<readonly { readonly form: string; readonly now: number; readonly soon: number }[]> {
  authorize(actor, Action.fill);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const view = await registryView(tx, await communityKeys(tx, deps.keyring, community), community);
    return forms.flatMap(({ key, layout, where }) => {
      const chosen = chooseSubjects(view, layout, { asOf, ...(where === null ? {} : { where }) });
      if (!chosen.accepted) return [];
      const ofPeople = where !== null && layout.subject === "person";
      const turns = ofPeople ? [...turnsOf(view, where, { where, order: null, asOf, days }).values()] : [];
      return [{ form: key, now: new Set(chosen.value.map(({ id }) => id)).size, soon: turns.filter(({ begins }) => begins).length }];
    });
  });
}

interface Turn {
  readonly day: string;
  /** Whether the condition begins to hold then, or ceases to. */
  readonly begins: boolean;
}

/** The first day within the days ahead on which the condition's answer changes, of each person of whom it does. */
function turnsOf(view: RegistryView, where: string, { asOf, days }: QualifyingRequest): Map<string, Turn> {
  const last = dayAfter(asOf, Math.min(DAYS_MAX, days));
  const compiled = new Map<string, Condition>();
  const holds = (day: string, person: string) => {
    let condition = compiled.get(day);
    if (condition === undefined) {
      const outcome = compileCondition(where, day);
      if (!outcome.accepted) return false;
      condition = outcome.value;
      compiled.set(day, condition);
    }
    return condition(view.factsOf(person));
  };
  const turns = new Map<string, Turn>();
  for (const person of view.persons.keys()) {
    const changes = changeDays(where, view.factsOf(person), asOf, last);
    if (changes.length === 0) continue;
    const now = holds(asOf, person);
    const day = changes.find((change) => holds(change, person) !== now);
    if (day !== undefined) turns.set(person, { day, begins: !now });
  }
  return turns;
}

function shown(
  view: RegistryView,
  subject: FormSubjectElement,
  days: { readonly from?: string | undefined; readonly until?: string | undefined },
): QualifyingSubject {
  const { kind, id } = subject;
  const values = (kind === "person" ? view.persons : kind === "dwelling" ? view.dwellings : view.organisations).get(id)?.values ?? {};
  const home = kind === "person" ? view.dwellings.get(view.circle.homeOf(id) ?? "")?.values : undefined;
  return {
    element: id,
    kind,
    title: subjectName(view, subject),
    hint: elementHint(kind, values),
    place: home === undefined ? "" : dwellingText(home, view.locality, "short"),
    ...(values.birthDate === undefined || kind !== "person" ? {} : { birthDate: values.birthDate }),
    ...(days.from === undefined ? {} : { from: days.from }),
    ...(days.until === undefined ? {} : { until: days.until }),
  };
}
