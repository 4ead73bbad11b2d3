import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestStore, testStore } from "../../tests/postgres.ts";
import type { CopyValue, Scope } from "./contract.ts";

const scope: Scope = { communities: [1, 2], actor: "a", purpose: "p", role: "worker" };
const columns = ["community_id", "id", "word", "amount", "truth", "bytes", "document", "moment"];
let opened: TestStore;
let owner: pg.Client;

beforeAll(async () => {
  opened = await testStore();
  owner = new pg.Client(opened.url);
  await owner.connect();
  await owner.query(
    "CREATE TABLE copied (community_id bigint NOT NULL, id integer NOT NULL, word text, amount double precision, truth boolean, bytes bytea, document jsonb, moment timestamptz)",
  );
  await owner.query("GRANT SELECT, INSERT ON copied TO weinao_app");
});
afterAll(async () => {
  await owner.end();
  await opened.close();
});
beforeEach(() => owner.query("TRUNCATE copied"));

const copy = (rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>, names = columns) =>
  opened.store.transaction(scope, (tx) => tx.copyIn("copied", names, rows));

const stored = () => opened.store.transaction(scope, (tx) => tx.query<Record<string, unknown>>("SELECT * FROM copied ORDER BY id"));

test("every value arrives as it was sent", async () => {
  const text = fc.string({ unit: "grapheme" }).map((value) => value.toWellFormed().replaceAll("\0", ""));
  const awkward = fc.constantFrom("\\N", "\\.", "\\", "\t", "a\tb\nc\r\n", "", "\\\\N", "𠮷", "\\x41", "\u2028", "NULL");
  const row = fc.tuple(
    fc.option(fc.oneof(text, awkward)),
    // Minus zero arrives as zero: no fact of ours tells them apart.
    fc.option(fc.double({ noNaN: true }).map((amount) => amount + 0)),
    fc.option(fc.boolean()),
    fc.option(fc.uint8Array()),
    fc.option(fc.jsonValue({ maxDepth: 2 })),
    fc.option(fc.date({ noInvalidDate: true, min: new Date("1900-01-01"), max: new Date("2200-01-01") })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
      await owner.query("TRUNCATE copied");
      const sent = rows.map(([word, amount, truth, bytes, document, moment], id) => {
        // A document is sent as an object; bare JSON values are wrapped, as every writer of documents does.
        const value = document === null ? null : { value: JSON.parse(JSON.stringify(document).replaceAll("\\u0000", "")) as unknown };
        return { community_id: 1, id, word, amount, truth, bytes: bytes === null ? null : Buffer.from(bytes), document: value, moment };
      });
      const count = await copy(sent.map((each) => columns.map((name) => (each as Record<string, CopyValue>)[name])));
      expect(count).toBe(rows.length);
      // The database holds no negative zero inside JSON and none is told from zero there.
      const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
      const seen = await stored();
      expect(seen.map((each) => ({ ...each, document: plain(each.document) }))).toEqual(
        sent.map((each) => ({ ...each, document: plain(each.document) })),
      );
    }),
    { numRuns: 60 },
  );
});

test("lists, identifiers, days and small numbers arrive as they were sent, and what is none is refused", async () => {
  await owner.query(
    "CREATE TABLE typed (community_id bigint NOT NULL, id uuid, day date, small smallint, amount real, ids uuid[], words text[], smalls smallint[], amounts real[], json json)",
  );
  await owner.query("GRANT SELECT, INSERT ON typed TO weinao_app");
  const into = (names: readonly string[], rows: readonly (readonly CopyValue[])[]) =>
    opened.store.transaction(scope, (tx) => tx.copyIn("typed", ["community_id", ...names], rows));
  const names = ["id", "day", "small", "amount", "ids", "words", "smalls", "amounts", "json"];
  const long = "长".repeat(70_000);
  const rows: readonly CopyValue[][] = [
    [
      "01a20ab2-0000-7000-8000-00000000000F",
      "1899-12-31",
      -32_768,
      0.5,
      ["ffffffff-ffff-ffff-ffff-ffffffffffff"],
      [long, "", "a"],
      [1, -1],
      [0.25],
      "[1]",
    ],
    [
      // An identifier may come as its bytes.
      new Uint8Array(16),
      "2000-02-29",
      32_767,
      -0.5,
      [],
      [],
      new Int16Array([7, -7]),
      new Float32Array([-2]),
      { a: "\0" },
    ],
  ];
  expect(
    await into(
      names,
      rows.map((row) => [1, ...row]),
    ),
  ).toBe(2);
  const stored = await opened.store.transaction(scope, (tx) => tx.query("SELECT * FROM typed ORDER BY day"));
  expect(stored).toEqual([
    {
      community_id: 1,
      id: "01a20ab2-0000-7000-8000-00000000000f",
      day: "1899-12-31",
      small: -32_768,
      amount: 0.5,
      ids: rows[0]?.[4],
      words: [long, "", "a"],
      smalls: [1, -1],
      amounts: [0.25],
      json: [1],
    },
    {
      community_id: 1,
      id: "00000000-0000-0000-0000-000000000000",
      day: "2000-02-29",
      small: 32_767,
      amount: -0.5,
      ids: [],
      words: [],
      smalls: [7, -7],
      amounts: [-2],
      json: { a: "" },
    },
  ]);
  const refused: readonly (readonly [string, CopyValue])[] = [
    ["id", "01a20ab2-0000-7000-8000-00000000000g"],
    ["id", "张三"],
    ["day", "2021-02-30"],
    ["day", "30.2.2021"],
    ["small", 32_768],
    ["small", 1.5],
    ["small", "zwei"],
    ["amount", "1"],
    ["ids", "{}"],
    ["words", [{}]],
  ];
  for (const [name, value] of refused) await expect(into([name], [[1, value]]), `${name} ${value}`).rejects.toThrow(RangeError);
  await expect(into(["none"], [])).rejects.toThrow("There is no column none");
});

