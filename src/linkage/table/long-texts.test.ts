import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectSameClusters } from "../../../tests/same-clusters.ts";
import { createRandom } from "../made-up-world.ts";
import { closestValues } from "./closest.ts";
import { codeTable } from "./columns.ts";
import { kindOf } from "./kinds.ts";
import { linkTable } from "./link-table.ts";
import { collectScored } from "./scored-pairs.ts";
import { withinFileBits } from "./within-files.ts";
import { wordsOf } from "./words.ts";

interface Articles {
  readonly columns: Readonly<Record<"title" | "price", readonly (string | null)[]>>;
  readonly shops: Int32Array;
  /** By row, the article it names. */
  readonly truth: readonly number[];
}

const LATIN = {
  makers: "norvik belmar tandor ostrava quillon".split(" "),
  kinds: ["wireless keyboard", "ink cartridge", "desk lamp", "power adapter", "photo printer", "travel kettle"],
  extras: "black white compact deluxe portable silent slim refurbished original digital classic family".split(" "),
  join: " ",
};
const CHINESE = {
  makers: ["山月", "海风", "云杉", "木禾", "北辰"],
  kinds: ["无线蓝牙键盘", "彩色墨盒", "护眼台灯", "电源适配器", "照片打印机", "旅行电热水壶"],
  extras: ["黑色", "白色", "便携", "豪华版", "静音", "超薄", "官方原装", "家用", "经典款", "学生专用"],
  join: "",
};

/** Articles of two shops, of which a part is in both, told in other words and at another price; the model number is mostly in both. */
function makeArticles(seed: number, count: number, { makers, kinds, extras, join }: typeof LATIN): Articles {
  const random = createRandom(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] as string;
  const columns: Record<"title" | "price", (string | null)[]> = { title: [], price: [] };
  const shops: number[] = [];
  const truth: number[] = [];
  for (let article = 0; article < count; article++) {
    const [maker, kind, letters] = [pick(makers), pick(kinds), String.fromCharCode(97 + Math.floor(random() * 26))];
    const code = `${letters}x-${1000 + Math.floor(random() * 9000)}`;
    const price = 10 + Math.floor(random() * 400);
    for (let shop = random() < 0.8 ? 0 : 1; shop < (random() < 0.6 ? 2 : 1); shop++) {
      const told = shop === 0 ? code : code.replace("-", "");
      const extra = [pick(extras), pick(extras)];
      columns.title.push((shop === 0 ? [maker, kind, told, ...extra] : [extra[0], maker, told, kind, extra[1]]).join(join));
      columns.price.push(random() < 0.3 ? null : (price * (0.9 + random() * 0.2)).toFixed(2));
      shops.push(shop);
      truth.push(article);
    }
  }
  return { columns, shops: Int32Array.from(shops), truth };
}

function f1(truth: readonly number[], clusters: Int32Array): number {
  const pairs = (keys: readonly (number | string)[]): number => {
    const sizes = new Map<number | string, number>();
    for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
    return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  };
  return (2 * pairs(truth.map((label, row) => `${label} ${clusters[row]}`))) / (pairs(truth) + pairs([...clusters]));
}

