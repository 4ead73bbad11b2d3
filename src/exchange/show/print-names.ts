/** The names by which a workbook says what of a sheet is printed (ECMA-376 part 1, 18.2.5): `_xlnm.Print_Area`, `_xlnm.Print_Titles`. */
import { parseBlock } from "../fill/reference.ts";
import type { SourceLimits } from "../package/limits.ts";
import type { Package, Part } from "../package/package.ts";
import { attributesOf, decodeEntities, scanXml } from "../read/xml-scanner.ts";
import type { PrintNames } from "./print-layout.ts";

export interface WorkbookPrintNames {
  /** @param index the sheet's place in the workbook */
  of(index: number): PrintNames;
}

export async function readPrintNames(source: Package, workbook: Part, limits: SourceLimits): Promise<WorkbookPrintNames> {
  const named = new Map<string, string>();
  let key = "";
  await scanXml(
    source.stream(workbook),
    {
      open(name, raw, empty) {
        if (name !== "definedName" || empty) return;
        const found = attributesOf(raw);
        key = `${found.get("localSheetId")} ${(found.get("name") ?? "").replace(/^_xlnm\./i, "")}`;
      },
      close(name) {
        if (name === "definedName") key = "";
      },
      text(raw) {
        if (key !== "") named.set(key, (named.get(key) ?? "") + decodeEntities(raw));
      },
    },
    limits.cellCharactersMax,
  );
  const blocksOf = (index: number, name: string) =>
    rangesIn(named.get(`${index} ${name}`) ?? "").flatMap((reference) => parseBlock(reference) ?? []);
  return {
    of(index) {
      // Titles may name columns as well as rows; what is repeated here are the rows.
      const rows = blocksOf(index, "Print_Titles").find((block) => block.firstColumn === 0 && block.lastColumn > 255);
      return { areas: blocksOf(index, "Print_Area"), titleRows: rows === undefined ? null : [rows.firstRow, rows.lastRow] };
    },
  };
}

/** The ranges of `'Sheet, one'!$A$1:$B$2,'Sheet, one'!$D$1:$E$2`, without the sheet. */
function rangesIn(formula: string): string[] {
  return [...formula.matchAll(/(?:'(?:[^']|'')*'|[^!,']*)!([^,]+)/g)].map((match) => (match[1] ?? "").trim());
}