test("a document keeps everything but what the database cannot hold", async () => {
  const document = { "a\0b": "\0", backslash: "\\u0000", half: "x\ud800y", pair: "𠮷", quote: '"\\"\t\n' };
  await copy([[1, 1, document]], ["community_id", "id", "document"]);
  expect((await stored())[0]?.document).toEqual({ ab: "", backslash: "\\u0000", half: "x\ufffdy", pair: "𠮷", quote: '"\\"\t\n' });
});

test("rows can come from an asynchronous source, more than one buffer long", async () => {
  async function* rows(): AsyncGenerator<CopyValue[]> {
    for (let id = 0; id < 30_000; id += 1) yield [id % 2 === 0 ? 1 : "2", id, `第${id}行`];
  }
  expect(await copy(rows(), ["community_id", "id", "word"])).toBe(30_000);
  expect((await owner.query("SELECT count(*)::int AS count, max(id) AS last FROM copied")).rows).toEqual([{ count: 30_000, last: 29_999 }]);
});

test("no row at all is no error", async () => {
  expect(await copy([])).toBe(0);
});

test.each([
  [
    "a row of another community",
    [
      [1, 1],
      [3, 2],
    ],
    "outside the transaction's scope",
  ],
  ["a row without a community", [[undefined, 1]], "outside the transaction's scope"],
  ["a community hidden in text", [["1\t2", 1]], "outside the transaction's scope"],
  ["a row of another width", [[1, 1], [1]], "A row of 1 values for 2 columns"],
])("%s undoes the whole transaction", async (_what, rows, message) => {
  await expect(copy(rows as CopyValue[][], ["community_id", "id"])).rejects.toThrow(message);
  expect(await stored()).toEqual([]);
});

test("a source that fails undoes the transaction and its error reaches the caller", async () => {
  async function* rows(): AsyncGenerator<CopyValue[]> {
    yield [1, 1];
    throw new Error("the file ended too soon");
  }
  await expect(copy(rows(), ["community_id", "id"])).rejects.toThrow("the file ended too soon");
  expect(await stored()).toEqual([]);
});

test("a value that the column refuses is not quoted in the error", async () => {
  const refused = await copy([[1, "张三330782195003120013"]], ["community_id", "id"]).catch((error: Error) => error);
  expect(refused).toBeInstanceOf(Error);
  const { message, stack, ...rest } = refused as Error & Record<string, unknown>;
  expect(`${message}${stack}${JSON.stringify(rest)}`).not.toMatch(/张三|3307821950/);
});

test("names that are no plain names, and tables that are closed or missing, are refused", async () => {
  await expect(copy([], ["community_id", 'id") FROM STDIN; DROP TABLE copied; --'])).rejects.toThrow("Not a plain table or column name");
  await expect(copy([], ["id", "community_id"])).rejects.toThrow("must be community_id");
  const into = (table: string) => opened.store.transaction(scope, (tx) => tx.copyIn(table, ["community_id"], []));
  await expect(into("no_such_table")).rejects.toThrow("There is no table");
  await expect(into("schema_version")).rejects.toThrow("may not insert");
});

test("after a copy the transaction is the application's again", async () => {
  const role = await opened.store.transaction(scope, async (tx) => {
    await tx.copyIn("copied", ["community_id", "id"], [[1, 1]]);
    return tx.query("SELECT current_user::text AS role");
  });
  expect(role).toEqual([{ role: "weinao_app" }]);
});
