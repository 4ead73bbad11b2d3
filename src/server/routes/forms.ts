import { Type } from "typebox";
import { Action, type Actor } from "#access";
import { loadForms, readForm, recogniseForm } from "#exchange";
import type { FormAnswers } from "#exchange/contract";
import {
  answersFor,
  countQualifying,
  dropForm,
  keepForm,
  listFills,
  openForm,
  qualifyingFor,
  recordFill,
  type Selection,
  sayForWhom,
} from "#registry";
import { ApiCode } from "../contract.ts";
import { etag } from "../etag.ts";
import { filledView, filledWorkbook } from "../forms/fill.ts";
import {
  FilledShape,
  FormShape,
  FormWithFieldsShape,
  QualifyingShape,
  shownFields,
  shownFilled,
  shownForm,
  shownQualifying,
} from "../forms/form-shape.ts";
import { isPersonal, type ShelvedForm, shelvedForm, shelvedForms, withWorkbook } from "../forms/shelf.ts";
import { safeName } from "../imports/uploads.ts";
import { localDay } from "../local-day.ts";
import { originNames } from "../origin-names.ts";
import { accepted, Problem } from "../problem.ts";
import { type Call, route } from "../route.ts";
import { CommunityCode, CommunityParams, Id } from "../shapes.ts";

const common = { group: "Forms", permission: Action.fill, scope: "community" } as const;
const base = "/api/v1/communities/{community}/forms";
const FormParams = Type.Object({ community: CommunityCode, form: Type.String({ minLength: 1, maxLength: 120 }) });
type FormCall = Call<{ readonly community: string; readonly form: string }>;

const blankBytesMax = 20 * 1024 * 1024;
const namedMax = 1_000;
/** Applications drawn at once; a workbook for all of them is downloaded. */
const applicationsShownMax = 10;
const daysDefault = 90;
const readRefusals = [
  "file-not-a-sheet",
  "file-damaged",
  "file-encrypted",
  "file-unsafe",
  "file-zip-bomb",
  "form-not-found",
  "form-not-xlsx",
];

/** Filling a department's form is itself the purpose of whoever does it, unless they say another. */
const filler = (actor: Actor): Actor => (actor.purpose === "" ? { ...actor, purpose: "form" } : actor);

const formOf = ({ deps, actor, params }: FormCall): Promise<ShelvedForm> =>
  shelvedForm(deps.registry, actor, params.community, params.form);

async function told(call: Call<{ readonly community: string }>, form: ShelvedForm) {
  const { deps, actor, params, reply } = call;
  const fills = await listFills(deps.registry, actor, params.community);
  if (form.kept !== null) etag(reply, form.kept.version);
  return { ...shownForm(form, fills, await originNames(deps.registry.departmentsFolder)), fields: shownFields(form) };
}

const list = route({
  ...common,
  people: false,
  method: "GET",
  path: base,
  summary: "The forms that can be filled: the community's own blanks, then those of departments/, each with its once-only rate over time.",
  limit: "read",
  params: CommunityParams,
  replies: { status: 200, body: Type.Object({ items: Type.Array(FormShape) }) },
  refusals: [],
  handle: async ({ deps, actor, params }) => {
    const forms = await shelvedForms(deps.registry, actor, params.community);
    const fills = await listFills(deps.registry, actor, params.community);
    const names = await originNames(deps.registry.departmentsFolder);
    return { items: forms.map((form) => shownForm(form, fills, names)) };
  },
});

const read = route({
  ...common,
  people: false,
  method: "GET",
  path: `${base}/{form}`,
  summary: "One form, and which facts each of its fields asks for.",
  limit: "read",
  params: FormParams,
  replies: { status: 200, body: FormWithFieldsShape },
  refusals: ["form-unknown"],
  handle: async (call) => told(call, await formOf(call)),
});

