import type { MentionRole } from "#vocabulary/contract";
import { cellText } from "./cell-text.ts";
import { type ColumnDraft, isPlain, mayMean, mayMeanKind, type SampleRows, type SubjectKind } from "./column-draft.ts";
import type { HeaderRole } from "./header-roles.ts";
import { namesSeveral } from "./name-cell.ts";

/** What the whole table tells about the persons in its rows. */
export interface TablePersons {
  readonly subject: SubjectKind;
  /** A column names the subject person. */
  readonly hasSubjectName: boolean;
  /** The family member of a row is its subject; who is named before stands above the family. */
  readonly memberIsSubject: boolean;
  /** The role of a plain name when members are the subject. */
  readonly aboveMembers: MentionRole;
  readonly hasCounterparty: boolean;
  /** Somebody with a role of his own (a head, an applicant) is named, who is the subject when nobody else is. */
  readonly hasPrincipal: boolean;
  /** A row is a whole family: who stands above the members has a row of his own, and what names nobody is his. */
  readonly rowIsFamily: boolean;
}

/** Looks at all columns once, to know which roles the table's persons play. */
export function tablePersons(drafts: readonly ColumnDraft[], subject: SubjectKind): TablePersons {
  const names = drafts.filter((draft) => mayMean(draft, "person", "name") || mayMean(draft, "person", "foreignName"));
  const named = (role: HeaderRole | null) => names.some((draft) => draft.reading.role === role);
  const plain = names.filter(isPlain);
  const relation = drafts.some((draft) => mayMean(draft, "person", "relationToHead"));
  // Members are the subject under a head, or when who stands before them is written once a family.
  const over = plain.some((draft) => draft.merged || draft.profile.filled < 0.7);
  const described = relation || describesMembers(drafts);
  const memberIsSubject =
    named("member") && (named("householdHead") || (plain.length === 0 && (described || !named("applicant"))) || (over && relation));
  return {
    subject,
    hasSubjectName: plain.length > 0 || memberIsSubject,
    memberIsSubject,
    aboveMembers: named("applicant") ? "applicant" : "householdHead",
    hasCounterparty:
      named("counterparty") || names.some((draft) => draft.reading.role === "applicant" && namesSeveral(draft.profile.sample)),
    hasPrincipal: named("householdHead") || named("applicant"),
    rowIsFamily: memberIsSubject && isRowAFamily(drafts, names),
  };
}

/** Whether every row names somebody else above its members, and the members stand in columns (成员1姓名) or behind facts that are his. */
function isRowAFamily(drafts: readonly ColumnDraft[], names: readonly ColumnDraft[]): boolean {
  const above = names.find(({ reading }) => reading.role === "householdHead" || reading.role === "applicant");
  const member = names.find((draft) => draft.reading.role === "member");
  if (above === undefined || member === undefined || above.merged) return false;
  const { count, filled, distinct } = above.profile;
  if (count < 2 || filled < 0.9 || distinct < count * 0.95) return false;
  const isNumbered = member.path.some((segment) => /[\d一二三四五六七八九][)）]?$|[(（]?[\d一二三四五六七八九][)）]?姓名$/.test(segment));
  const between = drafts.slice(drafts.indexOf(above) + 1, Math.max(0, drafts.indexOf(member)));
  return (
    isNumbered || namesSeveral(member.profile.sample) || between.some((draft) => isPlain(draft) && mayMean(draft, "person", "idNumber"))
  );
}

/** Whether columns say more of the members than their names: a group of their own, or facts behind the column that names them. */
function describesMembers(drafts: readonly ColumnDraft[]): boolean {
  const isMember = (draft: ColumnDraft) => draft.reading.role === "member" && mayMeanKind(draft, "person");
  if (drafts.some((draft) => isMember(draft) && !mayMean(draft, "person", "name"))) return true;
  const named = drafts.findIndex(isMember);
  return drafts
    .slice(named + 1)
    .some((draft) => isPlain(draft) && (mayMean(draft, "person", "idNumber") || mayMean(draft, "person", "sex")));
}

