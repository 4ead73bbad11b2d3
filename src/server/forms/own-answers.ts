/** What residents type into their own form: read like a register's cells, put where nothing is known, told back where it cannot be. */
import type { Answer, AnswerSource, FormAnswers, FormField } from "#exchange/contract";
import type { Correction } from "#registry/contract";
import { attributeOf, parseValue } from "#vocabulary";
import type { ShelvedForm } from "./shelf.ts";

/** A field that asks for a fact of the resident, or of their home or household. */
export interface OwnField {
  readonly field: FormField;
  /** Canonical; empty when nobody knows it. */
  readonly value: string;
  /** `wrong`: what was typed does not hold by its standard, and was not put in. */
  readonly state: "known" | "disputed" | "typed" | "missing" | "wrong";
  readonly source?: AnswerSource;
  /** The day on which it was counted in the registry, since nobody states it. */
  readonly counted?: string;
}

/** A form of one's own with what was typed in it. */
export interface OwnFilling {
  readonly answers: FormAnswers;
  /** In the order of the form; the family's rows are not among them, since what stands there is theirs to say. */
  readonly fields: readonly OwnField[];
}

/**
 * Puts what was typed, and what the resident has said before and nobody has answered yet, into the fields of which nothing is known.
 *
 * @param typed texts as typed, by id of the field
 */
export function withTyped(
  form: ShelvedForm,
  known: FormAnswers,
  said: readonly Correction[],
  typed: Readonly<Record<string, string>>,
  today: string,
): OwnFilling {
  const saidOf = new Map(said.filter(({ state, value }) => state === "open" && value !== "").map((each) => [each.attribute, each.value]));
  const subject = new Map(known.subject);
  const fields = form.layout.fields.flatMap((field): OwnField[] => {
    const answer = known.subject.get(field.id);
    if (answer === undefined || field.meaning === null) return [];
    const { source, counted } = answer;
    const of = { ...(source === undefined ? {} : { source }), ...(counted === undefined ? {} : { counted }) };
    if (answer.value !== "") return [{ field, value: answer.value, state: answer.disputed ? "disputed" : "known", ...of }];
    const text = typed[field.id]?.trim() || (isOwn(answer, known) ? saidOf.get(answer.source?.attribute ?? "") : undefined) || "";
    if (text === "") return [{ field, value: "", state: "missing", ...of }];
    const value = canonical(field, text, today);
    if (value === null) return [{ field, value: text, state: "wrong", ...of }];
    subject.set(field.id, { ...answer, value });
    return [{ field, value, state: "typed", ...of }];
  });
  return { answers: { ...known, subject }, fields };
}

/** Whether an answer is a fact about the resident: only that is kept as their statement. */
function isOwn({ source }: Answer, { element }: FormAnswers): boolean {
  return source !== undefined && source.kind === "person" && source.element === element;
}

/** A text as the registry would keep it; null when it does not hold by the attribute's standard. */
function canonical(field: FormField, text: string, today: string): string | null {
  const { meaning } = field;
  const attribute = meaning === null ? undefined : attributeOf(meaning.kind, meaning.attribute);
  if (attribute === undefined) return text;
  const { values } = parseValue(attribute, text, { today, locality: {} });
  return values.length > 0 && values.every(({ valid }) => valid) ? values.map(({ value }) => value).join("、") : null;
}

/** What was typed of the resident's own facts, to be kept as their statement until a worker confirms it. */
export function ownStatements(
  { answers, fields }: OwnFilling,
  typed: Readonly<Record<string, string>>,
): { attribute: string; value: string }[] {
  const statements = new Map<string, string>();
  for (const { field, state, source } of fields) {
    const text = typed[field.id]?.trim() ?? "";
    if (state !== "typed" || text === "" || source === undefined || !isOwn({ value: "", disputed: false, source }, answers)) continue;
    statements.set(source.attribute, text);
  }
  return [...statements].map(([attribute, value]) => ({ attribute, value }));
}
