import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, openKeyring } from "#access";
import { loadRegisters } from "#exchange";
import type { Register } from "#exchange/contract";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import type { ShownAttribute } from "./contract.ts";
import type { RegistryDeps } from "./deps.ts";
import { findElements } from "./find-elements.ts";
import { importFiles } from "./import-files.ts";
import { previewMerge, previewSplit } from "./preview-decision.ts";
import { readGolden } from "./read-golden.ts";
import { showElement } from "./show-element.ts";
import { type OwnStatement, stateFacts } from "./state-facts.ts";
import { undoImport } from "./undo-import.ts";

const actor: Actor = { name: "tester", role: "worker", purpose: "test" };
const today = "2025-06-30";
const folder = mkdtempSync(join(tmpdir(), "weinao-state-"));
let database: TestStore;
let deps: RegistryDeps;
let registers: Register[];
let nextCommunity = 330782094001;

beforeAll(async () => {
  database = await testStore();
  registers = await loadRegisters("departments");
  deps = { store: database.store, keyring: await openKeyring(join(folder, "home"), {}), departmentsFolder: "departments" };
});

afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

const police = [
  "姓名,性别,身份证号,户籍地址,联系电话,与户主关系,户号",
  "王菊香,女,330782193603140188,青枫花园4幢3单元202室,13700000001,户主,100000001",
  "李大福,男,330725194008151234,青枫花园1幢1单元101室,13700000002,户主,100000002",
];
const clinic = ["姓名,身份证号,联系电话", "王菊香,330782193603140188,13700000008"];

async function take(community: string, name: string, lines: readonly string[]): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  const imported = await importFiles(deps, actor, { community, files: [path], registers, today });
  if (!imported.accepted) throw new Error(imported.detail);
}

async function place(): Promise<{ community: string; id: string }> {
  const community = String(nextCommunity++);
  await take(community, "户籍人口登记.csv", police);
  await take(community, "疫苗接种.csv", clinic);
  const [found] = (await findElements(deps, actor, community, "王菊香")).filter((it) => it.kind === "person");
  return { community, id: found?.id as string };
}

async function attribute(community: string, id: string, name: string): Promise<ShownAttribute | undefined> {
  const shown = await showElement(deps, actor, community, id, { unmask: true });
  if (!shown.accepted) throw new Error(shown.refusal);
  return shown.value.attributes.find((it) => it.attribute === name);
}

async function state(community: string, statement: Omit<OwnStatement, "today">): Promise<string> {
  const stated = await stateFacts(deps, actor, community, { ...statement, today });
  if (!stated.accepted) throw new Error(`${stated.refusal} ${stated.detail}`);
  return stated.value.deliveryId;
}

