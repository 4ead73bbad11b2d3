import { expect, test } from "vitest";
import type { FoundElement, Origin, ShownElement } from "#registry/contract";
import { rowReference } from "./row-reference.ts";
import { argumentsOf, type MadeWorld, run } from "./testing.ts";

const origin: Origin = { department: "public-security", file: "户籍.xlsx", sheet: "常住", row: 12, column: "性别", date: "2025-06-30" };
const element: ShownElement = {
  id: "e1",
  kind: "person",
  title: "张三",
  attributes: [
    {
      attribute: "sex",
      golden: [{ value: "1", valid: true, origins: [origin], reason: "authority" }],
      others: [{ value: "2", valid: true, origins: [{ ...origin, file: "疫苗.csv", sheet: "", row: 3 }], reason: "authority" }],
      disputed: true,
      masked: false,
    },
    {
      attribute: "idNumber",
      golden: [{ value: "330***********123X", valid: true, origins: [origin], reason: "only-value" }],
      others: [],
      disputed: false,
      masked: true,
    },
  ],
  relations: [{ relation: "livesIn", direction: "from", elementId: "d1", kind: "dwelling", title: "永胜花园4幢2单元402室", detail: "" }],
  events: [],
  mentions: [
    { ...origin, role: "subject", method: "exact-id", weight: 21.04, current: false, record: "01936f3a-0000-7000-8000-000000000001" },
  ],
};
const found: FoundElement = { id: "e1", kind: "person", title: "张三", hint: "1950" };
const finding = (by: Record<string, readonly FoundElement[]>): NonNullable<MadeWorld["operations"]> => ({
  communities: async () => ["330782002014"],
  departmentLabels: async () => new Map([["public-security", { zh: "公安", en: "Public security" }]]),
  findElements: async (_actor, _community, text) => by[text] ?? [],
  showElement: async () => ({ accepted: true, value: element }),
});

test("a person with every value, where it was read, why it was chosen, and who lost and why", async () => {
  const { exitCode, out, err } = await run(["show", "张三"], { operations: finding({ 张三: [found] }) });
  expect(exitCode).toBe(0);
  expect(out).toMatch(/Sex +1 .*\(authority of the source\) disputed/);
  expect(out).toContain("← 户籍.xlsx › 常住 › row 12 › 性别 · Public security · 2025-06-30");
  expect(out).toMatch(/✗ 2 .*\(lost: authority of the source\)/);
  expect(out).toContain("← 疫苗.csv › row 3 › 性别");
  expect(out).toContain("330***********123X (the only value) masked");
  expect(out).toMatch(/lives in +永胜花园4幢2单元402室/);
  expect(out).toMatch(/户籍\.xlsx +常住 +12 +subject +same ID number +2025-06-30 +replaced by a later version/);
  expect(err).toContain("--purpose");
});

test("what was stated by hand tells by whom, when, and whether a resident asked for it", async () => {
  const stated = { actor: "worker", at: new Date("2025-07-02T12:00:00"), residentAskedAt: new Date("2025-07-01T12:00:00") };
  const own = { ...origin, file: "社区登记", sheet: "", row: 1, stated };
  const [sex] = element.attributes as [ShownElement["attributes"][number]];
  const [golden] = sex.golden as [(typeof sex.golden)[number]];
  const word: ShownElement = {
    ...element,
    attributes: [{ ...sex, golden: [{ ...golden, origins: [own] }] }],
    mentions: [{ ...(element.mentions[0] as ShownElement["mentions"][number]), ...own, stated: { actor: "worker", at: stated.at } }],
  };
  const showElement = async () => ({ accepted: true, value: word }) as const;
  const { out } = await run(["show", "张三"], { operations: { ...finding({ 张三: [found] }), showElement } });
  expect(out).toContain("2025-06-30 · asked by the resident on 2025-07-01, confirmed by worker on 2025-07-02");
  expect(out).toContain("stated by worker on 2025-07-02");
});

