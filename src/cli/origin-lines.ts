/** Where a value was read, one line for all rows of a column. */
import type { Origin, StatedBy } from "#registry/contract";
import type { Label, Language } from "#vocabulary/contract";
import { printable } from "./display-width.ts";
import type { Say } from "./language.ts";
import { localDay } from "./local-time.ts";

/**
 * `户籍人口登记表.xlsx › 常住 › row 12 › 姓名 · 公安 · 2025-06-30`; rows of one column stand together, columns in their order.
 *
 * @param departments labels by folder; a source that is none is called as its file calls it
 */
export function originLines(say: Say, language: Language, origins: readonly Origin[], departments: ReadonlyMap<string, Label>): string[] {
  const columns = Map.groupBy(origins, ({ row: _row, ...column }) => JSON.stringify(column));
  return [...columns.values()].map((group) => {
    const { file, sheet, column, department, date, stated } = group[0] as Origin;
    const rows = [...new Set(group.map((origin) => origin.row))].sort((left, right) => left - right);
    const row = say(rows.length === 1 ? "origin.row" : "origin.rows", { row: rows.join(say("list.comma")) });
    const place = [file, sheet, row, column].filter((part) => part !== "").join(" › ");
    const who = stated === undefined ? "" : statedText(say, stated);
    return printable([place, departments.get(department)?.[language] ?? department, date, who].filter((part) => part !== "").join(" · "));
  });
}

/** Who stated something by hand, and on which day. */
export function statedText(say: Say, { actor, at, residentAskedAt }: StatedBy): string {
  return residentAskedAt === undefined
    ? say("origin.stated", { actor, day: localDay(at) })
    : say("origin.confirmed", { actor, day: localDay(at), asked: localDay(residentAskedAt) });
}
