import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, listAccess, openKeyring } from "#access";
import { loadRegisters } from "#exchange";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import type { HomeCell } from "./contract.ts";
import type { RegistryDeps } from "./deps.ts";
import { importFiles } from "./import-files.ts";
import { listEstates, readBuilding } from "./read-building.ts";

const actor: Actor = { name: "tester", role: "worker", purpose: "visit" };
const community = "330782095001";
const folder = mkdtempSync(join(tmpdir(), "weinao-building-"));
let database: TestStore;
let deps: RegistryDeps;

const residents = [
  "姓名,性别,身份证号,现住址,与户主关系,户号",
  "王菊香,女,330782193603140188,青枫花园4幢3单元202室,户主,100000001",
  "李大福,男,330725194008151234,青枫花园4幢3单元1001室,户主,100000002",
  "李小福,男,330782197502033212,青枫花园4幢3单元1001室,子,100000002",
  "李晓敏,女,330782202201150027,青枫花园4幢1单元201室,户主,100000003",
];
const homes = [
  "小区,幢号,单元,室号,房屋用途",
  "青枫花园,4,1,201,自住",
  "青枫花园,4,1,202,空置",
  "青枫花园,4,3,202,自住",
  "青枫花园,12,1,101,自住",
];
const lets = ["房屋地址,房东姓名,房东电话,承租人姓名,承租人身份证号", "青枫花园4幢1单元201室,陈志强,13700000009,刘洋,511324199602230286"];

beforeAll(async () => {
  database = await testStore();
  deps = { store: database.store, keyring: await openKeyring(join(folder, "home"), {}), departmentsFolder: "departments" };
  const files = Object.entries({ "居民名单.csv": residents, "房屋底册.csv": homes, "出租房登记.csv": lets }).map(([name, lines]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join("\n")}\n`);
    return path;
  });
  const registers = await loadRegisters("departments");
  const imported = await importFiles(deps, actor, { community, files, registers, today: "2025-06-30" });
  if (!imported.accepted) throw new Error(imported.detail);
});

afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function plan(building: string) {
  const read = await readBuilding(deps, actor, community, { estate: "青枫花园", building }, "2025-06-30");
  if (!read.accepted) throw new Error(read.refusal);
  return read.value;
}

test("an estate's buildings stand in the order of their numbers", async () => {
  expect(await listEstates(deps, actor, community)).toEqual([
    {
      estate: "青枫花园",
      homes: 5,
      buildings: [
        { building: "4", homes: 4 },
        { building: "12", homes: 1 },
      ],
    },
  ]);
});

test("a building is units of floors of rooms, the top floor first", async () => {
  const { units } = await plan("4");
  expect(units.map(({ unit, floors }) => [unit, floors.map(({ floor, rooms }) => [floor, rooms.map((home) => home.room)])])).toEqual([
    ["1", [["2", ["201", "202"]]]],
    [
      "3",
      [
        ["10", ["1001"]],
        ["2", ["202"]],
      ],
    ],
  ]);
});

test("a home shows who lives there, and what it stands out by", async () => {
  const { units } = await plan("4");
  const cells = new Map<string, HomeCell>();
  for (const { unit, floors } of units) for (const { rooms } of floors) for (const cell of rooms) cells.set(`${unit}-${cell.room}`, cell);
  expect(cells.get("3-202")).toMatchObject({ marks: ["elderlyAlone"], people: [{ name: "王菊香", age: 89 }] });
  expect(cells.get("3-1001")).toMatchObject({ marks: ["elderly"], people: [{ name: "李大福" }, { name: "李小福" }] });
  expect(cells.get("1-201")?.marks).toEqual(["tenants", "children"]);
  expect(cells.get("1-202")).toMatchObject({ marks: ["empty"], people: [] });
});

test("whose names were shown is recorded; a building that nobody knows is refused", async () => {
  const [entry] = await database.store.transaction({ communities: [community], actor: "t", role: "auditor", purpose: "" }, (tx) =>
    listAccess(tx, { community: Number(community), limit: 1 }),
  );
  expect(entry).toMatchObject({ action: "building", purpose: "visit", detail: "青枫花园 4", count: 5 });
  expect(await readBuilding(deps, actor, community, { estate: "青枫花园", building: "99" }, "2025-06-30")).toMatchObject({
    accepted: false,
    refusal: "building-unknown",
  });
});
