import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Mention } from "#vocabulary/contract";
import type { Register } from "../contract.ts";
import { openSource } from "../read/open-source.ts";
import { loadRegisters } from "./load-registers.ts";
import { CONTEXT } from "./made-sheet.ts";
import { understandFile } from "./understand-file.ts";

const ROOT = join(import.meta.dirname, "../../..");
const INPUTS = join(ROOT, "../shared/inputs");

async function understood(
  registers: readonly Register[],
): Promise<{ rows: Map<string, readonly Mention[]>; unknown: string[]; recognised: (string | null)[] }> {
  const rows = new Map<string, readonly Mention[]>();
  const unknown: string[] = [];
  const recognised: (string | null)[] = [];
  for (const name of await readdir(join(INPUTS, "registers"))) {
    const source = await openSource(join(INPUTS, "registers", name));
    if (!source.accepted) throw new Error(source.refusal);
    const sheets = new Map<number, string>();
    for await (const event of understandFile(source.value, { registers, context: CONTEXT })) {
      if (event.type === "table") {
        sheets.set(event.table.number, event.table.sheet);
        recognised.push(event.table.register);
        unknown.push(...event.table.columns.filter((column) => column.basis === "unknown").map((column) => `${name}: ${column.header}`));
      } else for (const record of event.records) rows.set(`${name}|${sheets.get(record.table)}|${record.row}`, record.mentions);
    }
    await source.value.close();
  }
  return { rows, unknown, recognised };
}

const present = await readdir(INPUTS).then(
  () => true,
  () => false,
);

describe.skipIf(!present)("registers handed in (skipped where ../shared/inputs is absent)", () => {
  test("every data row is a record that names what it is about, with and without the registers of departments/", async () => {
    const with_ = await understood(await loadRegisters(join(ROOT, "departments")));
    const without = await understood([]);
    expect(with_.unknown).toEqual([]);
    expect(without.unknown).toEqual([]);
    expect(with_.recognised.every((register) => register !== null)).toBe(true);
    const truth = (await readFile(join(INPUTS, "truth/rows.csv"), "utf8")).trim().split(/\r?\n/).slice(1);
    const rows = new Set<string>();
    for (const line of truth) {
      const [file = "", sheet = "", row = "", kind = ""] = line.split(",");
      const key = `${file}|${sheet}|${row}`;
      rows.add(key);
      expect(
        without.rows.get(key)?.some((mention) => mention.kind === kind),
        `${key} ${kind}`,
      ).toBe(true);
    }
    expect(new Set(without.rows.keys())).toEqual(rows);
    // Registers add what no sheet says of itself, and nothing else.
    for (const [key, mentions] of with_.rows) {
      const plain = mentions.map((mention) => ({
        ...mention,
        values: Object.fromEntries(Object.entries(mention.values).filter(([attribute]) => attribute !== "residencyType")),
      }));
      expect(plain, key).toEqual(without.rows.get(key));
    }
  });
});