/** The mention role of a header's own role word in this table; null when there is none, and the column is then not understood. */
export function settleRole(role: HeaderRole, persons: TablePersons): MentionRole | null {
  switch (role) {
    case "subject":
      return persons.subject === "person"
        ? persons.memberIsSubject
          ? persons.aboveMembers
          : "subject"
        : persons.subject === "organisation"
          ? "contact"
          : "tenant";
    case "member":
      if (persons.memberIsSubject || persons.subject !== "person") return "subject";
      return persons.hasSubjectName || persons.hasPrincipal ? "contact" : "subject";
    case "householdHead":
      return persons.subject === "person" && !persons.hasSubjectName ? "subject" : "householdHead";
    case "applicant":
      return persons.hasCounterparty || persons.hasSubjectName || persons.subject !== "person" ? "applicant" : "subject";
    case "owner":
      // 业主 of a shop runs it; 业主 of a dwelling owns it; 所有人 of a car is whom the table is about.
      if (persons.subject === "person" && !persons.hasSubjectName && !persons.hasPrincipal) return "subject";
      return persons.subject === "organisation" ? "legalRepresentative" : "owner";
    case "legalRepresentative":
      return persons.subject === "person" ? null : "legalRepresentative";
    case "tenant":
      return persons.subject === "person" && !persons.hasSubjectName ? "subject" : "tenant";
    case "kin":
      return persons.subject !== "person" ? null : persons.hasSubjectName || persons.hasPrincipal ? "contact" : "subject";
    case "other":
      return persons.hasSubjectName || persons.hasPrincipal || persons.subject !== "person" ? null : "subject";
    case "worker":
    case "thing":
      return null;
    default:
      return role;
  }
}

/** The role of a name that stands without a role word. */
export function plainRole(persons: TablePersons): MentionRole {
  if (persons.subject === "person") return persons.memberIsSubject ? persons.aboveMembers : "subject";
  return persons.subject === "organisation" ? "contact" : "owner";
}

/** A role, or `nobody` for what belongs to a worker or to somebody without a role in a mention. */
export type PlaceRole = MentionRole | "nobody";

/** Facts that stand beside a name and belong to whom the name before them names. */
const BESIDE = new Set([
  "idNumber",
  "phone",
  "sex",
  "birthDate",
  "age",
  "idType",
  "ethnicity",
  "employer",
  "nationality",
  "bankAccount",
  "education",
  "politicalStatus",
  "registeredAddress",
  "occupation",
]);
const CLOSE = new Set<PlaceRole>([
  "nobody",
  "guardian",
  "landlord",
  "owner",
  "contact",
  "spouse",
  "father",
  "mother",
  "tenant",
  "legalRepresentative",
  "applicant",
  "counterparty",
]);

/**
 * The roles of columns whose header names nobody (`电话` after `房东姓名`), by column.
 * A fact stated twice belongs once to each person before it; a single one follows the values: a phone that is the same
 * wherever the landlord is the same is the landlord's.
 */
export function rolesByPlace(drafts: readonly ColumnDraft[], persons: TablePersons, rows: SampleRows): Map<number, PlaceRole> {
  const roles = new Map<number, PlaceRole>();
  const own = persons.rowIsFamily ? persons.aboveMembers : "subject";
  const base = persons.subject === "person" ? own : (onlyRole(drafts, persons) ?? plainRole(persons));
  let current: PlaceRole = base;
  let name: ColumnDraft | null = null;
  let distance = 0;
  const explicit = drafts.filter((draft) => mayMeanKind(draft, "person"));
  for (const draft of drafts) {
    distance++;
    const isWorker = draft.reading.role === "worker" && draft.path.length === 1;
    const isName = mayMean(draft, "person", "name") || mayMean(draft, "person", "foreignName") || isWorker;
    if (isName) {
      const { role } = draft.reading;
      current = role === null ? plainRole(persons) : (settleRole(role, persons) ?? "nobody");
      name = draft;
      // A group's role ends with the group; only a role in the column's own words goes on to the columns behind it.
      if (role !== null && draft.path.length > 1) {
        current = base;
        name = null;
      }
      if (role === null) roles.set(draft.column, current);
      distance = 0;
      continue;
    }
    if (draft.reading.role !== null) {
      distance--;
      continue;
    }
    const attribute = draft.reading.meanings.find((meaning) => meaning.kind === "person")?.attribute;
    if (attribute === undefined) continue;
    // 家长姓名 关系: how the parent is related to the child is no relation to the head.
    if (attribute === "relationToHead" && current !== base && CLOSE.has(current) && isRelationBeside(draft)) {
      roles.set(draft.column, "nobody");
      distance--;
      continue;
    }
    roles.set(
      draft.column,
      (BESIDE.has(attribute) || persons.subject !== "person") && current !== base
        ? beside(draft, attribute, { current, base, name, distance, drafts: explicit, persons, rows })
        : base,
    );
  }
  adoptHousehold(drafts, persons, rows, roles);
  return roles;
}