test("identifiers are asked for in clear only with a purpose", async () => {
  const operations = finding({ 张三: [found] });
  expect(argumentsOf(await run(["show", "张三"], { operations }), "showElement")[3]).toBe(false);
  expect(argumentsOf(await run(["show", "张三", "--purpose", "visit"], { operations }), "showElement")[3]).toBe(true);
});

test("several matches are listed with exit code 5", async () => {
  const operations = finding({ 张三: [found, { ...found, id: "e2", hint: "1981" }] });
  const { exitCode, out } = await run(["show", "张三"], { operations });
  expect(exitCode).toBe(5);
  expect(out).toMatch(/张三 +1950 +e1\n.*张三 +1981 +e2/);
  expect(JSON.parse((await run(["show", "张三", "--json"], { operations })).out)).toMatchObject({
    ok: false,
    ambiguous: [{ text: "张三", found: [{ id: "e1" }, { id: "e2" }] }],
  });
});

test("nothing found has exit code 4 and repeats no number that may be somebody's", async () => {
  const ran = await run(["show", "330782195003121234"], { operations: finding({}) });
  expect([ran.exitCode, ran.out]).toEqual([4, ""]);
  expect(ran.err).not.toContain("330782195003121234");
});

test("each word is a search of its own; words that find nothing are tried as one text", async () => {
  expect((await run(["show", "张三", "李四"], { operations: finding({ 张三: [found] }) })).exitCode).toBe(4);
  expect((await run(["show", "SMITH", "JOHN"], { operations: finding({ "SMITH JOHN": [found] }) })).exitCode).toBe(0);
});

test.each([
  ["户籍.xlsx:12", { file: "户籍.xlsx", row: 12 }],
  ["户籍.xlsx:常住:12", { file: "户籍.xlsx", sheet: "常住", row: 12 }],
  ["in/表 1.xlsx:a:b:3", { file: "表 1.xlsx", sheet: "a:b", row: 3 }],
  ["C:\\data\\x.csv:7", { file: "x.csv", row: 7 }],
  ["张三", null],
  ["户籍.xlsx", null],
  ["户籍.xlsx:0", null],
  ["0197c3a2-1111-7000-8000-000000000000", null],
] as const)("%s as a record", (text, reference) => {
  expect(rowReference(text)).toEqual(reference);
});

test("explain compares rows with elements and says the outcome in words", async () => {
  const operations = {
    ...finding({ 张三: [found] }),
    explainRecords: async () =>
      ({
        accepted: true,
        value: {
          comparisons: [{ attribute: "name", left: "张三", right: "张叁", level: "homophone", weight: 4.2 }],
          weight: 12.5,
          probability: 0.9987,
          outcome: "same",
          notes: [],
          sentences: { zh: ["同音。"], en: ["They sound alike."] },
          elements: ["e1", "e1"],
          decision: null,
          review: null,
        },
      }) as const,
  };
  const ran = await run(["explain", "户籍.xlsx:12", "张三"], { operations });
  expect(argumentsOf(ran, "explainRecords").slice(2)).toEqual([{ file: "户籍.xlsx", row: 12 }, { elementId: "e1" }]);
  expect(ran.out).toMatch(/The same +weight 12\.5, probability 99\.87 %/);
  expect(ran.out).toContain("They sound alike.");
  expect(ran.out).toMatch(/\+4\.2/);
});

test("a merged id tells under which one it lives on, and the element tells what it took in", async () => {
  const [asked, now] = ["01a20ad0-0000-7000-8000-00000000000a", "01a20ad0-0000-7000-8000-00000000000b"];
  const operations = {
    ...finding({ [asked]: [{ ...found, id: now }] }),
    showElement: async () =>
      ({
        accepted: true,
        value: { ...element, id: now, events: [{ event: "merged", direction: "to", elementId: asked, at: new Date(2025, 5, 30) }] },
      }) as const,
  };
  const ran = await run(["show", asked], { operations });
  expect(ran.err).toContain(`${asked} was merged; it is known as ${now} now.`);
  expect(ran.out).toMatch(new RegExp(`2025-06-30  took in ${asked}`));
  expect(JSON.parse((await run(["show", asked, "--json"], { operations })).out)).toMatchObject({ merged: [{ id: asked, into: now }] });
});

