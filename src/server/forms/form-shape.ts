/** How forms, what they ask and what is missing in them are told. */
import { type Static, Type } from "typebox";
import { type AnswerSource, type AskedCell, type FormField, FormSubject } from "#exchange/contract";
import type { FormFill, KeptForm, Qualifying, QualifyingSubject } from "#registry";
import { attributeOf, codeListOf } from "#vocabulary";
import { ValueType } from "#vocabulary/contract";
import { attributeLabel } from "../labels.ts";
import type { OriginNames } from "../origin-names.ts";
import { Id, Kind, Timestamp, Words } from "../shapes.ts";
import { SheetShape, shownSheet } from "../sheet-shape.ts";
import { conditionWords } from "./condition-words.ts";
import type { FilledView } from "./fill.ts";
import { isPersonal, type ShelvedForm } from "./shelf.ts";

const Count = Type.Integer({ minimum: 0 });
const Share = Type.Number({ minimum: 0, maximum: 1 });
const Day = Type.String({ format: "date" });

export const FormShape = Type.Object({
  key: Type.String({ description: "Names the form in addresses." }),
  title: Words,
  department: Type.Optional(Words),
  kind: Type.Enum(["roster", "application"]),
  subject: Type.Enum(Object.values(FormSubject)),
  facts: Type.Integer({ description: "How many of its fields ask for a fact that the vocabulary knows." }),
  condition: Type.Optional(Type.String({ description: "Whom it is for (CEL); absent when people are named." })),
  forWhom: Type.Optional(Words),
  kept: Type.Optional(
    Type.Object({
      file: Type.String(),
      at: Timestamp,
      by: Type.String(),
      personal: Type.Boolean({
        description: "Whether it is an application that a resident can make: only such a form can be opened to residents.",
      }),
      opened: Type.Optional(
        Type.Object({ at: Timestamp, by: Type.String() }, { description: "Since when residents are offered it, and by whom." }),
      ),
      version: Type.Integer({ description: "Names what an edit of its condition is made on, as does the `ETag`." }),
      changedBy: Type.Optional(Type.String({ description: "Who last said for whom it is." })),
    }),
  ),
  fills: Type.Array(Type.Object({ at: Timestamp, rows: Count, rate: Share }), {
    description: "Its once-only rate over time, oldest first.",
  }),
});

export const FieldShape = Type.Object({
  label: Type.String({ description: "As the form has it." }),
  attribute: Type.Optional(Type.String({ description: "`person.birthDate`; absent where no fact is asked for." })),
  means: Type.Optional(Words),
  member: Type.Boolean({ description: "Asked of each member of the household." }),
});

export const FormWithFieldsShape = Type.Object({ ...FormShape.properties, fields: Type.Array(FieldShape) });

/** Fillings are kept under the title that stands in the workbook. */
export function shownForm(form: ShelvedForm, fills: readonly FormFill[], names: OriginNames): Static<typeof FormShape> {
  const { layout, condition, kept, department } = form;
  const forWhom = condition === null ? null : conditionWords(condition);
  return {
    key: form.key,
    title: form.title,
    kind: layout.kind,
    subject: layout.subject,
    facts: shownFields(form).filter((field) => field.attribute !== undefined).length,
    fills: fills.filter(({ title }) => title === layout.title).map(({ at, rows, rate }) => ({ at: at.toISOString(), rows, rate })),
    ...(department === "" ? {} : { department: names.department(department) }),
    ...(condition === null ? {} : { condition }),
    ...(forWhom === null ? {} : { forWhom }),
    ...(kept === null ? {} : { kept: { ...shownKept(kept), personal: isPersonal(form) } }),
  };
}

function shownKept({ file, addedAt, addedBy, openedAt, openedBy, version, changedBy }: KeptForm) {
  const opened = openedAt === null ? {} : { opened: { at: openedAt.toISOString(), by: openedBy ?? "" } };
  return { file, at: addedAt.toISOString(), by: addedBy, version, ...(changedBy === null ? {} : { changedBy }), ...opened };
}

export function shownFields({ layout }: ShelvedForm): Static<typeof FieldShape>[] {
  return [
    ...layout.fields.map((field) => shownField(field, false)),
    ...(layout.subtable?.fields ?? []).map((field) => shownField(field, true)),
  ];
}

