import { expect, test } from "vitest";
import type { Decided, ExplainedRecords, ListedDecision, WaitingReview } from "#registry";
import type { FoundElement, ShownElement } from "#registry/contract";
import { argumentsOf, type MadeWorld, run } from "./testing.ts";

const zhang: FoundElement = { id: "01a20ad0-0000-7000-8000-000000000001", kind: "person", title: "张三", hint: "1950" };
const li: FoundElement = { id: "01a20ad0-0000-7000-8000-000000000002", kind: "person", title: "李四", hint: "1951" };
const row = { department: "公安", file: "户籍.xlsx", sheet: "常住", row: 12, column: "", date: "2025-06-30" };
const attribute = (name: string, value: string, valid = true): ShownElement["attributes"][number] => ({
  attribute: name,
  golden: valid ? [{ value, valid, origins: [row], reason: "only-value" }] : [],
  others: valid ? [] : [{ value, valid, origins: [row], reason: "valid" }],
  disputed: false,
  masked: false,
});
const shown = ({ id, title }: FoundElement, ...attributes: ShownElement["attributes"]): ShownElement => ({
  id,
  kind: "person",
  title,
  attributes,
  relations: [],
  events: [],
  mentions: [
    { ...row, role: "subject", method: "exact-id", weight: 20, current: true, record: "01936f3a-0000-7000-8000-000000000001" },
    {
      ...row,
      file: "疫苗.csv",
      sheet: "",
      row: 3,
      role: "subject",
      method: "exact-id",
      weight: 20,
      current: true,
      record: "01936f3a-0000-7000-8000-000000000001",
    },
  ],
});
const decided: Decided = { decisions: ["01a20ad0-0000-7000-8000-8f2a41c09d37"], elements: [zhang.id] };
const listed: ListedDecision = {
  id: "8f2a41c09d37",
  kind: "person",
  same: false,
  actor: "wang",
  at: new Date(2025, 5, 30, 9, 5),
  takenBackAt: null,
  left: [1, 2, 3, 4, 5].map((number) => ({ elementId: zhang.id, title: "张三", file: "甲.csv", sheet: "", row: number })),
  right: [{ elementId: li.id, title: "李四", file: "乙.xlsx", sheet: "表", row: 9 }],
};
const side = { mentionId: "m1", elementId: zhang.id, title: "张三", file: "户籍.xlsx", sheet: "常住", row: 12 };
const review: WaitingReview = {
  id: "1f3a9c0b12",
  kind: "person",
  left: side,
  right: { ...side, mentionId: "m2", elementId: li.id, title: "李四", file: "乙.csv", sheet: "", row: 3 },
  weight: 13,
  probability: 0.892,
  reason: "torn",
};
const explained: ExplainedRecords = {
  comparisons: [{ attribute: "sex", left: "1", right: "1", level: "same", weight: 1 }],
  weight: 13,
  probability: 0.99999,
  outcome: "ask",
  notes: [],
  sentences: { zh: ["性别相同。"], en: ["Sex: the same."] },
  elements: [zhang.id, li.id],
  decision: null,
  review: { id: review.id, reason: "torn" },
};
const operations: NonNullable<MadeWorld["operations"]> = {
  communities: async () => ["330782002014"],
  findElements: async (_actor, _community, text) => [zhang, li].filter((each) => [each.title, each.id].includes(text)),
  showElement: async (_actor, _community, id) => ({
    accepted: true,
    value:
      id === zhang.id
        ? shown(zhang, attribute("sex", "1"), attribute("birthDate", "1950-01-02"), attribute("idNumber", "3307***1", false))
        : shown(li, attribute("sex", "1"), attribute("birthDate", "1951-01-02"), attribute("idNumber", "3307***2")),
  }),
  mergeElements: async () => ({ accepted: true, value: decided }),
  splitElement: async () => ({ accepted: true, value: { ...decided, elements: [zhang.id, li.id] } }),
  decidePair: async () => ({ accepted: true, value: decided }),
  takeBack: async () => ({ accepted: true, value: { ...decided, decisions: [] } }),
  listDecisions: async () => [listed],
  listReviews: async () => [review],
  explainRecords: async () => ({ accepted: true, value: explained }),
};
const called = (ran: Awaited<ReturnType<typeof run>>, name: string) => ran.calls.some(([each]) => each === name);

