/** Reads delimited text (.csv, .txt, .tsv) as a stream of rows. */
import type { FileHandle } from "node:fs/promises";
import type { Cell } from "#vocabulary/contract";
import type { Sheet, SheetRow } from "../contract.ts";
import { unguardFormula } from "../write/formula-guard.ts";
import { RecordScanner } from "./record-scanner.ts";
import { readBytes } from "./source-bytes.ts";
import { decodeText, type TextEncodingName } from "./text-encoding.ts";

const DELIMITERS = [",", "\t", ";", "|"] as const;
const SAMPLE_RECORDS = 200;

/** The one sheet of a text file. */
export function textSheet(handle: FileHandle, encoding: TextEncodingName, delimiter: string): Sheet {
  return { name: "", hidden: false, merges: [], hiddenColumns: [], rows: () => readRows(handle, encoding, delimiter) };
}

async function* readRows(handle: FileHandle, encoding: TextEncodingName, delimiter: string): AsyncGenerator<SheetRow> {
  const scanner = new RecordScanner(delimiter);
  let row = 0;
  const asRow = (record: (string | null)[]): SheetRow | null => {
    row += 1;
    return record.every((field) => field === null) ? null : { row, cells: asCells(record), hidden: false };
  };
  for await (const piece of decodeText(readBytes(handle), encoding)) {
    for (const record of scanner.push(withoutZeros(piece))) {
      const ready = asRow(record);
      if (ready !== null) yield ready;
    }
  }
  for (const record of scanner.end()) {
    const ready = asRow(record);
    if (ready !== null) yield ready;
  }
}

/** Padding of old exports: no cell holds NUL, and no database takes it. */
function withoutZeros(piece: string): string {
  return piece.includes("\0") ? piece.replaceAll("\0", "") : piece;
}

function asCells(record: (string | null)[]): Cell[] {
  for (let column = 0; column < record.length; column += 1) {
    const field = record[column];
    if (field === null || field === undefined) continue;
    const code = field.charCodeAt(0);
    if (code === 0x27) record[column] = unguardFormula(field);
    else if (code === 0x3d) record[column] = unwrapFormulaText(field);
  }
  return record;
}

/** `="00123"`: how exports make a spreadsheet show digits as a text. A person sees the digits. */
function unwrapFormulaText(field: string): string | null {
  const match = /^="([^"]*)"$/.exec(field);
  return match === null ? field : match[1] || null;
}

/**
 * Finds the delimiter in the beginning of a text: the one under which most records have one and the same, large number of fields.
 * A first line `sep=;`, which Excel obeys, decides. A text of one column counts as comma-separated.
 */
export function findDelimiter(sample: string, whole: boolean): string {
  const stated = /^sep=([,;|\t])\r?\n/i.exec(sample);
  if (stated?.[1] !== undefined) return stated[1];
  let best: string = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const score = scoreOf(sample, whole, delimiter);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Share of the records that have the most common number of fields, weighed by that number; 0 when the delimiter splits nothing. */
function scoreOf(sample: string, whole: boolean, delimiter: string): number {
  const scanner = new RecordScanner(delimiter);
  const records = scanner.push(sample);
  if (whole || records.length === 0) records.push(...scanner.end());
  const counts = new Map<number, number>();
  let seen = 0;
  for (const record of records) {
    if (seen >= SAMPLE_RECORDS) break;
    if (record.every((field) => field === null)) continue;
    seen += 1;
    if (record.length > 1) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  }
  let score = 0;
  for (const [fields, times] of counts) score = Math.max(score, (times / seen) * (1 - 1 / fields));
  return score;
}
