/** `npm run bench -- link [--rows 100000,200000,…]`: what linking one table costs as it grows, each size in a process of its own. */
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileOf, runPeer } from "./peers/peers.ts";
import { clustersOf } from "./peers/score.ts";
import { peopleTable } from "./peers/tables.ts";
import { printTable } from "./print-table.ts";

export interface LinkBench {
  readonly sizes: readonly number[];
}

/** Links tables of made-up people of each size by a spec and prints the curve. */
export function benchLink({ sizes }: LinkBench): void {
  const lines: string[][] = [];
  for (const rows of sizes) {
    const folder = mkdtempSync(join(tmpdir(), "weinao-link-"));
    try {
      const table = peopleTable(rows, folder);
      const out = join(folder, "out");
      const words = [process.execPath, fileOf("./ours.ts"), table.file, JSON.stringify(table.spec)];
      const taken = runPeer("ours", table, words, out);
      const linked = taken.linkSeconds ?? taken.seconds;
      // The cost per row that n·log n allows is constant here.
      const perRow = (linked * 1e6) / (rows * Math.log2(rows));
      const f1 = clustersOf(join(out, "clusters-0.5.csv"), table.truth)?.f1 ?? 0;
      lines.push([
        rows.toLocaleString("en"),
        linked.toFixed(1),
        perRow.toFixed(3),
        taken.processorSeconds.toFixed(1),
        `${Math.round(taken.peakMb)} MB`,
        f1.toFixed(4),
      ]);
      console.log(`${rows.toLocaleString("en")} rows: ${linked.toFixed(1)} s`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  printTable([["rows", "link step, s", "µs / (n·log₂ n)", "processor with reading, s", "peak memory", "clusters' F1"], ...lines]);
  console.log(
    `Load of the machine, 1 and 5 minutes: ${loadavg()
      .slice(0, 2)
      .map((load) => load.toFixed(1))
      .join(", ")}`,
  );
}
