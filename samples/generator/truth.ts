/** The record of what is true, what each row says, and what was spoiled on purpose. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fullAddress } from "./dwellings.ts";
import type { Entry, Fault, Register, Role, Said } from "./register-shape.ts";
import type { Person, World } from "./world-shape.ts";

/** Where a row stands. `sheet` is empty for text files. */
export interface Place {
  readonly file: string;
  readonly sheet: string;
  /** 1-based, as a person sees it. */
  readonly row: number;
}

interface TruthRow extends Place {
  readonly elementType: "person" | "household" | "dwelling" | "organisation";
  readonly truthId: string;
  readonly role: "primary" | "optional";
}

interface TruthValues extends Place {
  readonly truthId: string;
  readonly role: "primary" | "optional";
  readonly values: Readonly<Record<string, string>>;
}

interface Injected extends Place, Fault {
  readonly header: string;
  /** 1-based; 0 for the whole row. */
  readonly column: number;
  readonly raw: string;
}

export interface Truth {
  readonly rows: TruthRow[];
  readonly values: TruthValues[];
  readonly injected: Injected[];
}

const VALUES = [
  "name",
  "formerName",
  "foreignName",
  "sex",
  "birthDate",
  "ethnicity",
  "nationality",
  "idType",
  "idNumber",
  "maritalStatus",
  "education",
  "politicalStatus",
  "phone",
  "registeredAddress",
  "relationToHead",
  "employer",
  "householdNumber",
  "residencyType",
  "address",
] as const;

/** A row as told: what each of its columns said, by header path and 0-based column. */
export interface ToldRow {
  readonly entry: Entry;
  readonly said: readonly Said[];
  readonly headers: readonly string[];
}

export function newTruth(): Truth {
  return { rows: [], values: [], injected: [] };
}

/** Records one row: its mentions, its values, its errors. `blockDwelling` is what a merged cell above says of it. */
export function recordRow(truth: Truth, register: Register, world: World, place: Place, told: ToldRow): void {
  const mention = (elementType: TruthRow["elementType"], truthId: string, role: TruthRow["role"]) => {
    if (
      !truth.rows.some(
        (row, i) =>
          i >= truth.rows.length - 12 &&
          row.row === place.row &&
          row.sheet === place.sheet &&
          row.file === place.file &&
          row.elementType === elementType &&
          row.truthId === truthId,
      )
    ) {
      truth.rows.push({ ...place, elementType, truthId, role });
    }
  };
  for (const [role, scored] of Object.entries(register.people) as [Role, "primary" | "optional"][]) {
    const person = told.entry.people[role];
    if (!person) continue;
    const values = valuesOf(told, role, world);
    if (Object.keys(values).length === 0 && !told.entry.block) continue;
    mention("person", person.id, scored);
    if (Object.keys(values).length > 0) truth.values.push({ ...place, truthId: person.id, role: scored, values });
  }
  const household = told.entry.people.subject?.household ?? told.entry.household;
  if (register.household && household) mention("household", household.id, register.household);
  if (register.dwelling) for (const said of told.said) if (said.dwelling) mention("dwelling", said.dwelling.id, register.dwelling);
  if (told.entry.organisation) mention("organisation", told.entry.organisation.id, "primary");
  told.said.forEach((said, column) => {
    if (!said.fault) return;
    const detectable = seenInRow(said, told) ? said.fault.detectable : "cross";
    truth.injected.push({
      ...place,
      ...said.fault,
      detectable,
      // An error of the whole row stands in no column.
      ...(said.fault.attribute === "*"
        ? { header: "", column: 0, raw: "" }
        : { header: told.headers[column] as string, column: column + 1, raw: rawText(said.cell) }),
    });
  });
}

/** A contradiction to the ID number shows only where a right ID number stands beside it. */
function seenInRow(said: Said, told: ToldRow): boolean {
  if (said.fault?.kind !== "birth_wrong_day" && said.fault?.kind !== "sex_contradicts_id") return true;
  const role = said.states?.role ?? "subject";
  const person = told.entry.people[role];
  return (
    person?.idType === "111" &&
    told.said.some(
      (other) => other.states?.role === role && other.states.attribute === "idNumber" && other.states.value === person.idNumber,
    )
  );
}