test("merge shows at a terminal what agrees and what differs, and does nothing without a yes", async () => {
  const refused = await run(["merge", "张三", "李四"], { operations, answers: [""] });
  expect([refused.exitCode, called(refused, "mergeElements")]).toEqual([0, false]);
  expect(refused.err).toMatch(/Both say the same: Sex\n/);
  expect(refused.err).toMatch(/Date of birth +1950-01-02 +1951-01-02/);
  // A number that fails its check is still what a row says.
  expect(refused.err).toMatch(/3307\*\*\*1 +3307\*\*\*2/);
  expect(refused.err).toContain("Nothing was changed.");
  const agreed = await run(["merge", "张三", "李四", "--lang", "zh"], { operations, answers: ["是"] });
  expect(argumentsOf(agreed, "mergeElements").slice(1)).toEqual(["330782002014", zhang.id, li.id]);
  expect(agreed.out).toContain("已合为一个");
  expect(agreed.out).toContain("weinao decisions --take-back 8f2a41c09d37");
});

test.each([[[]], [["--json"]], [["--yes"]]])("nobody is asked in a pipe, with --json or --yes: %j", async (more) => {
  const ran = await run(["merge", "张三", "李四", ...more], { operations, ...(more.length > 0 ? { answers: [] } : {}) });
  expect([ran.exitCode, ran.questions, called(ran, "mergeElements")]).toEqual([0, [], true]);
  if (more.includes("--json")) expect(JSON.parse(ran.out)).toMatchObject({ ok: true, decision: "8f2a41c09d37", elements: [zhang.id] });
});

test("split shows which rows go and which stay", async () => {
  const ran = await run(["split", "张三", "--row", "in/疫苗.csv:3"], { operations, answers: ["y"] });
  expect(ran.err).toMatch(/stays +户籍\.xlsx +常住 +12/);
  expect(ran.err).toMatch(/goes +疫苗\.csv +3/);
  expect(argumentsOf(ran, "splitElement").slice(2)).toEqual([zhang.id, [{ file: "疫苗.csv", row: 3 }]]);
  expect(ran.out).toMatch(/张三.*\n.*李四/);
  // Rows that make no split are not asked about: the registry says why not.
  const none = await run(["split", "张三", "--row", "别的.csv:1"], {
    operations: { ...operations, splitElement: async () => ({ accepted: false, refusal: "row-unknown", detail: "别的.csv:1" }) },
    answers: [],
  });
  expect([none.exitCode, none.questions, none.err]).toEqual([4, [], expect.stringContaining("[row-unknown]")]);
});

test("decide takes a waiting pair or two rows, in either language's words", async () => {
  const waiting = await run(["decide", "1F3A9C0B12", "相同"], { operations, answers: ["y"] });
  expect(argumentsOf(waiting, "explainRecords").slice(2)).toEqual([{ mentionId: "m1" }, { mentionId: "m2" }]);
  expect(waiting.err).toContain("A human should decide");
  expect(argumentsOf(waiting, "decidePair").slice(2)).toEqual([{ review: "1F3A9C0B12" }, true]);
  const rows = await run(["decide", "甲.csv:2", "乙.xlsx:表:3", "different", "--kind", "dwelling"], { operations });
  expect(argumentsOf(rows, "decidePair").slice(2)).toEqual([
    { left: { file: "甲.csv", row: 2 }, right: { file: "乙.xlsx", sheet: "表", row: 3 }, kind: "dwelling" },
    false,
  ]);
});

