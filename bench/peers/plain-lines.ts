/** Reads large CSV files a piece at a time, so that a bench measures linking and not the reading of one giant text. */
import { closeSync, openSync, readSync } from "node:fs";
import { parse } from "csv-parse/sync";

const PIECE = 1 << 20;

/** The cells of each line of a CSV file whose cells hold no line breaks. */
export function* plainLines(path: string): Generator<string[]> {
  const file = openSync(path, "r");
  const decoder = new TextDecoder();
  const buffer = Buffer.alloc(PIECE);
  try {
    let rest = "";
    for (;;) {
      const length = readSync(file, buffer, 0, PIECE, null);
      const lines = (rest + decoder.decode(buffer.subarray(0, length), { stream: length > 0 })).split("\n");
      rest = length > 0 ? (lines.pop() as string) : "";
      for (const line of lines) if (line !== "") yield cellsOf(line);
      if (length === 0) return;
    }
  } finally {
    closeSync(file);
  }
}

function cellsOf(line: string): string[] {
  return line.includes('"') ? ((parse(line) as string[][])[0] ?? []) : line.replace(/\r$/, "").split(",");
}
