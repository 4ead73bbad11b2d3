import { afterAll, beforeAll, expect, test } from "vitest";
import { answerCorrection, findElements, listCorrections } from "#registry";
import { type Client, type TestApi, testApi } from "../../tests/api-client.ts";
import { sampleCommunity, sampleDay, sampleStore } from "../../tests/sample-community.ts";

let store: Awaited<ReturnType<typeof sampleStore>>;
let api: TestApi;
let resident: Client;
const worker = { name: "worker", role: "worker", purpose: "correction" } as const;
const path = "/api/v1/self";

beforeAll(async () => {
  store = await sampleStore();
  api = await testApi(store.registry);
  resident = await api.as("resident");
});
afterAll(async () => {
  await api?.close();
  await store?.close();
});

/** Somebody else of the sample community, who comes in by a code as the worker would print it. */
async function signedIn(person: string): Promise<Client> {
  const desk = await api.as("worker");
  const invited = await desk.send("POST", `/api/v1/communities/${sampleCommunity}/elements/${person}/invitation`);
  const come = await api.stranger().send("POST", "/api/v1/session/code", { code: invited.body.code.code });
  const cookie = String(come.headers["set-cookie"]).split(";")[0] ?? "";
  const own = { cookie, "weinao-proof": come.body.proof };
  const stranger = api.stranger();
  return {
    get: (url, headers) => stranger.get(url, { ...own, ...headers }),
    send: (method, url, body, headers) => stranger.send(method, url, body, { ...own, ...headers }),
  };
}

const ask = (draft: object, client = resident) =>
  client.send("POST", `${path}/corrections`, { attribute: "phone", value: "", note: "", ...draft });
const mine = async (client = resident) => (await client.get(`${path}/corrections`)).body.items;

test("each value comes with every file that says it, and with what other files say", async () => {
  const { body } = await resident.get(path);
  const phone = body.values.find((each: { attribute: string }) => each.attribute === "phone");
  expect(body.title).toBe("夏菊花");
  expect(phone.held.value).toMatch(/^1\d{10}$/);
  expect(phone.held.origins.map((origin: { file: string }) => origin.file)).toContain("独居老人探访关爱记录.xlsx");
  expect(phone.others).toMatchObject([{ reason: "recency", origins: [{ department: { zh: "卫生健康" }, file: "疫苗接种记录.txt" }] }]);
  expect(phone.others[0].value).not.toBe(phone.held.value);
  // A file is named once, however many of its rows say the same.
  for (const { held } of body.values) {
    const files = (held?.origins ?? []).map(({ file, date }: { file: string; date: string }) => `${file} ${date}`);
    expect(files).toEqual([...new Set(files)]);
  }
});

test("my household is named, others in my home are counted, and nobody's numbers are told", async () => {
  const people = (await findElements(store.registry, worker, sampleCommunity, "王")).filter(({ kind }) => kind === "person");
  const homes: { household: { members: { name: string; self: boolean }[] }; homes: { residents: number; address: string }[] }[] = [];
  for (const { id } of people.slice(0, 12)) homes.push((await (await signedIn(id)).get(`${path}/home`)).body);
  const families = homes.filter(({ household }) => household !== null && household.members.length > 1);
  expect(families.length).toBeGreaterThan(2);
  for (const { household, homes: places } of families) {
    expect(household.members.filter(({ self }) => self)).toHaveLength(1);
    expect(household.members.every(({ name }) => name !== "")).toBe(true);
    expect(JSON.stringify([household, places])).not.toMatch(/\d{11}/);
  }
  expect((await resident.get(`${path}/home`)).body.homes[0]).toMatchObject({
    address: "云杉府1幢2单元402室",
    ties: expect.arrayContaining([expect.objectContaining({ relation: "livesIn", preferred: true })]),
    residents: 1,
    residentsOfHousehold: 1,
  });
});

test("my own looks can be left out of who has looked", async () => {
  const all = (await resident.get(`${path}/readings?limit=100`)).body.items;
  const others = (await resident.get(`${path}/readings?limit=100&own=false`)).body.items;
  expect(all.some((each: { self: boolean }) => each.self)).toBe(true);
  expect(others.length).toBeGreaterThan(0);
  expect(others.some((each: { self: boolean }) => each.self)).toBe(false);
});

