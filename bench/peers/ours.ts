/** Links one table in a process of its own: `node ours.ts TABLE.csv HOW OUT_FOLDER`, where HOW is `auto` or a spec as JSON. */
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createLinkColumn, linkTable } from "#linkage";
import type { LinkColumn } from "#linkage/contract";
import { plainLines } from "./plain-lines.ts";

/** What a run took, as both peers print it. */
export interface Taken {
  /** From the file to the clusters. */
  readonly seconds: number;
  /** The same without reading the file; Splink reads while it links. */
  readonly linkSeconds?: number;
  readonly processorSeconds: number;
  readonly peakMb: number;
}

if (import.meta.main) {
  const [table = "", how = "", out = ""] = process.argv.slice(2);
  const began = performance.now();
  const columns = readColumns(table);
  const read = performance.now();
  const { pairs, clusters } = linkTable({ columns }, how === "auto" ? "auto" : JSON.parse(how));
  const ended = performance.now();
  const { user, system } = process.cpuUsage();
  const taken: Taken = {
    seconds: (ended - began) / 1000,
    linkSeconds: (ended - read) / 1000,
    processorSeconds: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1000,
  };
  writeLines(join(out, "pairs.csv"), pairs.count, (at) => `${pairs.left[at]},${pairs.right[at]},${pairs.probability[at]}\n`);
  writeLines(join(out, "clusters-0.5.csv"), clusters.length, (row) => `${row},${clusters[row]}\n`);
  console.log(JSON.stringify(taken));
}

function readColumns(path: string): Record<string, LinkColumn> {
  const lines = plainLines(path);
  const header: string[] = lines.next().value ?? [];
  const columns = header.map(() => createLinkColumn());
  for (const cells of lines) for (let at = 0; at < columns.length; at++) columns[at]?.add(cells[at] || null);
  return Object.fromEntries(header.flatMap((name, at) => (name === "row_number" ? [] : [[name, columns[at] as LinkColumn]])));
}

function writeLines(path: string, count: number, lineOf: (at: number) => string): void {
  const file = openSync(path, "w");
  let piece = "";
  for (let at = 0; at < count; at++) {
    piece += lineOf(at);
    if (piece.length < 1 << 20 && at + 1 < count) continue;
    writeSync(file, piece);
    piece = "";
  }
  closeSync(file);
}