function valuesOf(told: ToldRow, role: Role, world: World): Record<string, string> {
  const values: Record<string, string> = {};
  for (const said of told.said) {
    if (said.states?.role === role) values[said.states.attribute] ??= said.states.value;
    if (said.dwelling && (role === "subject" || role === "tenant") && !said.states && told.entry.people[role])
      values.address ??= fullAddress(world.locality, said.dwelling);
  }
  return values;
}

/** A cell's value as plain text. */
export function rawText(cell: Said["cell"]): string {
  return cell === null ? "" : typeof cell === "object" ? cell.date : String(cell);
}

/** Writes the seven tables of the truth. */
export async function writeTruth(directory: string, world: World, truth: Truth): Promise<void> {
  await mkdir(directory, { recursive: true });
  const write = (name: string, columns: readonly string[], rows: Iterable<readonly (string | number)[]>) =>
    writeFile(join(directory, `${name}.csv`), csv(columns, rows));
  await write(
    "rows",
    ["file", "sheet", "row", "element_type", "truth_id", "role"],
    truth.rows.map((row) => [row.file, row.sheet, row.row, row.elementType, row.truthId, row.role]),
  );
  await write(
    "rowvalues",
    ["file", "sheet", "row", "truth_id", "role", ...VALUES],
    truth.values.map((row) => [row.file, row.sheet, row.row, row.truthId, row.role, ...VALUES.map((name) => row.values[name] ?? "")]),
  );
  await write(
    "injected",
    ["file", "sheet", "row", "column_header", "kind", "raw_value", "column", "attribute", "detectable"],
    truth.injected.map((row) => [
      row.file,
      row.sheet,
      row.row,
      row.header,
      row.kind,
      row.raw,
      row.column || "",
      row.attribute,
      row.detectable,
    ]),
  );
  await write("persons", PERSON_COLUMNS, world.persons.map(personLine));
  await write(
    "dwellings",
    ["truth_id", "estate", "building", "unit", "room", "usage", "area", "owner_id"],
    world.dwellings.map((each) => [each.id, each.estate, each.building, each.unit, each.room, each.usage, each.area, each.owner?.id ?? ""]),
  );
  await write(
    "households",
    ["truth_id", "householdNumber", "headIdNumber", "members", "dwelling_id", "oldDwelling_id", "secondDwelling_id", "kind"],
    world.households.map((each) => [
      each.id,
      each.householdNumber,
      each.members[0]?.idNumber ?? "",
      each.members.map((person) => person.id).join(" "),
      each.dwelling?.id ?? "",
      each.former?.id ?? "",
      each.second?.id ?? "",
      each.kind,
    ]),
  );
  await write(
    "organisations",
    ["truth_id", "name", "creditCode", "legalRepresentative", "phone", "address", "kind", "person_id"],
    world.organisations.map((each) => [
      each.id,
      each.name,
      each.creditCode,
      each.legalRepresentative,
      each.phone,
      each.address,
      each.kind,
      each.person?.id ?? "",
    ]),
  );
}

const PERSON_VALUES = VALUES.filter((name) => name !== "address");
const PERSON_COLUMNS = [
  "truth_id",
  ...PERSON_VALUES,
  "household_id",
  "dwelling_id",
  "oldPhone",
  "oldPassport",
  "twin",
  "deathDate",
  "bankAccount",
];

function personLine(person: Person): string[] {
  return [
    person.id,
    ...PERSON_VALUES.map((name) => person[name]),
    person.household.id,
    person.household.dwelling?.id ?? "",
    person.oldPhone,
    person.oldPassport,
    person.twin?.id ?? "",
    person.deathDate,
    person.facts.allowance?.account ?? "",
  ];
}

function csv(columns: readonly string[], rows: Iterable<readonly (string | number)[]>): string {
  const line = (cells: readonly (string | number)[]) =>
    `${cells.map((cell) => (/[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell)).join(",")}\n`;
  let out = line(columns);
  for (const row of rows) out += line(row);
  return out;
}
