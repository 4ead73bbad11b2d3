/** The tables that both peers link: their columns without what tells the truth, the truth, and our spec for each. */
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { LevelSpec, LinkSpec } from "#linkage/contract";
import { writeSingleTable } from "../data/extracts.ts";
import { plainLines } from "./plain-lines.ts";

export interface PeerTable {
  readonly name: string;
  /** A CSV file: row_number (from 0), then the columns to compare. */
  readonly file: string;
  readonly truth: readonly string[];
  /** Names of Splink's settings in splink-peer.py. */
  readonly settings: readonly string[];
  readonly spec: LinkSpec;
}

const exact: LevelSpec = { level: "exact" };
const slip: LevelSpec = { level: "slips", max: 1 };
const similar = (min: number): LevelSpec => ({ level: "similar", min });
const dates: readonly LevelSpec[] = [exact, slip, { level: "dateParts" }];

/** The same comparisons as Splink's example, as near as our levels come. */
const FEBRL3: LinkSpec = {
  comparisons: [
    { column: "given_name", levels: [exact, { level: "swapped", column: "surname" }, similar(0.92), similar(0.8)], termFrequency: true },
    { column: "surname", levels: [exact, { level: "swapped", column: "given_name" }, similar(0.92), similar(0.8)], termFrequency: true },
    { column: "date_of_birth", levels: dates },
    { column: "soc_sec_id", levels: [exact, { level: "slips", max: 2 }] },
    { column: "street_number", levels: [exact], termFrequency: true },
    { column: "postcode", levels: [exact], termFrequency: true },
  ],
  blocking: [["soc_sec_id"], ["given_name"], ["surname"], ["date_of_birth"], ["postcode"]],
};
const FAKE_1000: LinkSpec = {
  comparisons: [
    { column: "first_name", levels: [exact, { level: "swapped", column: "surname" }, similar(0.9), similar(0.7)], termFrequency: true },
    { column: "surname", levels: [exact, { level: "swapped", column: "first_name" }, similar(0.9), similar(0.7)], termFrequency: true },
    { column: "dob", levels: dates },
    { column: "city", levels: [exact, slip], termFrequency: true },
    { column: "email", levels: [exact, { level: "slips", max: 2 }, similar(0.88)] },
  ],
  blocking: [["first_name"], ["surname"], ["dob"], ["email"]],
};
const PEOPLE: LinkSpec = {
  comparisons: [
    { column: "name", levels: [exact, { level: "chineseName" }], termFrequency: true },
    { column: "sex", levels: [exact] },
    { column: "id_number", levels: [exact, slip, { level: "slips", max: 2 }] },
    { column: "birth_date", levels: dates },
    { column: "phone", levels: [exact, slip] },
    { column: "address", levels: [exact, similar(0.92), similar(0.8)] },
  ],
  blocking: [["id_number"], ["phone"], ["name", "birth_date"], ["name", "address"], ["address", "birth_date"]],
};

/** A published table, or null where its file is not at hand. */
export function publicTable(name: "febrl3" | "fake_1000", from: string, folder: string): PeerTable | null {
  const path = join(from, `${name}.csv`);
  if (!existsSync(path)) return null;
  const [header = [], ...rows] = parse(readFileSync(path), { trim: true }) as string[][];
  const [spec, truthColumn] = name === "febrl3" ? [FEBRL3, "rec_id"] : [FAKE_1000, "cluster"];
  // FEBRL names a record rec-PERSON-org or rec-PERSON-dup-NUMBER.
  const truth = rows.map((row) => row[header.indexOf(truthColumn)] ?? "").map((id) => (name === "febrl3" ? (id.split("-")[1] ?? "") : id));
  const kept = header.filter((column) => column !== truthColumn && column !== "unique_id");
  const cells = rows.map((row) => kept.map((column) => row[header.indexOf(column)] ?? ""));
  const file = join(folder, `${name}.csv`);
  writeRows(file, kept, cells);
  return { name, file, truth, settings: name === "febrl3" ? ["febrl3"] : ["fake_1000", "fake_1000_tutorial", "fake_1000_accuracy"], spec };
}

/** So many made-up rows of Chinese people; the person's number, which tells the truth, is left out. */
export function peopleTable(rows: number, folder: string): PeerTable {
  const made = writeSingleTable(rows, folder);
  const source = join(folder, made.files[0]?.file ?? "");
  const file = join(folder, "people.csv");
  const truth: string[] = [];
  const columns = ["name", "sex", "id_number", "birth_date", "phone", "address"];
  writeRows(
    file,
    columns,
    withoutFirst(plainLines(source), (cells) => cells.slice(1)),
  );
  for (const cells of withoutFirst(plainLines(made.truth), (told) => told)) truth.push(cells[2] ?? "");
  rmSync(source);
  return { name: `${rows.toLocaleString("en")} made-up rows`, file, truth, settings: ["people"], spec: PEOPLE };
}

function* withoutFirst(lines: Iterable<string[]>, shape: (cells: string[]) => string[]): Generator<string[]> {
  let first = true;
  for (const cells of lines) {
    if (!first) yield shape(cells);
    first = false;
  }
}

/** Writes rows with their number from 0 before them. */
function writeRows(path: string, columns: readonly string[], rows: Iterable<readonly string[]>): void {
  const file = openSync(path, "w");
  writeSync(file, `${["row_number", ...columns].join(",")}\n`);
  let at = 0;
  let piece = "";
  for (const row of rows) {
    const cells = row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
    piece += `${at++},${cells.join(",")}\n`;
    if (piece.length > 1 << 20) {
      writeSync(file, piece);
      piece = "";
    }
  }
  writeSync(file, piece);
  closeSync(file);
}
