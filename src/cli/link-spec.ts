/** Reads the specs and trained models of `weinao link`: JSON, checked key by key before anything is linked. */
import { readFile } from "node:fs/promises";
import { type TSchema, Type } from "typebox";
import { Value } from "typebox/value";
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
  dateParts: {},
  years: { max: Type.Integer({ minimum: 0 }) },
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

const Probabilities = Type.Array(Type.Number({ minimum: 0, maximum: 1 }));
const Model = Type.Object(
  {
    version: Type.Literal(1),
    spec: Type.Object({}),
    prior: Probability,
    levels: Type.Array(Type.Object({ column: Text, names: Type.Array(Text), m: Probabilities, u: Probabilities }, closed)),
  },
  closed,
);

/** Reads a spec. Its refusal's detail names the key that is wrong and what it should be. */
export async function readLinkSpec(path: string): Promise<Outcome<LinkSpec, SpecRefusal>> {
  const read = await readJson(path, SpecRefusal.spec);
  if (!read.accepted) return read;
  const wrong = wrongInSpec(read.value);
  return wrong === null ? { accepted: true, value: read.value as LinkSpec } : { accepted: false, refusal: SpecRefusal.spec, detail: wrong };
}

/** Reads a trained model. */
export async function readLinkModel(path: string): Promise<Outcome<LinkModel, SpecRefusal>> {
  const read = await readJson(path, SpecRefusal.model);
  if (!read.accepted) return read;
  const wrong = wrongInModel(read.value);
  return wrong === null
    ? { accepted: true, value: read.value as LinkModel }
    : { accepted: false, refusal: SpecRefusal.model, detail: wrong };
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

/** The column of a blocking key: `surname` of `surname:3`, `surname:-4`, `surname:sound`, `born:year`, `born:day`. */
function columnOfKey(key: string): string {
  return key.replace(/:(?:-?[1-9]\d*|sound|year|day)$/, "");
}

async function readJson(path: string, invalid: SpecRefusal): Promise<Outcome<unknown, SpecRefusal>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return { accepted: false, refusal: missing ? SpecRefusal.missing : SpecRefusal.unreadable, detail: "" };
  }
  try {
    return { accepted: true, value: JSON.parse(text.replace(/^\uFEFF/, "")) };
  } catch {
    return { accepted: false, refusal: invalid, detail: "/ must be JSON" };
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
  const { spec, levels } = content as LinkModel;
  const inSpec = wrongInSpec(spec);
  if (inSpec !== null) return `/spec${inSpec}`;
  if (levels.length !== spec.comparisons.length) return "/levels must be as many as the comparisons of /spec";
  for (const [at, level] of levels.entries()) {
    const comparison = spec.comparisons[at];
    if (level.column !== comparison?.column) return `/levels/${at}/column must be the column of /spec/comparisons/${at}`;
    // A pair may also have nothing to compare, or differ.
    const count = comparison.levels.length + 2;
    for (const key of ["names", "m", "u"] as const) {
      if (level[key].length !== count) return `/levels/${at}/${key} must have ${count} entries`;
    }
  }
  return null;
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
