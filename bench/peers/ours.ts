/** Links one table in a process of its own: `node ours.ts TABLE.csv HOW OUT_FOLDER`, where HOW is `auto` or a spec as JSON. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { linkTable } from "#linkage";

/** What a run took, as both peers print it. */
export interface Taken {
  readonly seconds: number;
  readonly peakMb: number;
}

if (import.meta.main) {
  const [table = "", how = "", out = ""] = process.argv.slice(2);
  const began = performance.now();
  const [header = [], ...rows] = parse(readFileSync(table)) as string[][];
  const columns = Object.fromEntries(
    header.flatMap((name, at) => (name === "row_number" ? [] : [[name, rows.map((row) => row[at] || null)]])),
  );
  const { pairs, clusters } = linkTable({ columns }, how === "auto" ? "auto" : JSON.parse(how));
  const seconds = (performance.now() - began) / 1000;
  writeFileSync(
    join(out, "pairs.csv"),
    Array.from(pairs.left, (left, at) => `${left},${pairs.right[at]},${pairs.probability[at]}\n`).join(""),
  );
  writeFileSync(join(out, "clusters-0.5.csv"), Array.from(clusters, (cluster, row) => `${row},${cluster}\n`).join(""));
  const taken: Taken = { seconds, peakMb: process.resourceUsage().maxRSS / 1000 };
  console.log(JSON.stringify(taken));
}
