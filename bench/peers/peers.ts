/** `npm run bench -- peers [--rows N] [--files DIR]`: Splink and ours on the same tables in the same run, each in a process of its own. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { printTable } from "../print-table.ts";
import type { Taken } from "./ours.ts";
import { bestPairs, clustersOf, pairsAt, type Rightness, readPairs } from "./score.ts";
import { findSplink, SPLINK_VERSION } from "./splink.ts";
import { type PeerTable, peopleTable, publicTable } from "./tables.ts";

export interface PeersBench {
  /** Rows of the made-up table; 0 leaves it out. */
  readonly rows: number;
  /** Folder of febrl3.csv and fake_1000.csv. */
  readonly files?: string | undefined;
}

const PUBLIC_FILES = fileURLToPath(new URL("../../../shared/inputs/public", import.meta.url));
export const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Runs the bench and prints what it found. */
export function benchPeers({ rows, files = PUBLIC_FILES }: PeersBench): void {
  const folder = mkdtempSync(join(tmpdir(), "weinao-peers-"));
  try {
    const splink = findSplink();
    if ("why" in splink) console.log(`Splink skipped: ${splink.why}.`);
    const lines: string[][] = [];
    for (const table of tablesOf(rows, files, folder)) {
      lines.push(...measure(table, "ours, auto", folder, [process.execPath, fileOf("./ours.ts"), table.file, "auto"]));
      lines.push(...measure(table, "ours, spec", folder, [process.execPath, fileOf("./ours.ts"), table.file, JSON.stringify(table.spec)]));
      if ("python" in splink)
        for (const settings of table.settings) {
          const peer = `Splink ${SPLINK_VERSION}${settings.replace(table.name, "").replace("people", "").replaceAll("_", " ")}`;
          lines.push(...measure(table, peer, folder, [splink.python, fileOf("./splink-peer.py"), table.file, settings]));
        }
    }
    printTable([
      ["table", "peer", "", "precision", "recall", "F1", "clusters' F1", "seconds", "of processor", "linking", "peak memory"],
      ...lines,
    ]);
    console.log(
      `Load of the machine, 1 and 5 minutes: ${loadavg()
        .slice(0, 2)
        .map((load) => load.toFixed(1))
        .join(", ")}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function* tablesOf(rows: number, files: string, folder: string): Generator<PeerTable> {
  for (const name of ["febrl3", "fake_1000"] as const) {
    const table = publicTable(name, files, folder);
    if (table === null) console.log(`${name} skipped: its file is not at hand (--files DIR).`);
    else yield table;
  }
  if (rows > 0) yield peopleTable(rows, folder);
}

/** Runs one peer and gives its lines: at 0.5, at 0.95, at the best threshold. */
function measure(table: PeerTable, peer: string, folder: string, words: readonly string[]): string[][] {
  const out = join(folder, "out");
  const taken = runPeer(peer, table, words, out);
  const pairs = readPairs(join(out, "pairs.csv"), table.truth);
  const best = bestPairs(pairs, table.truth);
  const clusters = (at: number): string => clustersOf(join(out, `clusters-${at}.csv`), table.truth)?.f1.toFixed(4) ?? "";
  const line = (at: string, right: Rightness, clustered: string, more: readonly string[]): string[] => [
    ...(more.length > 0 ? [table.name, peer] : ["", ""]),
    at,
    right.precision.toFixed(4),
    right.recall.toFixed(4),
    right.f1.toFixed(4),
    clustered,
    ...(more.length > 0 ? more : ["", "", "", ""]),
  ];
  return [
    line("at 0.5", pairsAt(pairs, table.truth, 0.5), clusters(0.5), [
      taken.seconds.toFixed(1),
      taken.processorSeconds.toFixed(1),
      taken.linkSeconds?.toFixed(1) ?? "",
      `${Math.round(taken.peakMb)} MB`,
    ]),
    line("at 0.95", pairsAt(pairs, table.truth, 0.95), clusters(0.95), []),
    line(`best, ${best.threshold.toFixed(3)}`, best, "", []),
  ];
}

/** Runs a peer in a process of its own, which writes what it found into an empty folder. */
export function runPeer(peer: string, table: PeerTable, [program = "", ...words]: readonly string[], out: string): Taken {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  const ran = spawnSync(program, [...words, out], { encoding: "utf8", maxBuffer: 1 << 26 });
  if (ran.status !== 0) throw new Error(`${peer} failed on ${table.name}:\n${ran.stderr.slice(-2000)}`);
  return JSON.parse(ran.stdout.trim().split("\n").at(-1) ?? "") as Taken;
}
