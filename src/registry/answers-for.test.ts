import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, openKeyring } from "#access";
import { loadRegisters } from "#exchange";
import type { FormField, FormLayout } from "#exchange/contract";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import { answersFor } from "./answers-for.ts";
import type { RegistryDeps } from "./deps.ts";
import type { Selection } from "./form-subjects.ts";
import { importFiles } from "./import-files.ts";

const actor: Actor = { name: "tester", role: "administrator", purpose: "test" };
const community = "330782099300";
const folder = mkdtempSync(join(tmpdir(), "weinao-answers-"));
let database: TestStore;
let deps: RegistryDeps;

const files: Readonly<Record<string, readonly string[]>> = {
  "户籍.csv": [
    "户号,姓名,与户主关系,性别,公民身份号码,现住址,联系电话",
    "1,王小强,户主,男,330782196003121112,青枫花园4幢3单元202室,13700000001",
    "1,李秀英,妻子,女,330782196203121221,青枫花园4幢3单元202室,13700000002",
    "2,陈大福,户主,男,330782195003121214,青枫花园1幢1单元101室,13700000003",
  ],
  "租房.csv": [
    "房屋地址,月租金,房东姓名,房东身份证号,承租人姓名,承租人身份证号",
    "青枫花园2幢1单元301室,1800,王小强,330782196003121112,赵一鸣,362330199003121115",
    "青枫花园2幢1单元301室,1800,王小强,330782196003121112,钱二丽,362330199203121224",
    "青枫花园1幢1单元101室,,陈大福,330782195003121214,,",
  ],
  "商户.csv": [
    "店铺名称,统一社会信用代码,经营地址,经营者姓名,经营者身份证号,联系电话,场所类型",
    "青枫便利店,92330782MA2E8T5X1Q,青枫路12号,陈大福,330782195003121214,13700000003,便利店",
    "老王面馆,92330782MA2E8T5Y9J,青枫路14号,王小强,330782196003121112,13700000001,餐饮",
  ],
};

