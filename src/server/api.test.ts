import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, type TestApi, testApi } from "../../tests/api-client.ts";
import { sampleCommunity, samplePassword, sampleStore } from "../../tests/sample-community.ts";
import type { TestStore } from "../store/testing.ts";

const community = `/api/v1/communities/${sampleCommunity}`;
const purpose = { "weinao-purpose": encodeURIComponent("入户走访") };
let opened: Awaited<ReturnType<typeof sampleStore>>;
let api: TestApi;
let worker: Client;
let administrator: Client;

beforeAll(async () => {
  opened = await sampleStore();
  api = await testApi(opened.registry);
  worker = await api.as("worker");
  administrator = await api.as("administrator");
});
afterAll(async () => {
  await api.close();
  await (opened as TestStore).close();
});

const find = async (text: string) =>
  (await worker.send("POST", `${community}/find`, { text })).body.items as { id: string; kind: string; title: string; hint: string }[];
const xia = async () => (await find("夏菊花"))[0]?.id ?? "";

describe("signing in", () => {
  test("gives a cookie that no script reads, and a session that knows where one may act", async () => {
    const answer = await api.stranger().send("POST", "/api/v1/session", { name: "worker", password: samplePassword });
    expect(String(answer.headers["set-cookie"])).toMatch(/^weinao=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    expect(answer.body).toMatchObject({
      signedIn: true,
      account: { name: "worker", role: "worker" },
      communities: [{ code: sampleCommunity }],
    });
    expect(answer.body.account.passwordHash).toBeUndefined();
    expect((await api.stranger().get("/api/v1/session")).body).toEqual({ signedIn: false, samples: true });
  });

  test("behind https the cookie is bound to the host, and samples stay outside", async () => {
    const behind = await testApi(opened.registry, { environment: { WEINAO_PUBLIC_URL: "https://weinao.example" } });
    const refused = await behind.stranger().send("POST", "/api/v1/session", { name: "worker", password: samplePassword });
    expect(refused).toMatchObject({ status: 401, body: { code: "sign-in-refused" } });
    expect(refused.headers["strict-transport-security"]).toBe("max-age=31536000");
    const made = await administrator.send("POST", "/api/v1/accounts", { name: "https.user", label: "", role: "worker", communities: [] });
    const body = { code: made.body.code.code, password: "a sentence of mine" };
    const come = await behind.stranger().send("POST", "/api/v1/session/code", body);
    expect(String(come.headers["set-cookie"])).toMatch(/^__Host-weinao=.*; HttpOnly; Secure; SameSite=Lax$/);
    await behind.close();
  });

  test("a refusal is a problem in the reader's language, with the words of docs/errors.md", async () => {
    const ask = (language: string) =>
      api.stranger().send("POST", "/api/v1/session", { name: "nobody", password: "x" }, { "accept-language": language });
    const chinese = await ask("zh-CN");
    expect(chinese.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(chinese.body).toMatchObject({ status: 401, code: "sign-in-refused", type: "/api/v1/errors/sign-in-refused" });
    expect(chinese.body.title).toMatch(/^用户名或密码不对/);
    expect((await ask("en-GB,en;q=0.9")).body.title).toMatch(/^The name or the password is wrong/);
    expect((await api.stranger().get(chinese.body.type)).body.text.zh).toBe(chinese.body.title);
  });

  test("signing out ends the session at once", async () => {
    const client = await api.as("provider");
    expect((await client.get("/api/v1/session")).body.signedIn).toBe(true);
    expect((await client.send("DELETE", "/api/v1/session")).status).toBe(204);
    expect((await client.get("/api/v1/session")).body.signedIn).toBe(false);
  });
});

describe("another site's page", () => {
  test.each([
    ["another origin", { origin: "https://evil.example" }],
    ["the browser's word", { "sec-fetch-site": "cross-site" }],
    ["a sister site", { "sec-fetch-site": "same-site" }],
    ["no proof", { "weinao-proof": "" }],
    ["a made-up proof", { "weinao-proof": "AAAA" }],
  ])("cannot send what changes something: %s", async (_name, headers: Record<string, string>) => {
    const answer = await worker.send("POST", `${community}/find`, { text: "王" }, headers);
    expect(answer).toMatchObject({ status: 403, body: { code: "origin-forbidden" } });
  });

  test("cannot sign a browser in to somebody else's account", async () => {
    const body = { name: "worker", password: samplePassword };
    expect((await api.stranger().send("POST", "/api/v1/session", body, { origin: "https://evil.example" })).status).toBe(403);
  });
});

describe("finding", () => {
  test.each([
    ["夏菊花", "夏菊花"],
    ["夏菊", "夏菊花"],
    ["xiajuhua", "夏菊花"],
    ["XJH", "夏菊花"],
    ["xiaju", "夏菊花"],
  ])("%s finds %s", async (text, name) => {
    expect((await find(text)).map((each) => each.title)).toContain(name);
  });

  test("the last digits of an identity number or telephone find their person, and no other", async () => {
    const id = await xia();
    const { body } = await worker.get(`${community}/elements/${id}`, purpose);
    for (const attribute of ["idNumber", "phone"]) {
      const number = (body.values as { attribute: string; value: string }[]).find((each) => each.attribute === attribute)?.value ?? "";
      for (const digits of [number.slice(-4), number.slice(-6), number]) {
        const found = await find(digits);
        expect([attribute, digits.length, found.some((each) => each.id === id)]).toEqual([attribute, digits.length, true]);
      }
      const other = String((Number(number.slice(-6, -4)) + 1) % 100).padStart(2, "0") + number.slice(-4);
      expect((await find(other)).some((each) => each.id === id)).toBe(false);
    }
  });

  test("a home is found by its address in any spelling", async () => {
    const dwelling = (await find("青枫苑1幢")).find((each) => each.kind === "dwelling");
    expect(dwelling?.title).toMatch(/^青枫苑1幢/);
    const short = dwelling?.title ?? "";
    expect((await find(short.replace("1幢", " 1号楼"))).map((each) => each.title)).toContain(short);
  });

  test("what nobody has finds nothing; blanks, signs and very long words are no trouble", async () => {
    for (const text of ["不存在的人", "   ", "%", "_", "'; --", "𠮷", "@", "#", "~s", "x".repeat(100)])
      expect(await find(text)).toEqual([]);
    expect((await worker.send("POST", `${community}/find`, { text: "x".repeat(101) })).status).toBe(400);
    expect((await worker.send("POST", `${community}/find`, { text: "" })).body.errors).toEqual([
      { pointer: "/text", message: "must not have fewer than 1 characters" },
    ]);
  });
});

describe("a person", () => {
  test("without a purpose is masked; with one is clear; both are recorded with the purpose", async () => {
    const id = await xia();
    const value = (body: { values: { attribute: string }[] }, name: string) => body.values.find((each) => each.attribute === name);
    const masked = await worker.get(`${community}/elements/${id}`);
    const clear = await worker.get(`${community}/elements/${id}`, purpose);
    expect(value(masked.body, "idNumber")).toMatchObject({ masked: true, value: expect.stringMatching(/^\d{3}\*{13}\d[\dX]$/) });
    expect(value(clear.body, "idNumber")).toMatchObject({ masked: false, value: expect.stringMatching(/^\d{17}[\dX]$/) });
    expect(value(clear.body, "name")).toMatchObject({ value: "夏菊花", label: { zh: "姓名", en: "Name" }, disputed: false });
    const record = await worker.get(`${community}/access-record?element=${id}&limit=2`);
    expect(record.body.items).toMatchObject([
      { actor: "worker", action: "show", purpose: "入户走访", attributes: expect.arrayContaining(["idNumber"]) },
      { actor: "worker", action: "show", purpose: "", attributes: expect.not.arrayContaining(["idNumber"]) },
    ]);
  });

  test("every value leads to its cell, and the row that it stands in can be opened", async () => {
    const { body } = await worker.get(`${community}/elements/${await xia()}`, purpose);
    const name = body.values.find((each: { attribute: string }) => each.attribute === "name");
    expect(name.origin).toMatchObject({ file: expect.any(String), cell: expect.stringMatching(/^[A-Z]+\d+$/), column: expect.any(String) });
    const row = await worker.get(`${community}/records/${name.origin.record}`, purpose);
    const column = /^[A-Z]+/.exec(name.origin.cell)?.[0];
    expect(row.body.cells.find((each: { column: string }) => each.column === column)?.text).toContain("夏菊花");
    const number = body.values.find((each: { attribute: string }) => each.attribute === "idNumber");
    const masked = await worker.get(`${community}/records/${number.origin.record}`);
    expect(JSON.stringify(masked.body)).not.toMatch(/\d{17}[\dX]/);
    expect(masked.body.cells.some((each: { masked: boolean }) => each.masked)).toBe(true);
  });

  test("what disagrees, and every row, is told as evidence", async () => {
    const { body } = await worker.get(`${community}/elements/${await xia()}/evidence`);
    expect(body.rows.length).toBeGreaterThan(1);
    expect(body.attributes.find((each: { attribute: string }) => each.attribute === "idNumber").masked).toBe(true);
  });

  test("an id of nobody, of another community, or that is none", async () => {
    expect(await worker.get(`${community}/elements/01936f3a-0000-7000-8000-000000000001`)).toMatchObject({
      status: 404,
      body: { code: "element-unknown" },
    });
    expect(await worker.get(`${community}/elements/1`)).toMatchObject({ status: 400, body: { errors: [{ pointer: "/element" }] } });
    expect((await worker.get(`${community}/elements/${await xia()}`, { "weinao-purpose": "%E5%" })).status).toBe(400);
  });

  test("comes in with the code that the worker prints, sees their own data in clear, and who looked", async () => {
    const id = (await find("王")).find((each) => each.kind === "person")?.id ?? "";
    const invited = await worker.send("POST", `${community}/elements/${id}/invitation`, undefined, purpose);
    expect(invited).toMatchObject({
      status: 201,
      body: { kind: "person", code: { code: expect.stringMatching(/^[\dA-Z]{4}(-[\dA-Z]{4}){2}$/) } },
    });
    const come = await api.stranger().send("POST", "/api/v1/session/code", { code: invited.body.code.code });
    expect(come.body.account).toMatchObject({ role: "resident", name: invited.body.name });
    const cookie = String(come.headers["set-cookie"]).split(";")[0] ?? "";
    const own = await api.stranger().get("/api/v1/self", { cookie });
    expect(own.body.values.find((each: { attribute: string }) => each.attribute === "idNumber").held.value).toMatch(/^\d{17}[\dX]$/);
    const readings = await api.stranger().get("/api/v1/self/readings", { cookie });
    expect(readings.body.items).toContainEqual(
      expect.objectContaining({ actor: "worker", action: "show", purpose: { zh: "入户走访", en: "入户走访" } }),
    );
    const household = (await find("青枫苑")).find((each) => each.kind === "dwelling")?.id ?? "";
    expect(await worker.send("POST", `${community}/elements/${household}/invitation`)).toMatchObject({
      body: { code: "element-not-a-person" },
    });
  });
});

describe("edits and creates", () => {
  const draft = (name: string) => ({ name, label: "王", role: "worker", communities: [sampleCommunity] });

  test("an edit names the version that it was made on; the second of two is told, and nothing is lost", async () => {
    const made = await administrator.send("POST", "/api/v1/accounts", draft("edited"));
    const path = String(made.headers.location);
    const { headers } = await administrator.get(path);
    const version = { "if-match": String(headers.etag) };
    expect(await administrator.send("PATCH", path, { label: "一" })).toMatchObject({ status: 428, body: { code: "version-missing" } });
    const first = await administrator.send("PATCH", path, { label: "一" }, version);
    expect(first).toMatchObject({ status: 200, body: { label: "一", version: 2 }, headers: { etag: '"2"' } });
    expect(await administrator.send("PATCH", path, { label: "二" }, version)).toMatchObject({
      status: 412,
      body: { code: "account-changed" },
    });
    expect(await administrator.send("PATCH", path, { label: "二" }, { "if-match": "*" })).toMatchObject({ status: 412 });
    expect((await administrator.get(path)).body.label).toBe("一");
    expect(await administrator.send("PATCH", path, {}, version)).toMatchObject({ status: 400 });
    expect(await administrator.send("PATCH", path, { name: "x" }, version)).toMatchObject({ status: 400 });
  });

  test("a create sent twice with one key is done once, with the same answer; another request cannot use the key", async () => {
    const key = { "idempotency-key": "one-1" };
    const first = await administrator.send("POST", "/api/v1/accounts", draft("once"), key);
    const second = await administrator.send("POST", "/api/v1/accounts", draft("once"), key);
    expect(second).toMatchObject({ status: 201, body: first.body, headers: { etag: first.headers.etag } });
    expect(await administrator.send("POST", "/api/v1/accounts", draft("twice"), key)).toMatchObject({
      body: { code: "idempotency-key-reused" },
    });
    expect(await administrator.send("POST", "/api/v1/accounts", draft("once"))).toMatchObject({
      status: 409,
      body: { code: "account-name-taken" },
    });
    const refused = { "idempotency-key": "one-2" };
    expect((await administrator.send("POST", "/api/v1/accounts", draft("once"), refused)).status).toBe(409);
    expect((await administrator.send("POST", "/api/v1/accounts", draft("once"), refused)).status).toBe(409);
  });

  test("twenty at once with one key make one", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => administrator.send("POST", "/api/v1/accounts", draft("rush"), { "idempotency-key": "rush" })),
    );
    const statuses = new Set(answers.map(({ status, body }) => (status === 201 ? 201 : body.code)));
    expect([...statuses].every((each) => each === 201 || each === "idempotency-key-in-use")).toBe(true);
    expect(statuses.has(201)).toBe(true);
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.account.id)).size).toBe(1);
  });

  test("a list is paged without gaps or repeats", async () => {
    const names: string[] = [];
    let next: string | undefined;
    do {
      const { body } = await administrator.get(`/api/v1/accounts?limit=3${next === undefined ? "" : `&cursor=${next}`}`);
      names.push(...body.items.map((each: { name: string }) => each.name));
      next = body.next;
    } while (next !== undefined);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(6);
    expect(names).toEqual([...names].sort());
    expect((await administrator.get("/api/v1/accounts?cursor=***")).status).toBe(400);
    expect((await administrator.get("/api/v1/accounts?limit=0")).status).toBe(400);
    expect((await administrator.get("/api/v1/accounts?limit=3&colour=red")).status).toBe(400);
  });
});

