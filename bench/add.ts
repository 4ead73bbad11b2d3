/** `npm run bench -- add [--persons N] [--rows N]`: adding some records to a large registry, against a bare COPY of the same rows. */
import { existsSync, readdirSync } from "node:fs";
import { writeAddition } from "./data/addition.ts";
import { importPersons, importTimed, type RegistryBench, type StageCost } from "./import.ts";
import { watchMemory } from "./memory-watch.ts";
import { plainCosts } from "./plain-costs.ts";
import { printTable } from "./print-table.ts";
import { openWorkplace } from "./workplace.ts";

export interface AddBench extends RegistryBench {
  /** Records of each addition. */
  readonly rows: number;
}

/** Additions one after the other: the first meets a program and a database that have just imported. */
const ADDITIONS = 5;

/** Runs the bench and prints what it found. */
export async function benchAdd({ persons, rows, registry }: AddBench): Promise<void> {
  const workplace = await openWorkplace(registry);
  try {
    const before = await importPersons(workplace, persons);
    const folder = `${workplace.files}/added`;
    const earlier = existsSync(folder) ? readdirSync(folder).length : 0;
    const table: string[][] = [
      ["addition", "seconds", "× bare COPY", "persons after", "reading", "linking", "choosing", "writing", "peak memory, all processes"],
    ];
    for (let number = 0; number < ADDITIONS; number += 1) {
      const path = writeAddition(rows, before.city, earlier + number, folder);
      const plain = await plainCosts(workplace.deps.store.adminUrl, [path]);
      const watch = watchMemory(workplace.server);
      const { summary, stages } = await importTimed(workplace, [path]);
      const memory = await watch.stop();
      const seconds = summary.secondsTaken;
      const line = [
        `${number + 1}: ${summary.rows.toLocaleString("en")} records`,
        `${seconds.toFixed(2)} s`,
        `${(seconds / plain.copySeconds).toFixed(0)} ×`,
        summary.elements.person.total.toLocaleString("en"),
        ...["reading", "linking", "choosing", "writing"].map((stage) => spent(stages, stage)),
        `${Math.round(memory.allMb)} MB`,
      ];
      console.error(line.join("  "));
      table.push(line);
    }
    printTable([["persons before", before.persons.toLocaleString("en")], ...table]);
  } finally {
    await workplace.close();
  }
}

/** A stage can be entered more than once: a part that turns out too small is linked again with more around it. */
function spent(stages: readonly StageCost[], stage: string): string {
  return `${stages.reduce((sum, it) => sum + (it.stage === stage ? it.seconds : 0), 0).toFixed(2)} s`;
}
