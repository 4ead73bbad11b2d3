import { createServer } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openKeyring } from "#access";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import { buildServer } from "./build-server.ts";
import { ServerCode, type Status } from "./contract.ts";
import { readCommunities } from "./read-status.ts";
import { portOf, serve, serverDeps } from "./serve.ts";

const status: Status = {
  version: "1.2.3",
  importing: null,
  communities: [
    { code: "330782099001", name: "<青枫社区>", elements: { person: 1234, household: 5, dwelling: 6, organisation: 7 }, records: 8000 },
  ],
};
let opened: TestStore;
let given: Omit<Parameters<typeof serve>[0], "status">;
let app: FastifyInstance;
const serverOf = (read: () => Promise<Status>) => buildServer(serverDeps({ ...given, status: read }, "127.0.0.1"));
beforeAll(async () => {
  opened = await testStore();
  const keyring = await openKeyring("/nowhere", { WEINAO_KEY: Buffer.alloc(32, 5).toString("hex") });
  given = { registry: { store: opened.store, keyring, departmentsFolder: "departments" }, home: "/nowhere", environment: {} };
  app = await serverOf(async () => status);
});
afterAll(async () => {
  await app.close();
  await opened.close();
});
const get = (url: string) => app.inject({ url });

test("health is JSON for machines", async () => {
  expect((await get("/health")).json()).toEqual({ status: "ready", version: "1.2.3", communities: 1 });
});

test("without a database health says so, and nothing else", async () => {
  const broken = await serverOf(() => Promise.reject(new Error("postgres://me:secret@host")));
  for (const url of ["/health"]) {
    const answer = await broken.inject(url);
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain("database-unreachable");
    expect(answer.body).not.toContain("secret");
  }
});

test("listening tells a taken port and a foreign address apart, and closes with browsers connected", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  const { port } = await new Promise<{ port: number }>((resolve) =>
    other.once("listening", () => resolve(other.address() as { port: number })),
  );
  await expect(serve({ ...given, status: async () => status }, "127.0.0.1", port)).rejects.toMatchObject({ code: ServerCode.portTaken });
  other.close();
  await expect(serve({ ...given, status: async () => status }, "203.0.113.1", 0)).rejects.toMatchObject({
    code: ServerCode.addressUnavailable,
  });
  const serving = await serve({ ...given, status: async () => status }, "127.0.0.1", 0);
  expect((await fetch(`${serving.address}/health`, { headers: { connection: "keep-alive" } })).status).toBe(200);
  await serving.close();
  await expect(fetch(serving.address)).rejects.toThrow();
});

test.each([
  [undefined, 7330],
  ["", 7330],
  ["8080", 8080],
  [0, 0],
])("the port %j is %i", (text, port) => {
  expect(portOf(text)).toBe(port);
});

test.each(["http", "-1", "65536", "80 ", "1e3"])("%j is no port", (text) => {
  expect(() => portOf(text)).toThrow(expect.objectContaining({ code: ServerCode.portInvalid }));
});

describe("counting", () => {
  test("names a community by its name, else by its address, and counts what is current", async () => {
    const add = (id: number, name: string, locality: object) =>
      opened.store.transaction({ communities: [id], actor: "a", purpose: "p", role: "worker" }, async (tx) => {
        await tx.execute("INSERT INTO community VALUES ($1, $2, $3, $4)", [id, name, locality, new Date()]);
      });
    await add(330782099001, "", { community: "青枫社区" });
    await add(330782099002, "二社区", {});
    const elements = { person: 0, household: 0, dwelling: 0, organisation: 0 };
    expect(await readCommunities(opened.store)).toEqual([
      { code: "330782099001", name: "青枫社区", elements, records: 0 },
      { code: "330782099002", name: "二社区", elements, records: 0 },
    ]);
  });
});
