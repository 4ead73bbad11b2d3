import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import type { Answer, ColumnMeaning, FormAnswers, FormField, FormLayout } from "#exchange/contract";
import type { Transaction } from "#store/contract";
import { ageOn, attributeOf } from "#vocabulary";
import type { ElementKind, Outcome } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { elementsCalled, resolveElement } from "./find-elements.ts";
import { chooseSubjects, type FormSubjectElement, type Selection, type SelectionRefusal } from "./form-subjects.ts";
import { relationTo } from "./household-circle.ts";
import { dwellingText } from "./people.ts";
import { type RegistryView, registryView, registryViewAround } from "./registry-view.ts";

/** Answers every field of a form, for all that the selection names, from the registry. Recorded with the purpose, and with everybody who was read. */
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
    const view = await viewFor(tx, keys, community, selection);
    const chosen = chooseSubjects(view, layout, selection);
    if (!chosen.accepted) return chosen;
    const reading: Reading = { view, asOf: selection.asOf, read: new Set(chosen.value.map(({ id }) => id)) };
    const answers = chosen.value.map((subject) => answersOf(reading, layout, subject));
    await recordAccess(tx, {
      action: "fill",
      community,
      elementIds: [...reading.read],
      attributes: askedAttributes(layout),
      detail: layout.title,
    });
    return { accepted: true, value: { answers } };
  });
}

/** More than these are read with everybody else: one long scan is quicker than many look-ups. */
const NAMED_MAX = 1_000;

/** Of a few who are named, what is around them; of all others, the whole community, since a condition may choose anybody. */
async function viewFor(tx: Transaction, keys: CommunityKeys, community: number, { for: named }: Selection): Promise<RegistryView> {
  if (named === undefined || named.length === 0 || named.length > NAMED_MAX) return registryView(tx, keys, community);
  return registryViewAround(tx, keys, community, await elementsCalled(tx, keys, community, named));
}

/**
 * Answers a form for the person who asks, about themselves. Of others (a father, the family's rows) it gives what may stand in lists, and keeps
 * back their numbers and what is sensitive: those are theirs to write. Recorded as a reading of oneself.
 */
export async function ownAnswers(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  person: string,
  layout: FormLayout,
  asOf: string,
): Promise<Outcome<FormAnswers, "element-unknown" | "form-not-personal">> {
  authorize(actor, Action.self);
  const community = communityKey(communityCode) ?? 0;
  if (layout.kind !== "application" || (layout.subject !== "person" && layout.subject !== "householdHead"))
    return { accepted: false, refusal: "form-not-personal", detail: layout.title };
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const keys = await communityKeys(tx, deps.keyring, community);
    const id = await resolveElement(tx, community, person);
    const view = await registryViewAround(tx, keys, community, [id]);
    if (!view.persons.has(id)) return { accepted: false, refusal: "element-unknown", detail: person };
    const answers = answersOf({ view, asOf, read: new Set() }, layout, { kind: "person", id });
    const own = (asked: ReadonlyMap<string, Answer>) => new Map([...asked].map(([field, given]) => [field, withoutOthers(given, id)]));
    await recordAccess(tx, { action: "self", community, elementIds: [id], attributes: askedAttributes(layout), detail: layout.title });
    return { accepted: true, value: { ...answers, subject: own(answers.subject), members: answers.members.map(own) } };
  });
}

function withoutOthers(given: Answer, person: string): Answer {
  const { source } = given;
  if (source === undefined || source.kind !== "person" || source.element === person) return given;
  return attributeOf("person", source.attribute)?.sensitivity === "ordinary" ? { value: given.value, disputed: given.disputed } : NOTHING;
}

/** What a form asks for, as the access record names it. */
function askedAttributes(layout: FormLayout): string[] {
  const fields = [...layout.fields, ...(layout.subtable?.fields ?? [])];
  return [...new Set(fields.flatMap((field) => (field.meaning ? [`${field.meaning.kind}.${field.meaning.attribute}`] : [])))];
}

/** One filling: what it reads from, and whom it has read. */
interface Reading {
  readonly view: RegistryView;
  readonly asOf: string;
  readonly read: Set<string>;
}

const NOTHING: Answer = { value: "", disputed: false };