/** Of a table of homes that names one person a row, the role of that person. */
function onlyRole(drafts: readonly ColumnDraft[], persons: TablePersons): MentionRole | null {
  if (persons.subject !== "dwelling") return null;
  const roles = new Set(
    drafts
      .filter((draft) => mayMean(draft, "person", "name") && draft.reading.role !== "worker")
      .map((draft) => (draft.reading.role === null ? plainRole(persons) : settleRole(draft.reading.role, persons))),
  );
  const [role] = roles;
  return roles.size === 1 && role !== undefined ? role : null;
}

/** A relation to whom the row names beside the column, not to the head: `关系`, `与学生关系`. */
export function isRelationBeside(draft: ColumnDraft): boolean {
  return !/户主|家庭/.test(draft.path.at(-1) ?? "");
}

interface Place {
  readonly current: PlaceRole;
  readonly base: MentionRole;
  readonly name: ColumnDraft | null;
  readonly distance: number;
  readonly drafts: readonly ColumnDraft[];
  readonly persons: TablePersons;
  readonly rows: SampleRows;
}

function beside(draft: ColumnDraft, attribute: string, place: Place): PlaceRole {
  if (place.persons.subject !== "person") return place.current;
  const twins = place.drafts.filter(
    (other) => other !== draft && (isPlain(other) || other.reading.role === "member") && mayMean(other, "person", attribute),
  );
  if (twins.length > 0) return place.current;
  const depends = place.name === null ? null : dependsOn(place.rows, place.name.column, draft.column);
  if (depends !== null) return depends ? place.current : place.base;
  return attribute === "phone" && CLOSE.has(place.current) && place.distance <= 1 ? place.current : place.base;
}

/** In a table of a head and members, a phone or an account that is one for the whole family is the head's. */
function adoptHousehold(drafts: readonly ColumnDraft[], persons: TablePersons, rows: SampleRows, roles: Map<number, PlaceRole>): void {
  const head = drafts.find((draft) => draft.reading.role === "householdHead" && mayMean(draft, "person", "name"));
  const above = persons.aboveMembers;
  if (persons.subject !== "person" || !persons.hasSubjectName) return;
  for (const draft of drafts) {
    if (
      draft.reading.role !== null ||
      !(mayMean(draft, "person", "phone") || mayMean(draft, "person", "bankAccount") || mayMean(draft, "person", "bankName"))
    )
      continue;
    const once = draft.merged || (head !== undefined && dependsOn(rows, head.column, draft.column) === true);
    if ((head !== undefined || persons.memberIsSubject) && once && roles.get(draft.column) === "subject") roles.set(draft.column, above);
  }
}

/** Whether a column's value is the same wherever another column's is; null when too few values repeat to tell. */
function dependsOn(rows: SampleRows, determinant: number, dependent: number): boolean | null {
  const values = new Map<string, string>();
  let same = 0;
  let different = 0;
  for (const row of rows) {
    const key = cellText(row.cells[determinant]);
    const value = cellText(row.cells[dependent]);
    if (key === "" || value === "") continue;
    const known = values.get(key);
    if (known === undefined) values.set(key, value);
    else if (known === value) same++;
    else different++;
  }
  if (same + different < 3) return null;
  return same >= 3 * different ? true : different >= 3 * same ? false : null;
}
