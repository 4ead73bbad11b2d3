import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FileSummary, ImportSummary } from "#registry/contract";
import { argumentsOf, run } from "./testing.ts";

const counts = { created: 2, known: 1, total: 3 };
const fileSummary: FileSummary = {
  file: "户籍.xlsx",
  number: 1,
  state: "imported",
  deliveryId: "d1",
  tables: [],
  rows: 12,
  problems: { "id-checksum": 2 },
};
const summary: ImportSummary = {
  community: "330782002014",
  files: [fileSummary],
  rows: 12,
  elements: { person: counts, household: counts, dwelling: counts, organisation: counts },
  problems: { "id-checksum": 2, "phone-too-short": 30 },
  columnsUnknown: [{ file: "户籍.xlsx", sheet: "常住", column: "F", header: "网格员\u001b[2J", fingerprint: "f00" }],
  reviews: 7,
  secondsTaken: 1.25,
};
const taking = (value: ImportSummary) => ({
  registerLabels: async () => new Map(),
  importFiles: async () => ({ accepted: true, value }) as const,
});
const words = ["import", "--community", "330782002014", "户籍.xlsx"];

test("the summary says what came in, what is wrong, what was not understood and what waits", async () => {
  const { exitCode, out } = await run(words, { operations: taking(summary) });
  expect(exitCode).toBe(0);
  expect(out).toMatch(/Persons +2 +1 +3/);
  expect(out.indexOf("Phone number too short")).toBeLessThan(out.indexOf("ID number: check digit is wrong"));
  expect(out).toMatch(/常住 +F +网格员 \[2J/);
  expect(out).toMatch(/fingerprint: f00\n.*columns:\n +"网格员\\u001b\[2J": person\.note/);
  expect(out).toContain("weinao reviews --community 330782002014");
  expect(out).not.toContain("\u001b");
});

test("the summary speaks Chinese too", async () => {
  const { out } = await run([...words, "--lang", "zh"], { operations: taking(summary) });
  expect(out).toContain("身份证号校验位不对");
  expect(out).not.toMatch(/[a-z]+ed\b|Files|Persons/);
});

test("--json is one object with everything", async () => {
  const { out } = await run([...words, "--json"], { operations: taking(summary) });
  expect(JSON.parse(out)).toMatchObject({
    ok: true,
    rows: 12,
    reviews: 7,
    problems: { "phone-too-short": 30 },
    columnsUnknown: [{ column: "F" }],
  });
});

test("the same file again says that nothing changed", async () => {
  const unchanged = {
    ...summary,
    files: [{ ...fileSummary, state: "unchanged" as const, rows: 0, problems: {} }],
    problems: {},
    columnsUnknown: [],
    reviews: 0,
  };
  expect((await run(words, { operations: taking(unchanged) })).out).toContain("Nothing changed");
});

test("a folder without sheets is refused, not taken for nothing new", async () => {
  const empty = mkdtempSync(join(tmpdir(), "weinao-empty-"));
  expect(await run([...words.slice(0, -1), empty])).toMatchObject({ exitCode: 3, err: expect.stringContaining("[folder-empty]") });
});

const refused: FileSummary = {
  file: "照片.jpg",
  number: 2,
  state: "refused",
  refusal: { code: "file-not-a-sheet", detail: "照片.jpg" },
  tables: [],
  rows: 0,
  problems: {},
};

test("exit code 7 when some files were refused, 3 when all were; each is told why", async () => {
  const some = await run(words, { operations: taking({ ...summary, files: [fileSummary, refused] }) });
  expect(some.exitCode).toBe(7);
  expect(some.out).toMatch(/照片\.jpg +refused .*no workbook.*\[file-not-a-sheet\]/);
  expect((await run(words, { operations: taking({ ...summary, files: [refused] }) })).exitCode).toBe(3);
});

test("a community code that is none is refused as what was given", async () => {
  const operations = {
    importFiles: async () => ({ accepted: false, refusal: "community-code-invalid", detail: "12 or 15 digits" }) as const,
  };
  expect(await run(words, { operations })).toMatchObject({ exitCode: 3, err: expect.stringContaining("division code") });
});

test("a mapping file goes with the request; a wrong one stops before anything is read", async () => {
  const mappings = [{ title: "户籍", columns: { 网格员: null } }];
  const good = await run([...words, "--map", "m.yaml"], {
    operations: { ...taking(summary), readMappings: async () => ({ accepted: true, value: mappings }) },
  });
  expect(argumentsOf(good, "importFiles")[1]).toMatchObject({
    mappings,
    today: "2025-06-30",
    community: "330782002014",
    files: ["户籍.xlsx"],
  });
  const wrong = await run([...words, "--map", "m.yaml"], {
    operations: { readMappings: async () => ({ accepted: false, refusal: "mapping-invalid", detail: "/tables/0" }) },
  });
  expect(wrong).toMatchObject({ exitCode: 3, err: expect.stringContaining("/tables/0") });
});

test("a mapping file that fits no column is told", async () => {
  const column = { column: 0, header: "姓名", meaning: null, hidden: false } as const;
  const table = {
    sheet: "",
    number: 0,
    title: "",
    headerRows: [1, 1],
    register: null,
    department: null,
    asOf: null,
    fingerprint: "f00",
  } as const;
  const withBasis = (basis: "unknown" | "confirmed") => ({
    ...taking({ ...summary, files: [{ ...fileSummary, tables: [{ ...table, columns: [{ ...column, basis }] }] }] }),
    readMappings: async () => ({ accepted: true, value: [] }) as const,
  });
  expect((await run([...words, "--map", "m.yaml"], { operations: withBasis("unknown") })).err).toContain("m.yaml");
  expect((await run([...words, "--map", "m.yaml"], { operations: withBasis("confirmed") })).err).toBe("");
});

test("at a terminal the unknown columns are asked, and the files taken in again with the answers", async () => {
  const ran = await run([...words, "别的.xlsx"], { operations: taking(summary), answers: ["备注", "1", ""] });
  const requests = ran.calls.filter(([name]) => name === "importFiles").map(([, given]) => given[1]);
  expect(requests).toHaveLength(2);
  expect(requests[1]).toMatchObject({
    mappings: [{ fingerprint: "f00", columns: { "网格员\u001b[2J": { kind: "person", role: "subject", attribute: "note" } } }],
  });
});

test("a worker who skips is left alone", async () => {
  for (const answers of [[""], ["q"], []]) {
    const ran = await run(words, { operations: taking(summary), answers });
    expect(ran.calls.filter(([name]) => name === "importFiles")).toHaveLength(1);
  }
});

test("workbooks with problems get marked copies; one that cannot be written is told and stops nothing", async () => {
  const files = [
    { ...fileSummary, sha256: "aa" },
    { ...fileSummary, file: "好.xlsx", number: 2, sha256: "bb" },
  ];
  const operations = {
    ...taking({ ...summary, files }),
    markProblems: async () =>
      [
        { workbook: "in/户籍.xlsx", outcome: { accepted: true, value: { path: "marked/户籍.xlsx" } } },
        { workbook: "in/好.xlsx", outcome: { accepted: false, refusal: "out-disk-full", detail: "marked" } },
      ] as const,
  };
  const ran = await run([...words.slice(0, 3), "in/户籍.xlsx", "in/好.xlsx", "--problems-workbook", "marked"], { operations });
  expect(argumentsOf(ran, "markProblems").slice(1)).toEqual([
    "330782002014",
    [
      { path: "in/户籍.xlsx", sha256: "aa" },
      { path: "in/好.xlsx", sha256: "bb" },
    ],
    "marked",
  ]);
  expect(ran).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining("marked/户籍.xlsx"),
    err: expect.stringContaining("[out-disk-full]"),
  });
});

test("a folder stands for the sheets in it, without what office programs leave there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "weinao-cli-"));
  for (const name of ["b.xlsx", "a.CSV", "~$b.xlsx", ".hidden.csv", "照片.jpg", "c.xls"]) writeFileSync(join(folder, name), "");
  const ran = await run(["import", "-c", "330782002014", folder, "x.txt"], { operations: taking(summary) });
  expect(argumentsOf(ran, "importFiles")[1]).toMatchObject({
    files: [...["a.CSV", "b.xlsx", "c.xls"].map((name) => join(folder, name)), "x.txt"],
  });
});