const keep = route({
  ...common,
  people: false,
  method: "POST",
  path: base,
  summary: "Keep a blank form (.xlsx, multipart) that nobody has described yet. The same workbook again is the form that is there already.",
  limit: "upload",
  upload: true,
  params: CommunityParams,
  replies: { status: 201, body: FormWithFieldsShape },
  refusals: [ApiCode.requestTooLarge, ApiCode.mediaTypeUnsupported, ...readRefusals],
  handle: async (call) => {
    const { deps, actor, params, request, reply } = call;
    const part = await request.file({ limits: { fileSize: blankBytesMax, files: 1, fields: 0 } });
    if (part === undefined) throw new Problem(ApiCode.requestInvalid, "", [{ pointer: "/files", message: "there is no file" }]);
    const workbook = await part.toBuffer();
    const file = safeName(part.filename);
    const known = await loadForms(deps.registry.departmentsFolder);
    const layout = accepted(await withWorkbook(workbook, file, (path) => readForm(path, { forms: known })));
    const draft = {
      title: layout.title || file.replace(/\.[A-Za-z0-9]+$/, ""),
      file,
      kind: layout.kind,
      department: recogniseForm(layout, known)?.department ?? "",
    };
    const kept = await keepForm(deps.registry, actor, params.community, draft, workbook);
    reply.header("location", `${base.replace("{community}", params.community)}/${kept.id}`);
    return told(call, await shelvedForm(deps.registry, actor, params.community, kept.id));
  },
});

const forWhom = route({
  ...common,
  people: false,
  method: "PUT",
  path: `${base}/{form}/condition`,
  summary:
    "Say for whom a form is that the community keeps itself: a condition (CEL), or nothing when people are named; on the version that was read.",
  limit: "write",
  edits: true,
  params: FormParams,
  body: Type.Object(
    { condition: Type.Union([Type.String({ minLength: 1, maxLength: 1000 }), Type.Null()]) },
    { additionalProperties: false },
  ),
  replies: { status: 200, body: FormWithFieldsShape },
  refusals: ["form-unknown", "condition-invalid"],
  handle: async (call) => {
    const { deps, actor, params, body, version } = call;
    const { layout } = await keptFormOf(call);
    const said = { condition: body.condition, version };
    accepted(await sayForWhom(deps.registry, actor, params.community, params.form, said, layout.subject));
    return told(call, await formOf(call));
  },
});

const open = route({
  ...common,
  people: false,
  method: "PUT",
  path: `${base}/{form}/residents`,
  summary: "Open a form that the community keeps itself to residents, who can then fill it for themselves, or close it again. Recorded.",
  limit: "write",
  params: FormParams,
  body: Type.Object({ open: Type.Boolean() }, { additionalProperties: false }),
  replies: { status: 200, body: FormWithFieldsShape },
  refusals: ["form-unknown", "form-not-personal"],
  handle: async (call) => {
    const { deps, actor, params, body } = call;
    const form = await keptFormOf(call);
    if (!isPersonal(form)) throw new Problem("form-not-personal", form.title.zh);
    accepted(await openForm(deps.registry, actor, params.community, params.form, body.open));
    return told(call, await formOf(call));
  },
});

const drop = route({
  ...common,
  people: false,
  method: "DELETE",
  path: `${base}/{form}`,
  summary: "Keep a blank form no longer. What it was filled with before stays recorded.",
  limit: "write",
  params: FormParams,
  replies: { status: 204, body: null },
  refusals: ["form-unknown"],
  handle: async (call) => {
    const { deps, actor, params } = call;
    await keptFormOf(call);
    accepted(await dropForm(deps.registry, actor, params.community, params.form));
  },
});

/** Those of departments/ come with the program: a page neither changes nor removes them. */
async function keptFormOf(call: FormCall): Promise<ShelvedForm> {
  const form = await formOf(call);
  if (form.kept === null) throw new Problem("form-unknown");
  return form;
}

const qualifying = route({
  ...common,
  people: true,
  method: "GET",
  path: `${base}/{form}/qualifying`,
  summary:
    "For whom a form is to be filled now, who soon will qualify and from which day, and who will cease to. Names, birth dates and homes only.",
  limit: "find",
  params: FormParams,
  query: Type.Object(
    {
      asOf: Type.Optional(Type.String({ format: "date" })),
      days: Type.Optional(Type.Integer({ minimum: 0, maximum: 366, default: daysDefault, description: "How many days to look ahead." })),
    },
    { additionalProperties: false },
  ),
  replies: { status: 200, body: QualifyingShape },
  refusals: ["form-unknown", "condition-invalid", "selection-missing"],
  handle: async (call) => {
    const { deps, actor, params, query } = call;
    const { layout, condition: where, order } = await formOf(call);
    if (where === null && layout.subject === "person") throw new Problem("selection-missing");
    const request = { where, order, asOf: query.asOf ?? localDay(new Date()), days: query.days ?? daysDefault };
    return shownQualifying(accepted(await qualifyingFor(deps.registry, filler(actor), params.community, layout, request)));
  },
});

