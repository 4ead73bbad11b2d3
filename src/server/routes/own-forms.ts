/** A resident's own application forms: what is known already, what they type, the workbook to take along. */
import { type Static, Type } from "typebox";
import { Action } from "#access";
import { askCorrection, correctionsOf, ownAnswers } from "#registry";
import { attributeOf, codeListOf } from "#vocabulary";
import { type ElementKind, ValueType } from "#vocabulary/contract";
import { filledView, filledWorkbook } from "../forms/fill.ts";
import { type OwnField, type OwnFilling, ownStatements, withTyped } from "../forms/own-answers.ts";
import { isPersonal, type ShelvedForm, shelvedForm, shelvedForms } from "../forms/shelf.ts";
import { safeName } from "../imports/uploads.ts";
import { attributeLabel, valueLabel } from "../labels.ts";
import { localDay } from "../local-day.ts";
import { originNames } from "../origin-names.ts";
import { accepted } from "../problem.ts";
import { type Call, route } from "../route.ts";
import { Words } from "../shapes.ts";
import { SheetShape, shownSheet } from "../sheet-shape.ts";
import { personOf } from "./self.ts";

const common = { group: "Resident", permission: Action.self, scope: "own", people: true } as const;
const textMax = 2_000;
const FormParams = Type.Object({ form: Type.String({ minLength: 1, maxLength: 120 }) });
const Typed = Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: textMax }), {
  description: "Texts as typed, by id of the field.",
  maxProperties: 300,
});
const refusals = ["form-unknown", "form-not-personal", "element-unknown", "form-changed"];

const list = route({
  ...common,
  people: false,
  method: "GET",
  path: "/api/v1/self/forms",
  summary:
    "The application forms that a resident can fill for themselves: the departments', and those of the community that a worker opened to residents.",
  limit: "read",
  replies: {
    status: 200,
    body: Type.Object({
      items: Type.Array(
        Type.Object({ key: Type.String({ description: "Names the form in addresses." }), title: Words, department: Words }),
      ),
    }),
  },
  refusals: [],
  handle: async (call) => {
    const { registry } = call.deps;
    const names = await originNames(registry.departmentsFolder);
    const forms = (await shelvedForms(registry, call.actor, String(personOf(call).community))).filter(isPersonal);
    return { items: forms.map(({ key, title, department }) => ({ key, title, department: names.department(department) })) };
  },
});

type FormCall = Call<{ readonly form: string }, unknown, { readonly answers?: Record<string, string> }>;

async function filling(call: FormCall): Promise<{ readonly form: ShelvedForm; readonly own: OwnFilling; readonly today: string }> {
  const { community, person } = personOf(call);
  const { registry } = call.deps;
  const form = await shelvedForm(registry, call.actor, String(community), call.params.form);
  const actor = { ...call.actor, purpose: "self" };
  const today = localDay(new Date());
  const known = accepted(await ownAnswers(registry, actor, String(community), person, form.layout, today));
  const said = await correctionsOf(registry, actor, String(community), person);
  return { form, own: withTyped(form, known, said, call.body.answers ?? {}, today), today };
}

const FieldShape = Type.Object({
  id: Type.String(),
  label: Type.String({ description: "As the form has it." }),
  attribute: Type.String({ description: "`person.birthDate`" }),
  means: Words,
  value: Type.String({ description: "Canonical spelling; as typed where that does not hold by its standard." }),
  text: Words,
  state: Type.Enum(["known", "disputed", "typed", "missing", "wrong"]),
  type: Type.Enum(Object.values(ValueType)),
  counted: Type.Optional(
    Type.String({ format: "date", description: "The day on which it was counted among those who are registered, since nobody states it." }),
  ),
  options: Type.Optional(Type.Array(Words, { description: "What can be said, where that is a list." })),
});

function shownField({ field, value, state, counted }: OwnField): Static<typeof FieldShape> {
  const { kind, attribute: name } = field.meaning as { kind: ElementKind; attribute: string };
  const attribute = attributeOf(kind, name);
  const options = attribute?.codeList === undefined ? undefined : codeListOf(attribute.codeList).codes.map(({ label }) => ({ ...label }));
  return {
    id: field.id,
    label: field.label,
    attribute: `${kind}.${name}`,
    means: attributeLabel(kind, name),
    ...{ value, state },
    text: state === "wrong" ? { zh: value, en: value } : valueLabel(kind, name, value),
    type: attribute?.type ?? "text",
    ...(counted === undefined ? {} : { counted }),
    ...(options === undefined ? {} : { options }),
  };
}

const fill = route({
  ...common,
  method: "POST",
  path: "/api/v1/self/forms/{form}/fill",
  summary:
    "My own form with everything known in it, as it will print, and what is still to be typed. What is typed of myself is kept as my statement, for a worker to confirm.",
  limit: "write",
  params: FormParams,
  body: Type.Object({ answers: Type.Optional(Typed) }, { additionalProperties: false }),
  replies: {
    status: 200,
    body: Type.Object({
      title: Words,
      sheets: Type.Array(SheetShape),
      fields: Type.Array(FieldShape),
      cells: Type.Array(
        Type.Object({ sheet: Type.String(), cell: Type.String(), field: Type.String(), state: Type.Enum(["missing", "disputed"]) }),
        {
          description: "Cells that are still empty or disputed; those of the family too, which their members fill by hand.",
        },
      ),
    }),
  },
  refusals: [...refusals, "corrections-too-many"],
  handle: async (call) => {
    const { form, own, today } = await filling(call);
    await keepStatements(call, form, own);
    const { sheets, cells } = await filledView(form, [own.answers], today);
    return {
      title: form.title,
      sheets: sheets.map(shownSheet),
      fields: own.fields.map(shownField),
      cells: cells.flatMap(({ sheet, cell, field, state }) => (state === "filled" ? [] : [{ sheet, cell, field, state }])),
    };
  },
});

/** Keeps what was typed as corrections; what already waits with the same words is not said twice. */
async function keepStatements(call: FormCall, form: ShelvedForm, own: OwnFilling): Promise<void> {
  const { community, person } = personOf(call);
  const statements = ownStatements(own, call.body.answers ?? {});
  if (statements.length === 0) return;
  const { registry } = call.deps;
  const said = await correctionsOf(registry, { ...call.actor, purpose: "self" }, String(community), person);
  for (const { attribute, value } of statements) {
    if (said.some((each) => each.state === "open" && each.attribute === attribute && each.value === value)) continue;
    accepted(await askCorrection(registry, call.actor, String(community), person, { attribute, value, note: `《${form.title.zh}》` }));
  }
}

const workbook = route({
  ...common,
  method: "POST",
  path: "/api/v1/self/forms/{form}/workbook",
  summary: "My own form as the department's own workbook, filled with what is known and what I typed.",
  limit: "find",
  params: FormParams,
  body: Type.Object({ answers: Type.Optional(Typed) }, { additionalProperties: false }),
  replies: { status: 200, body: null, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  refusals,
  handle: async (call) => {
    const { form, own, today } = await filling(call);
    const filled = await filledWorkbook(form, [own.answers], today, false);
    const name = encodeURIComponent(`${safeName(form.title[call.language])} ${today}.xlsx`);
    return call.reply
      .header("content-disposition", `attachment; filename*=UTF-8''${name}`)
      .type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
      .send(filled.workbook);
  },
});

export const ownFormRoutes = [list, fill, workbook] as const;
