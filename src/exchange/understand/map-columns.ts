import { normaliseHeader, type ParseContext, parseAddress } from "#vocabulary";
import type { Cell } from "#vocabulary/contract";
import type { ColumnMeaning, ConfirmedMappings } from "../contract.ts";
import { rolesByPlace, tablePersons } from "./assign-roles.ts";
import { cellText } from "./cell-text.ts";
import { chooseSubject } from "./choose-subject.ts";
import { type ColumnDraft, mayMean, mayMeanKind, type SampleRows, type SubjectKind } from "./column-draft.ts";
import { type ColumnProfile, profileOf } from "./column-profile.ts";
import { contextMeaning } from "./context-words.ts";
import { guessByCodes } from "./guess-by-codes.ts";
import { guessByValues } from "./guess-by-values.ts";
import type { HeaderColumn } from "./header-tree.ts";
import type { Meaning } from "./header-words.ts";
import { judge } from "./judge-meaning.ts";
import type { ManualMapping } from "./mapping-file.ts";
import { type PreparedRegister, pathKey } from "./match-register.ts";
import { groupRole, type HeaderReading, readHeaderPath } from "./read-header.ts";
import { settleMeaning } from "./settle-meaning.ts";
import { markStrangeGroups, settleRegistrants, withdrawStrangers, withdrawUnsure } from "./strangers.ts";
import { nameUnnamedSubject } from "./unnamed-subject.ts";
import { withdrawInnerRooms, withdrawRepeats } from "./withdraw-repeats.ts";

/** What is known of a table besides its header and values. */
export interface MappingKnowledge {
  readonly register: PreparedRegister | null;
  readonly confirmed: ConfirmedMappings;
  readonly manual: readonly ManualMapping[];
  readonly fingerprint: string;
  readonly title: string;
  readonly sheet: string;
  readonly context: ParseContext;
}

/** A table's sampled data. */
export interface Sample {
  readonly rows: SampleRows;
  /** Columns most of whose sampled values stand in merged cells. */
  readonly mergedColumns: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
}

/**
 * Settles what every column of a table means: what a human confirmed, then what the register says, then the header's words
 * supported by the values, then values that speak for themselves. What stays unsure stays unknown.
 */
export function mapColumns(columns: readonly HeaderColumn[], sample: Sample, knowledge: MappingKnowledge): ColumnDraft[] {
  const drafts = columns.map((column) => draftOf(column, sample, knowledge.context));
  readInContext(drafts);
  applyRegister(drafts, knowledge);
  applyConfirmed(drafts, knowledge);
  settleRegistrants(drafts);
  markStrangeGroups(drafts);
  nameUnnamedSubject(drafts);
  const open = drafts.filter((draft) => draft.basis === "unknown");
  const subject = subjectGiven(drafts) ?? chooseSubject(drafts);
  const persons = tablePersons(drafts, subject);
  const places = rolesByPlace(drafts, persons, sample.rows);
  for (const draft of open) {
    if (draft.reading.ignored || isRowNumber(draft)) {
      draft.basis = "ignored";
      continue;
    }
    const meaning = settleMeaning(draft, persons, places);
    if (meaning === null) continue;
    draft.meaning = meaning;
    draft.basis = "header";
  }
  settleOnlyPhone(open, subject);
  withdrawUnsure(open);
  withdrawStrangers(open);
  withdrawRepeats(drafts, sample.rows, knowledge.context);
  withdrawInnerRooms(drafts, sample.rows, knowledge.context);
  guessByValues(drafts, sample.rows, knowledge.context);
  guessByCodes(drafts, subject, knowledge.context);
  withdrawNameless(drafts);
  return drafts;
}

/** Gives words that mean something only beside others their meaning. */
function readInContext(drafts: readonly ColumnDraft[]): void {
  const asks = (attribute: string) => drafts.some((draft) => mayMean(draft, "person", attribute));
  for (const draft of drafts) {
    if (draft.reading.meanings.length > 0 || draft.reading.ignored || draft.contradicted) continue;
    const meaning = contextMeaning(draft.path.at(-1) ?? "", asks);
    if (meaning !== null) draft.reading = { role: draft.reading.role, meanings: [meaning], ignored: false, whole: true };
  }
}

