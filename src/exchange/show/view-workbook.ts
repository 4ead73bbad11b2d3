/** Shows a file's sheets as a spreadsheet would: for pages that draw a filled form, or a file before it is imported. */
import type { Outcome } from "#vocabulary/contract";
import type { SheetView, SourceRefusal } from "../contract.ts";
import { outcomeOf, RefusalError } from "../errors.ts";
import { SOURCE_LIMITS, type SourceLimits } from "../package/limits.ts";
import { openForReading, type Package, packageOf } from "../package/package.ts";
import { openSource } from "../read/open-source.ts";
import { sniff } from "../read/sniff.ts";
import { readStart } from "../read/source-bytes.ts";
import { planWorkbook, type SheetPlace, type WorkbookPlan } from "../read/xlsx.ts";
import { decodeXml, scanXml, XmlScanner } from "../read/xml-scanner.ts";
import { assembleSheet, type ShownWorkbook } from "./assemble.ts";
import { type Colours, coloursOf } from "./colours.ts";
import { LooksReader } from "./looks.ts";
import { loadNumberText } from "./number-text.ts";
import { plainView } from "./plain-view.ts";
import { readPrintNames } from "./print-names.ts";
import { SharedRichTexts } from "./shared-texts.ts";
import { SheetCellsReader } from "./sheet-cells.ts";
import { SheetPartsReader } from "./sheet-parts.ts";

export interface ViewOptions {
  /** Names of the sheets to show; all when absent. */
  readonly sheets?: readonly string[];
  /** 1-based row from which to show; 1 when absent. */
  readonly firstRow?: number;
  /** How many rows to show at most; 2,000 when absent. */
  readonly rowsMax?: number;
}

const ROWS_SHOWN = 2_000;

/**
 * Shows the sheets of a workbook (.xlsx with its styles and print set-up; legacy .xls and texts as plain tables). Large files cost what it
 * takes to scan them; only the rows that are shown are held.
 */
export function viewWorkbook(
  path: string,
  options: ViewOptions = {},
  limits: SourceLimits = SOURCE_LIMITS,
): Promise<Outcome<readonly SheetView[], SourceRefusal>> {
  return outcomeOf(async () => {
    const window = { first: options.firstRow ?? 1, last: (options.firstRow ?? 1) + (options.rowsMax ?? ROWS_SHOWN) - 1 };
    const wanted = (name: string) => options.sheets === undefined || options.sheets.includes(name);
    const handle = await openForReading(path);
    try {
      if (sniff(await readStart(handle, 4096)) === "zip") return await viewPackage(await packageOf(handle, limits), window, wanted, limits);
    } finally {
      await handle.close();
    }
    return viewPlain(path, window, wanted, limits);
  });
}

type Window = { readonly first: number; readonly last: number };

async function viewPlain(path: string, window: Window, wanted: (name: string) => boolean, limits: SourceLimits): Promise<SheetView[]> {
  const opened = await openSource(path, limits);
  if (!opened.accepted) throw new RefusalError(opened.refusal, opened.detail);
  const views: SheetView[] = [];
  try {
    for await (const sheet of opened.value.sheets()) if (wanted(sheet.name)) views.push(await plainView(sheet, window));
  } finally {
    await opened.value.close();
  }
  return views;
}

async function viewPackage(source: Package, window: Window, wanted: (name: string) => boolean, limits: SourceLimits): Promise<SheetView[]> {
  const plan = await planWorkbook(source, limits);
  const theme = plan.theme === undefined ? null : (await source.read(plan.theme)).toString("utf8");
  const colours = coloursOf(theme);
  const book = await readShared(source, plan, colours, limits);
  const names = await readPrintNames(source, plan.workbook, limits);
  const views: SheetView[] = [];
  for (const sheet of plan.sheets) {
    if (!wanted(sheet.name)) continue;
    const parts = new SheetPartsReader(limits.mergesMax);
    const cells = new SheetCellsReader(window, colours);
    await readSheet(source, sheet, parts, cells, limits);
    views.push(assembleSheet(book, { ...sheet, print: names.of(sheet.index) }, parts, cells, window));
  }
  return views;
}

async function readShared(source: Package, plan: WorkbookPlan, colours: Colours, limits: SourceLimits): Promise<ShownWorkbook> {
  const numbers = await loadNumberText();
  const looks = new LooksReader(colours, numbers.codeOf);
  if (plan.styles !== undefined) await scanXml(source.stream(plan.styles), looks, limits.cellCharactersMax);
  const texts = new SharedRichTexts(colours, limits.sharedCharactersMax);
  if (plan.sharedStrings !== undefined) await scanXml(source.stream(plan.sharedStrings), texts, limits.cellCharactersMax);
  return { texts: texts.texts, styles: looks.styles(), usual: looks.usual(), writeNumber: numbers.write, epoch1904: plan.epoch1904 };
}

const END_OF_ROWS = "sheetData>";

/** Reads a worksheet part. Rows below the window are passed over without being scanned, up to what stands behind them. */
async function readSheet(
  source: Package,
  sheet: SheetPlace,
  parts: SheetPartsReader,
  cells: SheetCellsReader,
  limits: SourceLimits,
): Promise<void> {
  const handler = {
    open(name: string, raw: string, empty: boolean) {
      if (cells.ended) parts.open(name, raw, empty);
      else if (cells.begun) cells.open(name, raw, empty);
      else if (name === "sheetData") cells.begin(empty);
      else parts.open(name, raw, empty);
    },
    close(name: string) {
      if (name === "sheetData") cells.ended = true;
      else if (cells.begun && !cells.ended) cells.close(name);
      else parts.close(name);
    },
    text(raw: string) {
      if (cells.begun && !cells.ended) cells.text(raw);
      else parts.text(raw);
    },
  };
  let scanner = new XmlScanner(handler, limits.cellCharactersMax);
  let seam: string | null = null;
  for await (const piece of decodeXml(source.stream(sheet.part))) {
    let text = piece;
    if (seam !== null) {
      text = seam + piece;
      const end = text.indexOf(END_OF_ROWS);
      if (end < 0) {
        seam = text.slice(-END_OF_ROWS.length);
        continue;
      }
      // What stands behind the rows is read as a document of its own, which the worksheet's end closes.
      seam = null;
      cells.ended = true;
      scanner = new XmlScanner(handler, limits.cellCharactersMax);
      scanner.push("<worksheet>");
      text = text.slice(end + END_OF_ROWS.length);
    }
    scanner.push(text);
    if (cells.more && !cells.ended) seam = text.slice(-END_OF_ROWS.length);
  }
  if (seam !== null) throw new RefusalError("file-damaged", "a sheet ends within its rows");
  scanner.end();
}
