import { Type } from "typebox";
import { Action, statesPurpose } from "#access";
import { comparisonLabel, comparisonText } from "#linkage";
import type { ComparisonExplained } from "#linkage/contract";
import {
  type DecidedRow,
  decidePair,
  listDecisions,
  type PairSide,
  readGolden,
  readReview,
  releaseReview,
  takeBack,
  takeReview,
} from "#registry";
import type { ElementKind } from "#vocabulary/contract";
import { PageQuery, pageAsked, pageMade, pageOf } from "../cursor.ts";
import { ElementShape, shownElement } from "../golden-shapes.ts";
import { valueLabel } from "../labels.ts";
import { originNames } from "../origin-names.ts";
import { accepted } from "../problem.ts";
import { type Call, route } from "../route.ts";
import { CommunityCode, CommunityParams, Id, Kind, Timestamp, Words } from "../shapes.ts";

const common = { group: "Reviews", permission: Action.decide, scope: "community", people: true } as const;
const ReviewId = Type.String({ pattern: "^[0-9a-f]{10}$", description: "The same for as long as the pair waits." });
const ReviewParams = Type.Object({ community: CommunityCode, review: Type.String({ maxLength: 40 }) });
/** More pairs than a worker puts off before lunch. */
const laterMax = 500;

const take = route({
  ...common,
  method: "POST",
  path: "/api/v1/communities/{community}/reviews/take",
  summary: "Take the likeliest pair that waits and that no other worker looks at; it is the caller's for ten minutes.",
  people: false,
  limit: "write",
  params: CommunityParams,
  body: Type.Object(
    {
      later: Type.Array(ReviewId, { maxItems: laterMax, description: "Pairs that the caller put off; they are not given." }),
      wanted: Type.Optional(Type.String({ pattern: "^[0-9a-f]{10}$", description: "Given before all others if it is free." })),
    },
    { additionalProperties: false },
  ),
  replies: {
    status: 200,
    body: Type.Object({
      review: Type.Optional(ReviewId),
      waiting: Type.Integer({ description: "Pairs that wait in all, this one included." }),
      withOthers: Type.Integer({ description: "Pairs that other workers look at just now." }),
    }),
  },
  refusals: [],
  handle: async ({ deps, actor, params, body }) => {
    const { review, ...counts } = await takeReview(deps.registry, actor, params.community, body.later, body.wanted);
    return { ...counts, ...(review === null ? {} : { review }) };
  },
});

const release = route({
  ...common,
  method: "DELETE",
  path: "/api/v1/communities/{community}/reviews/{review}/hold",
  summary: "Let others have a pair again that the caller took.",
  people: false,
  limit: "write",
  params: ReviewParams,
  replies: { status: 204, body: null },
  refusals: [],
  handle: ({ deps, actor, params }) => releaseReview(deps.registry, actor, params.community, params.review),
});

const Side = Type.Object({
  element: ElementShape,
  file: Type.String(),
  sheet: Type.String(),
  row: Type.Integer(),
  record: Id,
  rows: Type.Integer({ description: "Rows that speak of the element, this one included." }),
});

const Agreement = Type.Enum(["same", "near", "different"]);

const read = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/reviews/{review}",
  summary: "A pair that waits: every comparison of its two rows with its weight and in words, and what else is known of either side.",
  limit: "read",
  params: ReviewParams,
  replies: {
    status: 200,
    body: Type.Object({
      id: ReviewId,
      kind: Kind,
      reason: Type.Enum(["middle-score", "contradiction", "torn"]),
      probability: Type.Number(),
      weight: Type.Number({ description: "Sum of all evidence, in bits: doublings of the odds." }),
      comparisons: Type.Array(
        Type.Object({
          attribute: Type.String(),
          label: Words,
          left: Words,
          right: Words,
          agreement: Agreement,
          weight: Type.Number(),
          text: Words,
        }),
      ),
      notes: Type.Array(Words, { description: "What no single comparison says." }),
      left: Side,
      right: Side,
    }),
  },
  refusals: ["review-unknown"],
  handle: async ({ deps, actor, params }) => {
    const pair = accepted(await readReview(deps.registry, actor, params.community, params.review));
    const { comparisons, notes, probability, weight } = pair.explained;
    return {
      id: pair.id,
      kind: pair.kind,
      reason: pair.reason as "torn",
      ...{ probability, weight },
      comparisons: comparisons.map((it) => ({
        ...it,
        left: wordsOf(pair.kind, it.attribute, it.left),
        right: wordsOf(pair.kind, it.attribute, it.right),
        label: comparisonLabel(it.attribute),
        agreement: agreementOf(it),
        text: comparisonText(it),
      })),
      notes: [...notes],
      left: await side({ deps, actor }, params.community, pair.left),
      right: await side({ deps, actor }, params.community, pair.right),
    };
  },
});

