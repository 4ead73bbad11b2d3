import { execFile } from "node:child_process";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomOf } from "./generator/index.ts";
import { type Line, readTable } from "./score/tables.ts";
import { clusterScore, scoreGolden, scoreLinks, scoreProblems } from "./score.ts";

const SAMPLES = dirname(fileURLToPath(import.meta.url));
const TRUTH = join(SAMPLES, "truth");
const REFERENCE = join(SAMPLES, "../../shared/inputs/evaluate.py");
const TABLES = { person: "persons", dwelling: "dwellings", household: "households", organisation: "organisations" } as const;

let scratch = "";
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "weinao-score-"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe("clusterScore", () => {
  it("counts pairs, exact clusters and shares", () => {
    const score = clusterScore(["a", "a", "a", "b", "b", "c"], ["1", "1", "2", "2", "2", "3"]);
    expect(score.pairs).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5 });
    expect(score.clustersExact.precision).toBeCloseTo(1 / 3);
    expect(score.bcubed.precision).toBeCloseTo((2 + 1 / 3 + 4 / 3 + 1) / 6);
    expect(score.bcubed.recall).toBeCloseTo((4 / 3 + 1 / 3 + 2 + 1) / 6);
  });
});

describe("the truth as an answer", () => {
  it("scores 1 in everything", async () => {
    const answer = await answerOf("perfect", 0);
    const links = await scoreLinks(TRUTH, answer.links);
    for (const score of Object.values(links))
      expect([score.pairs.f1, score.clustersExact.f1, score.bcubed.f1, score.unlinkedMentions]).toEqual([1, 1, 1, 0]);
    const golden = await scoreGolden(TRUTH, answer.links, answer);
    expect(golden.person?._all).toMatchObject({ accuracy: 1, wrongRate: 0, accuracyObservable: 1 });
    expect(await scoreProblems(TRUTH, answer.problems)).toMatchObject({ recallDetectable: 1, falseProblemRate: 0 });
  });
});

describe("a poor answer", () => {
  it("scores less, the more is wrong", async () => {
    const some = await answerOf("some", 0.03);
    const more = await answerOf("more", 0.2);
    const [good, bad] = [await scoreLinks(TRUTH, some.links), await scoreLinks(TRUTH, more.links)];
    expect(good.person.pairs.f1).toBeLessThan(1);
    expect(bad.person.pairs.f1).toBeLessThan(good.person.pairs.f1);
    const golden = await scoreGolden(TRUTH, more.links, more);
    expect(golden.person?._all?.wrongRate).toBeGreaterThan(0.05);
    const problems = await scoreProblems(TRUTH, more.problems);
    expect(problems.recallDetectable).toBeLessThan(0.95);
    expect(problems.falseProblemRate).toBeGreaterThan(0);
  });

  it("gets the figures of the reference evaluator", async ({ skip }) => {
    if (!(await exists(REFERENCE))) skip("the reference evaluator is not here");
    const answer = await answerOf("compared", 0.1);
    const names = {
      links: answer.links,
      persons: answer.person,
      dwellings: answer.dwelling,
      households: answer.household,
      organisations: answer.organisation,
      problems: answer.problems,
    };
    const { stdout } = await promisify(execFile)(
      "python3",
      [REFERENCE, "--truth", TRUTH, ...Object.entries(names).flatMap(([name, path]) => [`--${name}`, path])],
      { maxBuffer: 1 << 24 },
    );
    const reference = JSON.parse(stdout);
    const links = await scoreLinks(TRUTH, answer.links);
    const golden = await scoreGolden(TRUTH, answer.links, answer, ["浙江省", "金华市", "义乌市", "江东街道"]);
    for (const type of ["person", "dwelling", "household", "organisation"] as const) {
      near(links[type].pairs, reference[type].pairs);
      near(links[type].clustersExact, reference[type].clusters_exact);
      near(links[type].bcubed, reference[type].bcubed);
      expect([links[type].unlinkedMentions, links[type].linksOnNonDataRows]).toEqual([
        reference[type].unlinked_mentions,
        reference[type].links_on_non_data_rows,
      ]);
      for (const [attribute, score] of Object.entries(golden[type] ?? {})) {
        const other = reference[type].golden[attribute];
        near({ accuracy: score.accuracy, wrong: score.wrongRate }, { accuracy: other.accuracy, wrong: other.wrong_rate });
        // Only people's values are told apart by whether a row states them.
        if (score.accuracyObservable !== null && other.accuracy_observable !== null)
          near({ seen: score.accuracyObservable }, { seen: other.accuracy_observable });
      }
    }
    const problems = await scoreProblems(TRUTH, answer.problems);
    near(
      { a: problems.recallDetectable, b: problems.falseProblemRate },
      { a: reference.problems.recall_detectable, b: reference.problems.false_problem_rate },
    );
    for (const [kind, { recall }] of Object.entries(problems.byKind)) near({ recall }, { recall: reference.problems.by_kind[kind].recall });
  });
});

function near(ours: object, theirs: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(ours)) expect(Math.abs(value - (theirs[name] as number)), name).toBeLessThan(1.1e-5);
}

/** Writes an answer in which a share of the links, values and reports is wrong. */
async function answerOf(name: string, wrong: number) {
  const random = randomOf(`answer ${name}`);
  const path = (file: string) => join(scratch, `${name}-${file}.csv`);
  const rows = (await readTable(join(TRUTH, "rows.csv"))).filter((line) => line.role === "primary" || random.chance(0.5));
  const links = rows
    .filter(() => !random.chance(wrong / 2))
    .map((line) => ({
      ...line,
      row: random.chance(wrong / 20) ? "9999" : line.row,
      element_id: `e${random.chance(wrong) ? random.pick(rows.filter((other) => other.element_type === line.element_type)).truth_id : line.truth_id}`,
    }));
  await writeTable(path("links"), ["file", "sheet", "row", "element_type", "element_id"], links);
  for (const table of Object.values(TABLES)) {
    const lines = await readTable(join(TRUTH, `${table}.csv`));
    const columns = Object.keys(lines[0] as Line).filter((column) => column !== "truth_id");
    const spoiled = lines.map((line) =>
      Object.fromEntries([
        ["element_id", `e${line.truth_id}`],
        ...columns.map((column) => [
          column,
          random.chance(wrong) ? random.pick(["", "x", random.pick(lines)[column] ?? ""]) : line[column],
        ]),
      ]),
    );
    await writeTable(path(table), ["element_id", ...columns], spoiled);
  }
  const injected = await readTable(join(TRUTH, "injected.csv"));
  const reports: Record<string, string | undefined>[] = injected
    .filter((line) => line.detectable === "yes" && !random.chance(wrong))
    .map((line) => ({
      ...line,
      column: random.chance(wrong) ? "别的" : line.column_header,
      code: line.kind === "duplicate_row" ? "duplicate-row" : "wrong",
    }));
  await writeTable(path("problems"), ["file", "sheet", "row", "column", "code"], reports);
  return {
    links: path("links"),
    problems: path("problems"),
    person: path("persons"),
    dwelling: path("dwellings"),
    household: path("households"),
    organisation: path("organisations"),
  };
}

async function writeTable(
  path: string,
  columns: readonly string[],
  lines: readonly Readonly<Record<string, string | undefined>>[],
): Promise<void> {
  const quote = (text: string | undefined) => `"${(text ?? "").replaceAll('"', '""')}"`;
  await writeFile(
    path,
    [columns, ...lines.map((line) => columns.map((column) => line[column]))].map((cells) => `${cells.map(quote).join(",")}\n`).join(""),
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
