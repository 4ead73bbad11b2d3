import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RecordScanner } from "./record-scanner.ts";

function scan(pieces: readonly string[], delimiter: string): (string | null)[][] {
  const scanner = new RecordScanner(delimiter);
  return [...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.end()];
}

/** Cuts a text at arbitrary places. */
function cut(text: string, places: readonly number[]): string[] {
  const sorted = places.map((place) => place % (text.length + 1)).sort((left, right) => left - right);
  return [0, ...sorted].map((from, index) => text.slice(from, [...sorted, text.length][index]));
}

const field = fc.string({ unit: fc.constantFrom("a", "张", "𠮷", "1", ",", ";", "\t", '"', "\n", "\r", " ", "'", "="), maxLength: 20 });
const places = fc.array(fc.nat(), { maxLength: 6 });
const delimiters = fc.constantFrom(",", ";", "\t", "|");

describe("RecordScanner", () => {
  test("reads what csv-parse reads, wherever the pieces are cut", () => {
    const line = fc.constantFrom("\n", "\r\n", "\r");
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
        delimiters,
        line,
        fc.boolean(),
        places,
        (table, delimiter, end, ended, at) => {
          const written = table.map((row) =>
            row.map((text) => (/[",;|\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(delimiter),
          );
          const text = written.join(end) + (ended ? end : "");
          const oracle: string[][] = parse(text, { delimiter, relax_column_count: true, record_delimiter: end, skip_empty_lines: false });
          const expected = oracle.map((row) => row.map((value) => value || null));
          expect(scan(cut(text, at), delimiter)).toEqual(expected);
        },
      ),
      { numRuns: 600 },
    );
  });

  test("gives the same for any text, however it is cut", () => {
    fc.assert(
      fc.property(
        field.chain((first) => fc.array(field, { maxLength: 8 }).map((rest) => [first, ...rest].join(""))),
        delimiters,
        places,
        (text, delimiter, at) => {
          expect(scan(cut(text, at), delimiter)).toEqual(scan([text], delimiter));
        },
      ),
      { numRuns: 1500 },
    );
  });

  test("takes a quote that never closes, or closes in the middle of a field, for a character", () => {
    expect(scan(['"张三,男\n李四,"女\n'], ",")).toEqual([
      ['"张三', "男"],
      ["李四", '"女'],
    ]);
    expect(scan(['"a"b,c\n1,2\n'], ",")).toEqual([
      ['"a"b', "c"],
      ["1", "2"],
    ]);
    expect(scan(['5"屏,"x"  ,y\n'], ",")).toEqual([['5"屏', "x", "y"]]);
    const rows = Array.from({ length: 9000 }, (_, index) => `${index},张三`);
    const scanned = scan([`"名,号\n${rows.join("\n")}\n"`], ",");
    expect(scanned).toHaveLength(9002);
    expect(scanned[1]).toEqual(["0", "张三"]);
  });

  test("counts blank lines, and reads a last line without a break", () => {
    expect(scan(["a\n\n\r\nb"], ",")).toEqual([["a"], [null], [null], ["b"]]);
    expect(scan(["a,"], ",")).toEqual([["a", null]]);
    expect(scan([""], ",")).toEqual([]);
  });

  test("keeps no piece alive by a short field of it", () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const scanner = new RecordScanner(",");
    const kept: (string | null)[] = [];
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let piece = 0; piece < 200; piece += 1) {
      const text = Buffer.from(`33078219670729${1000 + piece},张三\n${"填充 ".repeat(80_000)}\n`).toString();
      kept.push(scanner.push(text)[0]?.[0] ?? null);
    }
    collect();
    // 200 pieces of 480 KB; the fields themselves are a few kilobytes.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
    expect(kept[7]).toBe("330782196707291007");
  });
});
