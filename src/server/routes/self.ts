import { Type } from "typebox";
import { Action, listAccess, purposes } from "#access";
import { readOwnHome, showElement } from "#registry";
import { ChoiceReason, type ShownValue, type StatedBy } from "#registry/contract";
import { attributeOf } from "#vocabulary";
import { type ElementKind, Sensitivity } from "#vocabulary/contract";
import { ApiCode } from "../contract.ts";
import { PageQuery, pageAsked, pageMade, pageOf } from "../cursor.ts";
import { attributeLabel, attributeOrder, correctionLabel, guardOf, valueLabel } from "../labels.ts";
import { type OriginNames, originNames } from "../origin-names.ts";
import { accepted, Problem } from "../problem.ts";
import { type Call, route } from "../route.ts";
import { Timestamp, Words } from "../shapes.ts";

const common = { group: "Resident", permission: Action.self, scope: "own", people: true, limit: "read" } as const;

/** The person whose account asks. */
export function personOf({ caller }: Call) {
  const person = caller?.session?.account.person;
  if (!person) throw new Problem(ApiCode.notAllowed);
  return person;
}

const OwnOrigin = Type.Object({
  department: Words,
  file: Type.String(),
  sheet: Type.String(),
  date: Type.String({ description: "ISO day." }),
  stated: Type.Optional(
    Type.Object(
      {
        actor: Type.String({ description: "Account of the worker who stated it, or confirmed what the resident had said." }),
        at: Timestamp,
        askedAt: Type.Optional(Timestamp),
      },
      { description: "Of what was stated by hand: by whom and when; `askedAt` where the resident said it." },
    ),
  ),
});

const OwnStatement = Type.Object({
  value: Type.String({ description: "Canonical spelling." }),
  text: Words,
  reason: Type.Enum(Object.values(ChoiceReason)),
  valid: Type.Boolean({ description: "Whether it holds by its own standard." }),
  derived: Type.Boolean({ description: "Nobody states it: read out of the identity number." }),
  origins: Type.Array(OwnOrigin),
});

const self = route({
  ...common,
  method: "GET",
  path: "/api/v1/self",
  summary: "What the community holds about the resident who asks, in clear: each value with all who say it, and whatever else is said.",
  replies: {
    status: 200,
    body: Type.Object({
      title: Type.String(),
      values: Type.Array(
        Type.Object({
          attribute: Type.String(),
          label: Words,
          sensitivity: Type.Enum(Object.values(Sensitivity)),
          disputed: Type.Boolean({ description: "Sources of equal standing disagree." }),
          held: Type.Optional(OwnStatement),
          others: Type.Array(OwnStatement),
        }),
      ),
    }),
  },
  refusals: ["element-unknown"],
  handle: async (call) => {
    const { community, person } = personOf(call);
    const actor = { ...call.actor, purpose: "self" };
    const shown = accepted(await showElement(call.deps.registry, actor, String(community), person, { unmask: true, self: true }));
    const names = await originNames(call.deps.registry.departmentsFolder);
    const told = (attribute: string) => (value: ShownValue) => ownStatement(attribute, value, names);
    return {
      title: shown.title,
      values: shown.attributes
        .toSorted((left, right) => attributeOrder("person", left.attribute) - attributeOrder("person", right.attribute))
        .map(({ attribute, disputed, golden, others }) => {
          const [held] = golden.map(told(attribute));
          return {
            ...{ attribute, disputed, others: others.map(told(attribute)) },
            label: attributeLabel("person", attribute),
            sensitivity: guardOf("person", attribute),
            ...(held === undefined ? {} : { held }),
          };
        }),
    };
  },
});

function ownStatement(attribute: string, { value, valid, reason, derived = false, origins }: ShownValue, names: OriginNames) {
  // Several rows of one file say it once.
  const once = new Map(
    origins.map(({ department, file, sheet, date, stated }) => [
      `${department}/${file}/${date}/${stated?.at.getTime()}`,
      { department, file, sheet, date, stated },
    ]),
  );
  return {
    ...{ value, valid, reason, derived },
    text: valueLabel("person", attribute, value),
    origins: [...once.values()].map(({ stated, ...origin }) => ({
      ...origin,
      department: names.department(origin.department),
      ...(stated === undefined ? {} : { stated: shownStated(stated) }),
    })),
  };
}

