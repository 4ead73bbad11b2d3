/** Writes a community as its departments tell it, and the truth beside it. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { composeRegister } from "./compose.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { type Random, randomOf } from "./random.ts";
import type { Pen, Register } from "./register-shape.ts";
import { REGISTERS } from "./registers/index.ts";
import type { Grid } from "./sheet-model.ts";
import { isText, textBytes } from "./text-file.ts";
import { newTruth, writeTruth } from "./truth.ts";
import { writeXls } from "./workbook-xls.ts";
import { writeXlsx } from "./workbook-xlsx.ts";
import type { World } from "./world-shape.ts";

export interface RegisterOptions {
  /** Ids of the registers to write; all by default. */
  readonly registers?: readonly string[];
  /** Factor on the rates of all errors: 0 writes a community without any. */
  readonly errors?: number;
  /** Folder of the truth; `truth` beside the registers by default. */
  readonly truthDirectory?: string;
}

export interface WrittenRegister {
  readonly id: string;
  /** Base name. */
  readonly file: string;
  readonly rows: number;
}

/**
 * Writes the registers into a folder and the truth into its `truth/`.
 * @param layoutSeed 0 for the registers' own layouts, anything else for layouts that nobody has seen.
 */
export async function writeRegisters(
  world: World,
  layoutSeed: number,
  directory: string,
  options: RegisterOptions = {},
): Promise<WrittenRegister[]> {
  await mkdir(directory, { recursive: true });
  const truth = newTruth();
  const written: WrittenRegister[] = [];
  for (const register of REGISTERS) {
    if (options.registers && !options.registers.includes(register.id)) continue;
    const random = randomOf(`weinao register ${register.id} ${world.seed} ${layoutSeed}`);
    const layout = layoutOf(register, layoutSeed, random.fork("layout"), options.errors ?? 1);
    const before = truth.rows.length;
    const grids = composeRegister(register, layout, world, penOf(world, register, layout, random.fork("pen")), truth);
    await writeGrids(join(directory, layout.fileName), layout, grids, register);
    const places = new Set(truth.rows.slice(before).map((row) => `${row.sheet}\t${row.row}`));
    written.push({ id: register.id, file: layout.fileName, rows: places.size });
  }
  await writeTruth(options.truthDirectory ?? join(directory, "truth"), world, truth);
  return written;
}

function penOf(world: World, register: Register, layout: Layout, random: Random): Pen {
  return {
    random,
    world,
    habits: layout.habits,
    text: isText(layout.format),
    asOf: register.asOf,
    errs: (rate) => random.chance(rate * layout.habits.errors),
  };
}

async function writeGrids(path: string, layout: Layout, grids: readonly Grid[], register: Register): Promise<void> {
  if (isText(layout.format)) {
    const rows = grids.flatMap((grid) => [...grid.rows].map((row) => row.cells.map((cell) => cell?.value ?? null)));
    await writeFile(path, textBytes(layout.format, rows));
  } else if (layout.format === "xls") {
    await writeXls(path, grids, layout.look.dateFormat);
  } else {
    await writeXlsx(path, layout.notes ? [...grids, notesSheet(register)] : grids, layout.look);
  }
}

/** The instructions that come with a form: no data, and not in front. */
function notesSheet(register: Register): Grid {
  const lines = [
    "填表说明",
    "1. 本表由社区网格员填报，数据截止日期见表头。",
    "2. 身份证号码请用文本格式填写。",
    `3. 如有疑问请联系${register.unit.replace(/^.*：/, "") || "街道社会事务办"}。`,
  ];
  return {
    name: "填表说明",
    rows: lines.map((value) => ({ cells: [{ value, style: "unit" as const }] })),
    merges: [],
    widths: [60],
    headRows: 0,
    hiddenColumns: [],
    landscape: false,
    sexColumns: [],
    lastRow: lines.length,
  };
}
