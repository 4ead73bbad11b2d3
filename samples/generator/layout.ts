/** How one office lays its register out: order, words and depth of the header, format of the file, habits. Layout 0 is the register's own. */
import type { Random } from "./random.ts";
import type { AddressSpelling, DateSpelling, Field, FileFormat, Habits, Register, SexSpelling } from "./register-shape.ts";
import type { Look } from "./sheet-model.ts";
import { isText } from "./text-file.ts";

export interface Layout {
  readonly fileName: string;
  readonly sheetName: string;
  readonly title: string;
  readonly format: FileFormat;
  readonly depth: 1 | 2 | 3;
  readonly fields: readonly Field[];
  /** Header labels from the top, by field; equal neighbours make a group. */
  readonly labels: readonly (readonly string[])[];
  readonly habits: Habits;
  readonly look: Look;
  /** Text files: whether a title stands above the header. */
  readonly textTitle: boolean;
  /** A sheet of instructions in front. */
  readonly notes: boolean;
  readonly totals: boolean;
  readonly hiddenColumn: boolean;
  /** Some rows are hidden, as a filter leaves them. */
  readonly hiddenRows: boolean;
}

const HABITS: Habits = { date: "iso", sex: "words", address: "short", nameGap: 0.15, loose: 0.04, codes: false, errors: 1 };
const EXTENSIONS: Readonly<Record<FileFormat, string>> = {
  xlsx: ".xlsx",
  xls: ".xls",
  "misnamed-xls": ".xls",
  "csv-utf8": ".csv",
  "csv-utf8-bom": ".csv",
  "csv-gb18030": ".csv",
  "csv-semicolon": ".csv",
  "txt-utf16": ".txt",
};
const DATES: readonly DateSpelling[] = ["iso", "dotted", "chinese", "compact", "slashed", "cell"];
const SEXES: readonly (readonly [SexSpelling, number])[] = [
  ["words", 7],
  ["gb", 2],
  ["letters", 1],
];
const ADDRESSES: readonly (readonly [AddressSpelling, number])[] = [
  ["short", 5],
  ["full", 2],
  ["township", 2],
  ["dashes", 2],
  ["loose", 2],
  ["hash", 1],
  ["numerals", 1],
];

/** Chooses a layout. Layout seed 0 gives the register's own, which the samples use; any other varies everything that may vary. */
export function layoutOf(register: Register, layoutSeed: number, random: Random, errors: number): Layout {
  const own = layoutSeed === 0;
  const format = own ? register.home.format : random.pick(register.formats);
  const depth = isText(format) ? 1 : own ? register.home.depth : random.pick(register.depths);
  const say = (words: readonly string[]) => (own ? (words[0] as string) : random.pick(words));
  const kept = own ? register.fields : register.fields.filter((field) => !field.optional || random.chance(0.6));
  const fields = own ? kept : reorder(kept, depth, random);
  const habits: Habits = own ? { ...HABITS, ...register.home.habits, errors } : { ...varied(random, register), errors };
  return {
    fileName: say(register.fileNames) + EXTENSIONS[format],
    sheetName: say(register.sheetNames),
    title: say(register.titles),
    format,
    depth,
    fields,
    labels: labelsOf(fields, depth, chooser(own, random)),
    habits,
    look: lookOf(random),
    textTitle: !own && random.chance(0.15),
    notes: random.chance(0.25) && !isText(format),
    totals: random.chance(0.5),
    hiddenColumn: !own && random.chance(0.2),
    hiddenRows: !own && random.chance(0.15),
  };
}

function varied(random: Random, register: Register): Habits {
  const address = random.weighted(ADDRESSES);
  return {
    date: random.pick(DATES),
    sex: random.weighted(SEXES),
    // The police write addresses out.
    address: register.home.habits?.address === "full" ? "full" : address,
    nameGap: random.pick([0, 0.1, 0.4]),
    loose: random.pick([0, 0.04, 0.1]),
    codes: random.chance(0.12),
    errors: 1,
  };
}

function lookOf(random: Random): Look {
  return {
    bodyFont: random.pick(["宋体", "仿宋_GB2312", "等线"]),
    headFont: random.pick(["黑体", "宋体"]),
    titleFont: random.pick(["方正小标宋简体", "宋体", "黑体"]),
    headerFill: random.pick([null, null, "FFD9E1F2", "FFE7E6E6"]),
    dateFormat: random.pick(["yyyy\\-mm\\-dd", "yyyy/m/d", 'yyyy"年"m"月"d"日"']),
    strings: random.chance(0.8) ? "shared" : "inline",
  };
}

/** Shuffles columns; those under one heading stay together, the sequence stays first and the note last. */
function reorder(fields: readonly Field[], depth: number, random: Random): Field[] {
  const groups = Map.groupBy(fields, (field) =>
    field.key === "sequence"
      ? "first"
      : field.key === "note"
        ? "last"
        : depth > 1 && field.path.length > 1
          ? (field.path[0] as readonly string[]).join()
          : field.key,
  );
  const first = groups.get("first") ?? [];
  const last = groups.get("last") ?? [];
  const middle = random.shuffle([...groups.keys()].filter((key) => key !== "first" && key !== "last")).flatMap((key) => {
    const members = groups.get(key) as Field[];
    // Under three header rows the middle level groups too, so only whole groups move.
    return depth > 2 ? members : random.shuffle(members);
  });
  // Merged cells of a household stand on both sides of its members only if they stand in whole columns: any order will do.
  return [...first, ...middle, ...last];
}

/** The header levels of a field under so many rows. */
function levelsOf(field: Field, depth: number): readonly (readonly string[])[] {
  const { path } = field;
  if (path.length <= depth) return path;
  return field.keepMiddle ? path.slice(-depth) : [...path.slice(0, depth - 1), path.at(-1) as readonly string[]];
}

/** The labels of every column. Words for one party (申请人 or 当事人甲) are chosen once for all its columns, since no office mixes them. */
function labelsOf(fields: readonly Field[], depth: number, choose: (key: string) => number): string[][] {
  const say = (key: string, words: readonly string[]) => words[choose(key) % words.length] as string;
  return fields.map((field) => {
    const party = levelKey(field.path.at(field.keepMiddle ? 1 : 0));
    if (depth === 1) return [say(field.path.length > 1 ? party : field.key, field.flat)];
    const labels: string[] = [];
    let path = "";
    for (const words of levelsOf(field, depth)) {
      path += `/${levelKey(words)}`;
      const label = say(words === field.path.at(-1) ? field.key : path, words);
      if (labels.at(-1) !== label) labels.push(label);
    }
    return labels;
  });
}

function levelKey(words: readonly string[] | undefined): string {
  return (words ?? []).join("|");
}

/** A number for each key, chosen once. */
function chooser(own: boolean, random: Random): (key: string) => number {
  return (key) => (own ? 0 : random.fork(`words ${key}`).between(0, 11));
}
