import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApi, testApi } from "../../tests/api-client.ts";
import { otherCommunity, sampleCommunity, sampleStore } from "../../tests/sample-community.ts";

const home = mkdtempSync(join(tmpdir(), "weinao-systems-"));
let opened: Awaited<ReturnType<typeof sampleStore>>;
let api: TestApi;
let address: string;
let token: string;

beforeAll(async () => {
  opened = await sampleStore();
  api = await testApi(opened.registry, { home });
  await api.app.listen({ host: "127.0.0.1", port: 0 });
  address = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
  const made = await (await api.as("administrator")).send("POST", "/api/v1/tokens", {
    ...{ label: "民政系统", community: sampleCommunity, scopes: ["registry:import", "registry:fill"], days: 1 },
  });
  token = made.body.token;
});
afterAll(async () => {
  await api.close();
  await opened.close();
  rmSync(home, { recursive: true, force: true });
});

/** The examples of a guide. */
function examples(page: string): string[] {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), "utf8");
  return [...text.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map((match) => match[1] as string);
}

const run = async (script: string): Promise<string> => {
  const environment = { ...process.env, WEINAO: address, WEINAO_TOKEN: token, COMMUNITY: sampleCommunity };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { env: environment });
  return stdout.trim();
};

test("the guide's examples run: records pushed are taken in, a form pulled is filled; both languages show the same ones", async () => {
  const [push = "", pull = "", ...more] = examples("systems.md");
  expect(more).toEqual([]);
  expect(examples("systems.zh-CN.md")).toEqual([push, pull]);
  expect(await run(push)).toMatch(/^done 2 .*"phone-too-short":1/);
  const [now = 0, soon = 0, bytes = 0] = (await run(pull)).split(" ").map(Number);
  expect(now).toBeGreaterThan(3);
  expect(soon).toBeGreaterThanOrEqual(0);
  expect(bytes).toBeGreaterThan(5_000);
  const { items } = (await (await api.as("administrator")).get(`/api/v1/communities/${sampleCommunity}/access-record?limit=10`)).body;
  expect(
    items.some((entry: { actor: string; purpose: string }) => entry.actor === "token 民政系统" && entry.purpose === "高龄津贴六月发放"),
  ).toBe(true);
  // The same key is the same request: it answers, and nothing is taken in twice.
  expect(await run(push)).toMatch(/^done 2 /);
  const { body } = await (await api.as("worker")).get(`/api/v1/communities/${sampleCommunity}/imports`);
  expect(body.items.filter((job: { files: { name: string }[] }) => job.files[0]?.name === "高龄津贴发放清册.csv")).toHaveLength(1);
});

test("an addition stands beside what was pushed before; a row wider than its header, another community and another scope are refused", async () => {
  const system = api.withToken(token);
  const place = `/api/v1/communities/${sampleCommunity}/records`;
  const records = { source: "独居老人名单", columns: ["姓名", "身份证号"], rows: [["赵小妹", "330782193905060026"]] };
  const first = await system.send("POST", place, records);
  const second = await system.send("POST", place, { ...records, rows: [["钱阿大", "330782193607080019"]], mode: "addition" });
  expect([first.status, second.status]).toEqual([202, 202]);
  expect(second.body.files[0].name).not.toBe(first.body.files[0].name);
  for (const { headers } of [first, second]) {
    await expect
      .poll(async () => (await system.get(String(headers.location))).body, { timeout: 60_000, interval: 100 })
      .toMatchObject({ state: "done", summary: { rows: 1 } });
  }
  expect(await system.send("POST", place, { ...records, rows: [["赵小妹", "1", "2"]] })).toMatchObject({
    status: 400,
    body: { code: "request-invalid", errors: [{ pointer: "/rows/0" }] },
  });
  expect(await system.send("POST", place.replace(sampleCommunity, otherCommunity), records)).toMatchObject({ status: 403 });
  expect(await system.get(`/api/v1/communities/${sampleCommunity}/elements/01936f3a-0000-7000-8000-000000000001`)).toMatchObject({
    status: 403,
  });
});
