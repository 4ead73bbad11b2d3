import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, openKeyring } from "#access";
import { loadRegisters } from "#exchange";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import { answerCorrection, askCorrection, correctionsOf, listCorrections } from "./corrections.ts";
import type { RegistryDeps } from "./deps.ts";
import { findElements } from "./find-elements.ts";
import { importFiles } from "./import-files.ts";
import { readGolden } from "./read-golden.ts";
import { showElement } from "./show-element.ts";

const worker: Actor = { name: "worker", role: "worker", purpose: "corrections" };
const resident: Actor = { name: "resident", role: "resident", purpose: "" };
const community = "330782093001";
const today = "2025-06-30";
const folder = mkdtempSync(join(tmpdir(), "weinao-corrections-"));
let database: TestStore;
let deps: RegistryDeps;
let person: string;

beforeAll(async () => {
  database = await testStore();
  deps = { store: database.store, keyring: await openKeyring(join(folder, "home"), {}), departmentsFolder: "departments" };
  const path = join(folder, "居民名单.csv");
  writeFileSync(path, "姓名,身份证号,联系电话\n王菊香,330782193603140188,13700000001\n");
  const imported = await importFiles(deps, worker, { community, files: [path], registers: await loadRegisters("departments"), today });
  if (!imported.accepted) throw new Error(imported.detail);
  person = (await findElements(deps, worker, community, "王菊香"))[0]?.id as string;
});

afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(attribute: string, value: string, note = ""): Promise<string> {
  const asked = await askCorrection(deps, resident, community, person, { attribute, value, note });
  if (!asked.accepted) throw new Error(asked.refusal);
  return asked.value.id;
}

async function phone(): Promise<string | undefined> {
  const shown = await showElement(deps, worker, community, person, { unmask: true });
  return shown.accepted ? shown.value.attributes.find((it) => it.attribute === "phone")?.golden[0]?.value : undefined;
}

test("what a resident asks changes nothing before a worker confirms it; then it holds", async () => {
  const id = await ask("phone", "139 5790 1234", "换号了");
  expect(await phone()).toBe("13700000001");
  expect(await listCorrections(deps, worker, community, { state: "open" })).toMatchObject([
    { id, name: "王菊香", value: "139 5790 1234", note: "换号了" },
  ]);
  const answered = await answerCorrection(deps, worker, community, id, { confirmed: true, words: "已更正", today });
  expect(answered).toMatchObject({ accepted: true, value: { state: "confirmed", answer: "已更正", answeredBy: "worker" } });
  expect(await phone()).toBe("13957901234");
  const read = await readGolden(deps, worker, community, person, { unmask: true });
  const origin = read.accepted ? read.value.values.find((it) => it.attribute === "phone")?.origin : undefined;
  expect(origin?.stated).toEqual({ actor: "worker", at: expect.any(Date), residentAskedAt: expect.any(Date) });
  expect(await correctionsOf(deps, resident, community, person)).toMatchObject([{ id, state: "confirmed", answer: "已更正" }]);
});

test("declined, it changes nothing, and the resident is told why", async () => {
  const before = await phone();
  const id = await ask("phone", "13911112222");
  await answerCorrection(deps, worker, community, id, { confirmed: false, words: "请带身份证到社区核实", today });
  expect(await phone()).toBe(before);
  expect((await correctionsOf(deps, resident, community, person)).find((it) => it.id === id)).toMatchObject({
    state: "declined",
    answer: "请带身份证到社区核实",
  });
});

test("two workers who answer at once: one is told that it is done", async () => {
  const id = await ask("bankName", "义乌农商银行");
  const answers = await Promise.all([1, 2].map(() => answerCorrection(deps, worker, community, id, { confirmed: true, words: "", today })));
  expect(answers.map((it) => (it.accepted ? it.value.state : it.refusal)).sort()).toEqual(["confirmed", "correction-answered"]);
});

test("a value that cannot be stays open, and the worker may set it right", async () => {
  const id = await ask("birthDate", "36年3月40日");
  expect(await answerCorrection(deps, worker, community, id, { confirmed: true, words: "", today })).toMatchObject({
    refusal: "value-invalid",
  });
  expect((await listCorrections(deps, worker, community, { state: "open" })).map((it) => it.id)).toContain(id);
  expect(await answerCorrection(deps, worker, community, id, { confirmed: true, value: "1936-03-14", words: "", today })).toMatchObject({
    accepted: true,
  });
});

test("what is written is sealed, and what cannot be asked is refused", async () => {
  await ask("employer", "保密的单位名称", "不想让别人看到");
  const rows = await database.store.transaction({ communities: [community], actor: "t", role: "worker", purpose: "" }, (tx) =>
    tx.query<{ sealed: Buffer }>("SELECT sealed FROM correction WHERE community_id = $1", [Number(community)]),
  );
  expect(rows.length).toBeGreaterThan(3);
  for (const { sealed } of rows) expect(sealed.toString("utf8")).not.toContain("保密");
  const refusal = async (attribute: string, value: string) =>
    askCorrection(deps, resident, community, person, { attribute, value, note: "" });
  expect(await refusal("colour", "red")).toMatchObject({ refusal: "attribute-unknown" });
  expect(await refusal("phone", " ")).toMatchObject({ refusal: "statement-empty" });
  expect(await refusal("employer", "长".repeat(2001))).toMatchObject({ refusal: "text-too-long" });
  expect(await answerCorrection(deps, worker, community, "none", { confirmed: false, words: "", today })).toMatchObject({
    refusal: "correction-unknown",
  });
  expect(() => listCorrections(deps, resident, community, {})).toThrow();
  expect(() => askCorrection(deps, worker, community, person, { attribute: "phone", value: "1", note: "" })).toThrow();
});
