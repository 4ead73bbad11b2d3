import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { viewWorkbook } from "#exchange";
import { type Client, type TestApi, testApi } from "../../../tests/api-client.ts";
import { departmentsFolder, sampleCommunity, sampleDay, sampleStore } from "../../../tests/sample-community.ts";
import { withWorkbook } from "./shelf.ts";

const base = `/api/v1/communities/${sampleCommunity}`;
const roster = `${base}/forms/civil-affairs.old-age-allowance-roster`;
const application = `${base}/forms/civil-affairs.old-age-allowance-application`;
const asOf = sampleDay;
let opened: Awaited<ReturnType<typeof sampleStore>>;
let api: TestApi;
let worker: Client;

beforeAll(async () => {
  opened = await sampleStore();
  api = await testApi(opened.registry);
  worker = await api.as("worker");
});
afterAll(async () => {
  await api.close();
  await opened.close();
});

/** Downloads a workbook: its bytes are no text. */
async function download(path: string, body: object): Promise<{ bytes: Buffer; headers: Record<string, unknown> }> {
  const made = await (await api.as("administrator")).send("POST", "/api/v1/tokens", {
    ...{ label: "表格下载", community: sampleCommunity, scopes: ["registry:fill"], days: 1 },
  });
  const answer = await api.app.inject({
    method: "POST",
    url: `${path}/workbook`,
    headers: { authorization: `Bearer ${made.body.token}` },
    payload: body,
  });
  expect(answer.statusCode).toBe(200);
  return { bytes: answer.rawPayload, headers: answer.headers };
}

/** Every text of a workbook by sheet and cell. */
function textsOf(bytes: Buffer): Promise<Map<string, string>> {
  return withWorkbook(bytes, "filled.xlsx", async (path) => {
    const viewed = await viewWorkbook(path);
    if (!viewed.accepted) throw new Error(viewed.refusal);
    return texts(viewed.value);
  });
}

const texts = (sheets: readonly { name: string; rows: readonly { row: number; cells: readonly { column: number; text: string }[] }[] }[]) =>
  new Map(
    sheets.flatMap((sheet) =>
      sheet.rows.flatMap(({ row, cells }) => cells.map((cell) => [`${sheet.name} ${row}:${cell.column}`, cell.text] as const)),
    ),
  );

describe("the gallery", () => {
  test("lists the departments' forms with their departments, what they ask and for whom they are", async () => {
    const { body } = await worker.get(`${base}/forms`);
    const found = body.items.find((each: { key: string }) => each.key === "civil-affairs.old-age-allowance-roster");
    expect(found).toMatchObject({
      kind: "roster",
      subject: "person",
      department: { zh: "民政" },
      condition: expect.stringContaining("80"),
    });
    expect(found.facts).toBeGreaterThan(5);
  });

  test("a form that there is not is told so, whichever way it is asked for", async () => {
    for (const key of ["civil-affairs.nothing", "01936f3a-0000-7000-8000-000000000001"])
      expect(await worker.get(`${base}/forms/${key}`)).toMatchObject({ status: 404, body: { code: "form-unknown" } });
  });
});

test("a filled form on screen says what the downloaded workbook says, cell by cell, and downloading keeps the rate", async () => {
  const { body } = await worker.send("POST", `${roster}/fill`, { asOf });
  expect(body.rows).toBeGreaterThan(3);
  const { bytes, headers } = await download(roster, { asOf });
  expect(decodeURIComponent(String(headers["content-disposition"]))).toContain(`${asOf}.xlsx`);
  expect(texts(body.sheets)).toEqual(await textsOf(bytes));
  expect(body.cellsAsked - body.cellsFilled).toBe(body.unfinished.filter((cell: { state: string }) => cell.state === "missing").length);
  const { body: form } = await worker.get(roster);
  expect(form.fills.at(-1)).toMatchObject({ rows: body.rows, rate: body.rate });
});

