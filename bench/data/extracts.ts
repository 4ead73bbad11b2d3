/**
 * Writes large extracts for the benches, with the truth beside them: `node bench/data/extracts.ts --rows 1171000 --out DIR`.
 * `--single` writes one table instead of six departments', `--workbook` one styled workbook. Nothing large is kept in the repository.
 */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { DEPARTMENTS, type Department } from "./departments.ts";
import { Draw, mix, scrambled } from "./draw.ts";
import { Population } from "./population.ts";
import { writeStyledWorkbook } from "./workbook.ts";

/** Rows that a person has in the six extracts together, on average. */
export const ROWS_A_PERSON = 2.788;
const BATCH_CHARACTERS = 1 << 18;

export interface ExtractFile {
  readonly file: string;
  /** Data rows. */
  readonly rows: number;
}

export interface Extracts {
  readonly files: readonly ExtractFile[];
  /** `truth.csv`: file, row (1-based; the header is row 1), truth_id. */
  readonly truth: string;
  readonly persons: number;
}

/** Writes text in large pieces. */
class TextSink {
  readonly #handle: number;
  #pieces = "";
  constructor(path: string) {
    this.#handle = openSync(path, "w");
  }
  write(line: string): void {
    this.#pieces += line;
    if (this.#pieces.length > BATCH_CHARACTERS) this.#flush();
  }
  #flush(): void {
    writeSync(this.#handle, this.#pieces);
    this.#pieces = "";
  }
  close(): void {
    this.#flush();
    closeSync(this.#handle);
  }
}

/**
 * Writes six departments' extracts of `rows` rows altogether, about `rows / 2.788` people, each department in an order of its own.
 * Memory: two bytes a person and one batch of text.
 */
export function writeExtracts(rows: number, directory: string, seed = 1): Extracts {
  mkdirSync(directory, { recursive: true });
  const population = new Population(Math.max(1, Math.round(rows / ROWS_A_PERSON)), seed);
  const truth = join(directory, "truth.csv");
  const sink = new TextSink(truth);
  sink.write("file,row,truth_id\n");
  const files: ExtractFile[] = [];
  let left = rows;
  DEPARTMENTS.forEach((department, number) => {
    const last = number === DEPARTMENTS.length - 1;
    const written = writeDepartment(department, population, join(directory, department.file), {
      seed: mix(seed, number),
      most: left,
      fill: last,
      sink,
    });
    files.push({ file: department.file, rows: written });
    left -= written;
  });
  sink.close();
  return { files, truth, persons: population.size };
}

interface DepartmentOptions {
  readonly seed: number;
  /** Rows after which it stops. */
  readonly most: number;
  /** Goes on with those it did not list until there are so many rows. */
  readonly fill: boolean;
  readonly sink: TextSink;
}

function writeDepartment(department: Department, population: Population, path: string, options: DepartmentOptions): number {
  const { seed, most, fill, sink } = options;
  const out = new TextSink(path);
  out.write(`${department.header.join(",")}\n`);
  const order = scrambled(population.size, seed);
  const draw = new Draw();
  let rows = 0;
  const emit = (index: number) => {
    const citizen = population.citizen(index);
    out.write(`${department.row(citizen, draw.begin(seed ^ 0x0ddb, index + rows))}\n`);
    rows++;
    sink.write(`${department.file},${rows + 1},P${index}\n`);
  };
  const listed = (index: number) => department.lists(population.glimpse(index), draw.begin(seed, index));
  for (let i = 0; i < population.size && rows < most; i++) if (listed(order(i))) emit(order(i));
  for (let pass = 0; fill && rows < most; pass++)
    for (let i = 0; i < population.size && rows < most; i++) if (pass > 0 || !listed(order(i))) emit(order(i));
  out.close();
  return rows;
}

/** Writes one table of `rows` rows about `rows / 2.5` people: for the curve of cost against size. */
export function writeSingleTable(rows: number, directory: string, seed = 1): Extracts {
  mkdirSync(directory, { recursive: true });
  const population = new Population(Math.max(1, Math.round(rows / 2.5)), seed);
  const department = DEPARTMENTS.at(-1) as Department;
  const file = "人口汇总.csv";
  const truth = join(directory, "truth.csv");
  const [out, sink] = [new TextSink(join(directory, file)), new TextSink(truth)];
  out.write(`${department.header.join(",")}\n`);
  sink.write("file,row,truth_id\n");
  const draw = new Draw();
  for (let row = 0; row < rows; row++) {
    const index = mix(seed ^ 0x7ab1e, row) % population.size;
    out.write(`${department.row(population.citizen(index), draw.begin(seed, row))}\n`);
    sink.write(`${file},${row + 2},P${index}\n`);
  }
  out.close();
  sink.close();
  return { files: [{ file, rows }], truth, persons: population.size };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      rows: { type: "string" },
      out: { type: "string" },
      seed: { type: "string" },
      single: { type: "boolean" },
      workbook: { type: "boolean" },
    },
  });
  if (!values.rows || !values.out) throw new Error("usage: extracts.ts --rows N --out DIR [--seed N] [--single | --workbook]");
  const [rows, seed, started] = [Number(values.rows), Number(values.seed ?? 1), performance.now()];
  const made = values.workbook
    ? await writeStyledWorkbook(rows, values.out, seed)
    : values.single
      ? writeSingleTable(rows, values.out, seed)
      : writeExtracts(rows, values.out, seed);
  for (const file of made.files) console.log(`${String(file.rows).padStart(9)}  ${file.file}`);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${rows} rows of ${made.persons} people in ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
}
