/** Makes a field from its label and what the form shows around it. */
import type { FormField, FormSubject, ValueFormat } from "../contract.ts";
import { compactText } from "./bands.ts";
import { formatOf } from "./format-rules.ts";
import type { LabelMeaning } from "./labels.ts";
import { type ListValidation, optionsAt, type SheetGrid } from "./sheet.ts";
import type { Styles } from "./styles.ts";
import { codeOfOption } from "./write-value.ts";

/** What is the same for all fields of a form. */
export interface FormSurroundings {
  readonly grid: SheetGrid;
  readonly styles: Styles;
  readonly validations: readonly ListValidation[];
  readonly form: "roster" | "application";
  readonly subject: FormSubject;
  readonly asksRegisteredAddress: boolean;
}

export interface FieldDraft {
  readonly id: string;
  /** Header path or label as printed. */
  readonly path: string;
  readonly row: number;
  readonly column: number;
  /** Placeholder or example. */
  readonly sample: string;
  /** Options of boxes; null when the field has none. */
  readonly boxes: readonly string[] | null;
}

function exampleInBrackets(label: string): string {
  return [...label.matchAll(/[（(]([^（）()]*)[）)]/g)].map((match) => match[1] ?? "").join(" ");
}

/** Options of which the attribute knows none show that the label means something else on this form (`人员类别：□正式党员 □预备党员`). */
function fits(meant: LabelMeaning, options: readonly string[]): boolean {
  const { attribute } = meant;
  if (attribute === null || options.length === 0 || (attribute.type !== "code" && attribute.type !== "boolean")) return true;
  return options.some((option) => codeOfOption(attribute, option) !== null);
}

const noFact: LabelMeaning = { meaning: null, computed: null, attribute: null };

/** The field of a draft. */
export function fieldOf(around: FormSurroundings, draft: FieldDraft, words: LabelMeaning): FormField {
  const options = draft.boxes ?? optionsAt(around.validations, draft.row, draft.column);
  const meant = fits(words, options) ? words : noFact;
  const label = compactText(draft.path).replace(/[:：]$/, "");
  let format: ValueFormat = "asIs";
  if (draft.boxes !== null) format = "tick";
  else if (meant.attribute !== null) {
    format = formatOf({
      attribute: meant.attribute,
      label: compactText(draft.path),
      form: around.form,
      numberFormat: around.styles.of(around.grid.styleOf(draft.row, draft.column)).numberFormat,
      options,
      sample: `${draft.sample} ${exampleInBrackets(draft.path)}`.trim(),
      asksRegisteredAddress: around.asksRegisteredAddress,
      width: around.grid.widthOf(around.grid.blockOf(draft.row, draft.column)),
    }).format;
  }
  return {
    id: draft.id,
    label,
    meaning: meant.meaning,
    computed: meant.computed,
    format,
    ...(options.length > 0 && { options }),
    ...(meant.couple !== undefined && { couple: meant.couple }),
    ...(meant.part !== undefined && { part: meant.part }),
  };
}
