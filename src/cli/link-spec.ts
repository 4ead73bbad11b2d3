/** Reads the specs and trained models of `weinao link`: JSON, checked key by key before anything is linked. */
import { readFile } from "node:fs/promises";
import { type TSchema, Type } from "typebox";
import { Value } from "typebox/value";
import { isNode, LineCounter, parseDocument } from "yaml";
import type { LinkModel, LinkSpec } from "#linkage/contract";
import type { Outcome } from "#vocabulary/contract";

/** Why a spec or a model cannot be used. */
export const SpecRefusal = {
  missing: "file-missing",
  unreadable: "file-unreadable",
  spec: "link-spec-invalid",
  model: "link-model-invalid",
  column: "column-unknown",
} as const;
export type SpecRefusal = (typeof SpecRefusal)[keyof typeof SpecRefusal];

const closed = { additionalProperties: false } as const;
const Text = Type.String({ minLength: 1 });
const Share = Type.Number({ exclusiveMinimum: 0, maximum: 1 });
const Count = Type.Integer({ minimum: 1 });
const Probability = Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 });

/** What each level needs beside its name. */
const LEVELS: Readonly<Record<string, Record<string, TSchema>>> = {
  exact: {},
  swapped: { column: Text },
  slips: { max: Count },
  similar: { min: Share },
  prefix: { length: Count },
  words: { min: Share },
  closest: { lead: Type.Number({ minimum: 1 }) },
  dateParts: {},
  years: { max: Type.Integer({ minimum: 0 }) },
  days: { max: Type.Integer({ minimum: 0 }) },
  percent: { max: Type.Number({ minimum: 0, maximum: 100 }) },
  chineseName: {},
};

const Spec = Type.Object(
  {
    comparisons: Type.Array(
      Type.Object(
        {
          column: Text,
          levels: Type.Array(Type.Object({ level: Type.Enum(Object.keys(LEVELS)) }), { minItems: 1 }),
          termFrequency: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
      { minItems: 1 },
    ),
    blocking: Type.Array(Type.Array(Text, { minItems: 1 }), { minItems: 1 }),
    prior: Type.Optional(Probability),
    threshold: Type.Optional(Probability),
  },
  closed,
);

const Probabilities = Type.Array(Type.Array(Type.Number({ minimum: 0, maximum: 1 })), { minItems: 1 });
const Model = Type.Object(
  {
    version: Type.Literal(2),
    spec: Type.Object({}),
    same: Probability,
    part: Type.Number({ minimum: 0, exclusiveMaximum: 1 }),
    partIsSame: Type.Boolean(),
    comparisons: Type.Array(
      Type.Object(
        {
          column: Text,
          levels: Type.Array(Text),
          given: Type.Union([Text, Type.Null()]),
          m: Probabilities,
          k: Probabilities,
          u: Probabilities,
        },
        closed,
      ),
    ),
  },
  closed,
);

/** Reads a spec. Its refusal's detail names the key that is wrong, its line, and what it should be. */
export async function readLinkSpec(path: string): Promise<Outcome<LinkSpec, SpecRefusal>> {
  return readChecked<LinkSpec>(path, SpecRefusal.spec, wrongInSpec);
}

/** Reads a trained model. */
export async function readLinkModel(path: string): Promise<Outcome<LinkModel, SpecRefusal>> {
  return readChecked<LinkModel>(path, SpecRefusal.model, wrongInModel);
}

async function readChecked<T>(
  path: string,
  refusal: SpecRefusal,
  wrongIn: (content: unknown) => string | null,
): Promise<Outcome<T, SpecRefusal>> {
  const read = await readJson(path, refusal);
  if (!read.accepted) return read;
  const { content, text } = read.value;
  const wrong = wrongIn(content);
  return wrong === null ? { accepted: true, value: content as T } : { accepted: false, refusal, detail: wrong + lineOf(text, wrong) };
}

/** Where in a JSON text the key stands that a message begins with (`/comparisons/0/column must …`), as ` (line 3)`. */
function lineOf(text: string, message: string): string {
  const keys = (message.split(" ")[0] as string)
    .split("/")
    .slice(1)
    .filter((key) => key !== "");
  const lines = new LineCounter();
  const node = parseDocument(text, { lineCounter: lines }).getIn(keys, true);
  const range = isNode(node) ? node.range : null;
  return keys.length === 0 || !range ? "" : ` (line ${lines.linePos(range[0]).line})`;
}

/** The column that a spec names and the table lacks, or null. */
export function columnMissing(spec: LinkSpec, columns: ReadonlySet<string>): string | null {
  const compared = spec.comparisons.flatMap(({ column, levels }) => [
    column,
    ...levels.flatMap((level) => (level.level === "swapped" ? [level.column] : [])),
  ]);
  const blocked = spec.blocking.flat().map((key) => (columns.has(key) ? key : columnOfKey(key)));
  return [...compared, ...blocked].find((column) => !columns.has(column)) ?? null;
}

/** The column of a blocking key: `surname` of `surname:3`, `surname:-4`, `surname:sound`, `born:year`, `title:rare`, … */
function columnOfKey(key: string): string {
  return key.replace(/:(?:-?[1-9]\d*|sound|year|day|digits|word|rare|closest)$/, "");
}

interface ReadJson {
  readonly content: unknown;
  readonly text: string;
}

async function readJson(path: string, invalid: SpecRefusal): Promise<Outcome<ReadJson, SpecRefusal>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return { accepted: false, refusal: missing ? SpecRefusal.missing : SpecRefusal.unreadable, detail: "" };
  }
  const json = text.replace(/^\uFEFF/, "");
  try {
    return { accepted: true, value: { content: JSON.parse(json), text: json } };
  } catch {
    const line = parseDocument(json).errors[0]?.linePos?.[0].line;
    return { accepted: false, refusal: invalid, detail: `/ must be JSON${line === undefined ? "" : ` (line ${line})`}` };
  }
}

