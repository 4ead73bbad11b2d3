/** What a form's label asks for: the words are read as a register's headers are, the choice among meanings is the form's own. */
import { attributeOf } from "#vocabulary";
import type { Attribute, ElementKind, MentionRole } from "#vocabulary/contract";
import type { ColumnMeaning, FormSubject } from "../contract.ts";
import { contextMeaning } from "../understand/context-words.ts";
import { mentionRole, rolePrefix } from "../understand/header-roles.ts";
import { headerWord, namePart } from "../understand/header-words.ts";
import { readHeaderPath } from "../understand/read-header.ts";

export interface LabelMeaning {
  readonly meaning: ColumnMeaning | null;
  readonly computed: "sequence" | "age" | null;
  /** Null exactly when `meaning` is. */
  readonly attribute: Attribute | null;
  /** 男方, 丈夫 and 女方, 妻子 name one of a couple, whoever of them the form is filled for. */
  readonly couple?: "husband" | "wife";
  /** 英文姓 and 英文名 ask for a part of the name. */
  readonly part?: "family" | "given";
}

const nothing: LabelMeaning = { meaning: null, computed: null, attribute: null };

/** Words of what a person writes by hand: signatures, opinions, reasons, dates of reporting. */
const noFact =
  /备注|签字|签名|签章|盖章|公章|意见|审核|审批|审查|评议|公示|照片|相片|经办|填表|填报|制表|受理|调查员|理由|承诺|声明|附件|粘贴|手印|指纹|申请事项|申请日期|申请时间|登记日期|登记时间/;
const sequence = /^(?:户?序号?|编号|no\.?)$/i;

/** A word such as 地址 or 联系电话 means something of whom the form is about. */
const kindOrder: Readonly<Record<FormSubject, readonly ElementKind[]>> = {
  person: ["person", "dwelling", "household", "organisation"],
  householdHead: ["person", "dwelling", "household", "organisation"],
  organisation: ["organisation", "person", "dwelling", "household"],
  dwelling: ["dwelling", "person", "household", "organisation"],
};

/** A label as people print it, reduced to its words: no numbering, star, colon or inner spaces. */
export function labelWords(label: string): string {
  return label
    .normalize("NFKC")
    .replace(/[\s_]+/g, "")
    .replace(/^[*★※]+|[*★※]+$/g, "")
    .replace(/^(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、](?=\p{L})/u, "")
    .replace(/详细(?=住址|地址|居住)/, "")
    .replace(/[:：]+$/, "");
}

/** The role of a form's field. The applicant and the members of a family table are themselves the subject of their page or row. */
function roleOf(role: Parameters<typeof mentionRole>[0]): MentionRole | null {
  if (role === null || role === "member" || role === "applicant") return "subject";
  return mentionRole(role);
}

/**
 * What a label or a header path (`家庭成员/姓名`) means.
 * @param ending whether a known end of an unknown word is enough (`困境儿童姓名`)
 * @returns a meaning of null for what is no fact, or not known for sure
 */
export function meaningOfLabel(path: string, subject: FormSubject = "person", ending = false): LabelMeaning {
  const words = pathSegments(path)
    .map(labelWords)
    .filter((word) => word !== "");
  const leaf = words.at(-1);
  if (leaf === undefined) return nothing;
  if (sequence.test(leaf)) return { ...nothing, computed: "sequence" };
  if (noFact.test(leaf)) return nothing;
  const reading = readHeaderPath(
    words,
    words.map((_, at) => at < words.length - 1),
  );
  const role = roleOf(reading.role);
  if (reading.ignored || role === null || !(reading.whole || ending)) return nothing;
  const order = role === "subject" ? kindOrder[subject] : kindOrder.person;
  const chosen = reading.meanings.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
  const attribute = chosen === undefined ? undefined : attributeOf(chosen.kind, chosen.attribute);
  if (chosen === undefined || attribute === undefined || attribute.name === "note") return nothing;
  const computed = chosen.kind === "person" && chosen.attribute === "age" ? "age" : null;
  const couple = words.map(coupleOf).findLast((one) => one !== undefined);
  const part = chosen.attribute === "foreignName" ? namePart(headerWord(leaf)) : null;
  return {
    meaning: { kind: chosen.kind, role, attribute: chosen.attribute },
    computed,
    attribute,
    ...(couple !== undefined && chosen.kind === "person" && { couple }),
    ...(part !== null && { part }),
  };
}