test.each([
  ["verdict-missing", ["decide", "1f3a9c0b12", "maybe"], 2],
  ["verdict-missing", ["decide", "same", "1f3a9c0b12"], 2],
  ["pair-missing", ["decide", "张三", "same"], 2],
  ["row-invalid", ["decide", "甲.csv:2", "张三", "same"], 2],
  ["argument-excess", ["decide", "甲.csv:2", "甲.csv:3", "甲.csv:4", "same"], 2],
  ["row-invalid", ["split", "张三", "--row", "甲.csv"], 2],
  ["option-missing", ["split", "张三"], 2],
  ["element-unknown", ["merge", "张三", "王五"], 4],
  ["pair-missing", ["explain", "张三"], 2],
  ["review-unknown", ["explain", "0000000000"], 4],
] as const)("%s: %j", async (code, words, exitCode) => {
  for (const lang of ["en", "zh"]) {
    const ran = await run([...words, "--lang", lang], { operations });
    expect([ran.exitCode, ran.err]).toEqual([exitCode, expect.stringContaining(`[${code}]`)]);
    expect(ran.err).toContain("→");
  }
});

test("decisions are listed with who and when, and taken back after a look", async () => {
  const list = await run(["decisions"], { operations });
  expect(list.out).toMatch(/8f2a41c09d37 +2025-06-30 09:05 +wang +person +not the same/);
  expect(list.out).toContain("张三  甲.csv:1, 甲.csv:2, 甲.csv:3 and 2 more");
  expect(list.out).toContain("李四  乙.xlsx:表:9");
  expect(JSON.parse((await run(["decisions", "--json"], { operations })).out).decisions).toHaveLength(1);
  const kept = await run(["decisions", "--take-back", "8f2a41c09d37"], { operations, answers: ["n"] });
  expect([kept.err, called(kept, "takeBack")]).toEqual([expect.stringContaining("not the same"), false]);
  const taken = await run(["decisions", "--take-back", "8f2a41c09d37", "000000000000"], { operations, answers: ["y"] });
  expect(argumentsOf(taken, "takeBack")[2]).toEqual(["8f2a41c09d37", "000000000000"]);
  expect(taken.out).toContain("Taken back");
});

test("reviews give for each pair an id, the reason in words, and rows that can be copied; nothing torn reads as certain", async () => {
  const list = await run(["reviews"], { operations, width: 60 });
  expect(list.out).toMatch(/1f3a9c0b12 +person +89 % alike; alike, but joining them would join what is otherwise kept apart/);
  expect(list.out).toContain("户籍.xlsx:常住:12");
  const why = await run(["explain", "1f3a9c0b12"], { operations });
  expect(why.out).toMatch(/^A human should decide +weight 13\.0, probability > 99\.99 %/);
  expect(why.out).toContain(`They are two now: ${zhang.id} and ${li.id}.`);
  expect(why.out).toContain("weinao decide 1f3a9c0b12 same, or different");
  expect(why.out).toMatch(/Sex +1 Male +1 Male/);
});

test("explain says whose word holds", async () => {
  const at = new Date(2025, 5, 30, 9, 5);
  const world = (value: Partial<ExplainedRecords>) => ({
    operations: {
      ...operations,
      explainRecords: async () => ({ accepted: true as const, value: { ...explained, review: null, ...value } }),
    },
  });
  const said = await run(
    ["explain", "张三", "李四"],
    world({ outcome: "same", elements: [li.id, li.id], decision: { same: true, actor: "wang", at } }),
  );
  expect(said.out).toContain(`They are one now: ${li.id}.`);
  expect(said.out).toContain("wang decided on 2025-06-30 09:05 that they are the same");
  expect((await run(["explain", "张三", "李四"], world({ outcome: "different", elements: [li.id, li.id] }))).out).toContain(
    "other rows tie them together",
  );
  expect((await run(["explain", "张三", "李四"], world({ outcome: "same" }))).out).toContain("speak against joining");
});
