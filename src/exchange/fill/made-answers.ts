/** Made-up people and the ways in which tests fill forms with them and look at what came out. */
import type { Answer, FormAnswers, FormLayout } from "../contract.ts";
import { listPartNames, readParts } from "../package/rewrite.ts";
import { type FillOptions, type FillReport, fillForm } from "./fill-form.ts";
import { type MadeWorkbook, madePath, partOf } from "./made-form.ts";
import { readForm } from "./read-form.ts";
import { readGrid, type SheetGrid } from "./sheet.ts";
import { openWorkbook } from "./workbook.ts";

export const sheet1 = "xl/worksheets/sheet1.xml";
export const asOf = { asOf: "2025-06-30" };

export async function read(path: string): Promise<FormLayout> {
  const layout = await readForm(path);
  if (!layout.accepted) throw new Error(layout.refusal);
  return layout.value;
}

/** Answers by attribute; `!` behind a value says that it is disputed. */
export function answersOf(
  layout: FormLayout,
  values: Readonly<Record<string, string>>,
  members: readonly Readonly<Record<string, string>>[] = [],
): FormAnswers {
  const map = (fields: FormLayout["fields"], own: Readonly<Record<string, string>>) =>
    new Map(
      fields.map((field): [string, Answer] => {
        const said = own[field.meaning?.attribute ?? ""] ?? "";
        return [field.id, { value: said.replace(/!$/, ""), disputed: said.endsWith("!") }];
      }),
    );
  return {
    name: values.name ?? "",
    subject: map(layout.fields, values),
    members: members.map((member) => map(layout.subtable?.fields ?? [], member)),
  };
}

export const person = {
  name: "王菊",
  sex: "2",
  birthDate: "1936-03-14",
  idNumber: "330782193603140188",
  phone: "13912345678",
  address: "永胜花园4幢2单元402室",
};

export async function fill(
  path: string,
  people: readonly FormAnswers[],
  options: FillOptions = asOf,
  layout?: FormLayout,
): Promise<{ out: string; report: FillReport }> {
  const out = madePath("out.xlsx");
  const filled = await fillForm(path, layout ?? (await read(path)), people, out, options);
  if (!filled.accepted) throw new Error(`${filled.refusal}: ${filled.detail}`);
  return { out, report: filled.value };
}

export async function gridOf(path: string, part = sheet1): Promise<SheetGrid> {
  return readGrid(await openWorkbook(path), "x", await partOf(path, part));
}

/** Names of the parts whose bytes differ, and of those that only one file has. */
export async function differing(left: string, right: string): Promise<string[]> {
  const names = async (path: string) => {
    const listed = await listPartNames(path);
    return listed.accepted ? listed.value : [];
  };
  const all = [...new Set([...(await names(left)), ...(await names(right))])];
  const [a, b] = await Promise.all([readParts(left, all), readParts(right, all)]);
  if (!a.accepted || !b.accepted) throw new Error("unreadable");
  return all.filter((name) => !a.value.get(name)?.equals(b.value.get(name) ?? Buffer.alloc(0)) || !b.value.has(name));
}

export const blank = (count: number) => new Array<string>(count).fill("");
export const header = ["序号", "姓名", "性别", "出生日期", "年龄", "身份证号", "现住址", "电话"];
export const roster: MadeWorkbook = {
  sheets: [
    {
      name: "花名册",
      rows: [["花名册"], header, blank(8), blank(8), blank(8), ["填表人：", null, null, "审核人："]],
      merges: ["A1:H1", "A6:B6"],
    },
  ],
};
