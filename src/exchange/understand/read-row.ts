import { contradictions, type ParseContext } from "#vocabulary";
import type { Address, Cell, ElementKind, Mention, MentionRole, ProblemCode, StatedValue } from "#vocabulary/contract";
import type { CellProblem } from "../contract.ts";
import { cellText } from "./cell-text.ts";
import { addUnit, completeDwelling } from "./complete-dwelling.ts";
import { deriveFromIdNumber, type Values } from "./person-facts.ts";
import type { Slot } from "./plan-mentions.ts";
import type { PlaceReading } from "./read-column.ts";
import type { CaptionFact } from "./statements.ts";

/** A mention while its row is being read. */
export interface Draft {
  readonly kind: ElementKind;
  readonly role: MentionRole;
  readonly values: Values;
}

/** What a row says, before duplicates and shifts are looked for. */
export interface RowRead {
  readonly mentions: readonly Mention[];
  readonly problems: CellProblem[];
}

/** How the rows of one table are read. */
export interface RowPlan {
  readonly slots: readonly Slot[];
  /** Columns of family and given name that are one name; the name is read where the family name stands. */
  readonly nameParts: readonly { readonly family: number; readonly given: number }[];
  /** Facts of the register for every subject person. */
  readonly implies: Values;
  readonly asOf: string | null;
  readonly context: ParseContext;
  /** Estate and building that the sheet or title names, for dwellings that state none. */
  readonly place: Address;
  /** `1-101` beside a column of buildings names the unit and the room, as some row shows by another building. */
  readonly doorsNameUnits: boolean;
  /** The subject is the head of the household by the table's header (`户主姓名` alone). */
  readonly subjectIsHead: boolean;
  /** The table lists families, heads first, without naming the household otherwise. */
  readonly headsLead: boolean;
}

/** What is carried from row to row. */
export interface RowState {
  /** The last head's ID number and the address he stands with, where members follow their head. */
  head: { readonly idNumber: StatedValue; readonly address: string; readonly name: string } | null;
  /** Building and unit that a dividing line named. */
  place: Address;
  /** What the caption above a family says of all its rows. */
  caption: readonly CaptionFact[];
}

const HEAD = "01";

/**
 * Reads one data row. `filled` are the columns whose value stands in a row above: their problems were reported there.
 * `cells[from(column)]` is where a column's value stands: elsewhere in a shifted row.
 */
export function readRow(plan: RowPlan, state: RowState, cells: readonly Cell[], filled: ReadonlySet<number> | null): RowRead {
  if (plan.nameParts.length > 0) return readRow({ ...plan, nameParts: [] }, state, joinNames(plan, cells), filled);
  const problems: CellProblem[] = [];
  const drafts: Draft[] = [];
  const addresses: { draft: Draft; place: PlaceReading }[] = [];
  const others: Values[] = [];
  for (const slot of plan.slots) {
    const values: Values = {};
    const draft: Draft = { kind: slot.kind, role: slot.role, values };
    for (const reader of slot.readers) {
      const column = reader.column;
      const cell = cells[column];
      if (cell === null || cell === undefined || cell === "") continue;
      const reading = reader.read(cell);
      if (reading.problems.length > 0 && filled?.has(column) !== true)
        for (const code of reading.problems) problems.push({ column, code, value: cellText(cell) });
      if (reading.people !== undefined) {
        addPeople(reading.people, draft, others);
        continue;
      }
      if (reading.stated.length === 0) continue;
      const before = values[reading.attribute];
      values[reading.attribute] = before === undefined ? reading.stated : union(before, reading.stated);
      if (reading.place !== null) addresses.push({ draft, place: reading.place });
      if (
        reading.note !== "" &&
        slot.kind === "person" &&
        reading.attribute === "name" &&
        slot.role === "subject" &&
        /^(?:户主|本人)$/.test(reading.note) &&
        values.relationToHead === undefined
      )
        values.relationToHead = [{ value: HEAD, valid: true, column }];
    }
    drafts.push(draft);
    if (others.length > 0) nameOthers(others.splice(0), draft, plan, drafts);
  }
  const registered = readAddresses(addresses, plan.doorsNameUnits);
  for (const fact of state.caption) addCaption(fact, drafts);
  joinHead(drafts);
  completeHousehold(drafts, plan, state);
  for (const draft of drafts)
    if (draft.kind === "dwelling") completeDwelling(draft.values, { ...plan.place, ...state.place }, plan.context);
  completeOrganisation(drafts);
  finishPersons(drafts, plan, cells, filled, problems);
  if (registered !== null) drafts.push(registered);
  return { mentions: drafts.filter(says), problems };
}

