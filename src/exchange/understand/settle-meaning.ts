import type { ElementKind } from "#vocabulary/contract";
import type { ColumnMeaning } from "../contract.ts";
import { isRelationBeside, type PlaceRole, settleRole, type TablePersons } from "./assign-roles.ts";
import type { ColumnDraft, SubjectKind } from "./column-draft.ts";
import type { HeaderRole } from "./header-roles.ts";
import { headerWord, type Meaning } from "./header-words.ts";

/** Which kind's word a header that several kinds share means, by what the table is about. */
const PREFERENCE: Readonly<Record<SubjectKind, readonly ElementKind[]>> = {
  person: ["person", "household", "dwelling"],
  dwelling: ["dwelling", "household", "person"],
  organisation: ["organisation", "dwelling", "person"],
};

/** Facts about an employer that a person's row may state beside its name. */
const EMPLOYER = new Set(["creditCode", "address", "phone", "kind", "industry"]);

/** The meaning of a column in its table, or null when the words do not settle it. */
export function settleMeaning(draft: ColumnDraft, persons: TablePersons, places: ReadonlyMap<number, PlaceRole>): ColumnMeaning | null {
  const { role, meanings } = draft.reading;
  if (meanings.length === 0) return null;
  const person = meanings.find((meaning) => meaning.kind === "person");
  if (role !== null && role !== "subject") {
    if (person === undefined) return besideRole(role, meanings, persons, draft.path.at(-1) ?? "");
    const settled = settleRole(role, persons);
    if (settled === null) return null;
    // How members are related is a fact of the member, whoever is named first.
    const isBeside = isOfOther(role) || (role === "member" && !persons.memberIsSubject && settled !== "subject");
    if (person.attribute === "relationToHead" && isBeside && isRelationBeside(draft)) return null;
    if (person.attribute === "relationToHead") return { kind: "person", role: "subject", attribute: "relationToHead" };
    return { kind: "person", role: settled, attribute: person.attribute };
  }
  if (meanings.some((meaning) => meaning.kind === "household" && meaning.attribute === "householdNumber")) {
    return persons.subject === "organisation" ? null : { kind: "household", role: "subject", attribute: "householdNumber" };
  }
  const chosen = prefer(meanings, persons.subject);
  if (chosen === undefined) return persons.subject === "person" ? ofEmployer(draft, meanings) : null;
  // 存在问题 of a visit is no hazard of the home.
  if (chosen.attribute === "hazard" && persons.subject === "person" && !/隐患|hazard/.test(headerWord(draft.path.at(-1) ?? "")))
    return null;
  if (chosen.kind !== "person") return { kind: chosen.kind, role: "subject", attribute: chosen.attribute };
  const subject = role === "subject" ? settleRole(role, persons) : null;
  const settled = subject ?? places.get(draft.column) ?? (persons.subject === "person" ? "subject" : null);
  return settled === null || settled === "nobody" ? null : { kind: "person", role: settled, attribute: chosen.attribute };
}

/** A fact of the home or the family that stands in a person's group of columns: 承租人 / 居住人数. */
function besideRole(role: HeaderRole, meanings: readonly Meaning[], persons: TablePersons, leaf: string): ColumnMeaning | null {
  const dwelling = meanings.find(
    (meaning) => meaning.kind === "dwelling" && (meaning.attribute !== "address" || /房屋|住房|出租|坐落|座落/.test(leaf)),
  );
  if (persons.subject === "dwelling" && dwelling !== undefined) return { kind: "dwelling", role: "subject", attribute: dwelling.attribute };
  const household = meanings.find((meaning) => meaning.kind === "household");
  // 申请人住址 and 户主住址 are where the row's family lives.
  const home = meanings.find((meaning) => meaning.kind === "dwelling");
  const isFamily = role === "householdHead" || role === "member" || settleRole(role, persons) === "subject";
  if (persons.subject === "person" && home !== undefined && isFamily)
    return { kind: "dwelling", role: "subject", attribute: home.attribute };
  const ofFamily = role === "householdHead" || role === "member" || role === "applicant";
  return ofFamily && persons.subject === "person" && household !== undefined
    ? { kind: "household", role: "subject", attribute: household.attribute }
    : null;
}

/** Somebody who is no member of the row's family by his role alone. */
function isOfOther(role: HeaderRole): boolean {
  return role !== "subject" && role !== "member" && role !== "householdHead" && role !== "applicant" && role !== "tenant";
}

function prefer(meanings: readonly Meaning[], subject: SubjectKind): Meaning | undefined {
  for (const kind of PREFERENCE[subject]) {
    const found = meanings.find((meaning) => meaning.kind === kind);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `企业名称` among a person's columns is the employer; `单位电话` is the employer's. */
function ofEmployer(draft: ColumnDraft, meanings: readonly Meaning[]): ColumnMeaning | null {
  const attribute = meanings.find((meaning) => meaning.kind === "organisation")?.attribute;
  if (attribute === undefined) return null;
  if (attribute === "name") return { kind: "person", role: "subject", attribute: "employer" };
  const word = headerWord(draft.path.join(""));
  const saysSo = /单位|企业|公司|雇主|employer|company/.test(word) || attribute === "creditCode";
  return EMPLOYER.has(attribute) && saysSo ? { kind: "organisation", role: "employer", attribute } : null;
}
