/** The API's document (OpenAPI 3.1), made from the table of routes. docs/openapi.json is its committed copy. */
import type { TSchema } from "typebox";
import { ApiCode, ApiHeader } from "./contract.ts";
import { Problem } from "./problem.ts";
import type { AnyRoute } from "./route.ts";

type Json = Record<string, unknown>;

const problemReference = { $ref: "#/components/schemas/Problem" };
const description = `The same operations as the desk's pages.

- **Signing in.** A browser has a session cookie and sends \`${ApiHeader.proof}\` (from \`GET /api/v1/session\`) with whatever is no GET. A department's system sends
  \`Authorization: Bearer weinao_…\`; its token belongs to one community and allows the actions that it names.
- **Purpose.** Identifiers and sensitive facts are masked unless \`${ApiHeader.purpose}\` says what they are read for (a code or free words, percent-encoded UTF-8). It is recorded.
- **Errors** are problem+json (RFC 9457): \`code\` is stable, \`title\` is in the language of \`Accept-Language\` (zh, en).
- **Lists** are paged: give \`next\` as \`cursor\`. **Edits** need \`If-Match\` with the version that was read; 412 says that somebody was faster.
  **Creates** take an \`Idempotency-Key\`, under which a repeated request is done once.`;

/** The document of a table of routes. */
export function openApi(routes: readonly AnyRoute[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const entry = paths[route.path] ?? {};
    paths[route.path] = entry;
    entry[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: "3.1.0",
    info: { title: "Weinao", version: "1", description, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map((route) => route.group))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "weinao", description: "`__Host-weinao` over https." },
        token: { type: "http", scheme: "bearer" },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

const problemSchema: Json = {
  type: "object",
  required: ["type", "title", "status", "code"],
  properties: {
    type: { type: "string", format: "uri-reference" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", description: "Stable; explained in docs/errors.md and at `type`." },
    detail: { type: "string", description: "Belongs to the code (seconds to wait, a version); never a person's data." },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "message"],
        properties: { pointer: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};

function operationOf(route: AnyRoute): Json {
  const words = route.path.replace("/api/v1/", "").split("/");
  const id = `${route.method.toLowerCase()}-${words.map((word) => word.replace(/[{}]/g, "")).join("-")}`;
  return {
    operationId: id,
    summary: route.summary,
    tags: [route.group],
    security: securityOf(route),
    "x-permission": route.permission,
    "x-scope": route.scope,
    "x-people": route.people,
    parameters: parametersOf(route),
    ...(route.body ? { requestBody: { required: true, content: { "application/json": { schema: plain(route.body) } } } } : {}),
    ...(route.upload ? { requestBody: { required: true, content: { "multipart/form-data": { schema: filesSchema } } } } : {}),
    responses: responsesOf(route),
  };
}

const filesSchema: Json = {
  type: "object",
  properties: { files: { type: "array", items: { type: "string", format: "binary" } } },
};

function securityOf(route: AnyRoute): Json[] {
  if (route.permission === "public") return [];
  return route.scope === "community" ? [{ session: [] }, { token: [] }] : [{ session: [] }];
}

function parametersOf(route: AnyRoute): Json[] {
  const header = (name: string, schema: Json, text: string, required = false) => ({
    name,
    in: "header",
    required,
    schema,
    description: text,
  });
  return [
    ...propertiesOf(route.params, "path"),
    ...propertiesOf(route.query, "query"),
    ...(route.people ? [header("Weinao-Purpose", { type: "string" }, "What people's data are read for, percent-encoded UTF-8.")] : []),
    ...(route.edits ? [header("If-Match", { type: "string" }, "The `ETag` of what was read.", true)] : []),
    ...(route.creates ? [header("Idempotency-Key", { type: "string", maxLength: 100 }, "Done once, however often it is sent.")] : []),
  ];
}

function propertiesOf(schema: TSchema | undefined, place: "path" | "query"): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = plain(schema) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, each]) => {
    const { description: text, ...rest } = each;
    return { name, in: place, required: required.includes(name), schema: rest, ...(text === undefined ? {} : { description: text }) };
  });
}

function responsesOf(route: AnyRoute): Json {
  const { status, body, type = "application/json" } = route.replies;
  const good = body === null ? (route.replies.type ? { [type]: {} } : undefined) : { [type]: { schema: plain(body) } };
  const byStatus = new Map<number, string[]>();
  for (const code of refusalsOf(route)) {
    const refused = new Problem(code).status;
    byStatus.set(refused, [...(byStatus.get(refused) ?? []), code]);
  }
  return {
    [status]: { description: "Done.", ...(good === undefined ? {} : { content: good }) },
    ...Object.fromEntries(
      [...byStatus]
        .sort(([left], [right]) => left - right)
        .map(([refused, codes]) => [
          refused,
          {
            description: codes.map((code) => `\`${code}\``).join(", "),
            content: { "application/problem+json": { schema: problemReference } },
          },
        ]),
    ),
  };
}

/** Every code with which a route can refuse. */
export function refusalsOf(route: AnyRoute): string[] {
  return [
    ...(route.params || route.query || route.body ? [ApiCode.requestInvalid] : []),
    ...(route.permission === "public" ? [] : [ApiCode.notSignedIn, ApiCode.notAllowed]),
    ...(route.scope === "community" ? [ApiCode.communityForbidden] : []),
    ...(route.method === "GET" ? [] : [ApiCode.originForbidden]),
    ...(route.edits ? [ApiCode.versionMissing, ApiCode.versionOutdated] : []),
    ...(route.creates ? [ApiCode.keyReused, ApiCode.keyInUse] : []),
    ...route.refusals,
    ApiCode.tooManyRequests,
    ApiCode.internal,
    ApiCode.unavailable,
  ];
}

/** A schema as plain JSON, without what TypeBox keeps beside it. */
function plain(schema: TSchema): Json {
  return JSON.parse(JSON.stringify(schema)) as Json;
}
