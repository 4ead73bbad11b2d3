/** The work of `weinao link`, loaded only when the command runs: reads, links and writes. */
import { randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type OutputRow, writeTable } from "#exchange";
import { linkTable } from "#linkage";
import type { LinkModel, LinkSpec, TableLinks } from "#linkage/contract";
import type { ImportProgress } from "#registry/contract";
import type { Outcome } from "#vocabulary/contract";
import type { CliRefusal } from "./answer.ts";
import { columnMissing, readLinkModel, readLinkSpec, SpecRefusal } from "./link-spec.ts";
import { type ReadTables, readTables } from "./link-tables.ts";

/** What is linked, how, and where the results go. */
export interface LinkRequest {
  readonly files: readonly string[];
  /** `auto` or the path of a spec. */
  readonly spec: string;
  readonly model?: string;
  readonly ignore?: readonly string[];
  /** Each file names each thing once: rows of one file are never joined. */
  readonly betweenFiles?: boolean;
  readonly out: string;
  readonly pairs?: string;
  readonly modelOut?: string;
}

/** What came of it. */
export interface LinkSummary {
  readonly rows: number;
  readonly clusters: number;
  /** Rows that share their cluster with another row. */
  readonly rowsJoined: number;
  readonly pairs: number;
  /** Columns that were compared; none when `auto` found nothing to compare. */
  readonly compared: readonly string[];
  /** Files of which one sheet was read and others were not. */
  readonly sheetsLeft: readonly string[];
}

type Done<T> = { readonly value: T } | { readonly refused: CliRefusal };

/** Links files and writes clusters, and pairs and model where asked. Nothing is written unless everything could be read and linked. */
export async function linkFiles(request: LinkRequest, onProgress: (progress: ImportProgress) => void): Promise<Done<LinkSummary>> {
  if (request.betweenFiles && request.files.length < 2) return { refused: { code: "argument-missing", detail: "files" } };
  const clash = outputClash(request);
  if (clash !== null) return { refused: { code: "out-is-input", detail: clash } };
  const how = await readHow(request);
  if ("refused" in how) return how;
  const file = request.files.join(" ");
  const read = await readTables(request.files, (rows) => onProgress({ stage: "reading", share: 0, rows, file }));
  if ("refused" in read) return read;
  const { tables } = read;
  const names = Object.keys(tables.columns);
  const ignored = new Set((request.ignore ?? []).map((name) => name.normalize("NFC")));
  const kept = names.filter((name) => !ignored.has(name));
  const missing = [...ignored].find((name) => !names.includes(name)) ?? missingOf(how.value, new Set(kept));
  if (missing !== null) return { refused: { code: SpecRefusal.column, detail: `${missing} (${kept.join(", ")})` } };
  const columns = Object.fromEntries(Object.entries(tables.columns).filter(([name]) => !ignored.has(name)));
  const rows = tables.rowCount;
  const files = request.files.length > 1 ? tables.fileNumbers() : undefined;
  const table = files === undefined ? { columns } : request.betweenFiles ? { columns, sources: files } : { columns, files };
  const links = linkTable(table, how.value, (share) => onProgress({ stage: "linking", share, rows, file }));
  onProgress({ stage: "writing", share: 1, rows, file: request.out });
  const unwritten = await writeResults(request, tables, links);
  return unwritten === null ? { value: summaryOf(tables, links) } : { refused: unwritten };
}

/** An output that would overwrite something the command reads or another output, or null. */
function outputClash({ files, spec, model, out, pairs, modelOut }: LinkRequest): string | null {
  const taken = new Set(
    [...files, ...(spec === "auto" ? [] : [spec]), ...(model === undefined ? [] : [model])].map((path) => resolve(path)),
  );
  for (const path of [out, pairs, modelOut]) {
    if (path === undefined) continue;
    if (taken.has(resolve(path))) return path;
    taken.add(resolve(path));
  }
  return null;
}

async function readHow({ spec, model }: LinkRequest): Promise<Done<LinkSpec | LinkModel | "auto">> {
  if (model === undefined && spec === "auto") return { value: "auto" };
  const file = model ?? spec;
  const read: Outcome<LinkSpec | LinkModel, string> = await (model === undefined ? readLinkSpec(file) : readLinkModel(file));
  return read.accepted ? { value: read.value } : { refused: { code: read.refusal, detail: read.detail, file } };
}

function missingOf(how: LinkSpec | LinkModel | "auto", columns: ReadonlySet<string>): string | null {
  if (how === "auto") return null;
  return columnMissing("version" in how ? how.spec : how, columns);
}

async function writeResults(request: LinkRequest, { placeOf }: ReadTables, links: TableLinks): Promise<CliRefusal | null> {
  const { out, pairs, modelOut } = request;
  const number = (name: string) => ({ name, type: "number" }) as const;
  const clusters = inTurn(links.clusters.length, (row) => [...placeOf(row), (links.clusters[row] as number) + 1]);
  const written = await writeTable(out, ["file", number("row"), number("cluster")], clusters);
  if (!written.accepted) return { code: written.refusal, detail: written.detail, file: out };
  if (pairs !== undefined) {
    const columns = ["file", number("row"), "other_file", number("other_row"), number("weight"), number("probability")];
    const { left, right, weight, probability } = links.pairs;
    const lines = inTurn(left.length, (pair) => [
      ...placeOf(left[pair] as number),
      ...placeOf(right[pair] as number),
      weight[pair] as number,
      probability[pair] as number,
    ]);
    const pairsWritten = await writeTable(pairs, columns, lines);
    if (!pairsWritten.accepted) return { code: pairsWritten.refusal, detail: pairsWritten.detail, file: pairs };
  }
  return modelOut === undefined ? null : writeModel(modelOut, links.model);
}

/** Rows of an export, each made when it is written: a million of them at once take more memory than linking. */
function* inTurn(count: number, rowAt: (at: number) => OutputRow): Generator<OutputRow> {
  for (let at = 0; at < count; at++) yield rowAt(at);
}

/** Writes a model whole or not at all. */
async function writeModel(path: string, model: LinkModel): Promise<CliRefusal | null> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.part`;
  try {
    await writeFile(temporary, `${JSON.stringify(model, null, 2)}\n`, { flag: "wx" });
    await rename(temporary, path);
    return null;
  } catch (error) {
    await rm(temporary, { force: true });
    const code = UNWRITABLE[(error as NodeJS.ErrnoException).code ?? ""];
    if (code === undefined) throw error;
    return { code, file: path };
  }
}

const UNWRITABLE: Readonly<Record<string, string>> = {
  ENOENT: "out-folder-missing",
  ENOTDIR: "out-folder-missing",
  EISDIR: "out-is-a-folder",
  EACCES: "out-not-writable",
  EPERM: "out-not-writable",
  EROFS: "out-not-writable",
  ENOSPC: "out-disk-full",
  EDQUOT: "out-disk-full",
};

function summaryOf({ rowCount, sheetsLeft }: ReadTables, { clusters, pairs, model }: TableLinks): LinkSummary {
  const sizes = new Map<number, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  let rowsJoined = 0;
  for (const size of sizes.values()) if (size > 1) rowsJoined += size;
  return {
    rows: rowCount,
    clusters: sizes.size,
    rowsJoined,
    pairs: pairs.count,
    compared: model.spec.comparisons.map(({ column }) => column),
    sheetsLeft,
  };
}
