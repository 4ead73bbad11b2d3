import { expect, test } from "vitest";
import type { ExportTable } from "#registry/contract";
import { argumentsOf, type MadeWorld, run } from "./testing.ts";

const table: ExportTable = { columns: ["element_id"], rows: (async function* () {})() };
const operations: NonNullable<MadeWorld["operations"]> = {
  communities: async () => ["330782002014"],
  exportTable: async () => table,
  writeTable: async () => ({ accepted: true, value: { rows: 3 } }),
};
const persons = ["export", "persons", "--out", "p.csv"];
const links = ["export", "links", "--out", "l.csv"];

test("the actor is the account that runs the command unless another is named", async () => {
  expect(argumentsOf(await run(links, { operations }), "exportTable")[0]).toMatchObject({ name: "wang", role: "worker" });
  expect(argumentsOf(await run([...links, "--actor", "li"], { operations }), "exportTable")[0]).toMatchObject({ name: "li" });
});

test("without a purpose a pipe gets masked identifiers, and is told how to get them in clear", async () => {
  const ran = await run(persons, { operations });
  expect(ran.exitCode).toBe(0);
  expect(argumentsOf(ran, "exportTable")[0]).toMatchObject({ purpose: "" });
  expect(ran.err).toContain("--purpose");
  expect(ran.out).toContain("masked");
  expect(JSON.parse((await run([...persons, "--json"], { operations })).out)).toMatchObject({ ok: true, masked: true, rows: 3 });
});

test("a purpose comes from the option, else from WEINAO_PURPOSE, else from the worker at the terminal", async () => {
  const environment = { WEINAO_PURPOSE: "statistics" };
  expect(argumentsOf(await run([...persons, "--purpose", "verify"], { operations, environment }), "exportTable")[0]).toMatchObject({
    purpose: "verify",
  });
  const fromEnvironment = await run(persons, { operations, environment });
  expect(argumentsOf(fromEnvironment, "exportTable")[0]).toMatchObject({ purpose: "statistics" });
  expect(fromEnvironment.err).not.toContain("--purpose");
  const asked = await run(persons, { operations, answers: ["核实高龄津贴"] });
  expect(asked.questions).toHaveLength(1);
  expect(argumentsOf(asked, "exportTable")[0]).toMatchObject({ purpose: "核实高龄津贴" });
});

test("a worker who answers nothing gets masked identifiers", async () => {
  for (const answers of [[""], ["   "], []]) {
    const ran = await run(persons, { operations, answers });
    expect(argumentsOf(ran, "exportTable")[0]).toMatchObject({ purpose: "" });
    expect(ran.out).toContain("masked");
  }
});

test("a table without identifiers asks nobody for a purpose", async () => {
  const ran = await run(links, { operations, answers: [] });
  expect([ran.questions, ran.err]).toEqual([[], "Community 330782002014, the only one here."]);
});

test("the only community may be left out, and is said; of several one must be named", async () => {
  const several = { ...operations, communities: async () => ["330782002014", "330782002015"] };
  const ambiguous = await run(links, { operations: several });
  expect(ambiguous).toMatchObject({ exitCode: 5, err: expect.stringContaining("330782002014, 330782002015") });
  const named = await run([...links, "--community", "330782002015"], { operations: several });
  expect([named.exitCode, argumentsOf(named, "exportTable")[1], named.err]).toEqual([0, "330782002015", ""]);
});

test("a community that is not there is not made by reading", async () => {
  expect(await run([...links, "-c", "330782002099"], { operations })).toMatchObject({
    exitCode: 4,
    err: expect.stringContaining("community-unknown"),
  });
  const none = { ...operations, communities: async () => [] };
  expect(await run(links, { operations: none })).toMatchObject({ exitCode: 4, err: expect.stringContaining("community-none") });
});

test.each([
  ["out-format-unknown", 2],
  ["out-folder-missing", 8],
  ["out-disk-full", 8],
] as const)("an export that cannot be written: %s", async (refusal, exitCode) => {
  const refusing = { ...operations, writeTable: async () => ({ accepted: false, refusal, detail: "p.csv" }) as const };
  const ran = await run(links, { operations: refusing });
  expect([ran.exitCode, ran.out]).toEqual([exitCode, ""]);
  expect(ran.err).toContain(`[${refusal}]`);
});
