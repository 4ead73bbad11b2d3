import { loadDepartments } from "#registry";
import type { Label } from "#vocabulary/contract";

/** What the sources of values are called. */
export interface OriginNames {
  /** By folder of departments/; a name that departments/ does not know stands for itself. */
  department(folder: string): Label;
}

const loaded = new Map<string, Promise<OriginNames>>();

/** The departments' names, read once: they change with the program, not while it runs. */
export function originNames(departmentsFolder: string): Promise<OriginNames> {
  const known = loaded.get(departmentsFolder);
  if (known) return known;
  const reading = loadDepartments(departmentsFolder).then((labels): OriginNames => {
    return { department: (folder) => labels.get(folder) ?? { zh: folder, en: folder } };
  });
  loaded.set(departmentsFolder, reading);
  return reading;
}