function answersOf(reading: Reading, layout: FormLayout, subject: FormSubjectElement): FormAnswers {
  const { view } = reading;
  const answers = new Map(layout.fields.map((field) => [field.id, answer(reading, field, subject)]));
  return { subject: answers, members: membersOf(reading, layout, subject), name: subjectName(view, subject), element: subject.id };
}

/** How a row is called in the list of missing cells. */
export function subjectName(view: RegistryView, { kind, id }: FormSubjectElement): string {
  if (kind === "organisation") return view.organisations.get(id)?.values.name ?? "";
  if (kind === "dwelling") return dwellingText(view.dwellings.get(id)?.values ?? {}, view.locality, "short");
  const values = view.persons.get(id)?.values ?? {};
  return values.name ?? values.foreignName ?? "";
}

/** The rows of an application's family table: everybody of the subject's household but the subject. */
function membersOf(reading: Reading, layout: FormLayout, subject: FormSubjectElement): FormAnswers["members"] {
  const { subtable } = layout;
  const { circle, persons } = reading.view;
  if (subtable === null || subject.kind !== "person") return [];
  const own = persons.get(subject.id)?.values.relationToHead ?? "";
  const others = circle.members(circle.householdOf(subject.id) ?? "").filter((member) => member.person !== subject.id);
  return others.map(
    (member) =>
      new Map(
        subtable.fields.map((field): [string, Answer] => {
          if (field.meaning?.attribute !== "relationToHead")
            return [field.id, answer(reading, field, { kind: "person", id: member.person })];
          // Unknown to the head, a relation can be said; unknown to this one, it cannot be told from what would be said.
          const source = { element: member.person, kind: "person", attribute: "relationToHead" } as const;
          const value = relationTo(own, member.relationToHead) ?? "";
          return [field.id, { value, disputed: false, ...(member.relationToHead === "" ? { source } : {}) }];
        }),
      ),
  );
}

function answer(reading: Reading, field: FormField, subject: FormSubjectElement): Answer {
  const { view } = reading;
  const { meaning } = field;
  if (field.computed === "age" || (meaning?.kind === "person" && meaning.attribute === "age"))
    return ageAnswer(reading, personOf(reading, field, subject));
  if (meaning === null) return NOTHING;
  switch (meaning.kind) {
    case "person":
      return personAnswer(reading, meaning, personOf(reading, field, subject), subject);
    case "household":
      return subject.kind === "person" ? householdAnswer(reading, meaning.attribute, subject.id) : NOTHING;
    case "dwelling":
      return dwellingAnswer(view, field, meaning, subject);
    case "organisation":
      return organisationAnswer(view, meaning, subject);
  }
}

const COLLECTIONS = { person: "persons", household: "households", dwelling: "dwellings", organisation: "organisations" } as const;

/** What is held of an element; nothing when there is no such element. */
function goldenOf(view: RegistryView, kind: ElementKind, id: string | undefined, attribute: string): Answer {
  const element = view[COLLECTIONS[kind]].get(id ?? "");
  if (element === undefined) return NOTHING;
  const source = { element: element.id, kind, attribute };
  return { value: element.values[attribute] ?? "", disputed: element.golden[attribute]?.d === 1, source };
}

/** What is held of a person's household. How many belong to it is counted where nobody states it: whoever is not registered is not among them. */
function householdAnswer({ view, asOf }: Reading, attribute: string, person: string): Answer {
  const household = view.circle.householdOf(person) ?? "";
  const stated = goldenOf(view, "household", household, attribute);
  const members = view.circle.members(household).length;
  if (attribute !== "memberCount" || stated.value !== "" || members === 0) return stated;
  return { ...stated, value: String(members), counted: asOf };
}

function ageAnswer(reading: Reading, person: string | undefined): Answer {
  const birthDate = goldenOf(reading.view, "person", person, "birthDate");
  const age = birthDate.value === "" ? null : ageOn(birthDate.value, reading.asOf);
  return { ...birthDate, value: age === null ? "" : String(age) };
}