/** Adds what the caption says, where the row itself does not. */
function addCaption(fact: CaptionFact, drafts: Draft[]): void {
  const own = drafts.find(({ kind, role }) => kind === fact.kind && role === fact.role);
  if (own === undefined) drafts.push({ ...fact, values: { ...fact.values } });
  else if (!says(own)) Object.assign(own.values, fact.values);
}

/** Gives the first of several people to the draft, keeps the rest. */
function addPeople(people: readonly Values[], draft: Draft, others: Values[]): void {
  const [first = {}, ...rest] = people;
  for (const [attribute, stated] of Object.entries(first)) {
    const before = draft.values[attribute];
    draft.values[attribute] = before === undefined ? stated : union(before, stated);
  }
  // Readings are shared between rows: what is handed on is a copy.
  others.push(...rest.map((values) => ({ ...values })));
}

/** The further people of one cell: as many telephones or numbers as people belong one to each; the second party of a dispute is the other one. */
function nameOthers(others: readonly Values[], first: Draft, plan: RowPlan, drafts: Draft[]): void {
  const persons = [first.values, ...others];
  for (const attribute of ["phone", "idNumber"] as const) {
    const stated = first.values[attribute];
    if (stated?.length !== persons.length || others.some((other) => other[attribute] !== undefined)) continue;
    for (const [index, values] of persons.entries()) values[attribute] = [stated[index] as StatedValue];
  }
  const isDispute = first.role === "applicant" && !plan.slots.some((slot) => slot.role === "counterparty");
  for (const [index, values] of others.entries())
    drafts.push({ kind: "person", role: isDispute && index === 0 ? "counterparty" : first.role, values });
}

function joinNames(plan: RowPlan, cells: readonly Cell[]): readonly Cell[] {
  const joined = [...cells];
  for (const { family, given } of plan.nameParts) joined[family] = `${cellText(cells[family])} ${cellText(cells[given])}`.trim();
  return joined;
}

function union(before: readonly StatedValue[], more: readonly StatedValue[]): readonly StatedValue[] {
  const fresh = more.filter((value) => !before.some((known) => known.value === value.value));
  return fresh.length === 0 ? before : [...before, ...fresh];
}

function says(draft: Draft): boolean {
  for (const _ in draft.values) return true;
  return false;
}

/** Gives a dwelling the parts of its address, and a person the registered dwelling. */
function readAddresses(addresses: readonly { draft: Draft; place: PlaceReading }[], doorsNameUnits: boolean): Draft | null {
  let registered: Draft | null = null;
  for (const { draft, place } of addresses) {
    if (draft.kind === "dwelling") {
      if (!place.isPlace) delete draft.values.address;
      else {
        if (doorsNameUnits) addUnit(draft.values, place);
        addParts(draft.values, place);
      }
    } else if (draft.kind === "person" && draft.role === "subject" && registered === null && place.isHome) {
      const values: Values = { address: draft.values.registeredAddress ?? [] };
      addParts(values, place);
      registered = { kind: "dwelling", role: "registered", values };
    }
  }
  return registered;
}

function addParts(values: Values, place: PlaceReading): void {
  for (const [part, stated] of place.parts) values[part] ??= stated;
}

const isHead = (values: Values) => values.relationToHead?.some((relation) => relation.value === HEAD) === true;

/** When the head named beside a member is that member, the row speaks of one person. */
function joinHead(drafts: Draft[]): void {
  const at = drafts.findIndex((draft) => draft.kind === "person" && draft.role === "householdHead");
  if (at < 0) return;
  const head = drafts[at] as Draft;
  const subject = drafts.find((draft) => draft.kind === "person" && draft.role === "subject");
  if (subject === undefined || !says(head) || !says(subject) || !isSamePerson(head.values, subject.values)) return;
  for (const [attribute, stated] of Object.entries(head.values)) {
    const own = subject.values[attribute];
    subject.values[attribute] = own === undefined ? stated : union(own, stated);
  }
  drafts.splice(at, 1);
}

function isSamePerson(head: Values, member: Values): boolean {
  const ids = compare(head.idNumber, member.idNumber);
  const names = compare(head.name ?? head.foreignName, member.name ?? member.foreignName);
  if (ids === "different") return names === "same" && isHead(member) && !bothValid(head.idNumber, member.idNumber);
  if (ids === "same") return names !== "different" || isHead(member);
  return names === "same" || (names === "unknown" && isHead(member));
}

function compare(left: readonly StatedValue[] | undefined, right: readonly StatedValue[] | undefined): "same" | "different" | "unknown" {
  if (left === undefined || right === undefined || left.length === 0 || right.length === 0) return "unknown";
  return left.some((one) => right.some((other) => one.value === other.value)) ? "same" : "different";
}

