/** The exchange's door: sheets and forms in and out. */
export { listPartNames, type PackageChanges, type PartContent, readParts, rewritePackage } from "./package/rewrite.ts";
