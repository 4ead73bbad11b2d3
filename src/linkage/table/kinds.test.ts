import { expect, it } from "vitest";
import { codeTable } from "./columns.ts";
import { type ColumnKind, kindOf } from "./kinds.ts";

it.each<[ColumnKind, (at: number) => string]>([
  ["amount", (at) => `$${1 + (at % 60)},${100 + at}.${10 + (at % 80)}`],
  ["amount", (at) => `${(at % 70) + 0.5}`],
  ["number", (at) => String(at % 90)],
  ["identifier", (at) => `kx${1000 + (at % 90)}`],
  ["date", (at) => `19${10 + (at % 80)}-05-1${at % 9}`],
  ["email", (at) => `a${at % 80}@example.org`],
  ["address", (at) => `${1 + (at % 90)} mill street`],
  ["address", (at) => `翠苑新村${1 + (at % 9)}幢2单元${301 + (at % 70)}室`],
  ["address", (at) => `翠苑新村${1 + (at % 9)}-2-${301 + (at % 70)}`],
  ["longText", (at) => `wireless keyboard with number pad and ${at} keys`],
  ["longText", (at) => `山月无线蓝牙键盘黑色便携超薄静音${at}键`],
  ["chineseName", (at) => `王${String.fromCharCode(0x4e00 + (at % 90))}`],
  ["key", (at) => `r${at}`],
])("tells %s by its values", (kind, told) => {
  // Each value stands twice, but for a key.
  const table = codeTable({ columns: { value: Array.from({ length: 400 }, (_, row) => told(kind === "key" ? row : row >> 1)) } });
  const [column] = [...table.columns.values()];
  expect(kindOf(column as never, table.rows)).toBe(kind);
});
