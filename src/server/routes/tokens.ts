import { Type } from "typebox";
import { Action, type ApiToken, createToken, listTokens, revokeToken, tokenScopes } from "#access";
import { accepted } from "../problem.ts";
import { route } from "../route.ts";
import { CommunityCode, Id, Timestamp } from "../shapes.ts";

const common = { group: "API tokens", permission: Action.accounts, scope: "installation", people: false } as const;
const Scopes = Type.Array(Type.Enum([...tokenScopes]), { minItems: 1, maxItems: tokenScopes.length });
const TokenShape = Type.Object({
  id: Id,
  label: Type.String(),
  community: CommunityCode,
  scopes: Scopes,
  createdAt: Timestamp,
  createdBy: Type.String(),
  expiresAt: Timestamp,
  usedAt: Type.Optional(Timestamp),
  revoked: Type.Boolean(),
});

const list = route({
  ...common,
  method: "GET",
  path: "/api/v1/tokens",
  summary: "The tokens of departments' systems, newest first, ended ones too.",
  limit: "read",
  replies: { status: 200, body: Type.Object({ items: Type.Array(TokenShape) }) },
  refusals: [],
  handle: async ({ deps, actor }) => ({ items: (await listTokens(deps.accounts, actor)).map(shownToken) }),
});

const create = route({
  ...common,
  method: "POST",
  path: "/api/v1/tokens",
  summary: "Make a token for a department's system. It is told once.",
  limit: "write",
  creates: true,
  body: Type.Object(
    {
      label: Type.String({ minLength: 1, maxLength: 60 }),
      community: CommunityCode,
      scopes: Scopes,
      days: Type.Integer({ minimum: 1, maximum: 730, description: "How long it lasts." }),
    },
    { additionalProperties: false },
  ),
  replies: { status: 201, body: Type.Object({ token: Type.String(), kept: TokenShape }) },
  refusals: [],
  handle: async ({ deps, actor, body: { days, community, ...draft } }) => {
    const expiresAt = new Date(Date.now() + days * 24 * 3_600_000);
    const { token, kept } = await createToken(deps.accounts, actor, { ...draft, community: Number(community), expiresAt });
    return { token, kept: shownToken(kept) };
  },
});

const revoke = route({
  ...common,
  method: "DELETE",
  path: "/api/v1/tokens/{token}",
  summary: "End a token.",
  limit: "write",
  params: Type.Object({ token: Id }),
  replies: { status: 204, body: null },
  refusals: ["token-unknown"],
  handle: async ({ deps, actor, params }) => {
    accepted(await revokeToken(deps.accounts, actor, params.token));
    deps.callers.clear();
  },
});

function shownToken(token: ApiToken) {
  const { usedAt, createdAt, expiresAt, community, scopes, ...rest } = token;
  return {
    ...rest,
    scopes: [...scopes],
    community: String(community),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(usedAt === null ? {} : { usedAt: usedAt.toISOString() }),
  };
}

export const tokenRoutes = [list, create, revoke] as const;
