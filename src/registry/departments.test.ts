import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadForms, loadRegisters } from "#exchange";
import { compileCondition } from "./condition.ts";
import { loadDepartments } from "./departments.ts";

const folder = mkdtempSync(join(tmpdir(), "weinao-departments-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("every department of the project has a name in both languages", async () => {
  const labels = await loadDepartments("departments");
  const folders = readdirSync("departments", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect([...labels.keys()].sort()).toEqual(folders.map((entry) => entry.name).sort());
  for (const label of labels.values()) expect(label).toEqual({ zh: expect.stringMatching(/^\p{Script=Han}+$/u), en: expect.any(String) });
});

test("a folder may do without; a mistake names the file and the key", async () => {
  mkdirSync(join(folder, "nameless"));
  expect(await loadDepartments(folder)).toEqual(new Map());
  mkdirSync(join(folder, "wrong"));
  writeFileSync(join(folder, "wrong", "department.yaml"), "label:\n  zh: 某局\n");
  await expect(loadDepartments(folder)).rejects.toThrow(/wrong.department\.yaml: \/label.* en/);
});

test("every form's condition compiles, and names only registers that exist", async () => {
  const registers = new Set((await loadRegisters("departments")).map((register) => register.id));
  const conditions = (await loadForms("departments")).flatMap((form) => (form.condition === null ? [] : [form.condition]));
  expect(conditions.length).toBeGreaterThan(5);
  for (const condition of conditions) {
    expect(compileCondition(condition, "2025-06-30"), condition).toMatchObject({ accepted: true });
    for (const [, id] of condition.matchAll(/"([a-z-]+\/[a-z-]+)" in registers/g)) expect(registers, condition).toContain(id);
  }
});