function wrongInSpec(content: unknown): string | null {
  const wrong = firstError(Spec, content, "");
  if (wrong !== null) return wrong;
  const { comparisons } = content as LinkSpec;
  for (const [at, { levels }] of comparisons.entries()) {
    for (const [index, level] of levels.entries()) {
      const shape = Type.Object({ level: Type.String(), ...LEVELS[level.level] }, closed);
      const error = firstError(shape, level, `/comparisons/${at}/levels/${index}`);
      if (error !== null) return error;
    }
  }
  return null;
}

function wrongInModel(content: unknown): string | null {
  const wrong = firstError(Model, content, "");
  if (wrong !== null) return wrong;
  const { spec, comparisons } = content as LinkModel;
  const inSpec = wrongInSpec(spec);
  if (inSpec !== null) return inSpec.startsWith("/ ") ? `/spec${inSpec.slice(1)}` : `/spec${inSpec}`;
  if (comparisons.length !== spec.comparisons.length) return "/comparisons must be as many as those of /spec";
  const columns = spec.comparisons.map(({ column }) => column);
  for (const [at, comparison] of comparisons.entries()) {
    const place = `/comparisons/${at}`;
    if (comparison.column !== columns[at]) return `${place}/column must be the column of /spec${place}`;
    const parent = comparison.given === null ? null : columns.indexOf(comparison.given);
    if (parent === -1 || hangsInCircle(comparisons, at))
      return `${place}/given must be the column of another comparison, and not in a circle`;
    // A pair may also have nothing to compare, or differ.
    const width = levelsOf(spec, at);
    if (comparison.levels.length !== width) return `${place}/levels must have ${width} entries`;
    const rows = parent === null ? 1 : levelsOf(spec, parent);
    for (const key of ["m", "k", "u"] as const) {
      if (comparison[key].length !== rows) return `${place}/${key} must have ${rows} rows`;
      const short = comparison[key].findIndex((row) => row.length !== width);
      if (short >= 0) return `${place}/${key}/${short} must have ${width} entries`;
    }
  }
  return null;
}

function levelsOf({ comparisons }: LinkSpec, at: number): number {
  return (comparisons[at]?.levels.length ?? 0) + 2;
}

function hangsInCircle(comparisons: LinkModel["comparisons"], start: number): boolean {
  let at = start;
  for (let step = 0; step <= comparisons.length; step++) {
    const given = comparisons[at]?.given ?? null;
    if (given === null) return false;
    at = comparisons.findIndex(({ column }) => column === given);
  }
  return true;
}

/** Where a value first departs from its schema, and how. */
function firstError(schema: TSchema, value: unknown, below: string): string | null {
  if (Value.Check(schema, value)) return null;
  const [first] = Value.Errors(schema, value);
  const params = (first?.params ?? {}) as Readonly<Record<string, unknown>>;
  const names = [params.requiredProperties, params.additionalProperties, params.allowedValues].flat().filter((name) => name !== undefined);
  const place = `${below}${first?.instancePath ?? ""}` || "/";
  return `${place} ${first?.message ?? "is not valid"}${names.length > 0 ? ` (${names.join(", ")})` : ""}`;
}