describe("long texts", () => {
  it.each([
    ["Latin", LATIN],
    ["Chinese", CHINESE],
  ] as const)("%s titles that no two shops word alike are found by their words", (_, language) => {
    const { columns, shops, truth } = makeArticles(1, 1500, language as typeof LATIN);
    const coded = codeTable({ columns });
    expect(kindOf(coded.columns.get("title") as never, coded.rows)).toBe("longText");
    expect(f1(truth, linkTable({ columns, sources: shops }, "auto").clusters)).toBeGreaterThan(0.9);
    expect(f1(truth, linkTable({ columns, files: shops }, "auto").clusters)).toBeGreaterThan(0.85);
  });

  it("are sought among each other's closest across files, and in one list only where nothing else tells things apart", () => {
    const { columns, shops, truth } = makeArticles(4, 700, LATIN);
    const told = {
      ...columns,
      serial: truth.map((article) => `sn${(article * 7919) % 90_001}`),
      born: truth.map((article) => `${1930 + (article % 80)}-05-11`),
    };
    const byClosest = (table: Parameters<typeof linkTable>[0]): boolean =>
      linkTable(table, "auto").model.spec.comparisons.some(({ levels }) => levels.some(({ level }) => level === "closest"));
    expect(byClosest({ columns: told })).toBe(false);
    expect(byClosest({ columns: told, files: shops })).toBe(true);
    expect(byClosest({ columns })).toBe(true);
  });

  it("are linked alike in any order of rows", () => {
    const { columns, shops } = makeArticles(2, 900, LATIN);
    const order = columns.title.map((_, row) => (row * 7919 + 5) % columns.title.length);
    expect(new Set(order).size).toBe(order.length);
    const turned = {
      columns: { title: order.map((row) => columns.title[row] ?? null), price: order.map((row) => columns.price[row] ?? null) },
      files: Int32Array.from(order, (row) => shops[row] as number),
    };
    const [straight, other] = [linkTable({ columns, files: shops }, "auto"), linkTable(turned, "auto")];
    expect(JSON.stringify(other.model)).toBe(JSON.stringify(straight.model));
    expectSameClusters(straight.clusters, other.clusters, order);
  });

  it("pair up with one partner each, across files where there are several, and never with an equal text", () => {
    const title = fc.array(fc.constantFrom(..."red blue green lamp desk chair kx100 kx200 kx300".split(" ")), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(title, fc.boolean()), { minLength: 2, maxLength: 25 }), (rows) => {
        const titles = rows.map(([words]) => words.join(" "));
        const files = Int32Array.from(rows, ([, second]) => Number(second));
        const table = codeTable({ columns: { title: titles }, files });
        const column = table.columns.get("title") as never as { codes: Int32Array };
        const { hashes, leads } = closestValues(table, column as never);
        const held = new Map<number, number[]>();
        hashes.forEach((hash, value) => {
          if (hash !== 0) held.set(hash, [...(held.get(hash) ?? []), value]);
        });
        for (const [one, other, ...more] of held.values()) {
          expect(more).toEqual([]);
          const filesOf = (value: number | undefined) => new Set([...files].filter((_, row) => column.codes[row] === value));
          expect([...filesOf(one), ...filesOf(other)].sort()).toEqual([0, 1]);
          expect(leads[one as number]).toBeGreaterThanOrEqual(1);
          expect(leads[one as number]).toBe(leads[other as number]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("hold a model number as one word, however it is cut", () => {
    expect(wordsOf("sony psl-x350h black")).toContain("pslx350h");
    expect(wordsOf("sony pslx350h black")).toContain("pslx350h");
    expect(wordsOf("sony psl-x350h")).toEqual(["sony", "psl", "x350h", "pslx350h"]);
    // A date, a range or a double name is no model number.
    expect(wordsOf("1990-01-31 smith-jones 10-12")).not.toContain("19900131");
    expect(wordsOf("smith-jones")).toEqual(["smith", "jones"]);
  });
});

describe("rows of one file", () => {
  /** Bits taken from rows of one file, of two files of twenty rows and so many pairs within and across them, all of these log-odds. */
  const bitsOf = (within: number, across: number, odds: number): number => {
    const table = codeTable({
      columns: { name: Array.from({ length: 40 }, () => "x") },
      files: Int32Array.from({ length: 40 }, (_, row) => row % 2),
    });
    const pairs = collectScored();
    for (let pair = 0; pair < within; pair++) pairs.add(0, 2, odds);
    for (let pair = 0; pair < across; pair++) pairs.add(0, 1, odds);
    return withinFileBits(table, pairs.finish());
  };

  it("are the same less readily where files seldom repeat what they name", () => {
    expect(bitsOf(0, 100, 3)).toBe(8);
    expect(bitsOf(10, 100, 20)).toBeGreaterThan(2.5);
    expect(bitsOf(10, 100, 20)).toBeLessThan(4.5);
  });

  it("are the same as readily where files repeat it as often, and where too little is found to tell", () => {
    expect(bitsOf(100, 100, 20)).toBe(0);
    expect(bitsOf(0, 10, 20)).toBe(0);
  });
});