/** A header path's segments: `性别（男/女）` is one. */
export function pathSegments(path: string): string[] {
  return path.split(/\/(?![^（(]*[）)])/);
}

/** Whom of a couple a label's first word names. */
export function coupleOf(word: string): "husband" | "wife" | undefined {
  if (/^(?:男方|丈夫|老公|husband)/i.test(word)) return "husband";
  return /^(?:女方|妻子|老婆|wife)/i.test(word) ? "wife" : undefined;
}

/** The word of a label that names somebody beside the form's subject (出租人, 监护人姓名): what stands behind it in its row is his. */
export function nameOfOther(label: string): string | null {
  const leaf = pathSegments(label).at(-1) ?? "";
  const { meaning } = meaningOfLabel(leaf);
  if (meaning?.kind !== "person" || meaning.attribute !== "name" || meaning.role === "subject") return null;
  return rolePrefix(headerWord(leaf))?.word ?? null;
}

/** Facts that stand behind a name in its row and are of whom it names. */
const BESIDE =
  /^(?:idNumber|idType|phone|sex|birthDate|age|ethnicity|employer|occupation|position|education|politicalStatus|nationality|maritalStatus)$/;

/** Whether a label asks for a fact that belongs to whom its row names before it. */
export function standsBeside(label: string): boolean {
  const { meaning } = meaningOfLabel(label);
  return meaning?.kind === "person" && meaning.role === "subject" && BESIDE.test(meaning.attribute) && !/^(?:本人|申请人)/.test(label);
}

/**
 * What the labels of one form mean, together: a word of which only the end is known is believed where no other label asks for the same,
 * since a roster of 困境儿童姓名 has nobody else's name.
 */
export function meaningsOfForm(paths: readonly string[], subject: FormSubject): LabelMeaning[] {
  const key = ({ meaning }: LabelMeaning) => (meaning === null ? "" : `${meaning.kind}.${meaning.role}.${meaning.attribute}`);
  const sure = paths.map((path) => meaningOfLabel(path, subject));
  const asked = new Set(sure.map(key));
  const likely = sure.map((meant, index) => {
    if (meant.meaning !== null || meant.computed !== null) return meant;
    const found = meaningOfLabel(paths[index] ?? "", subject, true);
    if (found.meaning === null || asked.has(key(found))) return meant;
    asked.add(key(found));
    return found;
  });
  const settled = likely.map((meant, index) => inContext(meant, paths[index] ?? "", likely));
  return subject === "householdHead" ? settled.map(ofHead) : settled;
}

function inContext(meant: LabelMeaning, path: string, all: readonly LabelMeaning[]): LabelMeaning {
  if (meant.meaning !== null || meant.computed !== null) return meant;
  const leaf = labelWords(pathSegments(path).at(-1) ?? "");
  const found = contextMeaning(leaf, (name) => all.some(({ meaning }) => meaning?.kind === "person" && meaning.attribute === name));
  const attribute = found === null ? undefined : attributeOf(found.kind, found.attribute);
  return found === null || attribute === undefined ? meant : { meaning: { ...found, role: "subject" }, computed: null, attribute };
}

/** On a form that names nobody but the head, he is whom it is about. */
function ofHead(meant: LabelMeaning): LabelMeaning {
  if (meant.meaning?.role !== "householdHead") return meant;
  return { ...meant, meaning: { ...meant.meaning, role: "subject" } };
}

/** Whom a form is about, by all of its labels: organisations and homes are known by words that only they have. */
export function subjectOf(paths: readonly string[]): FormSubject {
  const all = paths.map((path) => meaningOfLabel(path, "person", true).meaning);
  const meanings = all.filter((meaning) => meaning?.role === "subject");
  const has = (kind: ElementKind, attributes: readonly string[]) =>
    meanings.some((meaning) => meaning?.kind === kind && attributes.includes(meaning.attribute));
  if (has("person", ["name", "foreignName"])) return "person";
  if (all.some((meaning) => meaning?.role === "householdHead" && meaning.attribute === "name")) return "householdHead";
  const letting = all.some((meaning) => meaning?.attribute === "name" && /^(?:landlord|tenant|owner)$/.test(meaning.role));
  if (letting && has("dwelling", ["address", "room", "building"])) return "dwelling";
  if (has("person", ["idNumber"])) return "person";
  if (has("organisation", ["name", "creditCode"])) return "organisation";
  return has("dwelling", ["dwellingNumber", "building", "room", "area", "usage", "rent"]) ? "dwelling" : "person";
}
