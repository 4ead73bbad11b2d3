/** Writes the sample community, or another one: `npm run samples -- --seed 7 --people 2500 --layout 3 --out DIR`. */
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generateWorld, writeRegisters } from "./generator/index.ts";

/** What the committed files are made from. */
const SAMPLE = { seed: 20250630, people: 600, layout: 0 };

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    people: { type: "string" },
    layout: { type: "string" },
    errors: { type: "string" },
    out: { type: "string" },
  },
});

const world = generateWorld(numberOf("seed", SAMPLE.seed), numberOf("people", SAMPLE.people));
const directory = resolve(values.out ?? dirname(fileURLToPath(import.meta.url)));
const written = await writeRegisters(world, numberOf("layout", SAMPLE.layout), directory, { errors: numberOf("errors", 1) });
for (const { file, rows } of written) console.log(`${String(rows).padStart(6)}  ${file}`);

function numberOf(name: "seed" | "people" | "layout" | "errors", fallback: number): number {
  const text = values[name];
  if (text === undefined) return fallback;
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0) throw new Error(`--${name} wants a number, not ${text}`);
  return number;
}
