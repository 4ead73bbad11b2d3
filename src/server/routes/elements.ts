import { Type } from "typebox";
import { Action, inviteResident, statesPurpose } from "#access";
import { readGolden, readRecord, showElement } from "#registry";
import type { ShownValue } from "#registry/contract";
import { ChoiceReason } from "#registry/contract";
import { ApiCode } from "../contract.ts";
import { etag } from "../etag.ts";
import { ElementShape, StatedShape, shownElement, shownStated } from "../golden-shapes.ts";
import { attributeLabel, valueLabel } from "../labels.ts";
import { originNames } from "../origin-names.ts";
import { accepted, Problem } from "../problem.ts";
import { route } from "../route.ts";
import { CommunityCode, Id, IssuedCodeShape, Kind, Timestamp, Words } from "../shapes.ts";

const common = { group: "Elements", scope: "community", people: true } as const;
const ElementParams = Type.Object({ community: CommunityCode, element: Id });

const read = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/elements/{element}",
  summary:
    "A person, household, dwelling or organisation: every golden value with the cell that it came from, and who and what belongs to it.",
  permission: Action.read,
  limit: "read",
  params: ElementParams,
  replies: { status: 200, body: ElementShape },
  refusals: ["element-unknown"],
  handle: async ({ deps, actor, params, reply }) => {
    const element = accepted(await readGolden(deps.registry, actor, params.community, params.element, { unmask: statesPurpose(actor) }));
    etag(reply, element.version);
    return shownElement(element, await originNames(deps.registry.departmentsFolder));
  },
});

const Statement = Type.Object({
  value: Type.String(),
  text: Words,
  valid: Type.Boolean(),
  reason: Type.Enum(Object.values(ChoiceReason)),
  validFrom: Type.Optional(Type.String()),
  validTo: Type.Optional(Type.String()),
  origins: Type.Array(
    Type.Object({
      department: Words,
      file: Type.String(),
      sheet: Type.String(),
      row: Type.Integer(),
      column: Type.String(),
      date: Type.String(),
      stated: Type.Optional(StatedShape),
    }),
  ),
});

const evidence = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/elements/{element}/evidence",
  summary: "All that was ever stated of an element: the values that lost and why, every row that speaks of it, its merges and splits.",
  permission: Action.read,
  limit: "read",
  params: ElementParams,
  replies: {
    status: 200,
    body: Type.Object({
      id: Id,
      attributes: Type.Array(
        Type.Object({
          attribute: Type.String(),
          label: Words,
          masked: Type.Boolean(),
          disputed: Type.Boolean(),
          golden: Type.Array(Statement),
          others: Type.Array(Statement),
        }),
      ),
      events: Type.Array(
        Type.Object({ event: Type.Enum(["merged", "split"]), direction: Type.Enum(["from", "to"]), element: Id, at: Timestamp }),
      ),
      rows: Type.Array(
        Type.Object({
          department: Words,
          file: Type.String(),
          sheet: Type.String(),
          row: Type.Integer(),
          date: Type.String(),
          role: Type.String(),
          method: Type.String(),
          current: Type.Boolean(),
          record: Id,
          stated: Type.Optional(StatedShape),
          statement: Type.Optional(Type.String({ format: "uuid", description: "By which the community's own word is taken back." })),
        }),
      ),
    }),
  },
  refusals: ["element-unknown"],
  handle: async ({ deps, actor, params }) => {
    const shown = accepted(await showElement(deps.registry, actor, params.community, params.element, { unmask: statesPurpose(actor) }));
    const names = await originNames(deps.registry.departmentsFolder);
    const statement = (attribute: string, masked: boolean) => (value: ShownValue) => ({
      ...value,
      text: masked ? { zh: value.value, en: value.value } : valueLabel(shown.kind, attribute, value.value),
      origins: value.origins.map(({ stated, ...origin }) => ({
        ...origin,
        ...shownStated({ stated }),
        department: names.department(origin.department),
      })),
    });
    return {
      id: shown.id,
      attributes: shown.attributes.map(({ attribute, masked, disputed, golden, others }) => ({
        attribute,
        masked,
        disputed,
        label: attributeLabel(shown.kind, attribute),
        golden: golden.map(statement(attribute, masked)),
        others: others.map(statement(attribute, masked)),
      })),
      events: shown.events.map(({ event, direction, elementId, at }) => ({ event, direction, element: elementId, at: at.toISOString() })),
      rows: shown.mentions.map(({ department, file, sheet, row, date, role, method, current, record, stated, statement }) => ({
        ...shownStated({ stated }),
        ...{ file, sheet, row, date, role, method, current, record },
        ...(statement === undefined ? {} : { statement }),
        department: names.department(department),
      })),
    };
  },
});

const record = route({
  ...common,
  method: "GET",
  path: "/api/v1/communities/{community}/records/{record}",
  summary: "A row as a department delivered it, cell by cell.",
  permission: Action.read,
  limit: "read",
  params: Type.Object({ community: CommunityCode, record: Id }),
  replies: {
    status: 200,
    body: Type.Object({
      file: Type.String(),
      sheet: Type.String(),
      row: Type.Integer(),
      table: Type.String(),
      cells: Type.Array(Type.Object({ column: Type.String(), header: Type.String(), text: Type.String(), masked: Type.Boolean() })),
    }),
  },
  refusals: ["record-unknown"],
  handle: async ({ deps, actor, params }) => {
    const found = accepted(await readRecord(deps.registry, actor, params.community, params.record, { unmask: statesPurpose(actor) }));
    return { ...found, cells: [...found.cells] };
  },
});

const invite = route({
  ...common,
  method: "POST",
  path: "/api/v1/communities/{community}/elements/{element}/invitation",
  summary: "A one-time code by which this person signs in to see what is known of them; earlier ones work no more.",
  permission: Action.invite,
  limit: "write",
  creates: true,
  params: ElementParams,
  replies: {
    status: 201,
    body: Type.Object({
      name: Type.String({ description: "The name to sign in with later." }),
      title: Type.String(),
      kind: Kind,
      code: IssuedCodeShape,
    }),
  },
  refusals: ["element-unknown", ApiCode.notAPerson],
  handle: async ({ deps, actor, params }) => {
    const element = accepted(await readGolden(deps.registry, actor, params.community, params.element, { unmask: false }));
    if (element.kind !== "person") throw new Problem(ApiCode.notAPerson);
    const invitation = await inviteResident(deps.accounts, actor, { community: Number(params.community), person: element.id });
    return {
      name: invitation.name,
      title: element.title,
      kind: element.kind,
      code: { code: invitation.code, expiresAt: invitation.expiresAt.toISOString() },
    };
  },
});

export const elementRoutes = [read, evidence, record, invite] as const;
