/** `npm run bench -- fill [--rows N]`: filling a roster of N people against reading the template and COPY-out of the same rows. */
import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { fillForm, openSource, readForm } from "#exchange";
import { answersFor } from "#registry";
import { importPersons } from "./import.ts";
import { watchMemory } from "./memory-watch.ts";
import { timed } from "./plain-costs.ts";
import { printTable } from "./print-table.ts";
import { BENCH_ACTOR, BENCH_COMMUNITY, openWorkplace, type Workplace } from "./workplace.ts";

const TEMPLATE = "civil-affairs/old-age-allowance-roster/template.xlsx";
/** Nobody may be left out for want of people. */
const SPARE = 1.02;

/** Runs the bench and prints what it found. */
export async function benchFill({ rows }: { readonly rows: number }): Promise<void> {
  const workplace = await openWorkplace();
  try {
    await importPersons(workplace, rows * SPARE);
    const people = await somePeople(workplace, rows);
    const template = join(workplace.deps.departmentsFolder, TEMPLATE);
    const [templateSeconds] = await timed(() => readRows(template));
    const [copySeconds] = await timed(() => copyOut(workplace, people));
    await mkdir(workplace.files, { recursive: true });
    const watch = watchMemory(workplace.server);
    const out = join(workplace.files, "filled.xlsx");
    const filled = await fillTimed(workplace, template, people, out);
    const memory = await watch.stop();
    const [readBackSeconds] = await timed(() => readRows(out));
    const seconds = filled.layoutSeconds + filled.answerSeconds + filled.fillSeconds;
    const line = (name: string, taken: number) => [name, `${taken.toFixed(3)} s`, `${(seconds / taken).toFixed(1)} ×`];
    printTable([
      ["rows filled", filled.rows.toLocaleString("en"), ""],
      ["cells filled of asked", `${filled.cellsFilled} / ${filled.cellsAsked}`, ""],
      line("reading the template", templateSeconds),
      line("COPY-out of the same elements", copySeconds),
      line("reading the filled roster", readBackSeconds),
      ["fill", `${seconds.toFixed(3)} s`, ""],
      ["  understanding the form", `${filled.layoutSeconds.toFixed(3)} s`, ""],
      ["  answers from the registry", `${filled.answerSeconds.toFixed(3)} s`, ""],
      ["  writing the workbook", `${filled.fillSeconds.toFixed(3)} s`, ""],
      ["size of the filled file", `${((await stat(out)).size / 1e6).toFixed(1)} MB`, ""],
      ["peak memory, all processes", `${Math.round(memory.allMb)} MB`, ""],
    ]);
  } finally {
    await workplace.close();
  }
}

async function fillTimed({ deps }: Workplace, template: string, people: readonly string[], out: string) {
  const [layoutSeconds, form] = await timed(() => readForm(template));
  if (!form.accepted) throw new Error(form.refusal);
  const layout = form.value;
  const asOf = new Date().toISOString().slice(0, 10);
  const [answerSeconds, answers] = await timed(() => answersFor(deps, BENCH_ACTOR, BENCH_COMMUNITY, layout, { for: people, asOf }));
  if (!answers.accepted) throw new Error(answers.refusal);
  const [fillSeconds, filled] = await timed(() => fillForm(template, layout, answers.value.answers, out, { asOf }));
  if (!filled.accepted) throw new Error(filled.refusal);
  const { rowsFilled: rows, cellsAsked, cellsFilled } = filled.value;
  return { layoutSeconds, answerSeconds, fillSeconds, rows, cellsAsked, cellsFilled };
}

async function withClient<T>({ deps }: Workplace, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(deps.store.adminUrl);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function somePeople(workplace: Workplace, count: number): Promise<string[]> {
  return withClient(workplace, async (client) => {
    const { rows } = await client.query<{ id: string }>("SELECT id FROM element WHERE kind = 'person' AND current ORDER BY id LIMIT $1", [
      count,
    ]);
    if (rows.length < count) throw new Error(`only ${rows.length} of ${count} people are there`);
    return rows.map((row) => row.id);
  });
}

/** What the answers are made of, out of the database with no work done on it. */
function copyOut(workplace: Workplace, people: readonly string[]): Promise<number> {
  return withClient(workplace, async (client) => {
    const list = people.map((id) => `'${id}'`).join(",");
    let bytes = 0;
    for await (const piece of client.query(copyTo(`COPY (SELECT * FROM element WHERE id IN (${list})) TO STDOUT`)))
      bytes += (piece as Buffer).length;
    return bytes;
  });
}

async function readRows(path: string): Promise<number> {
  const size = (await readFile(path)).length;
  const opened = await openSource(path);
  if (!opened.accepted) throw new Error(opened.refusal);
  let rows = 0;
  for await (const sheet of opened.value.sheets()) for await (const _ of sheet.rows()) rows += 1;
  await opened.value.close();
  return rows + size;
}