function shownStated({ actor, at, residentAskedAt }: StatedBy) {
  return { actor, at: at.toISOString(), ...(residentAskedAt === undefined ? {} : { askedAt: residentAskedAt.toISOString() }) };
}

const home = route({
  ...common,
  method: "GET",
  path: "/api/v1/self/home",
  summary: "The household and the homes of the resident who asks. Others in the same home are counted, not named.",
  replies: {
    status: 200,
    body: Type.Object({
      household: Type.Union([
        Type.Null(),
        Type.Object({ members: Type.Array(Type.Object({ name: Type.String(), relation: Words, self: Type.Boolean() })) }),
      ]),
      homes: Type.Array(
        Type.Object({
          address: Type.String(),
          ties: Type.Array(
            Type.Object({ relation: Type.String(), detail: Type.String(), preferred: Type.Boolean(), validFrom: Type.String() }),
          ),
          values: Type.Array(
            Type.Object({ attribute: Type.String(), label: Words, value: Type.String(), text: Words, unit: Type.String() }),
          ),
          residents: Type.Integer(),
          residentsOfHousehold: Type.Integer(),
        }),
      ),
    }),
  },
  refusals: [],
  handle: async (call) => {
    const { community, person } = personOf(call);
    const own = await readOwnHome(call.deps.registry, { ...call.actor, purpose: "self" }, String(community), person);
    return {
      household: own.household && {
        members: own.household.members.map(({ name, relationToHead, self }) => ({
          ...{ name, self },
          relation: relationToHead === "" ? { zh: "", en: "" } : valueLabel("person", "relationToHead", relationToHead),
        })),
      },
      homes: own.homes.map(({ values, ties, ...home }) => ({
        ...home,
        ties: [...ties],
        values: Object.entries(values)
          .toSorted(([left], [right]) => attributeOrder("dwelling", left) - attributeOrder("dwelling", right))
          .map(([attribute, value]) => ({
            ...{ attribute, value },
            label: attributeLabel("dwelling", attribute),
            text: valueLabel("dwelling", attribute, value),
            unit: attributeOf("dwelling", attribute)?.unit ?? "",
          })),
      })),
    };
  },
});

const readings = route({
  ...common,
  method: "GET",
  path: "/api/v1/self/readings",
  summary: "Who has read the data of the resident who asks, what of it, and why; newest first.",
  query: Type.Object(
    { ...PageQuery, own: Type.Optional(Type.Boolean({ description: "False: leaves out the resident's own looks." })) },
    { additionalProperties: false },
  ),
  replies: {
    status: 200,
    body: pageOf(
      Type.Object({
        at: Timestamp,
        actor: Type.String(),
        self: Type.Boolean({ description: "The resident who asks." }),
        role: Type.String(),
        action: Type.String(),
        purpose: Words,
        attributes: Type.Array(Words),
      }),
    ),
  },
  refusals: [],
  handle: async (call) => {
    const { community, person } = personOf(call);
    const { after, limit } = pageAsked(call.query);
    const scope = { communities: [community], actor: call.actor.name, role: call.actor.role, purpose: "self" };
    const entries = await call.deps.registry.store.transaction(scope, (tx) =>
      listAccess(tx, {
        ...{ community, elementId: person, limit: limit + 1 },
        ...(after === "" ? {} : { before: Number(after) }),
        ...(call.query.own === false ? { except: call.actor.name } : {}),
      }),
    );
    const page = pageMade(entries, limit, (entry) => String(entry.number));
    return {
      ...page,
      items: page.items.map(({ at, actor, role, action, purpose, attributes }) => ({
        at: at.toISOString(),
        actor,
        self: actor === call.actor.name,
        role,
        action,
        purpose: purposeLabel(purpose),
        attributes: attributes
          .toSorted((left, right) => attributeOrder("person", left) - attributeOrder("person", right))
          .map((attribute) => readLabel(attribute)),
      })),
    };
  },
});

/** What was read: an attribute of a person, or of another kind that a form asks (`dwelling.area`). */
function readLabel(name: string) {
  const [kind = "", attribute] = name.split(".");
  return attribute === undefined ? correctionLabel(name) : attributeLabel(kind as ElementKind, attribute);
}

/** What a purpose is called; free words stand for themselves. */
function purposeLabel(purpose: string) {
  return purposes.find((each) => each.code === purpose)?.label ?? { zh: purpose, en: purpose };
}

export const selfRoutes = [self, home, readings] as const;