const counts = route({
  ...common,
  people: false,
  method: "GET",
  path: "/api/v1/communities/{community}/form-counts",
  summary: "For how many each form that says for whom it is would be filled today, and for how many more within 90 days. Counts only.",
  limit: "find",
  params: CommunityParams,
  replies: {
    status: 200,
    body: Type.Object({
      items: Type.Array(Type.Object({ form: Type.String(), now: Type.Integer({ minimum: 0 }), soon: Type.Integer({ minimum: 0 }) })),
    }),
  },
  refusals: [],
  handle: async ({ deps, actor, params }) => {
    const forms = (await shelvedForms(deps.registry, actor, params.community)).flatMap(({ key, layout, condition: where }) =>
      where === null && layout.subject === "person" ? [] : [{ key, layout, where }],
    );
    const request = { asOf: localDay(new Date()), days: daysDefault };
    return { items: [...(await countQualifying(deps.registry, actor, params.community, forms, request))] };
  },
});

const ForWhom = {
  elements: Type.Optional(
    Type.Array(Id, { minItems: 1, maxItems: namedMax, description: "For these, in this order; else for whom the form is." }),
  ),
  asOf: Type.Optional(Type.String({ format: "date", description: "Day on which ages are counted; today when absent." })),
};
const fillRefusals = ["form-unknown", "selection-missing", "condition-invalid", "person-unknown", "form-changed"];

interface Asked {
  readonly form: ShelvedForm;
  readonly answers: readonly FormAnswers[];
  readonly asOf: string;
}

async function answered(call: FormCall & Call<unknown, unknown, { readonly elements?: string[]; readonly asOf?: string }>): Promise<Asked> {
  const { deps, actor, params, body } = call;
  const form = await formOf(call);
  const { asOf = localDay(new Date()), elements } = body;
  const { answers } = accepted(
    await answersFor(deps.registry, filler(actor), params.community, form.layout, selectionOf(form, elements, asOf)),
  );
  return { form, answers, asOf };
}

function selectionOf({ layout, condition, order }: ShelvedForm, elements: readonly string[] | undefined, asOf: string): Selection {
  if (elements !== undefined) return { for: elements, asOf };
  // A roster of homes, shops or heads of households names all of them, unless somebody says which.
  if (condition === null && (layout.subject === "person" || layout.kind === "application")) throw new Problem("selection-missing");
  return { asOf, ...(condition === null ? {} : { where: condition }), ...(order === null ? {} : { order }) };
}

const fill = route({
  ...common,
  people: true,
  method: "POST",
  path: `${base}/{form}/fill`,
  summary: "The filled form as it will print, with every cell that is still empty or disputed and the question that would fill it.",
  limit: "find",
  params: FormParams,
  body: Type.Object(ForWhom, { additionalProperties: false }),
  replies: { status: 200, body: FilledShape },
  refusals: fillRefusals,
  handle: async (call) => {
    const { form, answers, asOf } = await answered(call);
    const shown = form.layout.kind === "application" ? answers.slice(0, applicationsShownMax) : answers;
    return shownFilled(await filledView(form, shown, asOf));
  },
});

const workbook = route({
  ...common,
  people: true,
  method: "POST",
  path: `${base}/{form}/workbook`,
  summary: "The department's own workbook, filled: its other parts stay as they were. How much of it needed no asking is kept.",
  limit: "find",
  params: FormParams,
  body: Type.Object(
    {
      ...ForWhom,
      listMissing: Type.Optional(Type.Boolean({ default: false, description: "Add the sheet that lists what nobody holds." })),
    },
    { additionalProperties: false },
  ),
  replies: { status: 200, body: null, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  refusals: fillRefusals,
  handle: async (call) => {
    const { deps, actor, params, body, reply } = call;
    const { form, answers, asOf } = await answered(call);
    const { workbook: bytes, result } = await filledWorkbook(form, answers, asOf, body.listMissing ?? false);
    await recordFill(deps.registry, filler(actor), params.community, form.layout, result);
    const name = encodeURIComponent(`${safeName(form.title[call.language])} ${asOf}.xlsx`);
    return reply
      .header("content-disposition", `attachment; filename*=UTF-8''${name}`)
      .type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
      .send(bytes);
  },
});

export const formRoutes = [list, read, keep, forWhom, open, drop, qualifying, counts, fill, workbook] as const;
