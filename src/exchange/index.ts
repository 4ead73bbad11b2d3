/** The exchange's door: sheets and forms in and out. */

export { RefusalError, WriteRefusal } from "./errors.ts";
export { type FillOptions, type FillRefusal, type FillReport, fillForm, MissingPlace } from "./fill/fill-form.ts";
export { type DepartmentForm, loadForms, recogniseForm } from "./fill/forms.ts";
export { FormRefusal, missingSheetName, type ReadFormOptions, readForm } from "./fill/read-form.ts";
export { listPartNames, type PackageChanges, type PartContent, readParts, rewritePackage } from "./package/rewrite.ts";
export { isFormulaError } from "./read/cell-text.ts";
export { openSource } from "./read/open-source.ts";
export { type ViewOptions, viewWorkbook } from "./show/view-workbook.ts";
export { loadRegisters } from "./understand/load-registers.ts";
export { type ManualMapping, parseMappingFile } from "./understand/mapping-file.ts";
export { readMeaning, writeMeaning } from "./understand/meaning-text.ts";
export { type UnderstandOptions, understandFile } from "./understand/understand-file.ts";
export { type MarkResult, markProblems, type ProblemMark } from "./write/mark-problems.ts";
export { type OutputColumn, type OutputRow, writeTable } from "./write/write-table.ts";
