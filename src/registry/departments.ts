import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { parse } from "yaml";
import type { Label } from "#vocabulary/contract";

const Department = Type.Object(
  { label: Type.Object({ zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, { additionalProperties: false }) },
  { additionalProperties: false },
);

/**
 * What the departments are called, by the name of their folder: the `label` of each `departments/FOLDER/department.yaml`.
 * A folder without the file is called by its name; a mistake in the file is an error that names the file and the key.
 */
export async function loadDepartments(departmentsFolder: string): Promise<ReadonlyMap<string, Label>> {
  const labels = new Map<string, Label>();
  for (const entry of await readdir(departmentsFolder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const file = join(departmentsFolder, entry.name, "department.yaml");
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (text === null) continue;
    const content: unknown = parse(text);
    if (!Value.Check(Department, content)) {
      const [first] = Value.Errors(Department, content);
      throw new Error(`${file}: ${first?.instancePath ?? ""} ${first?.message ?? "is not valid"}`);
    }
    labels.set(entry.name, content.label);
  }
  return labels;
}
