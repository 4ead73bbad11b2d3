import { type ColumnDraft, mayMean } from "./column-draft.ts";
import { groupRole } from "./read-header.ts";

/** Words of a group that gathers columns and says nothing of whom: 基本信息, 个人情况. */
const GATHERS = /^(?:人员)?(?:基本|个人|身份|主要|相关|详细|登记)?(?:信息|情况|资料|概况)?$/;

/**
 * Columns of a group that names somebody else than the table's subject by a word that nobody knows (海外侨胞 / 姓名 after 国内侨眷 / 姓名,
 * or any such group in a table that has a name of its own) are that person's, and no fact of the subject.
 */
export function markStrangeGroups(drafts: readonly ColumnDraft[]): void {
  const names = drafts.filter((draft) => draft.basis === "unknown" && namesSomebody(draft));
  const own = names.find((draft) => draft.reading.role === "subject" || isGathered(draft)) ?? names.find(isRoleless);
  const given = drafts.some(({ meaning }) => meaning?.kind === "person" && meaning.role === "subject" && meaning.attribute === "name");
  if (own === undefined && !given) return;
  const ownGroup = own === undefined || given ? null : groupOf(own);
  const strange = new Set(
    names.filter((draft) => isRoleless(draft) && !isGathered(draft) && groupOf(draft) !== ownGroup).map((draft) => groupOf(draft)),
  );
  for (const draft of drafts) {
    if (draft.basis !== "unknown" || draft.reading.ignored || draft.reading.role !== null || !strange.has(groupOf(draft))) continue;
    draft.reading = { ...draft.reading, role: "other" };
  }
}

function namesSomebody(draft: ColumnDraft): boolean {
  return mayMean(draft, "person", "name") || mayMean(draft, "person", "foreignName");
}

const isRoleless = (draft: ColumnDraft) => draft.reading.role === null;

/** Stands in no group, or in one that only gathers. */
function isGathered(draft: ColumnDraft): boolean {
  return isRoleless(draft) && draft.path.slice(0, -1).every((segment) => GATHERS.test(segment) && groupRole(segment) === null);
}

function groupOf(draft: ColumnDraft): string {
  return draft.path.slice(0, -1).join("/");
}

/** Of a header of which only the end is known, nothing is kept that another column states, or that the values do not support. */
export function withdrawUnsure(drafts: readonly ColumnDraft[]): void {
  const unsure = drafts.filter((draft) => {
    const { meaning, reading, profile } = draft;
    if (meaning === null || reading.whole) return false;
    const stated = drafts.some(
      (other) =>
        other !== draft &&
        other.meaning?.kind === meaning.kind &&
        other.meaning.role === meaning.role &&
        other.meaning.attribute === meaning.attribute,
    );
    // Anything may stand below 用气地址: only addresses show that it is one.
    return stated || (/[Aa]ddress$/.test(meaning.attribute) && profile.address < 0.4);
  });
  for (const draft of unsure) {
    draft.meaning = null;
    draft.basis = "unknown";
  }
}

/** Somebody of whom nobody knows what he is to the row: 代认证人, 经手亲戚. */
const SOMEBODY = /[人者员主方亲长户]$/;

/** What belongs to somebody unknown (代认证人电话) is the subject's only when he is who the table names by that word (代认证人姓名). */
export function withdrawStrangers(drafts: readonly ColumnDraft[]): void {
  const names = drafts.filter((draft) => draft.meaning?.kind === "person" && draft.meaning.attribute === "name");
  for (const draft of drafts) {
    const { meaning, reading } = draft;
    const { beginning } = reading;
    if (meaning?.kind !== "person" || beginning === undefined || reading.role !== null || !SOMEBODY.test(beginning)) continue;
    const own = names.find((name) => name.meaning?.role === meaning.role);
    if (own === undefined || own === draft || own.reading.beginning === beginning) continue;
    draft.meaning = null;
    draft.basis = "unknown";
  }
}

/** 登记人 is who is registered, or who wrote it down when the table names somebody else, or when behind it stands when that was (登记时间). */
export function settleRegistrants(drafts: readonly ColumnDraft[]): void {
  const isRegistrant = (draft: ColumnDraft) => /^(?:登记人员?|报名人|领取人)/.test(draft.path.at(-1) ?? "");
  const isSigned = drafts.some((draft, at) => isRegistrant(draft) && /^登记(?:时间|日期)$/.test(drafts[at + 1]?.path.at(-1) ?? ""));
  const named = drafts.some(
    (draft) =>
      !isRegistrant(draft) &&
      (draft.meaning === null
        ? mayMean(draft, "person", "name") && draft.reading.role !== "worker"
        : draft.meaning.kind === "person" && draft.meaning.attribute === "name" && (isSigned || draft.meaning.role === "subject")),
  );
  if (!named) return;
  for (const draft of drafts)
    if (draft.basis === "unknown" && isRegistrant(draft)) draft.reading = { role: "worker", meanings: [], ignored: true, whole: true };
}
