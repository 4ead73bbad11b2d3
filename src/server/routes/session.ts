import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import {
  Action,
  allows,
  closeSession,
  hasSampleAccounts,
  type OpenedSession,
  passwordLengthMax,
  Role,
  signIn,
  signInByCode,
} from "#access";
import { communitiesOf } from "../communities-of.ts";
import { clearSessionCookie, sessionCookie, setSessionCookie } from "../cookies.ts";
import { proofOf } from "../guard.ts";
import { accepted } from "../problem.ts";
import { type Call, type Caller, route } from "../route.ts";
import type { ServerDeps } from "../server-deps.ts";
import { AccountShape, CommunityCode, shownAccount, Timestamp } from "../shapes.ts";

const SecondFactor = Type.Optional(Type.String({ maxLength: 40, description: "Six digits of the authenticator app, or a recovery code." }));

const SessionShape = Type.Object({
  signedIn: Type.Boolean(),
  account: Type.Optional(AccountShape),
  communities: Type.Optional(
    Type.Array(Type.Object({ code: CommunityCode, name: Type.String() }), { description: "Where the account may act, by code." }),
  ),
  may: Type.Optional(Type.Array(Type.String(), { description: "The actions that the account's role allows." })),
  proof: Type.Optional(Type.String({ description: "To be sent as `Weinao-Proof` with every request that changes something." })),
  expiresAt: Type.Optional(Timestamp),
  organisation: Type.Optional(Type.String({ description: "Label of the organisation's own sign-in, where there is one." })),
  samples: Type.Boolean({ description: "Whether the sample accounts of the README can sign in." }),
});

const group = "Session";

/** Whether somebody is signed in, and as whom. */
const readSession = route({
  method: "GET",
  path: "/api/v1/session",
  summary: "Who is signed in, where they may act, and the proof that requests must carry.",
  group,
  permission: "public",
  scope: "nothing",
  people: false,
  limit: "read",
  replies: { status: 200, body: SessionShape },
  refusals: [],
  handle: async (call) => {
    if (sessionCookie(call.request, call.deps.settings) !== null && !call.caller?.session)
      clearSessionCookie(call.reply, call.deps.settings);
    return sessionFor(call.deps, call.request, call.caller);
  },
});

const beginSession = route({
  method: "POST",
  path: "/api/v1/session",
  summary: "Sign in by name and password, and by a second factor where the account has one.",
  group,
  permission: "public",
  scope: "nothing",
  people: false,
  limit: "sign-in",
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 100 }),
      password: Type.String({ minLength: 1, maxLength: passwordLengthMax }),
      secondFactor: SecondFactor,
    },
    { additionalProperties: false },
  ),
  replies: { status: 200, body: SessionShape },
  refusals: ["sign-in-refused", "sign-in-throttled", "second-factor-needed", "second-factor-wrong"],
  handle: async (call) => begin(call, accepted(await signIn(call.deps.accounts, placeOf(call), call.body))),
});

const beginSessionByCode = route({
  method: "POST",
  path: "/api/v1/session/code",
  summary: "Sign in by a one-time code; one that is for setting a password needs the new password too.",
  group,
  permission: "public",
  scope: "nothing",
  people: false,
  limit: "sign-in",
  body: Type.Object(
    {
      code: Type.String({ minLength: 1, maxLength: 60 }),
      password: Type.Optional(Type.String({ minLength: 1, maxLength: passwordLengthMax })),
      secondFactor: SecondFactor,
    },
    { additionalProperties: false },
  ),
  replies: { status: 200, body: SessionShape },
  refusals: [
    "one-time-code-refused",
    "sign-in-throttled",
    "password-needed",
    "password-too-short",
    "password-too-simple",
    "second-factor-needed",
    "second-factor-wrong",
  ],
  handle: async (call) => begin(call, accepted(await signInByCode(call.deps.accounts, placeOf(call), call.body))),
});

const endSession = route({
  method: "DELETE",
  path: "/api/v1/session",
  summary: "Sign out.",
  group,
  permission: "public",
  scope: "nothing",
  people: false,
  limit: "write",
  replies: { status: 204, body: null },
  refusals: [],
  handle: async (call) => {
    const token = sessionCookie(call.request, call.deps.settings);
    if (token !== null) await closeSession(call.deps.accounts, token);
    call.deps.callers.clear();
    clearSessionCookie(call.reply, call.deps.settings);
  },
});

/** What is told of a browser's own session: who is signed in, or how one can sign in. */
export async function sessionFor(deps: ServerDeps, request: FastifyRequest, caller: Caller | null): Promise<Static<typeof SessionShape>> {
  const token = sessionCookie(request, deps.settings);
  return caller?.session && token !== null ? shownSession(deps, { token, session: caller.session }) : signedOut(deps);
}

const placeOf = ({ request, deps }: Call) => ({ address: request.ip, samplesAllowed: deps.settings.loopback });

/** Gives the browser its new session; one that it had before ends, so that no token outlives a sign-in. */
async function begin(call: Call, opened: OpenedSession): Promise<Static<typeof SessionShape>> {
  const earlier = sessionCookie(call.request, call.deps.settings);
  if (earlier !== null) await closeSession(call.deps.accounts, earlier);
  call.deps.callers.clear();
  setSessionCookie(call.reply, call.deps.settings, opened.token, opened.session.expiresAt);
  return shownSession(call.deps, opened);
}

async function shownSession(deps: ServerDeps, { token, session }: OpenedSession): Promise<Static<typeof SessionShape>> {
  const { account } = session;
  return {
    ...(await signedOut(deps)),
    signedIn: true,
    account: shownAccount(account),
    communities: account.role === Role.resident ? [] : await communitiesOf(deps, account),
    may: Object.values(Action).filter((action) => allows(account.role, action)),
    proof: proofOf(token),
    expiresAt: session.expiresAt.toISOString(),
  };
}

async function signedOut({ settings, accounts }: ServerDeps): Promise<Static<typeof SessionShape>> {
  return {
    signedIn: false,
    samples: settings.loopback && (await hasSampleAccounts(accounts)),
    ...(settings.organisation === null ? {} : { organisation: settings.organisation.label }),
  };
}

export const sessionRoutes = [readSession, beginSession, beginSessionByCode, endSession] as const;
