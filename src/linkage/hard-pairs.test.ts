import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checkIdNumber } from "#vocabulary";
import type { LinkMention } from "./contract.ts";
import { createExplainer } from "./explain.ts";
import { makeWorld } from "./made-up-world.ts";

type Side = Readonly<Record<string, string | number>>;
interface HardPair {
  readonly expected: "same" | "different" | "ask";
  readonly why: string;
  readonly left: Side;
  readonly right: Side;
}

const pairs = parse(readFileSync(new URL("./hard-pairs.yaml", import.meta.url), "utf8")) as HardPair[];

/** The mentions of one side: its person last, its dwelling before it. */
function mentionsOf(side: Side, defaults: { table: number; record: number }): LinkMention[] {
  const { role = "subject", table = defaults.table, record = defaults.record + 1_000_000, home, idNumber, ...rest } = side;
  const base = { record: Number(record), table: Number(table) };
  const values: Record<string, string[]> = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, [String(value)]]));
  const invalid: Record<string, string[]> = {};
  if (idNumber !== undefined) (isValid(String(idNumber)) ? values : invalid).idNumber = [String(idNumber)];
  const person: LinkMention = { kind: "person", role: role as LinkMention["role"], ...base, values, invalid };
  if (home === undefined) return [person];
  const found = /^(.+?)(\d+)幢(\d+)单元(\d+)室$/u.exec(String(home)) as RegExpExecArray;
  const [, estate, building, unit, room] = found as unknown as [string, string, string, string, string];
  return [
    {
      kind: "dwelling",
      role: "subject",
      ...base,
      values: { address: [String(home)], estate: [estate], building: [building], unit: [unit], room: [room] },
      invalid: {},
    },
    person,
  ];
}

function isValid(idNumber: string): boolean {
  return /^[A-Z]|^\d{10}$/.test(idNumber) || (!idNumber.includes("?") && checkIdNumber(idNumber).valid);
}

describe("hard pairs", () => {
  const mentions: LinkMention[] = [...makeWorld(11, 1200).mentions];
  const indices = pairs.map(({ left, right }, at) => {
    mentions.push(...mentionsOf(left, { table: 0, record: at * 2 }));
    const one = mentions.length - 1;
    mentions.push(...mentionsOf(right, { table: 1, record: at * 2 + 1 }));
    return [one, mentions.length - 1] as const;
  });
  const explain = createExplainer(mentions, new Set(indices.flat()));

  it("are at least 150", () => expect(pairs.length).toBeGreaterThanOrEqual(150));

  pairs.forEach(({ expected, why, left, right }, at) => {
    it(`${expected}: ${String(left.name ?? left.foreignName)} – ${String(right.name ?? right.foreignName)}. ${why}`, () => {
      const [one, other] = indices[at] as readonly [number, number];
      const explained = explain(one, other);
      expect({
        outcome: explained.outcome,
        probability: explained.probability,
        levels: explained.comparisons.map((it) => `${it.attribute} ${it.level} ${it.weight}`),
      }).toMatchObject({ outcome: expected });
      expect(explain(other, one).outcome).toBe(expected);
    });
  });
});
