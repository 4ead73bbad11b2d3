/** The tables that both peers link: their columns without what tells the truth, the truth, and our spec for each. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { LevelSpec, LinkSpec } from "#linkage/contract";
import { writeSingleTable } from "../data/extracts.ts";

export interface PeerTable {
  readonly name: string;
  /** A CSV file: row_number (from 0), then the columns to compare. */
  readonly file: string;
  readonly truth: readonly string[];
  /** Name of Splink's settings in splink-peer.py. */
  readonly settings: string;
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
  return { name, file: writeTable(folder, name, kept, cells), truth, settings: name, spec };
}

/** So many made-up rows of Chinese people; the person's number, which tells the truth, is left out. */
export function peopleTable(rows: number, folder: string): PeerTable {
  const made = writeSingleTable(rows, folder);
  const [, ...people] = parse(readFileSync(join(folder, made.files[0]?.file ?? ""))) as string[][];
  const [, ...told] = parse(readFileSync(made.truth)) as string[][];
  for (const { file } of made.files) rmSync(join(folder, file));
  const columns = ["name", "sex", "id_number", "birth_date", "phone", "address"];
  const file = writeTable(
    folder,
    "people",
    columns,
    people.map((row) => row.slice(1)),
  );
  return {
    name: `${rows.toLocaleString("en")} made-up rows`,
    file,
    truth: told.map((row) => row[2] ?? ""),
    settings: "people",
    spec: PEOPLE,
  };
}

function writeTable(folder: string, name: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const file = join(folder, `${name}.csv`);
  const lines = rows.map((row, at) =>
    [String(at), ...row].map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(","),
  );
  writeFileSync(file, `${["row_number", ...columns].join(",")}\n${lines.join("\n")}\n`);
  return file;
}
