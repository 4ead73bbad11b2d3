import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import type { TableColumn } from "#exchange/contract";
import type { Transaction } from "#store/contract";
import { attributeOf, attributes, maskValue } from "#vocabulary";
import type { Attribute, Cell, ElementKind } from "#vocabulary/contract";
import { cellPlace } from "./cell-place.ts";
import { columnLetter } from "./column-letter.ts";
import { communityKey } from "./community.ts";
import { ExportKind, type ExportTable } from "./contract.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { isIdentifier } from "./golden-document.ts";
import { householdCircle } from "./household-circle.ts";
import { blocksOf, MENTIONS } from "./mention-sql.ts";
import { dwellingText, isWholeAddress, loadRelations, type OpenElement, openElements, type StoredRelation } from "./people.ts";
import { openBlock } from "./record-block.ts";
import { type RecordPayload, unpackPayload } from "./record-payload.ts";

type Row = readonly (string | number | null)[];

/** What every exporter gets. */
interface Export {
  readonly tx: Transaction;
  readonly keys: CommunityKeys;
  readonly community: number;
  /** False without a stated purpose: identifiers leave masked. */
  readonly clear: boolean;
}

const exporters: Readonly<Record<ExportKind, { readonly columns: readonly string[]; readonly rows: (of: Export) => AsyncGenerator<Row> }>> =
  {
    [ExportKind.links]: { columns: ["file", "sheet", "row", "element_type", "element_id", "method", "weight"], rows: exportLinks },
    [ExportKind.persons]: { columns: ["element_id", ...exported("person"), "address", "household", "dwelling"], rows: exportPersons },
    [ExportKind.households]: { columns: ["element_id", ...exported("household"), "members", "dwelling"], rows: exportHouseholds },
    [ExportKind.dwellings]: { columns: ["element_id", ...exported("dwelling")], rows: exportDwellings },
    [ExportKind.organisations]: { columns: ["element_id", ...exported("organisation")], rows: (of) => exportPlain(of, "organisation") },
    [ExportKind.problems]: { columns: ["file", "sheet", "row", "column", "code", "value"], rows: exportProblems },
    [ExportKind.origins]: { columns: ["element_id", "attribute", "value", "file", "sheet", "row", "column"], rows: exportOrigins },
    [ExportKind.records]: { columns: ["file", "sheet", "row", "column", "header", "value"], rows: exportRecords },
  };

/** The attributes of a kind in the vocabulary's order, without those that hold on a record's day only. */
function exported(kind: ElementKind): string[] {
  return attributes.filter((attribute) => attribute.kind === kind && attribute.name !== "age").map((attribute) => attribute.name);
}

/**
 * Streams one of the exports in the formats that others rely on. The rows are read inside one transaction, which ends when the
 * rows have been taken; the access is recorded in it. Without a purpose identifiers are masked.
 */
export async function exportTable(deps: RegistryDeps, actor: Actor, communityCode: string, kind: ExportKind): Promise<ExportTable> {
  authorize(actor, Action.export);
  const exporter = exporters[kind];
  const community = communityKey(communityCode) ?? 0;
  async function* rows(): AsyncGenerator<Row> {
    yield* rowsOfTransaction(deps, actor, community, async function* (tx) {
      const keys = await communityKeys(tx, deps.keyring, community);
      const identifiers = exporter.columns.filter((column) => ["idNumber", "headIdNumber", "bankAccount", "value"].includes(column));
      await recordAccess(tx, { action: "export", community, elementIds: [], count: 0, attributes: identifiers, detail: kind });
      yield* exporter.rows({ tx, keys, community, clear: actor.purpose.trim() !== "" });
    });
  }
  return { columns: exporter.columns, rows: rows() };
}

