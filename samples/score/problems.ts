/** Whether the errors that were put in were found, and nothing else was. */
import { keyOf, type Line, type RowKey, squash, type TruthMention } from "./tables.ts";
import { listOf } from "./tally.ts";

export interface ProblemScore {
  readonly reported: number;
  /** Share of the errors that the row itself shows. */
  readonly recallDetectable: number;
  /** By `kind (detectable)`. */
  readonly byKind: Readonly<Record<string, { readonly injected: number; readonly recall: number }>>;
  readonly falseProblemRate: number;
  readonly falsePer1000Rows: number;
}

function columnNames(line: Line): Set<string> {
  const header = line.column_header ?? "";
  const attribute = line.attribute ?? "";
  let letter = "";
  for (let n = Number(line.column); n > 0; n = Math.floor((n - 1) / 26)) letter = String.fromCharCode(65 + ((n - 1) % 26)) + letter;
  const names = [
    header,
    header.split("/").at(-1),
    header.replaceAll("/", ">"),
    letter,
    line.column,
    attribute,
    attribute.split(".").at(-1),
  ];
  return new Set(names.map(squash).filter((name) => name !== ""));
}

/** Scores reports against the errors put in. */
export function problemScore(reports: readonly Line[], injected: readonly Line[], mentions: readonly TruthMention[]): ProblemScore {
  const said = new Map<RowKey, Set<string>>();
  const saidCopies = new Set<RowKey>();
  for (const report of reports) {
    const key = keyOf(report);
    const column = squash(report.column);
    said.set(key, (said.get(key) ?? new Set()).add(column));
    if (/dup|repeat|重复/i.test(report.code ?? "") || column === "") saidCopies.add(key);
  }
  const copies = copiesOf(mentions);
  const kinds = new Map<string, { n: number; hits: number; detectable: boolean }>();
  const expected = new Map<RowKey, (Set<string> | null)[]>();
  const hitBy = (names: Set<string> | null, key: RowKey, column: string) =>
    names === null ? saidCopies.has(key) : column === "" || names.has(column) || names.has(column.split("/").at(-1) as string);
  for (const line of injected) {
    const key = keyOf(line);
    let hit = false;
    if (line.kind === "duplicate_row") {
      const rows = copies(key);
      hit = rows.some((row) => saidCopies.has(row));
      for (const row of rows) listOf(expected, row).push(null);
    } else {
      const names = columnNames(line);
      listOf(expected, key).push(names);
      hit = [...(said.get(key) ?? [])].some((column) => hitBy(names, key, column));
    }
    const name = `${line.kind} (${line.detectable})`;
    const kind = kinds.get(name) ?? { n: 0, hits: 0, detectable: line.detectable === "yes" };
    kinds.set(name, { ...kind, n: kind.n + 1, hits: kind.hits + (hit ? 1 : 0) });
  }
  let cells = 0;
  let wrong = 0;
  for (const [key, columns] of said) {
    for (const column of columns) {
      cells++;
      if (!(expected.get(key) ?? []).some((names) => hitBy(names, key, column))) wrong++;
    }
  }
  const detectable = [...kinds.values()].filter((kind) => kind.detectable);
  const sum = (value: (kind: { n: number; hits: number }) => number) => detectable.reduce((total, kind) => total + value(kind), 0);
  return {
    reported: reports.length,
    recallDetectable:
      sum((kind) => kind.hits) /
      Math.max(
        1,
        sum((kind) => kind.n),
      ),
    byKind: Object.fromEntries(
      [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, kind]) => [name, { injected: kind.n, recall: kind.hits / kind.n }]),
    ),
    falseProblemRate: wrong / Math.max(1, cells),
    falsePer1000Rows: (1000 * wrong) / Math.max(1, new Set(mentions.map((mention) => mention.key)).size),
  };
}

/** The rows of a file that are about the same thing as a row: what a duplicate may be reported on. */
function copiesOf(mentions: readonly TruthMention[]): (key: RowKey) => RowKey[] {
  const order = ["organisation", "person", "dwelling"];
  const ofRow = new Map<RowKey, TruthMention[]>();
  const rowsOf = new Map<string, RowKey[]>();
  const about = (mention: TruthMention) => `${mention.key.split("\t")[0]}\t${mention.type}\t${mention.truthId}`;
  for (const mention of mentions) {
    if (!mention.primary || !order.includes(mention.type)) continue;
    listOf(ofRow, mention.key).push(mention);
    listOf(rowsOf, about(mention)).push(mention.key);
  }
  return (key) => {
    const own = (ofRow.get(key) ?? []).toSorted((left, right) => order.indexOf(left.type) - order.indexOf(right.type))[0];
    return [...new Set([key, ...(own ? (rowsOf.get(about(own)) ?? []) : [])])];
  };
}