beforeAll(async () => {
  database = await testStore();
  deps = { store: database.store, keyring: await openKeyring(join(folder, "home"), {}), departmentsFolder: "departments" };
  const paths = Object.entries(files).map(([name, lines]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join("\n")}\n`);
    return path;
  });
  const imported = await importFiles(deps, actor, { community, files: paths, registers: [], today: "2025-06-30" });
  if (!imported.accepted) throw new Error(imported.detail);
});

afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A layout out of `kind.role.attribute`, with a couple's word behind `@`. */
function layoutOf(subject: FormLayout["subject"], kind: FormLayout["kind"], ...asked: readonly string[]): FormLayout {
  const fields = asked.map((text): FormField => {
    const [path = "", couple] = text.split("@");
    const [elementKind, role, attribute] = path.split(".") as ["person", "subject", string];
    const meaning = { kind: elementKind, role, attribute };
    return {
      id: text,
      label: text,
      meaning,
      computed: null,
      format: attribute === "address" ? "shortAddress" : "asIs",
      ...(couple !== undefined && { couple: couple as "wife" }),
    };
  });
  return { file: "x.xlsx", title: "表", kind, subject, sheet: "表", fields, subtable: null };
}

async function rows(layout: FormLayout, selection: Partial<Selection> = {}): Promise<string[]> {
  const answered = await answersFor(deps, actor, community, layout, { asOf: "2025-06-30", ...selection });
  if (!answered.accepted) return [answered.refusal];
  return answered.value.answers.map((one) => layout.fields.map((field) => one.subject.get(field.id)?.value ?? "").join(" "));
}

describe("rosters of homes", () => {
  const letting = layoutOf(
    "dwelling",
    "roster",
    "dwelling.subject.address",
    "person.landlord.name",
    "person.tenant.name",
    "dwelling.subject.rent",
  );

  test("a row a tenant, for the homes that are let", async () => {
    expect(await rows(letting)).toEqual([
      "青枫花园1幢1单元101室 陈大福  ",
      "青枫花园2幢1单元301室 王小强 赵一鸣 1800",
      "青枫花园2幢1单元301室 王小强 钱二丽 1800",
    ]);
  });

  test("by a condition on the home, or by name", async () => {
    expect(await rows(letting, { where: "tenants > 1 && rent > 1000.0" })).toHaveLength(2);
    expect(await rows(letting, { where: 'estate == "青枫花园" && landlords == 0' })).toEqual(["青枫花园4幢3单元202室   "]);
    expect(await rows(letting, { for: ["青枫花园2幢1单元301室"] })).toHaveLength(2);
    expect(await rows(letting, { for: ["赵一鸣"] })).toHaveLength(2);
    expect(await rows(letting, { where: "age > 3" })).toEqual(["condition-invalid"]);
    expect(await rows(letting, { for: ["青枫花园9幢9单元999室"] })).toEqual(["person-unknown"]);
  });
});

describe("rosters of organisations", () => {
  const shops = layoutOf(
    "organisation",
    "roster",
    "organisation.subject.name",
    "organisation.subject.creditCode",
    "person.legalRepresentative.idNumber",
    "organisation.subject.address",
  );

  test("all of them, or those that a condition names", async () => {
    const all = await rows(shops);
    expect(all).toHaveLength(2);
    expect(all.find((row) => row.startsWith("老王面馆"))).toBe("老王面馆 92330782MA2E8T5Y9J 330782196003121112 青枫路14号");
    expect(await rows(shops, { where: 'kind.contains("餐饮")' })).toHaveLength(1);
    expect(await rows(shops, { for: ["青枫便利店"] })).toHaveLength(1);
  });
});

describe("forms about persons", () => {
  test("a form of heads is filled for the head, whoever of the family is named, and once a household", async () => {
    const heads = layoutOf("householdHead", "roster", "person.subject.name", "dwelling.subject.address");
    expect(await rows(heads, { for: ["李秀英"] })).toEqual(["王小强 青枫花园4幢3单元202室"]);
    expect((await rows(heads)).sort()).toEqual(["王小强 青枫花园4幢3单元202室", "陈大福 青枫花园1幢1单元101室"].sort());
  });

  test("how many belong to a household is counted where nobody states it, and says so", async () => {
    const size = layoutOf("person", "application", "person.subject.name", "household.subject.memberCount");
    expect(await rows(size, { for: ["李秀英"] })).toEqual(["李秀英 2"]);
    expect(await rows(size, { for: ["陈大福"] })).toEqual(["陈大福 1"]);
    // Whoever is in no household is not one of one.
    expect(await rows(size, { for: ["赵一鸣"] })).toEqual(["赵一鸣 "]);
    const answered = await answersFor(deps, actor, community, size, { for: ["李秀英"], asOf: "2025-06-30" });
    if (!answered.accepted) throw new Error(answered.refusal);
    const [answers] = answered.value.answers;
    expect(answers?.subject.get("household.subject.memberCount")).toMatchObject({ counted: "2025-06-30", source: { kind: "household" } });
    expect(answers?.subject.get("person.subject.name")?.counted).toBeUndefined();
  });

  test("husband and wife stay in their own places, whoever of them the form is for", async () => {
    const couple = layoutOf("person", "application", "person.subject.name@wife", "person.spouse.name@husband");
    expect(await rows(couple, { for: ["王小强"] })).toEqual(["李秀英 王小强"]);
    expect(await rows(couple, { for: ["李秀英"] })).toEqual(["李秀英 王小强"]);
    expect(await rows(couple, { for: ["赵一鸣"] })).toEqual([" 赵一鸣"]);
  });

  test("a tenant's landlord is known by the home", async () => {
    const lease = layoutOf("person", "application", "person.subject.name", "person.landlord.name");
    expect(await rows(lease, { for: ["赵一鸣"] })).toEqual(["赵一鸣 王小强"]);
  });

  test("everybody who was read stands in the access record", async () => {
    await rows(layoutOf("person", "application", "person.subject.name", "person.landlord.phone"), { for: ["钱二丽"] });
    const recorded = await database.store.transaction(
      { communities: [Number(community)], actor: "tester", role: "administrator", purpose: "test" },
      (tx) =>
        tx.query<{ element_ids: string[] }>("SELECT element_ids FROM access_record WHERE action = 'fill' ORDER BY id DESC LIMIT 1", []),
    );
    expect(recorded[0]?.element_ids).toHaveLength(2);
  });
});

test("whoever is named is answered for as among everybody", async () => {
  const samples = "330782099301";
  const imported = await importFiles(deps, actor, {
    community: samples,
    files: readdirSync("samples")
      .filter((name) => /\.(?:xlsx|xls|csv)$/.test(name))
      .map((name) => join("samples", name)),
    registers: await loadRegisters("departments"),
    today: "2025-06-30",
  });
  expect(imported.accepted).toBe(true);
  const scope = { communities: [Number(samples)], actor: "tester", role: "administrator", purpose: "test" };
  const persons = await database.store.transaction(scope, (tx) =>
    tx.query<{ id: string }>("SELECT id FROM element WHERE community_id = $1 AND kind = 'person' AND current ORDER BY md5(id::text)", [
      Number(samples),
    ]),
  );
  const asked = [
    ...["subject.name", "subject.idNumber", "subject.age", "householdHead.name", "spouse.name", "father.name", "guardian.phone"],
    ...["landlord.name", "owner.name", "owner.phone"],
  ].map((path) => `person.${path}`);
  const ofPlaces = [
    "dwelling.subject.address",
    "dwelling.registered.address",
    "household.subject.householdNumber",
    "organisation.employer.name",
  ];
  const layout = {
    ...layoutOf("person", "application", ...asked, ...ofPlaces),
    subtable: layoutOf("person", "roster", "person.subject.name", "person.subject.relationToHead").fields,
  };
  for (const subject of ["person", "householdHead"] as const) {
    const form = { ...layout, subject, subtable: { fields: layout.subtable, rows: 6, of: "householdMembers" as const } };
    const answered = async (selection: Partial<Selection>) => {
      const outcome = await answersFor(deps, actor, samples, form, { asOf: "2025-06-30", ...selection });
      if (!outcome.accepted) throw new Error(outcome.refusal);
      return outcome.value.answers.map((one) => JSON.stringify([one.name, [...one.subject], one.members.map((member) => [...member])]));
    };
    // Named with everybody else, they are read as a whole.
    const everybody = persons.map(({ id }) => id);
    expect(everybody.length).toBeGreaterThan(500);
    const many = [...everybody, ...everybody];
    const few = everybody.slice(0, 40);
    const among =
      subject === "person" ? (await answered({ for: many })).slice(0, 40) : (await answered({ for: [...few, ...many] })).slice(0, 30);
    const alone = subject === "person" ? await answered({ for: few }) : (await answered({ for: few })).slice(0, 30);
    expect(alone).toEqual(among);
  }
});
