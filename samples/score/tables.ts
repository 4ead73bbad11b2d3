/** Reads the truth and a program's exports, and brings values to the form in which they are compared. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parse } from "csv-parse/sync";

export type Line = Readonly<Record<string, string>>;
export type ElementType = "person" | "household" | "dwelling" | "organisation";
export const ELEMENT_TYPES: readonly ElementType[] = ["person", "dwelling", "household", "organisation"];

/** `file\tsheet\trow`: where a row stands. */
export type RowKey = string;

export interface TruthMention {
  readonly key: RowKey;
  readonly type: string;
  readonly truthId: string;
  readonly primary: boolean;
}

export interface Link {
  readonly key: RowKey;
  readonly type: string;
  readonly elementId: string;
}

/** Reads a table with a header. */
export async function readTable(path: string): Promise<Line[]> {
  return parse(await readFile(path), { columns: true, bom: true });
}

/** Base name in NFC, sheet (none for text files), row. */
export function keyOf(line: Line): RowKey {
  const file = basename((line.file ?? "").replaceAll("\\", "/")).normalize("NFC");
  const sheet = /\.(csv|txt|tsv)$/i.test(file) ? "" : (line.sheet ?? "").trim();
  return `${file}\t${sheet}\t${Math.trunc(Number(line.row))}`;
}

export async function readMentions(truthDirectory: string): Promise<TruthMention[]> {
  const lines = await readTable(`${truthDirectory}/rows.csv`);
  return lines.map((line) => ({
    key: keyOf(line),
    type: line.element_type ?? "",
    truthId: line.truth_id ?? "",
    primary: (line.role || "primary") === "primary",
  }));
}

export async function readLinks(path: string): Promise<Link[]> {
  const lines = await readTable(path);
  return lines.map((line) => ({
    key: keyOf(line),
    type: (line.element_type ?? "").trim().toLowerCase().replace("organization", "organisation"),
    elementId: line.element_id ?? "",
  }));
}

/** Full-width characters made narrow, all white space out. */
export function squash(text: string | undefined): string {
  return (text ?? "").replace(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0)).replace(/\s+/g, "");
}

/** The names of province, city, county and township that an address may begin with or leave out. */
export type AddressFront = readonly string[];

/** A value in the form in which it is compared. */
export function comparable(attribute: string, raw: string | undefined, front: AddressFront): string {
  const value = squash(raw);
  if (value === "") return "";
  switch (attribute) {
    case "foreignName":
      return value.toUpperCase().replace(/[^A-Z]/g, "");
    case "idNumber":
    case "headIdNumber":
    case "creditCode":
    case "nationality":
    case "name":
      return value.toUpperCase();
    case "phone": {
      const digits = value.replace(/\D/g, "");
      return digits.length === 13 && digits.startsWith("86") ? digits.slice(2) : digits;
    }
    case "birthDate":
      return value.slice(0, 10);
    case "relationToHead":
      return ["01", "02", "0", "1", "2"].includes(value) ? "01" : (value.padStart(2, "0")[0] as string);
    case "building":
    case "unit":
    case "room":
      return value.replace(/\.0$/, "").replace(/^0+/, "") || "0";
    case "area":
      return Number.isNaN(Number(value)) ? value : Number(value).toFixed(1);
    case "registeredAddress":
    case "address":
      return comparableAddress(value, front);
    default:
      return value;
  }
}

function comparableAddress(value: string, front: AddressFront): string {
  let rest = value
    .replaceAll("栋", "幢")
    .replaceAll("#楼", "幢")
    .replaceAll("号楼", "幢")
    .replace(/[号室]$/, "");
  for (const name of front) if (rest.startsWith(name)) rest = rest.slice(name.length);
  return rest;
}

/** Whether a stated value is the true one. A person without a Chinese name may be named by the foreign one. */
export function agrees(attribute: string, truth: Line, said: string | undefined, front: AddressFront): boolean {
  const right = comparable(attribute, truth[attribute], front);
  const stated = comparable(attribute, said, front);
  if (right === stated) return true;
  return (
    attribute === "name" &&
    right === "" &&
    stated !== "" &&
    comparable("foreignName", stated, front) === comparable("foreignName", truth.foreignName, front)
  );
}
