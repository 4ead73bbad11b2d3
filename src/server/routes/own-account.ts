import { Type } from "typebox";
import { Action, changePassword, confirmSecondFactor, passwordLengthMax, purposes, startSecondFactor, stopSecondFactor } from "#access";
import { ApiCode } from "../contract.ts";
import { accepted, Problem } from "../problem.ts";
import { type Call, route } from "../route.ts";
import { Code, Words } from "../shapes.ts";

const common = { group: "Own account", permission: Action.account, scope: "own", people: false, limit: "write" } as const;

function sessionOf({ caller }: Call) {
  if (!caller?.session) throw new Problem(ApiCode.notAllowed);
  return caller.session;
}

const listPurposes = route({
  ...common,
  method: "GET",
  path: "/api/v1/purposes",
  summary: "The common purposes for which people's data are read. Any other may be stated in free words.",
  limit: "read",
  replies: { status: 200, body: Type.Object({ items: Type.Array(Type.Object({ code: Type.String(), label: Words })) }) },
  refusals: [],
  handle: async () => ({ items: purposes.map(({ code, label }) => ({ code, label })) }),
});

const changeOwnPassword = route({
  ...common,
  method: "PUT",
  path: "/api/v1/account/password",
  summary: "Change one's own password; all other sessions of the account end.",
  body: Type.Object(
    {
      current: Type.String({ maxLength: passwordLengthMax, description: "Empty for whoever has none yet." }),
      next: Type.String({ minLength: 1, maxLength: passwordLengthMax }),
    },
    { additionalProperties: false },
  ),
  replies: { status: 204, body: null },
  refusals: ["password-wrong", "password-too-short", "password-too-simple", "sign-in-throttled"],
  handle: async (call) => {
    accepted(await changePassword(call.deps.accounts, sessionOf(call), call.body.current, call.body.next));
    call.deps.callers.clear();
  },
});

const beginSecondFactor = route({
  ...common,
  method: "POST",
  path: "/api/v1/account/second-factor",
  summary: "Begin a second factor: gives what an authenticator app is set up with. It counts once confirmed.",
  replies: { status: 200, body: Type.Object({ uri: Type.String(), secret: Type.String() }) },
  refusals: [],
  handle: async (call) => startSecondFactor(call.deps.accounts, sessionOf(call)),
});

const confirmOwnSecondFactor = route({
  ...common,
  method: "PUT",
  path: "/api/v1/account/second-factor",
  summary: "Confirm the second factor by a first code of the app; gives the recovery codes, told once.",
  body: Type.Object({ code: Code }, { additionalProperties: false }),
  replies: { status: 200, body: Type.Object({ recoveryCodes: Type.Array(Type.String()) }) },
  refusals: ["second-factor-wrong"],
  handle: async (call) => {
    const recoveryCodes = accepted(await confirmSecondFactor(call.deps.accounts, sessionOf(call), call.body.code));
    call.deps.callers.clear();
    return { recoveryCodes: [...recoveryCodes] };
  },
});

const endSecondFactor = route({
  ...common,
  method: "DELETE",
  path: "/api/v1/account/second-factor",
  summary: "End the second factor, against one of its codes or a recovery code.",
  query: Type.Object({}, { additionalProperties: false }),
  body: Type.Object({ code: Code }, { additionalProperties: false }),
  replies: { status: 204, body: null },
  refusals: ["second-factor-wrong"],
  handle: async (call) => {
    accepted(await stopSecondFactor(call.deps.accounts, sessionOf(call), call.body.code));
    call.deps.callers.clear();
  },
});

export const ownAccountRoutes = [listPurposes, changeOwnPassword, beginSecondFactor, confirmOwnSecondFactor, endSecondFactor] as const;
