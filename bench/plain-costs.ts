/** What the same rows cost without any understanding: reading them, and COPY of their cells into a table without an index. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { openSource } from "#exchange";
import type { Cell } from "#vocabulary/contract";

export interface PlainCosts {
  /** Reading the bytes of the files. */
  readonly bytesSeconds: number;
  /** Reading the files into rows of cells, as the import does it. */
  readonly rowsSeconds: number;
  /** COPY of the cells, encoded beforehand, into tables without an index, and its commit. */
  readonly copySeconds: number;
  readonly rows: number;
  readonly megabytes: number;
}

interface EncodedTable {
  readonly columns: number;
  readonly pieces: readonly Buffer[];
}

/** Measures all three, file by file. */
export async function plainCosts(adminUrl: string, paths: readonly string[]): Promise<PlainCosts> {
  const [bytesSeconds, bytes] = await timed(async () => {
    let total = 0;
    for (const path of paths) total += (await readFile(path)).length;
    return total;
  });
  const [rowsSeconds, rows] = await timed(async () => {
    let count = 0;
    for (const path of paths) for await (const _ of rowsOf(path)) count += 1;
    return count;
  });
  let copySeconds = 0;
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    for (const [index, path] of paths.entries()) copySeconds += await copyBare(client, `bare_${index}`, await encode(path));
  } finally {
    await client.end();
  }
  return { bytesSeconds, rowsSeconds, copySeconds, rows, megabytes: bytes / 1e6 };
}

async function* rowsOf(path: string): AsyncGenerator<readonly Cell[]> {
  const opened = await openSource(path);
  if (!opened.accepted) throw new Error(`${path}: ${opened.refusal}`);
  for await (const sheet of opened.value.sheets()) for await (const row of sheet.rows()) yield row.cells;
  await opened.value.close();
}

const PIECE_CHARACTERS = 1 << 16;

async function encode(path: string): Promise<EncodedTable> {
  const rows: (readonly Cell[])[] = [];
  let columns = 0;
  for await (const cells of rowsOf(path)) {
    rows.push(cells);
    columns = Math.max(columns, cells.length);
  }
  const pieces: Buffer[] = [];
  let text = "";
  for (const cells of rows) {
    const fields = Array.from({ length: columns }, (_, column) => fieldOf(cells[column] ?? null));
    text += `${fields.join("\t")}\n`;
    if (text.length < PIECE_CHARACTERS) continue;
    pieces.push(Buffer.from(text));
    text = "";
  }
  pieces.push(Buffer.from(text));
  return { columns, pieces };
}

function fieldOf(cell: Cell): string {
  if (cell === null) return "\\N";
  return String(typeof cell === "object" ? cell.date : cell).replace(/[\\\t\n\r]/g, " ");
}

async function copyBare(client: pg.Client, table: string, { columns, pieces }: EncodedTable): Promise<number> {
  await client.query(`CREATE TABLE ${table} (${Array.from({ length: columns }, (_, column) => `c${column} text`).join(", ")})`);
  const [seconds] = await timed(async () => {
    const target = client.query(copyFrom(`COPY ${table} FROM STDIN`));
    for (const piece of pieces) if (!target.write(piece)) await once(target, "drain");
    target.end();
    await once(target, "finish");
  });
  await client.query(`DROP TABLE ${table}`);
  return seconds;
}

/** Runs work and gives the seconds it took beside its result. */
export async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const started = performance.now();
  const result = await work();
  return [(performance.now() - started) / 1000, result];
}
