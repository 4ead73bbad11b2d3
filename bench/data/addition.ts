import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DEPARTMENTS, type Department } from "./departments.ts";
import { Draw, mix } from "./draw.ts";
import { Population } from "./population.ts";

/** One in so many of an addition's people is new in the city. */
const NEW_ONE_IN = 10;

/**
 * Writes a later extract of a department that lists `rows` people of a city of `persons`, chosen by chance, a tenth of them new in it.
 * The others are those of `writeExtracts` with the same seed.
 *
 * @param number of the addition: each lists other people and has a name of its own
 * @returns the path of the file
 */
export function writeAddition(rows: number, persons: number, number: number, directory: string, seed = 1): string {
  mkdirSync(directory, { recursive: true });
  const department = DEPARTMENTS.at(-1) as Department;
  const newcomers = Math.ceil(rows / NEW_ONE_IN);
  const population = new Population(persons + (number + 1) * newcomers, seed);
  const path = join(directory, `${number + 1}期新增参保.csv`);
  const draw = new Draw();
  const lines = Array.from({ length: rows }, (_, row) => {
    const isNew = row % NEW_ONE_IN === 0;
    const index = isNew ? persons + number * newcomers + row / NEW_ONE_IN : mix(seed ^ (0x5eed + number), row) % persons;
    return department.row(population.citizen(index), draw.begin(seed ^ 0xadd, number * rows + row));
  });
  const handle = openSync(path, "w");
  writeSync(handle, `${[department.header.join(","), ...lines].join("\n")}\n`);
  closeSync(handle);
  return path;
}
