import { Type } from "typebox";
import { type AccountRole, Action, changeAccount, createAccount, listAccounts, Role, readAccount, resetPassword } from "#access";
import { PageQuery, pageAsked, pageMade, pageOf } from "../cursor.ts";
import { etag } from "../etag.ts";
import { accepted, Problem } from "../problem.ts";
import { route } from "../route.ts";
import { AccountShape, CommunityCode, Id, IssuedCodeShape, shownAccount } from "../shapes.ts";

const common = { group: "Accounts", permission: Action.accounts, scope: "installation", people: false } as const;
const AccountParams = Type.Object({ account: Id });
/** Residents' accounts begin with an invitation, not here. */
const assignable: readonly Exclude<AccountRole, "resident">[] = [Role.administrator, Role.worker, Role.office, Role.auditor, Role.provider];
const Assignable = Type.Enum([...assignable]);
const Label = Type.String({ maxLength: 60 });

const list = route({
  ...common,
  method: "GET",
  path: "/api/v1/accounts",
  summary: "The accounts, by name; residents' are not among them.",
  limit: "read",
  query: Type.Object(PageQuery, { additionalProperties: false }),
  replies: { status: 200, body: pageOf(AccountShape) },
  refusals: [],
  handle: async ({ deps, actor, query }) => {
    const { after, limit } = pageAsked(query);
    const found = await listAccounts(deps.accounts, actor, after, limit + 1);
    return pageMade(found.map(shownAccount), limit, (account) => account.name);
  },
});

const create = route({
  ...common,
  method: "POST",
  path: "/api/v1/accounts",
  summary: "Make an account; gives the code by which its owner sets a password.",
  limit: "write",
  creates: true,
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 100 }),
      label: Label,
      role: Assignable,
      communities: Type.Array(CommunityCode, { maxItems: 500 }),
    },
    { additionalProperties: false },
  ),
  replies: { status: 201, body: Type.Object({ account: AccountShape, code: IssuedCodeShape }) },
  refusals: ["account-name-taken", "account-name-invalid"],
  handle: async ({ deps, actor, body, reply }) => {
    const draft = { ...body, communities: body.communities.map(Number) };
    const { account, code } = accepted(await createAccount(deps.accounts, actor, draft));
    reply.header("location", `/api/v1/accounts/${account.id}`);
    etag(reply, account.version);
    return { account: shownAccount(account), code: shownCode(code) };
  },
});

const read = route({
  ...common,
  method: "GET",
  path: "/api/v1/accounts/{account}",
  summary: "One account, with the version that an edit must name.",
  limit: "read",
  params: AccountParams,
  replies: { status: 200, body: AccountShape },
  refusals: ["account-unknown"],
  handle: async ({ deps, actor, params, reply }) => {
    const account = await readAccount(deps.accounts, actor, params.account);
    if (account === null) throw new Problem("account-unknown");
    etag(reply, account.version);
    return shownAccount(account);
  },
});

const change = route({
  ...common,
  method: "PATCH",
  path: "/api/v1/accounts/{account}",
  summary: "Change an account. Its sessions end.",
  limit: "write",
  edits: true,
  params: AccountParams,
  body: Type.Object(
    {
      label: Type.Optional(Label),
      role: Type.Optional(Assignable),
      communities: Type.Optional(Type.Array(CommunityCode, { maxItems: 500 })),
      active: Type.Optional(Type.Boolean()),
      secondFactor: Type.Optional(Type.Literal(false, { description: "Takes away a second factor whose telephone was lost." })),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
  replies: { status: 200, body: AccountShape },
  refusals: ["account-unknown", "account-changed", "account-last-administrator"],
  handle: async ({ deps, actor, params, body, version, reply }) => {
    const { communities, ...rest } = body;
    const account = accepted(
      await changeAccount(deps.accounts, actor, params.account, version, {
        ...rest,
        ...(communities === undefined ? {} : { communities: communities.map(Number) }),
      }),
    );
    deps.callers.clear();
    etag(reply, account.version);
    return shownAccount(account);
  },
});

const reset = route({
  ...common,
  method: "POST",
  path: "/api/v1/accounts/{account}/code",
  summary: "A new code for an account whose password was lost; earlier ones work no more.",
  limit: "write",
  creates: true,
  params: AccountParams,
  replies: { status: 201, body: IssuedCodeShape },
  refusals: ["account-unknown"],
  handle: async ({ deps, actor, params }) => shownCode(accepted(await resetPassword(deps.accounts, actor, params.account))),
});

const shownCode = ({ code, expiresAt }: { readonly code: string; readonly expiresAt: Date }) => ({
  code,
  expiresAt: expiresAt.toISOString(),
});

export const accountRoutes = [list, create, read, change, reset] as const;
