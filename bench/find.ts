/**
 * `npm run bench -- find [--persons N]`: how long the one box takes to answer while somebody types, by what is typed, the record of the access
 * included. Every kind of word is asked for as often as there are words of it, mixed, over a warm connection.
 */
import { pinyin } from "pinyin-pro";
import { exportTable, findAsTyped, type RegistryDeps } from "#registry";
import { importPersons, type RegistryBench } from "./import.ts";
import { printTable } from "./print-table.ts";
import { BENCH_ACTOR, BENCH_COMMUNITY, openWorkplace } from "./workplace.ts";

const WORDS_A_KIND = 200;
/** So that words are not those of neighbours only. */
const STRIDE = 7;

/** Runs the bench and prints what it found. */
export async function benchFind({ persons, registry }: RegistryBench): Promise<void> {
  const workplace = await openWorkplace(registry);
  try {
    const known = await importPersons(workplace, persons);
    const words = await wordsByKind(workplace.deps);
    const times = await typeAll(workplace.deps, words);
    printTable([
      ["persons", known.persons.toLocaleString("en")],
      ...[...times]
        // The made-up extracts may hold none of a kind.
        .filter(([, taken]) => taken.length > 0)
        .map(([kind, taken]): [string, string] => [kind, `median ${at(taken, 0.5)} ms, p99 ${at(taken, 0.99)} ms`]),
    ]);
  } finally {
    await workplace.close();
  }
}

const at = (sorted: readonly number[], share: number) =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);

/** What people type, by kind of word. */
async function wordsByKind(deps: RegistryDeps): Promise<Map<string, readonly string[]>> {
  const people = await columnsOf(deps, "persons", ["name", "idNumber", "phone"]);
  const homes = await columnsOf(deps, "dwellings", ["address"]);
  const organisations = await columnsOf(deps, "organisations", ["name"]);
  const names = people.name ?? [];
  return new Map([
    ["a surname", names.map((name) => name.slice(0, 1))],
    ["two characters of a name", names.map((name) => name.slice(0, 2))],
    ["a whole name", names],
    ["pinyin", names.map((name) => pinyin(name, { toneType: "none", type: "array" }).join(""))],
    ["initials", names.map((name) => pinyin(name, { pattern: "first", toneType: "none", type: "array" }).join(""))],
    ["the last four of an ID number", (people.idNumber ?? []).map((number) => number.slice(-4))],
    ["a whole ID number", people.idNumber ?? []],
    ["the last four of a telephone", (people.phone ?? []).map((number) => number.slice(-4))],
    ["the beginning of an address", (homes.address ?? []).map((address) => address.slice(0, 6))],
    ["the beginning of an organisation's name", (organisations.name ?? []).map((name) => name.slice(0, 3))],
  ]);
}

/** Some values of some columns, blank ones left out. */
async function columnsOf(deps: RegistryDeps, name: "persons" | "dwellings" | "organisations", wanted: readonly string[]) {
  const table = await exportTable(deps, BENCH_ACTOR, BENCH_COMMUNITY, name);
  const places = wanted.map((column) => table.columns.indexOf(column));
  const found: Record<string, string[]> = Object.fromEntries(wanted.map((column) => [column, []]));
  let row = 0;
  for await (const cells of table.rows) {
    row += 1;
    if (row % STRIDE !== 0) continue;
    for (const [index, column] of wanted.entries()) {
      const text = String(cells[places[index] ?? -1] ?? "");
      if (text !== "" && (found[column]?.length ?? 0) < WORDS_A_KIND) found[column]?.push(text);
    }
    if (row > WORDS_A_KIND * STRIDE * 4) break;
  }
  return found;
}

async function typeAll(deps: RegistryDeps, words: ReadonlyMap<string, readonly string[]>): Promise<Map<string, number[]>> {
  const times = new Map([...words.keys()].map((kind): [string, number[]] => [kind, []]));
  for (let turn = -5; turn < WORDS_A_KIND; turn += 1)
    for (const [kind, of] of words) {
      const word = of[Math.abs(turn) % Math.max(1, of.length)];
      if (word === undefined || word === "") continue;
      const asked = performance.now();
      await findAsTyped(deps, BENCH_ACTOR, BENCH_COMMUNITY, word);
      // The first few warm the connection and the compiled program.
      if (turn >= 0) times.get(kind)?.push(performance.now() - asked);
    }
  for (const taken of times.values()) taken.sort((left, right) => left - right);
  return times;
}