function bothValid(left: readonly StatedValue[] | undefined, right: readonly StatedValue[] | undefined): boolean {
  return left?.some((value) => value.valid) === true && right?.some((value) => value.valid) === true;
}

/** The household of the row: its number, its head, and both where members stand below their head. */
function completeHousehold(drafts: Draft[], plan: RowPlan, state: RowState): void {
  const subject = drafts.find((draft) => draft.kind === "person" && draft.role === "subject");
  const head = drafts.find((draft) => draft.kind === "person" && draft.role === "householdHead");
  let household = drafts.find((draft) => draft.kind === "household");
  const relation = subject?.values.relationToHead;
  if (household === undefined && relation === undefined && head === undefined && !plan.subjectIsHead) return;
  if (household === undefined) {
    household = { kind: "household", role: "subject", values: {} };
    drafts.push(household);
  }
  const number = household.values.householdNumber;
  if (number !== undefined && subject !== undefined && says(subject) && subject.values.householdNumber === undefined)
    subject.values.householdNumber = number;
  if (household.values.headIdNumber !== undefined) return;
  if (plan.subjectIsHead && subject !== undefined && says(subject))
    subject.values.relationToHead ??= [{ value: HEAD, valid: true, column: -1 }];
  const own = subject !== undefined && isHead(subject.values);
  const known = (own ? subject : head)?.values.idNumber;
  if (known !== undefined) household.values.headIdNumber = known;
  if (!plan.headsLead || subject === undefined || relation === undefined) return;
  const address =
    drafts.find((draft) => draft.kind === "dwelling")?.values.address?.[0]?.value ?? subject.values.registeredAddress?.[0]?.value ?? "";
  if (own) {
    const [id] = known ?? [];
    state.head = id === undefined ? null : { idNumber: { ...id, column: -1 }, address, name: subject.values.name?.[0]?.value ?? "" };
  } else if (state.head !== null && known === undefined && follows(state.head, address, head?.values.name?.[0]?.value))
    household.values.headIdNumber = [state.head.idNumber];
}

/** A member follows the head above when the head is named again, or nobody else is and the address stays. */
function follows(head: { readonly address: string; readonly name: string }, address: string, named: string | undefined): boolean {
  if (named !== undefined) return named === head.name;
  return address === "" || address === head.address;
}

const MOBILE = /^1[3-9]\d{9}$/;

/**
 * The operator is also the organisation's legal representative; a small place's only mobile telephone is its operator's. An employer of whom
 * the row says more than its name is called as the subject's employer.
 */
function completeOrganisation(drafts: readonly Draft[]): void {
  const employer = drafts.find((draft) => draft.kind === "organisation" && draft.role === "employer");
  const called = drafts.find((draft) => draft.kind === "person" && draft.role === "subject")?.values.employer;
  if (employer !== undefined && says(employer) && called !== undefined) employer.values.name ??= called;
  const organisation = drafts.find((draft) => draft.kind === "organisation" && draft.role === "subject");
  if (organisation === undefined || !says(organisation)) return;
  const operator = drafts.find((draft) => draft.kind === "person" && draft.role === "legalRepresentative");
  const person = operator ?? drafts.find((draft) => draft.kind === "person" && draft.role === "contact");
  const name = operator?.values.name ?? operator?.values.foreignName;
  if (name !== undefined && organisation.values.legalRepresentative === undefined) organisation.values.legalRepresentative = name;
  const phones = organisation.values.phone;
  if (person === undefined || !says(person)) return;
  if (phones === undefined && person.values.phone !== undefined) organisation.values.phone = person.values.phone;
  else if (person.values.phone === undefined && phones !== undefined && phones.every((phone) => MOBILE.test(phone.value)))
    person.values.phone = phones;
}

/** Contradictions within a person, then what the ID number and the register add. */
function finishPersons(
  drafts: readonly Draft[],
  plan: RowPlan,
  cells: readonly Cell[],
  filled: ReadonlySet<number> | null,
  problems: CellProblem[],
): void {
  for (const draft of drafts) {
    if (draft.kind !== "person" || !says(draft)) continue;
    const { values } = draft;
    if (values.idNumber !== undefined || values.age !== undefined) {
      for (const { column, code } of contradictions(values, plan.asOf)) {
        if (column >= 0 && filled?.has(column) !== true) report(problems, column, code, cells);
      }
      deriveFromIdNumber(values);
    }
    if (draft.role !== "subject") continue;
    for (const attribute in plan.implies) values[attribute] ??= plan.implies[attribute] as readonly StatedValue[];
  }
}

function report(problems: CellProblem[], column: number, code: ProblemCode, cells: readonly Cell[]): void {
  if (problems.some((problem) => problem.column === column && problem.code === code)) return;
  problems.push({ column, code, value: cellText(cells[column]) });
}
