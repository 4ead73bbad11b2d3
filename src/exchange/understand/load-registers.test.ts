import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadRegisters } from "./load-registers.ts";

const GOOD = `label: { zh: 名册, en: Roster }\ntitles: [名册]\ncolumns: { 姓名: person.name, 序号: ignore, 监护人/电话: person.guardian.phone }\nimplies: { residencyType: foreign }\nauthority: { "*": 40, person.name: 90 }\n`;

describe("registers of departments", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "registers-"));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const put = async (id: string, text: string) => {
    await mkdir(join(folder, id), { recursive: true });
    await writeFile(join(folder, id, "register.yaml"), text);
  };

  test("are read with their folder as id", async () => {
    await put("health/births", GOOD);
    await put("education/pupils", GOOD);
    const registers = await loadRegisters(folder);
    expect(registers.map(({ id, department }) => [id, department])).toEqual([
      ["education/pupils", "education"],
      ["health/births", "health"],
    ]);
    expect(registers[0]?.columns).toEqual({
      姓名: { kind: "person", role: "subject", attribute: "name" },
      序号: null,
      "监护人/电话": { kind: "person", role: "guardian", attribute: "phone" },
    });
  });

  test.each([
    ["columns: { 姓名: person.name", "columns: { 姓名: person.nam", /register\.yaml.*columns\/姓名.*no attribute "nam"/],
    ["person.guardian.phone", "person.uncle.phone", /columns\/监护人\/电话.*"uncle" is no role/],
    ["residencyType: foreign", "residency: foreign", /implies\/residency/],
    ["person.name: 90", "person.name: 900", /authority/],
    ["titles: [名册]", "title: [名册]", /register\.yaml/],
  ])("a mistake (%s → %s) names the file and the key", async (right, wrong, message) => {
    await put("health/births", GOOD.replace(right, wrong));
    await expect(loadRegisters(folder)).rejects.toThrow(message);
  });

  test("the project's own are valid, and every authority is of a column or a derived fact", async () => {
    const registers = await loadRegisters(join(import.meta.dirname, "../../../departments"));
    expect(registers.length).toBeGreaterThanOrEqual(20);
    expect(new Set(registers.map((register) => register.id)).size).toBe(registers.length);
    const titles = registers.flatMap((register) => register.titles);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