test("a missing cell is answered once: it is filled on this form and the next, and can be taken back", async () => {
  const { body: before } = await worker.send("POST", `${roster}/fill`, { asOf });
  const missing = before.unfinished.find(
    (cell: { question?: number; label: string }) => cell.question !== undefined && /电话/.test(cell.label),
  );
  const question = before.questions[missing.question];
  const place = `${base}/elements/${question.element}/statements`;
  expect(await worker.send("POST", place, { facts: { [question.attribute]: "12" } })).toMatchObject({
    status: 422,
    body: { code: "value-invalid" },
  });
  const stated = await worker.send("POST", place, { facts: { [question.attribute]: "13857900001" } });
  expect(stated.status).toBe(201);
  const { body: after } = await worker.send("POST", `${roster}/fill`, { asOf });
  expect(after.cellsFilled).toBe(before.cellsFilled + 1);
  expect([...texts(after.sheets).values()]).toContain("13857900001");
  const { body: own } = await worker.send("POST", `${application}/fill`, { asOf, elements: [question.element] });
  expect(JSON.stringify(own.sheets)).toContain("13857900001");
  expect((await worker.send("DELETE", `${base}/statements/${stated.body.statement}`)).status).toBe(204);
  expect(await worker.send("DELETE", `${base}/statements/${stated.body.statement}`)).toMatchObject({ body: { code: "statement-unknown" } });
  const { body: again } = await worker.send("POST", `${roster}/fill`, { asOf });
  expect(again.cellsFilled).toBe(before.cellsFilled);
});

test("who qualifies now and who soon will; whoever looks is recorded with the purpose of filling", async () => {
  const { body } = await worker.get(`${roster}/qualifying?asOf=${asOf}&days=366`);
  expect(body.now.length).toBeGreaterThan(3);
  expect(body.soon.length).toBeGreaterThan(0);
  const { body: record } = await worker.get(`${base}/access-record?limit=1`);
  expect(record.items[0]).toMatchObject({ action: "qualify", purpose: "form", count: body.now.length + body.soon.length });
});

describe("a blank that nobody described", () => {
  const upload = (name: string, content: Buffer) => {
    const boundary = "----weinao";
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    return worker.send("POST", `${base}/forms`, body, { "content-type": `multipart/form-data; boundary=${boundary}` });
  };
  const blank = readFileSync(join(departmentsFolder, "veterans-affairs/veterans-roster/template.xlsx"));

  test("is kept, says for whom it is, is filled, and goes again", async () => {
    const kept = await upload("退役军人名册（新）.xlsx", blank);
    expect(kept).toMatchObject({ status: 201, body: { kept: { file: "退役军人名册（新）.xlsx", by: "worker" } } });
    expect((await upload("again.xlsx", blank)).body.key).toBe(kept.body.key);
    const place = `${base}/forms/${kept.body.key}`;
    const say = (condition: string) => worker.send("PUT", `${place}/condition`, { condition }, { "if-match": String(kept.headers.etag) });
    expect(await say("age >=")).toMatchObject({ body: { code: "condition-invalid" } });
    expect(await say("age >= 95")).toMatchObject({
      headers: { etag: '"1"' },
      body: { condition: "age >= 95", kept: { changedBy: "worker" } },
    });
    expect(await say("age >= 90")).toMatchObject({ status: 412, body: { code: "version-outdated" } });
    const { body } = await worker.get(`${place}/qualifying?asOf=${asOf}`);
    const { body: filled } = await worker.send("POST", `${place}/fill`, { asOf });
    expect(filled.rows).toBe(body.now.length);
    expect((await worker.send("DELETE", place)).status).toBe(204);
    expect((await worker.get(place)).status).toBe(404);
  });

  test("that is no form, or no workbook, is refused in words", async () => {
    expect(await upload("报告.xlsx", Buffer.from("no workbook"))).toMatchObject({ status: 422, body: { code: "file-damaged" } });
    expect(await upload("报告.csv", Buffer.from("姓名,电话"))).toMatchObject({ status: 422, body: { code: "form-not-xlsx" } });
    expect(await worker.send("DELETE", roster)).toMatchObject({ status: 404, body: { code: "form-unknown" } });
  });
});

test("the board says who holds each fact, which forms ask it, and how the rate goes; an office reads it", async () => {
  const { status, body } = await (await api.as("office")).get(`${base}/once-only`);
  expect(status).toBe(200);
  const name = body.attributes.find((each: { key: string }) => each.key === "person.name");
  expect(name.heldBy.length).toBeGreaterThan(2);
  expect(name.askedBy).toContain("civil-affairs.old-age-allowance-roster");
  expect(name.coverage).toBeGreaterThan(0.9);
  const form = body.forms.find((each: { key: string }) => each.key === "civil-affairs.old-age-allowance-roster");
  expect(form.known).toBeGreaterThan(0.3);
  expect(form.known).toBeLessThan(1);
  expect(form.rates.at(-1).rate).toBeCloseTo(body.trend.at(-1).rate, 6);
});
