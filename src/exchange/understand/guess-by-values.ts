import type { ParseContext } from "#vocabulary";
import { checkIdNumber, factsOfIdNumber, parseDate } from "#vocabulary";
import type { ColumnMeaning } from "../contract.ts";
import { cellText } from "./cell-text.ts";
import type { ColumnDraft, SampleRows } from "./column-draft.ts";
import { isDisabilityCertificate, judge } from "./judge-meaning.ts";

/** Fewer values than this say nothing on their own. */
const VALUES_MIN = 3;

/**
 * Gives meanings to columns by their values alone, where that is safe: a check digit speaks for itself under any header;
 * everything else only in a column that has no header at all. Never guesses whose a second number is, nor which address one is.
 */
export function guessByValues(drafts: readonly ColumnDraft[], rows: SampleRows, context: ParseContext): void {
  const open = drafts.filter((draft) => draft.meaning === null && draft.basis === "unknown" && draft.profile.count >= VALUES_MIN);
  const taken = (kind: string, attribute: string) =>
    drafts.some((draft) => draft.meaning?.kind === kind && draft.meaning.attribute === attribute);
  const subject = drafts.find((draft) => draft.meaning?.kind === "person" && draft.meaning.role === "subject");
  const aboutOrganisations = drafts.some((draft) => draft.meaning?.kind === "organisation" && draft.meaning.role === "subject");
  const give = (draft: ColumnDraft | undefined, meaning: ColumnMeaning) => {
    if (draft === undefined || taken(meaning.kind, meaning.attribute)) return;
    draft.meaning = meaning;
    draft.basis = "values";
  };
  const only = (test: (draft: ColumnDraft) => boolean) => {
    const found = open.filter((draft) => draft.meaning === null && test(draft));
    return found.length === 1 ? found[0] : undefined;
  };
  const nameless = open.every((draft) => draft.header === "") && drafts.every((draft) => draft.header === "");
  if (!aboutOrganisations && (subject !== undefined || nameless))
    give(
      only((draft) => draft.profile.residentId >= 0.6 && isUncommitted(draft)),
      { kind: "person", role: "subject", attribute: "idNumber" },
    );
  if (!aboutOrganisations && subject !== undefined)
    give(
      open.find(
        (draft) =>
          draft.meaning === null &&
          draft.reading.role === null &&
          draft.profile.sample.filter(isDisabilityCertificate).length >= draft.profile.count * 0.6,
      ),
      { kind: "person", role: "subject", attribute: "disabilityCertificateNumber" },
    );
  if (aboutOrganisations || nameless)
    give(
      only((draft) => draft.profile.creditCode >= 0.6 && isUncommitted(draft)),
      { kind: "organisation", role: "subject", attribute: "creditCode" },
    );
  if (!nameless || (!taken("person", "idNumber") && !open.some((draft) => draft.profile.phone >= 0.8))) return;
  give(
    open.find((draft) => draft.profile.chineseName >= 0.75 && draft.profile.distinct > draft.profile.count * 0.5),
    { kind: "person", role: "subject", attribute: "name" },
  );
  if (!taken("person", "name")) return;
  give(
    only((draft) => draft.profile.phone >= 0.8),
    { kind: "person", role: "subject", attribute: "phone" },
  );
  give(
    only((draft) => draft.profile.sex >= 0.9),
    { kind: "person", role: "subject", attribute: "sex" },
  );
  const id = drafts.find((draft) => draft.meaning?.attribute === "idNumber");
  if (id !== undefined)
    give(
      open.find((draft) => draft.meaning === null && agreesWithId(draft, id, rows, context)),
      { kind: "person", role: "subject", attribute: "birthDate" },
    );
  for (const attribute of ["ethnicity", "relationToHead"] as const)
    give(
      only((draft) => isWordColumn(draft) && judge({ kind: "person", attribute }, draft.profile, context) === "supported"),
      { kind: "person", role: "subject", attribute },
    );
}

/** A header that speaks of somebody else, or of a worker, must not be overruled by a check digit. */
function isUncommitted(draft: ColumnDraft): boolean {
  return draft.reading.role === null && !draft.reading.ignored && !draft.contradicted;
}

function isWordColumn(draft: ColumnDraft): boolean {
  return draft.profile.number < 0.1 && draft.profile.date < 0.1 && draft.profile.distinct <= 60 && draft.profile.chineseName < 0.75;
}

function agreesWithId(draft: ColumnDraft, id: ColumnDraft, rows: SampleRows, context: ParseContext): boolean {
  if (draft.profile.date < 0.8) return false;
  let same = 0;
  let different = 0;
  for (const row of rows) {
    const facts = factsOfIdNumber(checkIdNumber(cellText(row.cells[id.column])).canonical);
    const stated = parseDate(row.cells[draft.column] ?? null, context.today).value;
    if (facts === null || stated === null || stated === "") continue;
    if (facts.birthDate === stated || facts.birthDate.startsWith(stated)) same++;
    else different++;
  }
  return same >= VALUES_MIN && same >= 4 * different;
}
