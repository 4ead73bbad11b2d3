/** Rows of delivered files, as a worker writes them down: `FILE:ROW` or `FILE:SHEET:ROW`. */
import type { RowReference } from "#registry";

/** The row that a text names, its file by base name; null for anything else. */
export function rowReference(text: string): RowReference | null {
  const match = /^(?:.*[/\\])?(?<file>[^/\\:]+?\.[^/\\:.]+)(?::(?<sheet>.+))?:(?<row>[1-9]\d*)$/u.exec(text);
  if (!match?.groups) return null;
  const { file, sheet, row } = match.groups as { file: string; sheet?: string; row: string };
  return { file: file.normalize("NFC"), row: Number(row), ...(sheet ? { sheet } : {}) };
}

/** A row as {@link rowReference} reads it. */
export function rowText(row: { readonly file: string; readonly sheet: string; readonly row: number }): string {
  return [row.file, row.sheet, String(row.row)].filter((part) => part !== "").join(":");
}