test("relations are said from the side of the one shown", async () => {
  const relation = (name: string, direction: "from" | "to", detail: string) =>
    ({ relation: name, direction, elementId: "e9", kind: "person", title: "王五", detail }) as const;
  const relations = [
    relation("owns", "to", "landlord"),
    relation("parentOf", "to", "father"),
    relation("parentOf", "from", "mother"),
    relation("guardianOf", "to", "guardian"),
    relation("guardianOf", "from", "guardian"),
    { ...relation("memberOf", "to", "30"), validFrom: "2024-01-02" },
    relation("livesIn", "to", "tenant"),
  ];
  const operations = {
    ...finding({ 张三: [found] }),
    showElement: async () => ({ accepted: true, value: { ...element, relations } }) as const,
  };
  const { out } = await run(["show", "张三", "--lang", "zh"], { operations });
  const lines = out.split("\n").filter((line) => line.includes("王五"));
  expect(lines.map((line) => line.trim().split(/ +/)[0])).toEqual(["父亲", "子女", "监护人", "被监护人", "成员", "住户", "房东"]);
  expect(lines[4]).toMatch(/女儿、自 2024-01-02 起/);
  expect(lines[5]).toContain("承租人");
});

test("a value that followed another one bears its dates; a slip of the pen has none", async () => {
  const phone = (value: string, more: object) => ({ value, valid: true, origins: [origin], reason: "recency", ...more }) as const;
  const attributes = [
    {
      attribute: "phone",
      golden: [phone("139", { validFrom: "2024-05-01" })],
      others: [phone("138", { validFrom: "2021-01-01", validTo: "2024-05-01" }), phone("13", { valid: false, validFrom: "2020-01-01" })],
      disputed: false,
      masked: false,
    },
  ];
  const operations = {
    ...finding({ 张三: [found] }),
    showElement: async () => ({ accepted: true, value: { ...element, attributes } }) as const,
  };
  const { out } = await run(["show", "张三"], { operations });
  expect(out).toContain("139 [since 2024-05-01] (more recent)");
  expect(out).toContain("138 [2021-01-01 to 2024-05-01] (lost: more recent)");
  expect(out).toContain("✗ 13 (lost: invalid");
});

test("rows of one column stand in one line; a terminal shows three origins of a value and a pipe all", async () => {
  const files = ["甲", "乙", "丙", "丁", "戊"].map((name) => ({ ...origin, file: `${name}.csv`, sheet: "" }));
  const origins = [{ ...origin, row: 40 }, origin, ...files];
  const attributes = [
    {
      attribute: "sex",
      golden: [{ value: "1", valid: true, origins, reason: "only-value" as const }],
      others: [],
      disputed: false,
      masked: false,
    },
  ];
  const operations = {
    ...finding({ 张三: [found] }),
    showElement: async () => ({ accepted: true, value: { ...element, attributes } }) as const,
  };
  const piped = await run(["show", "张三"], { operations });
  expect(piped.out).toContain("← 户籍.xlsx › 常住 › rows 12, 40 › 性别 · Public security · 2025-06-30");
  expect(piped.out.match(/←/g)).toHaveLength(6);
  const narrow = await run(["show", "张三"], { operations, width: 80 });
  expect(narrow.out.match(/←/g)).toHaveLength(3);
  expect(narrow.out).toContain("… 3 more (--all lists them)");
  expect((await run(["show", "张三", "--all"], { operations, width: 80 })).out.match(/←/g)).toHaveLength(6);
});
