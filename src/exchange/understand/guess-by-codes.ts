import { attributes, type ParseContext, parseValue } from "#vocabulary";
import type { Attribute, ElementKind } from "#vocabulary/contract";
import { cellText } from "./cell-text.ts";
import type { ColumnDraft, SubjectKind } from "./column-draft.ts";

const VALUES_MIN = 5;
/** Words for how something is classed: of which list they are, only the values say. */
const CLASSED = /(?:类型|类别|种类|性质|情况|状况|状态|身份|等级|级别|程度|分类|属性|类)$/;
/** Words that many lists share say nothing about which is meant. */
const SHARED = /^(?:是|否|有|无|没有|正常|良好|一般|好|差|合格|不合格|其他|其它|普通|未知|不详|\d+|[A-Za-z])$/;

const KINDS: Readonly<Record<SubjectKind, readonly ElementKind[]>> = {
  person: ["person", "household", "dwelling"],
  dwelling: ["dwelling"],
  organisation: [],
};

/**
 * Gives a column of classes (人员类别, 居住类型) the one code list whose words its values are, when the header's words are not known
 * or the values contradict them. Words that several lists share, codes without words, and lists already stated settle nothing.
 */
export function guessByCodes(drafts: readonly ColumnDraft[], subject: SubjectKind, context: ParseContext): void {
  for (const draft of drafts) {
    if (draft.meaning !== null || draft.basis !== "unknown" || draft.profile.count < VALUES_MIN) continue;
    if (draft.reading.role !== null && draft.reading.role !== "subject") continue;
    if (!CLASSED.test((draft.path.at(-1) ?? "").replace(/[（(].*$/, ""))) continue;
    const candidates = attributes.filter((attribute) => isOpen(attribute, subject, drafts) && isWritten(attribute, draft, context));
    const [only] = candidates;
    if (candidates.length !== 1 || only === undefined) continue;
    draft.meaning = { kind: only.kind, role: "subject", attribute: only.name };
    draft.basis = "values";
  }
}

function isOpen(attribute: Attribute, subject: SubjectKind, drafts: readonly ColumnDraft[]): boolean {
  if (attribute.type !== "code" || !KINDS[subject].includes(attribute.kind)) return false;
  const mentioned = drafts.some(({ meaning }) => meaning?.kind === attribute.kind && meaning.role === "subject");
  const stated = drafts.some(({ meaning }) => meaning?.kind === attribute.kind && meaning.attribute === attribute.name);
  return mentioned && !stated;
}

/** Whether nine in ten of the values are words of the attribute's list, and some of them no other list's. */
function isWritten(attribute: Attribute, draft: ColumnDraft, context: ParseContext): boolean {
  let words = 0;
  let own = 0;
  for (const cell of draft.profile.sample.slice(0, 80)) {
    const { values } = parseValue(attribute, cell, context);
    if (values.length === 0 || !values.every((value) => value.valid)) continue;
    words++;
    if (!SHARED.test(cellText(cell))) own++;
  }
  const looked = Math.min(80, draft.profile.sample.length);
  return words >= looked * 0.9 && own >= looked * 0.5;
}