/** Turns a transaction that produces rows inside out: the consumer pulls, the transaction ends with the last row. */
async function* rowsOfTransaction(
  deps: RegistryDeps,
  actor: Actor,
  community: number,
  produce: (tx: Transaction) => AsyncGenerator<Row>,
): AsyncGenerator<Row> {
  const batches: Row[][] = [];
  let wake: () => void = () => undefined;
  let taken: () => void = () => undefined;
  let finished = false;
  let stopped = false;
  const run = deps.store
    .transaction(scopeOf(actor, community), async (tx) => {
      let batch: Row[] = [];
      for await (const row of produce(tx)) {
        if (stopped) return;
        if (batch.push(row) < 1000) continue;
        batches.push(batch);
        batch = [];
        wake();
        await new Promise<void>((resolve) => {
          taken = resolve;
        });
      }
      batches.push(batch);
    })
    .finally(() => {
      finished = true;
      wake();
    });
  run.catch(() => undefined);
  try {
    for (;;) {
      const batch = batches.shift();
      if (batch) {
        yield* batch;
        taken();
      } else if (finished) break;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
    await run;
  } finally {
    stopped = true;
    taken();
  }
}

/** Joins the table and the current delivery to whatever has a `source_table_id`. */
const ofCurrent = (alias: string) => `JOIN source_table t ON t.community_id = ${alias}.community_id AND t.id = ${alias}.source_table_id
  JOIN delivery d ON d.community_id = t.community_id AND d.id = t.delivery_id AND d.state = 'current'`;

async function* exportLinks({ tx, community }: Export): AsyncGenerator<Row> {
  interface LinkRow {
    file_name: string;
    sheet: string;
    row_number: number;
    kind: string;
    element_id: string;
    method: string;
    weight: number;
  }
  const sql = `SELECT DISTINCT ON (d.file_name, d.id, t.number, m.row_number, m.kind, m.element_id) d.file_name, t.sheet, m.row_number, m.kind, m.element_id, m.method, m.weight
    FROM ${MENTIONS} m ${ofCurrent("m")}
    WHERE m.community_id = $1
    ORDER BY d.file_name, d.id, t.number, m.row_number, m.kind, m.element_id, m.ordinal`;
  for await (const rows of tx.stream<LinkRow>(sql, [community])) {
    for (const row of rows)
      yield [row.file_name, row.sheet, row.row_number, row.kind, row.element_id, row.method, Math.round(row.weight * 1000) / 1000];
  }
}

/** Golden values in the order of the export's columns. */
function valuesInOrder(kind: ElementKind, element: OpenElement, clear: boolean): string[] {
  return exported(kind).map((name) => shown(attributeOf(kind, name), element.values[name] ?? "", clear));
}

function shown(attribute: Attribute | undefined, value: string, clear: boolean): string {
  if (clear || value === "" || attribute === undefined || !isIdentifier(attribute.kind, attribute.name)) return value;
  return maskValue(attribute, value);
}

async function* exportPersons({ tx, keys, community, clear }: Export): AsyncGenerator<Row> {
  const dwellings = new Map<string, OpenElement>();
  for await (const dwelling of openElements(tx, keys, community, "dwelling")) dwellings.set(dwelling.id, dwelling);
  const relations: StoredRelation[] = [];
  for (const relation of ["registeredIn", "livesIn", "memberOf", "owns"]) {
    for (const stored of await loadRelations(tx, community, { relation })) relations.push(stored);
  }
  const circle = householdCircle(
    relations,
    () => undefined,
    (dwelling) => isWholeAddress(dwellings.get(dwelling)?.values ?? {}),
  );
  for await (const person of openElements(tx, keys, community, "person")) {
    const home = circle.homeOf(person.id) ?? "";
    const address = dwellingText(dwellings.get(home)?.values ?? {}, {}, "short");
    yield [person.id, ...valuesInOrder("person", person, clear), address, circle.householdOf(person.id) ?? "", home];
  }
}

async function* exportHouseholds({ tx, keys, community, clear }: Export): AsyncGenerator<Row> {
  const members = new Map<string, string[]>();
  const heads = new Map<string, string>();
  for (const relation of await loadRelations(tx, community, { relation: "memberOf" })) {
    const list = members.get(relation.to);
    if (list) list.push(relation.from);
    else members.set(relation.to, [relation.from]);
    if (/^0[12]$/.test(relation.detail) || relation.detail === "householdHead") heads.set(relation.to, relation.from);
  }
  const numbers = new Map<string, string>();
  const headIds = new Set(heads.values());
  for await (const person of openElements(tx, keys, community, "person"))
    if (headIds.has(person.id)) numbers.set(person.id, person.values.idNumber ?? "");
  const homes = new Map<string, string>();
  for (const relation of await loadRelations(tx, community, { relation: "occupies" }))
    if (relation.preferred) homes.set(relation.from, relation.to);
  for await (const household of openElements(tx, keys, community, "household")) {
    const head = household.values.headIdNumber ?? numbers.get(heads.get(household.id) ?? "") ?? "";
    const completed = { ...household, values: { ...household.values, ...(head === "" ? {} : { headIdNumber: head }) } };
    yield [
      household.id,
      ...valuesInOrder("household", completed, clear),
      (members.get(household.id) ?? []).join(" "),
      homes.get(household.id) ?? "",
    ];
  }
}

async function* exportDwellings({ tx, keys, community, clear }: Export): AsyncGenerator<Row> {
  for await (const dwelling of openElements(tx, keys, community, "dwelling")) {
    const address = dwellingText(dwelling.values, {}, "short");
    yield [dwelling.id, ...valuesInOrder("dwelling", { ...dwelling, values: { ...dwelling.values, address } }, clear)];
  }
}

async function* exportPlain({ tx, keys, community, clear }: Export, kind: ElementKind): AsyncGenerator<Row> {
  for await (const element of openElements(tx, keys, community, kind)) yield [element.id, ...valuesInOrder(kind, element, clear)];
}

/** The header path of a column, or its letter where the sheet has no header. */
export function columnName(columns: readonly TableColumn[], column: number): string {
  if (column < 0) return "";
  const header = columns.find((it) => it.column === column)?.header ?? "";
  return header === "" ? columnLetter(column) : header;
}

/** A cell as a person would read it. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "object" ? cell.date : String(cell);
}

/** A record that is opened, and where it stands. */
interface OpenedRecord {
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  readonly columns: readonly TableColumn[];
  readonly payload: RecordPayload;
}

/** Blocks that are fetched at once. */
const BLOCKS_AT_ONCE = 32;

/** The records of current deliveries in reading order, opened one by one. */
async function* openRecords({ tx, keys, community }: Export, condition: string): AsyncGenerator<OpenedRecord> {
  interface BlockRow {
    file_name: string;
    sheet: string;
    row_numbers: number[];
    columns: TableColumn[];
    sealed: Buffer;
  }
  const sql = `SELECT d.file_name, t.sheet, b.row_numbers, t.columns, b.sealed FROM record_block b ${ofCurrent("b")}
    WHERE b.community_id = $1 AND ${condition} ORDER BY d.file_name, d.id, t.number, b.first_row`;
  for await (const blocks of tx.stream<BlockRow>(sql, [community], BLOCKS_AT_ONCE)) {
    for (const { file_name: file, sheet, row_numbers, columns, sealed } of blocks) {
      for (const [at, payload] of openBlock(keys, sealed).entries())
        yield { file, sheet, row: row_numbers[at] as number, columns, payload: unpackPayload(payload) };
    }
  }
}

async function* exportProblems(of: Export): AsyncGenerator<Row> {
  for await (const { file, sheet, row, columns, payload } of openRecords(of, "b.problem_count > 0")) {
    for (const problem of payload.problems) {
      const meaning = columns.find((it) => it.column === problem.column)?.meaning;
      const attribute = meaning ? attributeOf(meaning.kind, meaning.attribute) : undefined;
      const { row: at } = cellPlace(columns, { row, column: problem.column });
      yield [file, sheet, at, columnName(columns, problem.column), problem.code, shown(attribute, problem.value, of.clear)];
    }
  }
}

async function* exportOrigins({ tx, keys, community, clear }: Export): AsyncGenerator<Row> {
  interface OriginRow {
    id: string;
    file_name: string;
    sheet: string;
    row_number: number;
    columns: TableColumn[];
  }
  for (const kind of ["person", "household", "dwelling", "organisation"] as const) {
    let batch: OpenElement[] = [];
    const flush = async function* (): AsyncGenerator<Row> {
      const mentionIds = [...new Set(batch.flatMap((element) => Object.values(element.golden).map((entry) => entry.m)))];
      const found = await tx.query<OriginRow>(
        `SELECT m.id, d.file_name, t.sheet, m.row_number, t.columns FROM ${MENTIONS} m ${ofCurrent("m")}
         WHERE m.community_id = $1 AND m.block_id = ANY(${blocksOf("$2::uuid[]")}) AND m.id = ANY($2::uuid[])`,
        [community, mentionIds],
      );
      const origins = new Map(found.map((row) => [row.id, row]));
      for (const element of batch) {
        for (const [name, entry] of Object.entries(element.golden)) {
          const origin = origins.get(entry.m);
          if (origin === undefined) continue;
          const value = shown(attributeOf(kind, name), element.values[name] ?? "", clear);
          const { row } = cellPlace(origin.columns, { row: origin.row_number, column: entry.c });
          yield [element.id, name, value, origin.file_name, origin.sheet, row, columnName(origin.columns, entry.c)];
        }
      }
      batch = [];
    };
    for await (const element of openElements(tx, keys, community, kind)) {
      batch.push(element);
      if (batch.length >= 1000) yield* flush();
    }
    yield* flush();
  }
}

async function* exportRecords(of: Export): AsyncGenerator<Row> {
  for await (const { file, sheet, row, columns, payload } of openRecords(of, "true")) {
    for (const [index, cell] of payload.cells.entries()) {
      const text = cellText(cell);
      if (text === "") continue;
      const column = columns.find((it) => it.column === index);
      const attribute = column?.meaning ? attributeOf(column.meaning.kind, column.meaning.attribute) : undefined;
      const place = cellPlace(columns, { row, column: index });
      yield [file, sheet, place.row, columnLetter(place.column), column?.header ?? "", shown(attribute, text, of.clear)];
    }
  }
}
