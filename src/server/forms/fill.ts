/** Fills a form with answers: as a workbook to take along, and as a sheet to be drawn. Whose answers these are is decided elsewhere. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fillForm, MissingPlace, viewWorkbook } from "#exchange";
import type { AskedCell, FillResult, FormAnswers, SheetView } from "#exchange/contract";
import { accepted } from "../problem.ts";
import { inPrivateFolder, type ShelvedForm } from "./shelf.ts";

/** A filled form as its page shows it. */
export interface FilledView {
  readonly sheets: readonly SheetView[];
  /** Every cell that asks for a fact, in the order in which they are filled. */
  readonly cells: readonly AskedCell[];
  readonly result: FillResult;
}

/** The filled workbook, byte for byte what the worker will hand in. `listMissing` adds the sheet that lists what nobody holds. */
export function filledWorkbook(
  form: ShelvedForm,
  answers: readonly FormAnswers[],
  asOf: string,
  listMissing: boolean,
): Promise<{ readonly workbook: Buffer; readonly result: FillResult }> {
  return filled(form, answers, asOf, listMissing ? MissingPlace.inWorkbook : MissingPlace.none, async (path, result) => ({
    workbook: await readFile(path),
    result,
  }));
}

/** The filled workbook's sheets, to be drawn as they will print. */
export function filledView(form: ShelvedForm, answers: readonly FormAnswers[], asOf: string): Promise<FilledView> {
  const cells: AskedCell[] = [];
  return filled(
    form,
    answers,
    asOf,
    MissingPlace.none,
    async (path, result) => {
      const sheets = accepted(await viewWorkbook(path)).filter((sheet) => !sheet.hidden);
      return { sheets, cells, result };
    },
    (cell) => cells.push(cell),
  );
}

async function filled<T>(
  form: ShelvedForm,
  answers: readonly FormAnswers[],
  asOf: string,
  missing: MissingPlace,
  use: (path: string, result: FillResult) => Promise<T>,
  onCell?: (cell: AskedCell) => void,
): Promise<T> {
  return inPrivateFolder(async (folder) => {
    const path = join(folder, "filled.xlsx");
    const options = { asOf, missing, ...(onCell === undefined ? {} : { onCell }) };
    const result = accepted(await form.withBlank((blank) => fillForm(blank, form.layout, answers, path, options)));
    return use(path, result);
  });
}