describe("what the community states by hand", () => {
  test("on a version that is another by now is refused, and an import of what is known already makes no other version", async () => {
    const { community, id } = await place();
    const version = async () => {
      const read = await readGolden(deps, actor, community, id, { unmask: true });
      return read.accepted ? read.value.version : 0;
    };
    const seen = await version();
    await take(community, "户籍人口登记.csv", police);
    expect(await version()).toBe(seen);
    await state(community, { elementId: id, facts: { phone: "13957901234" }, version: seen });
    const late = await stateFacts(deps, actor, community, { elementId: id, facts: { phone: "13957909999" }, version: seen, today });
    expect(late).toMatchObject({ accepted: false, refusal: "version-outdated" });
    expect((await attribute(community, id, "phone"))?.golden).toMatchObject([{ value: "13957901234" }]);
  });

  test("wins over every department, says who stated it, and holds through later imports", async () => {
    const { community, id } = await place();
    await state(community, { elementId: id, facts: { phone: "139 5790 1234" } });
    const phone = await attribute(community, id, "phone");
    const stated = { actor: "tester", at: expect.any(Date) };
    expect(phone?.golden).toMatchObject([
      { value: "13957901234", reason: "decided", origins: [{ file: "社区登记", column: "联系电话", stated }] },
    ]);
    expect(phone?.others.flatMap((it) => it.origins.filter((origin) => origin.stated !== undefined))).toEqual([]);
    expect(phone?.others.map((it) => it.value).sort()).toEqual(["13700000001", "13700000008"]);
    await take(
      community,
      "户籍人口登记.csv",
      police.map((line) => line.replace("13700000001", "13700000099")),
    );
    expect((await attribute(community, id, "phone"))?.golden[0]?.value).toBe("13957901234");
  });

  test("is overruled by a newer word of the community, and gone when taken back", async () => {
    const { community, id } = await place();
    await state(community, { elementId: id, facts: { phone: "13957901234" } });
    const newer = await state(community, { elementId: id, facts: { phone: "13957905678", maritalStatus: "丧偶" } });
    expect((await attribute(community, id, "phone"))?.golden[0]?.value).toBe("13957905678");
    expect((await attribute(community, id, "maritalStatus"))?.golden[0]?.value).toBe("30");
    expect(await undoImport(deps, actor, community, newer)).toMatchObject({ accepted: true });
    expect((await attribute(community, id, "phone"))?.golden[0]?.value).toBe("13957901234");
    expect(await attribute(community, id, "maritalStatus")).toBeUndefined();
  });

  test("stays with its person when one of the files is taken back", async () => {
    const { community, id } = await place();
    await state(community, { elementId: id, facts: { bankName: "义乌农商银行" } });
    const shown = await showElement(deps, actor, community, id, { unmask: true });
    if (!shown.accepted) throw new Error(shown.refusal);
    const deliveries = await database.store.transaction({ communities: [community], actor: "tester", role: "worker", purpose: "" }, (tx) =>
      tx.query<{ id: string }>("SELECT id FROM delivery WHERE community_id = $1 AND file_name = '疫苗接种.csv'", [community]),
    );
    expect(await undoImport(deps, actor, community, deliveries[0]?.id as string)).toMatchObject({ accepted: true });
    expect((await attribute(community, id, "bankName"))?.golden[0]?.value).toBe("义乌农商银行");
  });

  test("where somebody lives becomes a home with its parts", async () => {
    const { community, id } = await place();
    await state(community, { elementId: id, facts: { address: "青枫花园12幢1单元301室" } });
    const shown = await showElement(deps, actor, community, id, { unmask: true });
    if (!shown.accepted) throw new Error(shown.refusal);
    expect(shown.value.relations.filter((it) => it.relation === "livesIn").map((it) => it.title)).toContain("青枫花园12幢1单元301室");
  });

  test("what cannot be is refused, and nothing is kept of it", async () => {
    const { community, id } = await place();
    const refusal = async (facts: Record<string, string>, elementId = id) =>
      stateFacts(deps, actor, community, { elementId, facts, today }).then((it) =>
        it.accepted ? "accepted" : `${it.refusal} ${it.detail}`,
      );
    expect(await refusal({ idNumber: "330782193603140189" })).toBe("value-invalid idNumber");
    expect(await refusal({ birthDate: "1936-02-30" })).toBe("value-invalid birthDate");
    expect(await refusal({ colour: "red" })).toBe("attribute-unknown colour");
    expect(await refusal({ phone: " " })).toBe("statement-empty ");
    expect(await refusal({ phone: "13957901234" }, "nobody")).toBe("element-unknown nobody");
    expect((await attribute(community, id, "phone"))?.golden[0]?.reason).not.toBe("decided");
  });
});

describe("previews", () => {
  test("show what a merge would make of two, and change nothing", async () => {
    const { community, id } = await place();
    const [other] = (await findElements(deps, actor, community, "李大福")).filter((it) => it.kind === "person");
    const preview = await previewMerge(deps, actor, community, id, other?.id as string);
    if (!preview.accepted) throw new Error(preview.refusal);
    const name = preview.value.attributes.find((it) => it.attribute === "name");
    expect([name?.value, ...(name?.losers ?? [])].sort()).toEqual(["李大福", "王菊香"]);
    expect((await attribute(community, id, "name"))?.others).toEqual([]);
    expect(await previewMerge(deps, actor, community, id, id)).toMatchObject({ refusal: "elements-same" });
  });

  test("mask what a purpose would show", async () => {
    const { community, id } = await place();
    const [other] = (await findElements(deps, actor, community, "李大福")).filter((it) => it.kind === "person");
    const preview = await previewMerge(deps, { ...actor, purpose: "" }, community, id, other?.id as string);
    expect(JSON.stringify(preview)).not.toContain("330782193603140188");
  });

  test("show both sides of a split", async () => {
    const { community, id } = await place();
    const preview = await previewSplit(deps, actor, community, id, [{ file: "疫苗接种.csv", row: 2 }]);
    if (!preview.accepted) throw new Error(preview.refusal);
    expect(preview.value.leaving).toMatchObject({ id: "", rows: 1, title: "王菊香" });
    expect(preview.value.staying).toMatchObject({ id, rows: 1 });
    expect(await previewSplit(deps, actor, community, id, [{ file: "无.csv", row: 2 }])).toMatchObject({ refusal: "row-unknown" });
  });
});
