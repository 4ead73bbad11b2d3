import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import { parse } from "yaml";
import { attributeOf } from "#vocabulary";
import type { ElementKind } from "#vocabulary/contract";
import type { ColumnMeaning, Register } from "../contract.ts";
import { readMeaning } from "./meaning-text.ts";

const Content = Type.Object(
  {
    label: Type.Object({ zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
    titles: Type.Array(Type.String({ minLength: 2 }), { minItems: 1 }),
    columns: Type.Record(Type.String(), Type.String()),
    implies: Type.Optional(Type.Record(Type.String(), Type.String())),
    authority: Type.Record(Type.String(), Type.Number({ minimum: 0, maximum: 100 })),
  },
  { additionalProperties: false },
);

/**
 * Reads every `register.yaml` below `departmentsFolder`. A register's id is its folder (`public-security/household-register`),
 * its department the first part of it. Throws an error that names the file and the key when one is wrong.
 */
export async function loadRegisters(departmentsFolder: string): Promise<Register[]> {
  const entries = await readdir(departmentsFolder, { recursive: true, withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isFile() && entry.name === "register.yaml")
    .map((entry) => relative(departmentsFolder, entry.parentPath).split(sep).join("/"))
    .toSorted();
  return Promise.all(folders.map((folder) => loadRegister(departmentsFolder, folder)));
}

async function loadRegister(departmentsFolder: string, id: string): Promise<Register> {
  const file = join(departmentsFolder, id, "register.yaml");
  const content: unknown = parse(await readFile(file, "utf8"));
  if (!Value.Check(Content, content)) {
    const [first] = Value.Errors(Content, content);
    throw new Error(`${file}: ${first?.instancePath || "/"} ${first?.message ?? "is not valid"}`);
  }
  const { label, titles, implies, authority, columns } = content as Static<typeof Content>;
  const meanings: Record<string, ColumnMeaning | null> = {};
  for (const [header, text] of Object.entries(columns)) {
    const read = readMeaning(text);
    if ("wrong" in read) throw new Error(`${file}: /columns/${header}: ${read.wrong}`);
    meanings[header] = read.meaning;
  }
  for (const name of Object.keys(implies ?? {}))
    if (attributeOf("person", name) === undefined) throw new Error(`${file}: /implies/${name}: a person has no such attribute`);
  for (const name of Object.keys(authority)) {
    const [kind = "", attribute = ""] = name.split(".");
    if (name !== "*" && attributeOf(kind as ElementKind, attribute) === undefined)
      throw new Error(`${file}: /authority/${name}: no such attribute`);
  }
  return { id, department: id.split("/")[0] as string, label, titles, columns: meanings, implies: implies ?? {}, authority };
}