function personAnswer(reading: Reading, meaning: ColumnMeaning, whose: string | undefined, subject: FormSubjectElement): Answer {
  const { view } = reading;
  if (whose === undefined) {
    const isHead = subject.kind === "organisation" && meaning.role === "legalRepresentative" && meaning.attribute === "name";
    return isHead ? goldenOf(view, "organisation", subject.id, "legalRepresentative") : NOTHING;
  }
  const stated = goldenOf(view, "person", whose, meaning.attribute);
  if (stated.value !== "" || meaning.attribute !== "name") return stated;
  // Foreign residents have no Chinese name as a rule; a form that asks for the name means the one they have.
  const foreign = goldenOf(view, "person", whose, "foreignName");
  return foreign.value === "" ? stated : foreign;
}

/** The person whom a field speaks of, noted as read. */
function personOf(reading: Reading, field: FormField, subject: FormSubjectElement): string | undefined {
  const role = field.meaning?.role ?? "subject";
  const found =
    subject.kind === "person"
      ? field.couple === undefined
        ? besidePerson(reading.view, role, subject.id)
        : ofCouple(reading.view, field.couple, subject.id)
      : besidePlace(reading.view, role, subject);
  if (found !== undefined) reading.read.add(found);
  return found;
}

/** 男方 is the husband, whoever of the two the form is filled for; nobody when the sex that would tell is not known. */
function ofCouple(view: RegistryView, couple: "husband" | "wife", person: string): string | undefined {
  const sexOf = (one: string) => view.persons.get(one)?.values.sex;
  const sex = sexOf(person);
  if (sex !== "1" && sex !== "2") return undefined;
  return (sex === "1") === (couple === "husband") ? person : view.circle.relative(person, "spouse", sexOf);
}

function besidePerson(view: RegistryView, role: ColumnMeaning["role"], person: string): string | undefined {
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
    case "landlord":
      return single(view.places.landlordsOf(view.circle.homeOf(person) ?? "").filter((other) => other !== person));
    case "owner":
      return single(view.places.ownersOf(view.circle.homeOf(person) ?? ""));
    default:
      return undefined;
  }
}

function besidePlace(view: RegistryView, role: ColumnMeaning["role"], { kind, id, tenant }: FormSubjectElement): string | undefined {
  const { places } = view;
  if (kind === "organisation") {
    if (role === "legalRepresentative" || role === "owner" || role === "subject") return single(places.representativesOf(id));
    return role === "contact" ? single(places.contactsOf(id)) : undefined;
  }
  if (role === "landlord") return single(places.landlordsOf(id)) ?? single(places.ownersOf(id));
  if (role === "owner") return single(places.ownersOf(id));
  return role === "tenant" || role === "subject" ? tenant : undefined;
}

/** One person, or nobody: which of several is meant, a form does not say. */
function single(people: readonly string[]): string | undefined {
  return people.length === 1 ? people[0] : undefined;
}

function dwellingAnswer(view: RegistryView, field: FormField, meaning: ColumnMeaning, subject: FormSubjectElement): Answer {
  if (subject.kind === "organisation")
    return meaning.attribute === "address" ? goldenOf(view, "organisation", subject.id, "address") : NOTHING;
  const home =
    subject.kind === "dwelling"
      ? subject.id
      : meaning.role === "registered"
        ? view.circle.registeredHomeOf(subject.id)
        : view.circle.homeOf(subject.id);
  const held = goldenOf(view, "dwelling", home, meaning.attribute);
  if (meaning.attribute !== "address") return held;
  const dwelling = view.dwellings.get(home ?? "");
  if (dwelling !== undefined)
    return {
      ...held,
      value: dwellingText(dwelling.values, view.locality, field.format === "fullAddress" ? "full" : "short"),
      disputed: false,
    };
  // Of somebody whose home nobody knows, the address can be said.
  const isOwn = subject.kind === "person" && meaning.role !== "registered";
  return isOwn ? { ...NOTHING, source: { element: subject.id, kind: "person", attribute: "address" } } : NOTHING;
}

function organisationAnswer(view: RegistryView, meaning: ColumnMeaning, subject: FormSubjectElement): Answer {
  if (subject.kind === "organisation") return goldenOf(view, "organisation", subject.id, meaning.attribute);
  if (subject.kind !== "person") return NOTHING;
  if (meaning.attribute === "name") return goldenOf(view, "person", subject.id, "employer");
  return goldenOf(view, "organisation", view.places.employerOf(subject.id), meaning.attribute);
}