test("a body that is no JSON, too large or of another type is refused in words, and nothing about the inside is told", async () => {
  const bad = await api.app.inject({
    method: "POST",
    url: "/api/v1/session",
    headers: { "content-type": "application/json" },
    payload: "{",
  });
  expect(bad.json()).toMatchObject({ status: 400, code: "request-invalid" });
  const large = await api.app.inject({ method: "POST", url: "/api/v1/session", payload: { name: "x".repeat(300_000), password: "" } });
  expect(large.json()).toMatchObject({ status: 413, code: "request-too-large" });
  const xml = await api.app.inject({ method: "POST", url: "/api/v1/session", headers: { "content-type": "text/xml" }, payload: "<a/>" });
  expect(xml.json()).toMatchObject({ status: 415, code: "media-type-unsupported" });
  expect((await api.stranger().get("/api/v1/nothing")).body).toMatchObject({ status: 404, code: "not-found" });
});

test("one caller who asks without end is slowed down, and others are not", async () => {
  const stranger = api.stranger();
  const answers = await Promise.all(Array.from({ length: 70 }, () => stranger.send("POST", "/api/v1/session/code", { code: "x" })));
  const limited = answers.find(({ body }) => body.code === "too-many-requests");
  expect(limited?.status).toBe(429);
  expect(Number(limited?.headers["retry-after"])).toBeGreaterThan(0);
  expect((await worker.get("/api/v1/session")).status).toBe(200);
});

test("the administrator's record of access verifies and cannot be reached by a resident", async () => {
  expect((await administrator.get(`${community}/access-record/verdict`)).body).toMatchObject({ intact: true });
  const resident = await api.as("resident").catch(() => null);
  if (resident) expect((await resident.get(`${community}/access-record`)).status).toBe(403);
});
