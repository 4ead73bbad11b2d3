import { viewWorkbook } from "#exchange";

/** What stands in each cell of a workbook's first sheet, by the cell's name. */
export async function workbookTexts(path: string): Promise<Map<string, string>> {
  const viewed = await viewWorkbook(path);
  if (!viewed.accepted) throw new Error(viewed.refusal);
  const rows = viewed.value[0]?.rows ?? [];
  return new Map(rows.flatMap(({ row, cells }) => cells.map(({ column, text }) => [`${letters(column)}${row}`, text] as const)));
}

const letters = (column: number): string =>
  `${column < 26 ? "" : String.fromCharCode(64 + Math.floor(column / 26))}${String.fromCharCode(65 + (column % 26))}`;
