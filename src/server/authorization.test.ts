import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Action, allows, type Role } from "#access";
import { type Client, type TestApi, testApi } from "../../tests/api-client.ts";
import { otherCommunity, sampleCommunity, sampleStore } from "../../tests/sample-community.ts";
import type { TestStore } from "../store/testing.ts";
import { routes } from "./api.ts";
import type { AnyRoute } from "./route.ts";

/** Routes that anybody may ask. The list only shrinks: a new route needs a permission. */
const open = [
  "DELETE /api/v1/session",
  "GET /api/v1/errors/{code}",
  "GET /api/v1/session",
  "POST /api/v1/session",
  "POST /api/v1/session/code",
];
/** Requests for which any number of the sample's ids would do: what matters is who asks. */
const someId = "01936f3a-0000-7000-8000-000000000001";
const table: readonly AnyRoute[] = routes;
const accounts = ["administrator", "worker", "office", "auditor", "resident", "provider"] as const;
const guarded = table.filter((route) => route.permission !== "public");
const nameOf = (route: AnyRoute) => `${route.method} ${route.path}`;
let opened: TestStore;
let api: TestApi;
const clients = new Map<string, Client>();

beforeAll(async () => {
  const store = await sampleStore();
  opened = store;
  api = await testApi(store.registry);
  for (const name of [...accounts, "stranger"]) clients.set(name, await api.as(name));
});
afterAll(async () => {
  await api.close();
  await opened.close();
});

const urlOf = (route: AnyRoute, community: string) =>
  route.path
    .replace("{community}", community)
    .replace("{code}", "bug")
    .replaceAll(/\{\w+\}/g, someId);

/** Asks with nothing in it: whoever is let in is told what is wrong with the request, whoever is not, that they are not. */
async function ask(client: Client, route: AnyRoute, community = sampleCommunity): Promise<{ status: number; code: string }> {
  const answer =
    route.method === "GET" ? await client.get(urlOf(route, community)) : await client.send(route.method, urlOf(route, community), {});
  return { status: answer.status, code: answer.body?.code ?? "" };
}

test("the open routes are these and no others", () => {
  expect(
    table
      .filter((route) => route.permission === "public")
      .map(nameOf)
      .sort(),
  ).toEqual(open);
});

test("every route has a place in the rules: community routes name one, the rest need what only administrators or owners have", () => {
  for (const route of guarded) {
    expect([nameOf(route), route.scope === "community"]).toEqual([nameOf(route), route.path.includes("/communities/{community}/")]);
    if (route.scope === "nothing") throw new Error(`${nameOf(route)} is guarded but belongs nowhere`);
    if (route.scope === "installation")
      expect(accounts.filter((role) => allows(role, route.permission as Action))).toEqual(["administrator"]);
    if (route.people) expect([nameOf(route), route.scope]).not.toEqual([nameOf(route), "installation"]);
  }
});

test.each(guarded.map((route) => [nameOf(route), route] as const))("%s is closed to whoever is not signed in", async (_name, route) => {
  expect(await ask(api.stranger(), route)).toEqual({ status: 401, code: "not-signed-in" });
  expect(await ask(api.withToken("weinao_made-up"), route)).toEqual({ status: 401, code: "not-signed-in" });
});

test.each(guarded.flatMap((route) => accounts.map((role) => [role, nameOf(route), route] as const)))(
  "%s asking %s",
  async (role, _name, route) => {
    const { status, code } = await ask(clients.get(role) as Client, route);
    const permitted = allows(role as Role, route.permission as Action);
    if (permitted && !(route.permission === Action.self && role !== "resident")) {
      expect([401, 403]).not.toContain(status);
      expect(status).toBeLessThan(500);
    } else expect({ status, code }).toEqual({ status: 403, code: "not-allowed" });
  },
);

test.each(guarded.filter((route) => route.scope === "community").map((route) => [nameOf(route), route] as const))(
  "%s is closed to another community, from either side, and to a token of another one",
  async (_name, route) => {
    const refused = { status: 403, code: "community-forbidden" };
    if (allows("worker", route.permission as Action)) {
      expect(await ask(clients.get("stranger") as Client, route)).toEqual(refused);
      expect(await ask(clients.get("worker") as Client, route, otherCommunity)).toEqual(refused);
      expect(await ask(clients.get("worker") as Client, route, "999999999999")).toEqual(refused);
    }
    const scopes = ["registry:import", "registry:read", "registry:fill", "registry:export"];
    const made = await (clients.get("administrator") as Client).send("POST", "/api/v1/tokens", {
      ...{ label: "probe", community: otherCommunity, scopes, days: 1 },
    });
    const expected = scopes.includes(route.permission) ? refused : { status: 403, code: "not-allowed" };
    expect(await ask(api.withToken(made.body.token), route)).toEqual(expected);
  },
);

test("a token does what its scopes say and nothing else", async () => {
  const administrator = clients.get("administrator") as Client;
  const made = await administrator.send("POST", "/api/v1/tokens", {
    ...{ label: "民政系统", community: sampleCommunity, scopes: ["registry:fill"], days: 1 },
  });
  const token = api.withToken(made.body.token);
  for (const route of guarded) {
    const { status } = await ask(token, route);
    expect([nameOf(route), status === 403]).toEqual([nameOf(route), route.permission !== Action.fill]);
  }
});

test("no route is put up elsewhere", () => {
  const text = readFileSync(new URL("./pages.ts", import.meta.url), "utf8");
  expect(
    [...text.matchAll(/app\.(get|post|put|patch|delete|route)\("([^"]*)"/g)]
      .map((match) => match[2])
      .filter((url) => /^\/api\/v/.test(url ?? "")),
  ).toEqual([]);
});
