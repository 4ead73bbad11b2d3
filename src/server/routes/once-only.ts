import { Type } from "typebox";
import { Action } from "#access";
import { loadRegisters } from "#exchange";
import { onceOnlyMatrix } from "#registry";
import type { OnceOnlyForm } from "#registry/contract";
import { FieldShape, shownFields } from "../forms/form-shape.ts";
import { shelvedForms } from "../forms/shelf.ts";
import { attributeLabel } from "../labels.ts";
import { originNames } from "../origin-names.ts";
import { route } from "../route.ts";
import { CommunityParams, Kind, Timestamp, Words } from "../shapes.ts";

const Share = Type.Number({ minimum: 0, maximum: 1 });
const Count = Type.Integer({ minimum: 0 });

const board = route({
  method: "GET",
  path: "/api/v1/communities/{community}/once-only",
  summary:
    "Forms against facts: which register holds each, which form asks it, what is collected twice, what nobody holds, and the rate over time.",
  group: "Forms",
  permission: Action.check,
  scope: "community",
  people: false,
  limit: "find",
  params: CommunityParams,
  replies: {
    status: 200,
    body: Type.Object({
      rate: Type.Number({ description: "Of all the facts that the forms ask, the share that the registry holds." }),
      trend: Type.Array(Type.Object({ day: Type.String({ format: "date" }), rate: Share }), {
        description: "On each day on which a form was filled: the mean of every form's last rate until then.",
      }),
      attributes: Type.Array(
        Type.Object({
          key: Type.String({ description: "`person.birthDate`" }),
          kind: Kind,
          label: Words,
          heldBy: Type.Array(Type.Object({ source: Words, rows: Count })),
          askedBy: Type.Array(Type.String(), { description: "Keys of forms." }),
          coverage: Type.Number({ description: "Of the elements of its kind, the share of which it is known." }),
        }),
      ),
      forms: Type.Array(
        Type.Object({
          key: Type.String(),
          title: Words,
          department: Type.Optional(Words),
          kept: Type.Boolean(),
          known: Type.Number({ description: "The mean coverage of the facts that it asks." }),
          fields: Type.Array(FieldShape),
          rates: Type.Array(Type.Object({ at: Timestamp, rate: Share })),
        }),
      ),
    }),
  },
  refusals: [],
  handle: async ({ deps, actor, params }) => {
    const { departmentsFolder } = deps.registry;
    const shelf = await shelvedForms(deps.registry, actor, params.community);
    const matrix = await onceOnlyMatrix(
      deps.registry,
      actor,
      params.community,
      shelf.map(({ layout }) => layout),
    );
    const registers = new Map((await loadRegisters(departmentsFolder)).map(({ id, label }) => [id, label]));
    const names = await originNames(departmentsFolder);
    const keysOf = (titles: readonly string[]) => shelf.filter(({ layout }) => titles.includes(layout.title)).map(({ key }) => key);
    const coverage = new Map(matrix.attributes.map((each) => [`${each.kind}.${each.attribute}`, each.coverage]));
    const rates = new Map(matrix.forms.map((form) => [form.title, form.rates]));
    return {
      rate: matrix.rate,
      trend: trendOf(matrix.forms),
      attributes: matrix.attributes.map(({ kind, attribute, heldBy, askedBy, coverage: share }) => ({
        key: `${kind}.${attribute}`,
        kind,
        label: attributeLabel(kind, attribute),
        heldBy: heldBy.map(({ source, values }) => ({ source: registers.get(source) ?? { zh: source, en: source }, rows: values })),
        askedBy: keysOf(askedBy),
        coverage: share,
      })),
      forms: shelf.map((form) => {
        const fields = shownFields(form);
        const asked = new Set(fields.flatMap(({ attribute }) => attribute ?? []));
        const known = [...asked].reduce((sum, key) => sum + (coverage.get(key) ?? 0), 0);
        return {
          key: form.key,
          title: form.title,
          kept: form.kept !== null,
          known: asked.size === 0 ? 0 : known / asked.size,
          fields,
          rates: (rates.get(form.layout.title) ?? []).map((each) => ({ ...each })),
          ...(form.department === "" ? {} : { department: names.department(form.department) }),
        };
      }),
    };
  },
});

/** Every form counts once, however often it is filled: a list that is asked daily must not hide the one that is asked yearly. */
function trendOf(forms: readonly OnceOnlyForm[]): { day: string; rate: number }[] {
  const fills = forms
    .flatMap(({ title, rates }) => rates.map(({ at, rate }) => ({ title, at, rate })))
    .sort((left, right) => (left.at < right.at ? -1 : 1));
  const last = new Map<string, number>();
  const byDay = new Map<string, number>();
  for (const { title, at, rate } of fills) {
    last.set(title, rate);
    byDay.set(at.slice(0, 10), [...last.values()].reduce((sum, each) => sum + each, 0) / last.size);
  }
  return [...byDay].map(([day, rate]) => ({ day, rate }));
}

export const onceOnlyRoutes = [board] as const;