function shownField(field: FormField, member: boolean): Static<typeof FieldShape> {
  const { label, meaning, computed } = field;
  const asked = computed === "age" ? { kind: "person", attribute: "age" } : meaning;
  if (asked === null) return { label, member };
  const { kind, attribute } = asked as { kind: Static<typeof Kind>; attribute: string };
  return { label, member, attribute: `${kind}.${attribute}`, means: attributeLabel(kind, attribute) };
}

const SubjectShape = Type.Object({
  element: Id,
  kind: Kind,
  title: Type.String(),
  hint: Type.String({ description: "Tells two of one title apart." }),
  place: Type.String(),
  birthDate: Type.Optional(Type.String()),
  from: Type.Optional(Day),
  until: Type.Optional(Day),
});
export const QualifyingShape = Type.Object({
  asOf: Day,
  now: Type.Array(SubjectShape),
  soon: Type.Array(SubjectShape, { description: "Who will qualify within the days asked for, by the day from which they do." }),
});

export function shownQualifying({ asOf, now, soon }: Qualifying): Static<typeof QualifyingShape> {
  const shown = (subject: QualifyingSubject) => ({ ...subject });
  return { asOf, now: now.map(shown), soon: soon.map(shown) };
}

/** A fact that a form still asks, and how it is typed. */
const QuestionShape = Type.Object({
  element: Id,
  attribute: Type.String({ description: "Of the element's kind; of a person also `address`: where they live." }),
  kind: Kind,
  label: Words,
  type: Type.Enum(Object.values(ValueType)),
  options: Type.Optional(Type.Array(Words, { description: "What can be said, where that is a list." })),
});
export const FilledShape = Type.Object({
  sheets: Type.Array(SheetShape),
  rows: Count,
  cellsAsked: Count,
  cellsFilled: Count,
  rate: Share,
  unfinished: Type.Array(
    Type.Object({
      sheet: Type.String(),
      cell: Type.String(),
      person: Type.String(),
      label: Type.String(),
      state: Type.Enum(["missing", "disputed"]),
      question: Type.Optional(
        Type.Integer({ description: "Index among the questions; absent where nobody is known of whom it could be said." }),
      ),
      element: Type.Optional(Id),
    }),
  ),
  questions: Type.Array(QuestionShape),
  counted: Type.Array(Type.Object({ sheet: Type.String(), cell: Type.String(), person: Type.String(), label: Type.String(), on: Day }), {
    description: "Cells that nobody states and that were counted among those who are registered: the members of a household.",
  }),
});

/** A filled form with what is still to be asked; several cells may ask one question. */
export function shownFilled({ sheets, cells, result }: FilledView): Static<typeof FilledShape> {
  const questions = new Map<string, number>();
  const asked: Static<typeof QuestionShape>[] = [];
  const questionOf = (source: AnswerSource): number => {
    const key = `${source.element} ${source.attribute}`;
    const known = questions.get(key);
    if (known !== undefined) return known;
    questions.set(key, asked.length);
    return asked.push(shownQuestion(source)) - 1;
  };
  const unfinished = cells.flatMap(({ state, sheet, cell, person, label, source }: AskedCell) => {
    if (state === "filled") return [];
    const of = source === undefined ? {} : { element: source.element };
    const open = state === "missing" && source !== undefined ? { question: questionOf(source) } : {};
    return [{ sheet, cell, person, label, state, ...of, ...open }];
  });
  return {
    sheets: sheets.map(shownSheet),
    rows: result.rowsFilled,
    cellsAsked: result.cellsAsked,
    cellsFilled: result.cellsFilled,
    rate: result.cellsAsked === 0 ? 1 : result.cellsFilled / result.cellsAsked,
    unfinished,
    questions: asked,
    counted: cells.flatMap(({ counted: on, sheet, cell, person, label }) => (on === undefined ? [] : [{ sheet, cell, person, label, on }])),
  };
}

function shownQuestion({ element, kind, attribute: name }: AnswerSource): Static<typeof QuestionShape> {
  const attribute = attributeOf(kind === "person" && name === "address" ? "dwelling" : kind, name);
  const options = attribute?.codeList === undefined ? undefined : codeListOf(attribute.codeList).codes.map(({ label }) => ({ ...label }));
  const yesOrNo =
    attribute?.type === "boolean"
      ? [
          { zh: "是", en: "yes" },
          { zh: "否", en: "no" },
        ]
      : undefined;
  return {
    element,
    kind,
    attribute: name,
    label: attribute?.label ?? { zh: name, en: name },
    type: attribute?.type ?? "text",
    ...(options === undefined ? {} : { options }),
    ...(yesOrNo === undefined ? {} : { options: yesOrNo }),
  };
}
