import { isBlank } from "./cell-text.ts";
import type { SampleRows } from "./column-draft.ts";
import type { HeaderColumn } from "./header-tree.ts";
import { headerWord } from "./header-words.ts";
import { readHeaderCell, readHeaderPath } from "./read-header.ts";

/**
 * Separates tables that stand side by side under one header row: the same columns repeated (`姓名 电话 姓名 电话`),
 * or two headers with an empty column between, each with its own row numbers or names. Usually one block: the whole.
 */
export function splitBlocks(columns: readonly HeaderColumn[], rows: SampleRows): (readonly HeaderColumn[])[] {
  return repeated(columns) ?? apart(columns, rows) ?? [columns];
}

function repeated(columns: readonly HeaderColumn[]): (readonly HeaderColumn[])[] | null {
  const words = columns.map((column) => column.path.map(headerWord).join("/"));
  for (let size = 2; size <= columns.length / 2; size++) {
    if (columns.length % size !== 0 || !words.every((word, index) => word === words[index % size])) continue;
    // Only blocks that name somebody are tables of their own; 时间 结果 时间 结果 are two events of one row.
    if (!hasOwnName(columns.slice(0, size)) || columns.slice(0, size).some((column) => column.path.length > 1)) return null;
    return Array.from({ length: columns.length / size }, (_, block) => columns.slice(block * size, (block + 1) * size));
  }
  return null;
}

function apart(columns: readonly HeaderColumn[], rows: SampleRows): (readonly HeaderColumn[])[] | null {
  const blocks: HeaderColumn[][] = [];
  for (const column of columns) {
    const block = blocks.at(-1);
    const before = block?.at(-1);
    if (
      block === undefined ||
      before === undefined ||
      (column.column > before.column + 1 && gapIsEmpty(rows, before.column, column.column))
    )
      blocks.push([column]);
    else block.push(column);
  }
  if (blocks.length < 2 || !blocks.every((block) => block.length >= 2 && hasOwnName(block))) return null;
  // 序号 in front of each, or rows that end earlier on one side, show that the rows do not belong together.
  const numbered = blocks.every((block) => readHeaderCell(block[0]?.path.at(-1) ?? "").ignored);
  const uneven = rows.some((row) => blocks.some((block) => block.every((column) => isBlank(row.cells[column.column]))));
  return numbered || uneven ? blocks : null;
}

function gapIsEmpty(rows: SampleRows, left: number, right: number): boolean {
  for (let column = left + 1; column < right; column++) if (rows.some((row) => !isBlank(row.cells[column]))) return false;
  return true;
}

function hasOwnName(columns: readonly HeaderColumn[]): boolean {
  return columns.some((column) => {
    const reading = readHeaderPath(column.path, column.groups);
    return (
      (reading.role === null || reading.role === "subject") &&
      reading.meanings.some(
        (meaning) =>
          meaning.attribute === "name" || meaning.attribute === "idNumber" || (meaning.kind === "dwelling" && meaning.attribute === "room"),
      )
    );
  });
}
