import { type ColumnDraft, isPlain, mayMean } from "./column-draft.ts";
import { rolePrefix } from "./header-roles.ts";
import { headerWord } from "./header-words.ts";
import type { HeaderReading } from "./read-header.ts";

/** Facts that a register asks of whom it is about, and of nobody else without saying so. */
const INTIMATE = ["sex", "birthDate", "age", "idNumber", "ethnicity", "education", "politicalStatus", "nativePlace"];
/** Names must be this sure where no header word says that they are names. */
const NAMES_MIN = 0.75;

const SUBJECT_NAME: HeaderReading = {
  role: "subject",
  meanings: [{ kind: "person", attribute: "name" }],
  ignored: false,
  whole: true,
};

/**
 * Finds whom a table is about when it states somebody's sex, age or number and no header names anybody: the workers themselves
 * (楼道长姓名 in the list of them), or the one column of names whose header nobody knows (居民代表).
 */
export function nameUnnamedSubject(drafts: readonly ColumnDraft[]): void {
  const isNamed = drafts.some(
    (draft) =>
      mayMean(draft, "person", "name") ||
      mayMean(draft, "person", "foreignName") ||
      mayMean(draft, "organisation", "name") ||
      mayMean(draft, "organisation", "creditCode") ||
      (draft.meaning !== null && /^(?:name|foreignName|creditCode)$/.test(draft.meaning.attribute)),
  );
  if (isNamed) return;
  const intimate = drafts.filter((draft) => isPlain(draft) && INTIMATE.some((attribute) => mayMean(draft, "person", attribute)));
  if (intimate.length === 0) {
    nameWhoIsReached(drafts);
    return;
  }
  const first = drafts.indexOf(intimate[0] as ColumnDraft);
  const candidates = drafts.filter((draft, index) => index < first && draft.basis === "unknown" && holdsNames(draft));
  const [only] = candidates;
  if (only === undefined || candidates.length > 1) return;
  const isWorker = only.reading.role === "worker" && isPersonWord(only);
  const isUnread = only.reading.role === null && only.reading.meanings.length === 0 && !only.reading.ignored && !only.contradicted;
  if (isUnread || (isWorker && intimate.length > 1)) only.reading = SUBJECT_NAME;
}

/** 捐款人, 户名, 用户: where one telephone and one column of names stand in a row, the names are whom one reaches there. */
function nameWhoIsReached(drafts: readonly ColumnDraft[]): void {
  const phones = drafts.filter((draft) => isPlain(draft) && mayMean(draft, "person", "phone"));
  const [only, ...more] = drafts.filter((draft) => draft.basis === "unknown" && holdsNames(draft) && draft.reading.role !== "worker");
  if (phones.length !== 1 || only === undefined || more.length > 0 || only.contradicted || only.reading.meanings.length > 0) return;
  if (/(?:[人者员户]|户名|用户名)$/.test(headerWord(only.path.at(-1) ?? ""))) only.reading = SUBJECT_NAME;
}

function holdsNames({ profile }: ColumnDraft): boolean {
  return profile.count >= 2 && Math.max(profile.chineseName, profile.latinName) >= NAMES_MIN && profile.distinct > profile.count * 0.6;
}

function isPersonWord(draft: ColumnDraft): boolean {
  const rest = rolePrefix(headerWord(draft.path.at(-1) ?? ""))?.rest;
  return rest === "" || rest === "姓名" || rest === "名字";
}