function draftOf(column: HeaderColumn, sample: Sample, context: ParseContext): ColumnDraft {
  const cells: Cell[] = sample.rows.map((row) => row.cells[column.column] ?? null);
  const profile = profileOf(cells);
  const words = readHeaderPath(column.path, column.groups);
  const meanings = withWholeAddress(words.meanings, profile, context).filter(
    (meaning) => judge(meaning, profile, context) !== "contradicted" && !(words.implied === true && isTicked(words, profile)),
  );
  return {
    column: column.column,
    path: column.path,
    header: column.path.join("/"),
    hidden: sample.hiddenColumns.has(column.column),
    profile,
    reading: { ...words, meanings } satisfies HeaderReading,
    contradicted: words.meanings.length > 0 && meanings.length === 0,
    merged: sample.mergedColumns.has(column.column),
    meaning: null,
    basis: "unknown",
  };
}

/** 孕产妇 among the kinds of people that a row may tick: a column of marks, or of none yet, names nobody. */
function isTicked(words: HeaderReading, profile: ColumnProfile): boolean {
  if (profile.count === 0) return words.role === "subject";
  const marks = profile.sample.filter((cell) => /^(?:[√✓✔☑■●○◯☐□×✗✕vVxXyYnN是否有无]|\d{1,3}|[(（].[)）])$/.test(cellText(cell))).length;
  return marks * 2 > profile.count;
}

/** 居住小区 over `永胜花园3-2-501` says the whole address, not the estate alone. */
function withWholeAddress(meanings: readonly Meaning[], profile: ColumnProfile, context: ParseContext): readonly Meaning[] {
  const names = (meaning: Meaning) => meaning.kind === "dwelling" && meaning.attribute === "estate";
  if (profile.count < 3 || !meanings.some(names)) return meanings;
  const doors = profile.sample.slice(0, 40).map((cell) => parseAddress(cellText(cell), context.locality));
  if (doors.filter(({ room, building }) => (room ?? building) !== undefined).length * 2 < doors.length) return meanings;
  return meanings.map((meaning) => (names(meaning) ? { kind: "dwelling", attribute: "address" } : meaning));
}

function applyRegister(drafts: readonly ColumnDraft[], { register, context }: MappingKnowledge): void {
  if (register === null) return;
  for (const draft of drafts) {
    const meaning = register.columns.get(pathKey(draft.path)) ?? register.columns.get(pathKey(ungrouped(draft.path)));
    if (meaning === undefined) continue;
    // Even a known register's column is believed only while its values do not say otherwise.
    if (meaning !== null && judge(meaning, draft.profile, context) === "contradicted") continue;
    draft.meaning = meaning;
    draft.basis = meaning === null ? "ignored" : "register";
  }
}

/** A path without the groups that only gather (基本信息, 残疾证信息): they say nothing of whom. */
function ungrouped(path: readonly string[]): readonly string[] {
  return path.slice(0, -1).every((segment) => /(?:信息|情况|资料)$/.test(segment) && groupRole(segment) === null) ? path.slice(-1) : path;
}

function applyConfirmed(drafts: readonly ColumnDraft[], knowledge: MappingKnowledge): void {
  const said: Readonly<Record<string, ColumnMeaning | null>>[] = [];
  const remembered = knowledge.confirmed.get(knowledge.fingerprint);
  if (remembered !== undefined) said.push(remembered);
  for (const manual of knowledge.manual) if (concerns(manual, knowledge)) said.push(manual.columns);
  const seen = new Map<string, number>();
  for (const draft of drafts) {
    const path = pathKey(draft.path);
    const count = (seen.get(path) ?? 0) + 1;
    seen.set(path, count);
    for (const columns of said) {
      const key = Object.keys(columns).find((name) => isNamed(name, draft, path, count));
      if (key === undefined) continue;
      draft.meaning = columns[key] ?? null;
      draft.basis = "confirmed";
    }
  }
}

/** Whether a human's name for a column (`家庭成员/姓名`, `姓名#2`, `@C`) names this one. */
function isNamed(name: string, draft: ColumnDraft, path: string, count: number): boolean {
  if (name.startsWith("@")) return name === `@${columnLetter(draft.column)}`;
  const [, words = name, number = "1"] = /^(.*)#(\d+)$/.exec(name) ?? [];
  return words === draft.header ? Number(number) === count : pathKey(words) === path && Number(number) === count;
}

function concerns(manual: ManualMapping, knowledge: MappingKnowledge): boolean {
  return (
    (manual.fingerprint === undefined || manual.fingerprint === knowledge.fingerprint) &&
    (manual.title === undefined || normaliseHeader(knowledge.title).includes(normaliseHeader(manual.title))) &&
    (manual.sheet === undefined || normaliseHeader(knowledge.sheet) === normaliseHeader(manual.sheet))
  );
}