async function side({ deps, actor }: Pick<Call, "deps" | "actor">, community: string, { elementId, title: _title, ...row }: PairSide) {
  const element = accepted(await readGolden(deps.registry, actor, community, elementId, { unmask: statesPurpose(actor) }));
  return { ...row, element: shownElement(element, await originNames(deps.registry.departmentsFolder)) };
}

/** The values of one side, which stand behind each other; codes in words. */
function wordsOf(kind: ElementKind, attribute: string, values: string) {
  const labels = values.split("、").map((value) => valueLabel(kind, attribute, value));
  return { zh: labels.map(({ zh }) => zh).join("、"), en: labels.map(({ en }) => en).join(", ") };
}

/** Whether a comparison found the same, something near, or another: by the name of the level that it reached. */
function agreementOf({ level }: ComparisonExplained): "same" | "near" | "different" {
  if (/^(same|implied|exact|exactInvalid|\w+Exact)$/.test(level)) return "same";
  return /^different|Different$/.test(level) ? "different" : "near";
}

const DecidedShape = Type.Object({
  decision: Id,
  elements: Type.Array(Id, { description: "What the two sides are now: one id when they are the same." }),
});

const decide = route({
  ...common,
  method: "POST",
  path: "/api/v1/communities/{community}/reviews/{review}/decision",
  summary: "Say of a pair that waits whether the two are the same. It holds through every later import until it is taken back.",
  limit: "write",
  creates: true,
  params: ReviewParams,
  body: Type.Object({ same: Type.Boolean() }, { additionalProperties: false }),
  replies: { status: 201, body: DecidedShape },
  refusals: ["review-unknown", "row-same", "kinds-differ", "decision-contradicts"],
  handle: async ({ deps, actor, params, body }) => {
    const { decisions, elements } = accepted(
      await decidePair(deps.registry, actor, params.community, { review: params.review }, body.same),
    );
    return { decision: decisions[0] as string, elements: [...elements] };
  },
});

const DecisionId = Type.String({
  pattern: "^([0-9a-f]{8}(-[0-9a-f]{4}){3}-)?[0-9a-f]{12}$",
  description: "An id, or the twelve digits at its end.",
});
const DecidedRows = Type.Array(
  Type.Object({ element: Id, title: Type.String(), file: Type.String(), sheet: Type.String(), row: Type.Integer() }),
);

const decided = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/decisions",
  summary: "What humans decided and has not been taken back, newest first: which rows are, or are not, the same.",
  permission: Action.read,
  limit: "read",
  params: CommunityParams,
  query: Type.Object(PageQuery, { additionalProperties: false }),
  replies: {
    status: 200,
    body: pageOf(
      Type.Object({
        decision: DecisionId,
        kind: Kind,
        same: Type.Boolean(),
        actor: Type.String(),
        at: Timestamp,
        left: DecidedRows,
        right: DecidedRows,
      }),
    ),
  },
  refusals: [],
  handle: async ({ deps, actor, params, query }) => {
    const { after, limit } = pageAsked(query);
    const all = await listDecisions(deps.registry, actor, params.community, { all: false });
    const from = after === "" ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const page = pageMade(all.slice(from, from + limit + 1), limit, ({ id }) => id);
    const rows = (side: readonly DecidedRow[]) => side.map(({ elementId, ...row }) => ({ ...row, element: elementId }));
    return {
      ...page,
      items: page.items.map(({ id, kind, same, actor: by, at, left, right }) => ({
        ...{ decision: id, kind, same, actor: by },
        at: at.toISOString(),
        left: rows(left),
        right: rows(right),
      })),
    };
  },
});

const undo = route({
  ...common,
  method: "DELETE",
  path: "/api/v1/communities/{community}/decisions/{decision}",
  summary: "Take back what was decided, with all that was decided in the same act; the evidence alone decides again.",
  limit: "write",
  params: Type.Object({ community: CommunityCode, decision: DecisionId }),
  replies: { status: 200, body: Type.Object({ elements: Type.Array(Id) }) },
  refusals: ["decision-unknown"],
  handle: async ({ deps, actor, params }) => {
    const { elements } = accepted(await takeBack(deps.registry, actor, params.community, [params.decision]));
    return { elements: [...elements] };
  },
});

export const reviewRoutes = [take, release, read, decide, decided, undo] as const;
