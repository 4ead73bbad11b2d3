/**
 * Makes the blank forms of departments/ (`node scripts/make-form-templates.ts`). Each lands as template.xlsx beside the form.yaml that
 * says whom it is for.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { applicationSheet, applications } from "./application-templates.ts";
import { writeFormWorkbook } from "./form-workbook.ts";
import { rosterSheet, rosters } from "./roster-templates.ts";

const departments = join(import.meta.dirname, "..", "departments");

for (const [folder, sheet] of [
  ...rosters.map((one) => [one.folder, rosterSheet(one)] as const),
  ...applications.map((one) => [one.folder, applicationSheet(one)] as const),
]) {
  await mkdir(join(departments, folder), { recursive: true });
  await writeFormWorkbook(join(departments, folder, "template.xlsx"), sheet);
}