/** A column's letter as a spreadsheet shows it: 0 is A, 26 is AA. */
export function columnLetter(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** What a register or a human already says the table is about. */
function subjectGiven(drafts: readonly ColumnDraft[]): SubjectKind | null {
  const given = drafts.map((draft) => draft.meaning).filter((meaning) => meaning !== null && meaning.role === "subject") as ColumnMeaning[];
  if (given.some((meaning) => meaning.kind === "organisation" && (meaning.attribute === "name" || meaning.attribute === "creditCode")))
    return "organisation";
  if (
    given.some(
      (meaning) =>
        meaning.kind === "person" &&
        (meaning.attribute === "name" || meaning.attribute === "idNumber" || meaning.attribute === "foreignName"),
    )
  )
    return "person";
  return given.some((meaning) => meaning.kind === "dwelling") &&
    !drafts.some((draft) => draft.basis === "unknown" && mayMean(draft, "person", "name"))
    ? "dwelling"
    : null;
}

/** `编号` and the like, when the values only count the rows. */
function isRowNumber(draft: ColumnDraft): boolean {
  // 101, 102, 103, 201: rooms count up too.
  if (!draft.profile.sequence || mayMeanKind(draft, "dwelling")) return false;
  return (
    draft.header === "" ||
    /序|编号|^号$|登记号|^no|^id$|号$|^#$|^户数$/i.test(draft.path.at(-1) ?? "") ||
    (draft.reading.meanings.length === 0 && !draft.contradicted && draft.column === 0)
  );
}

/** A shop that states no telephone of its own states its operator's. */
function settleOnlyPhone(drafts: readonly ColumnDraft[], subject: SubjectKind): void {
  if (subject !== "organisation") return;
  const own = drafts.some((draft) => draft.meaning?.kind === "organisation" && draft.meaning.attribute === "phone");
  if (own) return;
  const first = drafts.find(
    (draft) =>
      draft.reading.role === null &&
      draft.meaning?.kind === "person" &&
      draft.meaning.attribute === "phone" &&
      mayMeanKind(draft, "organisation"),
  );
  if (first !== undefined) first.meaning = { kind: "organisation", role: "subject", attribute: "phone" };
}

/** What an element can be known by: without any of these columns its other facts belong to nobody. */
const KNOWN_BY: Readonly<Record<string, RegExp>> = {
  person: /^(?:name|foreignName|idNumber|disabilityCertificateNumber|residencePermitNumber|volunteerNumber|householdNumber)$/,
  dwelling: /^(?:address|room|dwellingNumber|building)$/,
  organisation: /^(?:name|creditCode)$/,
};

/** The group names somebody by a word that nobody knows (双岗联系人 / 街道干部): the telephone there is his. */
function isOfNamed(draft: ColumnDraft, drafts: readonly ColumnDraft[]): boolean {
  const group = draft.path.slice(0, -1).join("/");
  const inGroup = drafts.filter((other) => other.path.slice(0, -1).join("/") === group);
  return (
    group !== "" &&
    !inGroup.some((other) => other.meaning?.attribute === "name") &&
    inGroup.some((other) => other.meaning === null && other.profile.chineseName >= 0.6)
  );
}

/** Withdraws facts of elements that no column names: a telephone without a name, a hazard without an address. */
function withdrawNameless(drafts: readonly ColumnDraft[]): void {
  for (const draft of drafts) {
    const { meaning, basis } = draft;
    if (basis !== "header" || meaning?.attribute !== "phone" || meaning.role === "subject" || !isOfNamed(draft, drafts)) continue;
    draft.meaning = null;
    draft.basis = "unknown";
  }
  const groups = Map.groupBy(
    drafts.filter((draft) => draft.meaning !== null),
    (draft) => `${draft.meaning?.kind}.${draft.meaning?.role}`,
  );
  for (const [key, group] of groups) {
    const knownBy = KNOWN_BY[key.split(".")[0] as string];
    // An employer is named in the person's own column.
    if (knownBy === undefined || key === "organisation.employer") continue;
    if (
      group.some(
        (draft) =>
          knownBy.test(draft.meaning?.attribute ?? "") ||
          (key !== "person.subject" && (draft.reading.role !== null || draft.basis === "register") && draft.meaning?.attribute === "phone"),
      )
    )
      continue;
    for (const draft of group) {
      if (draft.basis !== "header" && draft.basis !== "register") continue;
      draft.meaning = null;
      draft.basis = "unknown";
    }
  }
}
