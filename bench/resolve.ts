/** `npm run bench -- resolve [--persons N]`: "is this person known?" against a bare indexed SELECT of the same number, in the same run. */
import pg from "pg";
import { exportTable, resolveRecord } from "#registry";
import { importPersons, type RegistryBench } from "./import.ts";
import { printTable } from "./print-table.ts";
import { BENCH_ACTOR, BENCH_COMMUNITY, openWorkplace, type Workplace } from "./workplace.ts";

/** Questions of each kind. */
const QUESTIONS = 400;
const WARMING = 60;

type Person = Readonly<Record<string, string>>;

/** Ways of asking after a person. */
const KINDS: Readonly<Record<string, (person: Person) => Person>> = {
  "name and number": ({ name = "", idNumber = "" }) => ({ name, idNumber }),
  "name and number, one digit wrong": ({ name = "", idNumber = "" }) => ({ name, idNumber: withSlip(idNumber) }),
  "name and birth date": ({ name = "", birthDate = "" }) => ({ name, birthDate }),
  "name and telephone": ({ name = "", phone = "" }) => ({ name, phone }),
  "nobody known": ({ name = "", phone = "" }) => ({
    name: [...name].reverse().join(""),
    birthDate: "1951-02-28",
    phone: `1${phone.slice(2)}0`,
  }),
};

function withSlip(idNumber: string): string {
  const digit = Number(idNumber[15] ?? 0);
  return `${idNumber.slice(0, 15)}${(digit + 3) % 10}${idNumber.slice(16)}`;
}

/** Runs the bench and prints what it found. */
export async function benchResolve({ persons, registry }: RegistryBench): Promise<void> {
  const workplace = await openWorkplace(registry);
  try {
    const { persons: known } = await importPersons(workplace, persons);
    const people = await samplePeople(workplace, known);
    const rows: string[][] = [["", "median", "p99", "known", "ask", "unknown"]];
    rows.push(["bare SELECT by the number's hash", ...(await bareSelect(workplace))]);
    for (const [kind, question] of Object.entries(KINDS)) rows.push([kind, ...(await askAll(workplace, people.map(question)))]);
    // All kinds ask about the same people, of whom the first one met the database with nothing in memory.
    const [first, question] = Object.entries(KINDS)[0] as [string, (person: Person) => Person];
    rows.push([`${first}, again`, ...(await askAll(workplace, people.map(question)))]);
    printTable([["persons", known.toLocaleString("en")], ...rows]);
  } finally {
    await workplace.close();
  }
}

/** People spread evenly over the registry who have a name, a number, a birth date and a telephone. */
async function samplePeople({ deps }: Workplace, total: number): Promise<Person[]> {
  const table = await exportTable(deps, BENCH_ACTOR, BENCH_COMMUNITY, "persons");
  const stride = Math.max(1, Math.floor(total / (3 * QUESTIONS)));
  const people: Person[] = [];
  let at = 0;
  for await (const row of table.rows) {
    if (at++ % stride !== 0) continue;
    const person = Object.fromEntries(table.columns.map((column, index) => [column, String(row[index] ?? "")]));
    if (["name", "idNumber", "birthDate", "phone"].every((name) => person[name])) people.push(person);
  }
  return people.slice(0, QUESTIONS + WARMING);
}

async function askAll({ deps }: Workplace, questions: readonly Person[]): Promise<string[]> {
  const counts = { known: 0, ask: 0, unknown: 0 };
  const today = new Date().toISOString().slice(0, 10);
  const spent: number[] = [];
  for (const [at, person] of questions.entries()) {
    const since = performance.now();
    const answer = await resolveRecord(deps, BENCH_ACTOR, BENCH_COMMUNITY, { person, today });
    if (at < WARMING) continue;
    spent.push(performance.now() - since);
    if (!answer.accepted) throw new Error(answer.refusal);
    counts[answer.value.outcome]++;
  }
  return [...quantiles(spent), String(counts.known), String(counts.ask), String(counts.unknown)];
}

async function bareSelect({ deps }: Workplace): Promise<string[]> {
  const client = new pg.Client({ connectionString: deps.store.adminUrl });
  await client.connect();
  try {
    const community = Number(BENCH_COMMUNITY);
    const { rows } = await client.query<{ key: string }>(
      "SELECT unnest(search_keys) AS key FROM element WHERE community_id = $1 AND kind = 'person' AND current LIMIT $2",
      [community, QUESTIONS + WARMING],
    );
    const spent: number[] = [];
    const sql = String.raw`SELECT element_id FROM search_key WHERE community_id = $1 AND id >= convert_to($2, 'UTF8') || '\x00' AND id < convert_to($2, 'UTF8') || '\x01'`;
    for (const { key } of rows) {
      const since = performance.now();
      await client.query(sql, [community, key]);
      spent.push(performance.now() - since);
    }
    return quantiles(spent.slice(WARMING));
  } finally {
    await client.end();
  }
}

function quantiles(spent: readonly number[]): string[] {
  const sorted = spent.toSorted((left, right) => left - right);
  const at = (share: number) => `${(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(2)} ms`;
  return [at(0.5), at(0.99)];
}