test("what I say is wrong waits for the worker, whose answer I read", async () => {
  const asked = await ask({ value: "139 5790 1234", note: "换号了" });
  expect(asked.status).toBe(201);
  expect((await mine())[0]).toMatchObject({
    id: asked.body.id,
    state: "open",
    label: { zh: "联系电话" },
    value: "139 5790 1234",
    answer: "",
  });
  const waiting = await listCorrections(store.registry, worker, sampleCommunity, { state: "open" });
  expect(waiting).toMatchObject([{ id: asked.body.id, name: "夏菊花", note: "换号了" }]);
  await answerCorrection(store.registry, worker, sampleCommunity, asked.body.id, { confirmed: true, words: "已更正", today: sampleDay });
  expect(await mine()).toMatchObject([{ state: "confirmed", answer: "已更正", answeredBy: "worker" }]);
  const phone = (await resident.get(path)).body.values.find((each: { attribute: string }) => each.attribute === "phone");
  expect(phone.held).toMatchObject({ value: "13957901234", reason: "decided", origins: [{ file: "社区登记" }] });
  // I said it, and a worker confirmed it; what the worker says by hand is told as the worker's own word.
  expect(phone.held.origins[0].stated).toEqual({ actor: "worker", at: expect.any(String), askedAt: (await mine())[0].askedAt });
  const desk = await api.as("worker");
  const person = (await findElements(store.registry, worker, sampleCommunity, "夏菊花")).find(({ kind }) => kind === "person")?.id;
  const facts = `/api/v1/communities/${sampleCommunity}/elements/${person}`;
  const version = String((await desk.get(facts)).headers.etag);
  expect(await desk.send("PATCH", facts, { facts: { occupation: "裁缝" } }, { "if-match": version })).toMatchObject({ status: 200 });
  const occupation = (await resident.get(path)).body.values.find((each: { attribute: string }) => each.attribute === "occupation");
  expect(occupation.held.origins[0].stated).toEqual({ actor: "worker", at: expect.any(String) });

  expect(await resident.send("DELETE", `${path}/corrections/${asked.body.id}`)).toMatchObject({
    status: 409,
    body: { code: "correction-answered" },
  });
});

test("what is no value is answered without stating anything", async () => {
  const { body } = await ask({ attribute: "other", note: "我家里还有一个人" });
  const answer = { confirmed: true, words: "已登记", today: sampleDay };
  expect(await answerCorrection(store.registry, worker, sampleCommunity, body.id, answer)).toMatchObject({
    accepted: true,
    value: { state: "confirmed" },
  });
});

test("I take back what nobody has answered; nobody else can, nor see it", async () => {
  const { body } = await ask({ attribute: "address", value: "云杉府2幢1单元101室" });
  const other = (await findElements(store.registry, worker, sampleCommunity, "王")).find(({ kind }) => kind === "person");
  const neighbour = await signedIn(other?.id ?? "");
  expect(await mine(neighbour)).toEqual([]);
  expect(await neighbour.send("DELETE", `${path}/corrections/${body.id}`)).toMatchObject({ status: 404 });
  expect(await resident.send("DELETE", `${path}/corrections/${body.id}`)).toMatchObject({ status: 204 });
  expect((await mine()).find((each: { id: string }) => each.id === body.id)).toMatchObject({ state: "withdrawn" });
  expect(await resident.send("DELETE", `${path}/corrections/${body.id}`)).toMatchObject({ body: { code: "correction-answered" } });
  expect(await ask({ attribute: "colour", value: "red" })).toMatchObject({ status: 422, body: { code: "attribute-unknown" } });
});

test("nobody buries the worker's list", async () => {
  const answers = [];
  for (let at = 0; at <= 40; at += 1) answers.push(await ask({ attribute: "other", note: `第${at}条` }));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(40);
  expect(answers.at(-1)).toMatchObject({ status: 422, body: { code: "corrections-too-many" } });
});
