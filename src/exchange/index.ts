/** The exchange's door: sheets and forms in and out. */
export { listPartNames, type PackageChanges, type PartContent, readParts, rewritePackage } from "./package/rewrite.ts";
export { isFormulaError } from "./read/cell-text.ts";
export { openSource } from "./read/open-source.ts";
export { type OutputColumn, type OutputRow, writeTable } from "./write/write-table.ts";
