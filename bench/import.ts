/** `npm run bench -- import [--rows N] [--workbook] [--files DIR]`: an import against reading its files and a bare COPY of the same rows. */
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { loadRegisters } from "#exchange";
import { importFiles } from "#registry";
import type { ImportProgress, ImportSummary } from "#registry/contract";
import { ROWS_A_PERSON, writeExtracts } from "./data/extracts.ts";
import { writeStyledWorkbook } from "./data/workbook.ts";
import { watchMemory } from "./memory-watch.ts";
import { plainCosts } from "./plain-costs.ts";
import { printTable } from "./print-table.ts";
import { serverSeconds } from "./server-processes.ts";
import { BENCH_ACTOR, BENCH_COMMUNITY, openWorkplace, type Workplace } from "./workplace.ts";

export interface ImportBench {
  readonly rows: number;
  /** One styled workbook instead of six departments' extracts. */
  readonly workbook: boolean;
  /** Files made before, instead of making them. */
  readonly files?: string | undefined;
}

/** Runs the bench and prints what it found. */
export async function benchImport(options: ImportBench): Promise<void> {
  const workplace = await openWorkplace();
  try {
    const paths = await pathsOf(workplace, options);
    console.error("The files are made.");
    const plain = await plainCosts(workplace.deps.store.adminUrl, paths);
    console.error(`Bare COPY: ${secondsText(plain.copySeconds)}`);
    const watch = watchMemory(workplace.server);
    const { summary, stages } = await importTimed(workplace, paths);
    const memory = await watch.stop();
    const seconds = summary.secondsTaken;
    const against = (plainSeconds: number) => `${(seconds / plainSeconds).toFixed(1)} ×`;
    const total = { nodeSeconds: sum(stages, "nodeSeconds"), serverSeconds: sum(stages, "serverSeconds") };
    printTable([
      ["", "", "", "Node, CPU", "PostgreSQL, CPU"],
      ["rows", summary.rows.toLocaleString("en"), ""],
      ["persons", summary.elements.person.total.toLocaleString("en"), ""],
      ["reading the bytes", secondsText(plain.bytesSeconds), against(plain.bytesSeconds)],
      ["reading the rows", secondsText(plain.rowsSeconds), against(plain.rowsSeconds)],
      ["bare COPY", secondsText(plain.copySeconds), against(plain.copySeconds)],
      ["import", secondsText(seconds), "", ...processors(total)],
      ...stages.map((it) => [`  ${it.stage}`, secondsText(it.seconds), share(it.seconds / seconds), ...processors(it)]),
      ["rows a second", Math.round(summary.rows / seconds).toLocaleString("en"), ""],
      ["peak memory, all processes", megabytesText(memory.allMb), ""],
      ["  of Node", megabytesText(memory.nodeMb), ""],
      ["  of PostgreSQL", megabytesText(memory.postgresMb), ""],
    ]);
  } finally {
    await workplace.close();
  }
}

async function pathsOf(workplace: Workplace, { rows, workbook, files }: ImportBench): Promise<string[]> {
  if (files !== undefined) {
    const names = (await readdir(files)).filter((name) => name !== "truth.csv").sort();
    return names.map((name) => join(files, name));
  }
  const made = workbook ? await writeStyledWorkbook(rows, workplace.files) : writeExtracts(rows, workplace.files);
  return made.files.map(({ file }) => join(workplace.files, file));
}

/** Stages that took less are not told while a bench runs: its table tells them all. */
const TOLD_SECONDS_MIN = 5;

/** What one stage took: on the clock, and of the processors. */
export interface StageCost {
  readonly stage: string;
  readonly seconds: number;
  readonly nodeSeconds: number;
  readonly serverSeconds: number;
}

/** What benches that ask a large registry are told. */
export interface RegistryBench {
  /** Persons to import. */
  readonly persons: number;
  /** Folder of a registry to keep and to find again; a fresh one that is gone afterwards if none is given. */
  readonly registry?: string | undefined;
}

/** A registry that a bench asks or adds to. */
export interface LargeRegistry {
  /** People of the made-up city. */
  readonly city: number;
  /** Persons found in its extracts. */
  readonly persons: number;
}

/**
 * Makes the six departments' extracts about so many persons and imports them, unless the workplace was kept with a registry in it: then that
 * one serves, however large it is.
 */
export async function importPersons(workplace: Workplace, persons: number): Promise<LargeRegistry> {
  const told = `${workplace.files}/registry.json`;
  if (existsSync(told)) return JSON.parse(await readFile(told, "utf8")) as LargeRegistry;
  const made = writeExtracts(Math.round(persons * ROWS_A_PERSON), workplace.files);
  const { summary } = await importTimed(
    workplace,
    made.files.map(({ file }) => join(workplace.files, file)),
  );
  await vacuum(workplace);
  const registry = { city: made.persons, persons: summary.elements.person.total };
  await writeFile(told, JSON.stringify(registry));
  console.error(`${registry.persons.toLocaleString("en")} persons are in after ${summary.secondsTaken.toFixed(0)} s`);
  return registry;
}

/**
 * What PostgreSQL does by itself in the minutes after an import (autovacuum). Until then whoever reads a row first writes down that it is valid,
 * and, with checksums of pages, the whole page into the log: so the first readings of a fresh city are two to three times as slow.
 */
async function vacuum({ deps }: Workplace): Promise<void> {
  const client = new pg.Client({ connectionString: deps.store.adminUrl });
  await client.connect();
  await client.query("VACUUM (ANALYZE)");
  await client.end();
}

/** Imports and gives what each stage took. */
export async function importTimed(
  { deps, server }: Workplace,
  paths: readonly string[],
): Promise<{ summary: ImportSummary; stages: readonly StageCost[] }> {
  const stages: StageCost[] = [];
  let stage: ImportProgress["stage"] = "reading";
  let since = used(server);
  const enter = (next: ImportProgress["stage"]): void => {
    if (next === stage) return;
    const now = used(server);
    const cost = { stage, seconds: now.wall - since.wall, nodeSeconds: now.node - since.node, serverSeconds: now.server - since.server };
    stages.push(cost);
    if (cost.seconds >= TOLD_SECONDS_MIN) console.error(`${stage}: ${secondsText(cost.seconds)}`);
    stage = next;
    since = now;
  };
  const request = {
    community: BENCH_COMMUNITY,
    files: paths,
    registers: await loadRegisters(deps.departmentsFolder),
    today: new Date().toISOString().slice(0, 10),
  };
  const outcome = await importFiles(deps, BENCH_ACTOR, request, ({ stage: now }) => {
    // Nobody else imports here: until the first rows are told, files are being looked through.
    enter(now === "waiting" ? "reading" : now);
  });
  if (!outcome.accepted) throw new Error(outcome.refusal);
  return { summary: outcome.value, stages };
}

function used(server: string): { wall: number; node: number; server: number } {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now() / 1000, node: (user + system) / 1e6, server: serverSeconds(server) };
}

const secondsText = (seconds: number) => `${seconds.toFixed(2)} s`;
const megabytesText = (megabytes: number) => `${Math.round(megabytes)} MB`;
const share = (part: number) => `${(100 * part).toFixed(0)} %`;
const processors = (cost: Pick<StageCost, "nodeSeconds" | "serverSeconds">) => [
  secondsText(cost.nodeSeconds),
  secondsText(cost.serverSeconds),
];
const sum = (stages: readonly StageCost[], key: "nodeSeconds" | "serverSeconds") => stages.reduce((total, stage) => total + stage[key], 0);
