import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import { parse } from "yaml";

const Rule = Type.Union([
  Type.Literal("valid"),
  Type.Literal("derived"),
  Type.Literal("precise"),
  Type.Literal("longest"),
  Type.Literal("plausible"),
  Type.Literal("corroborated"),
  Type.Literal("standing"),
  Type.Literal("authority"),
  Type.Literal("recency"),
  Type.Literal("agreement"),
]);
/** One way of telling two values apart; departments/golden-rules.yaml explains each. */
export type Rule = Static<typeof Rule>;

const GoldenRules = Type.Object(
  {
    default: Type.Array(Rule),
    attributes: Type.Record(Type.String(), Type.Array(Rule)),
    roles: Type.Record(Type.String(), Type.Number({ minimum: 0, maximum: 1 })),
    authority: Type.Number({ minimum: 0, maximum: 100 }),
  },
  { additionalProperties: false },
);
/** The content of departments/golden-rules.yaml. */
export type GoldenRules = Static<typeof GoldenRules>;

/** Reads the rules; a mistake in the file is a clear error that names the key. */
export async function loadGoldenRules(departmentsFolder: string): Promise<GoldenRules> {
  const file = join(departmentsFolder, "golden-rules.yaml");
  const content: unknown = parse(await readFile(file, "utf8"));
  if (Value.Check(GoldenRules, content)) return content;
  const [first] = Value.Errors(GoldenRules, content);
  throw new Error(`${file}: ${first?.instancePath ?? ""} ${first?.message ?? "is not valid"}`);
}

/** Rules by kind and attribute, as they were asked for: an import asks for each a hundred thousand times. */
const asked = new WeakMap<GoldenRules, Map<string, Map<string, readonly Rule[]>>>();

/** The rules for one attribute of one kind, in their order. */
export function rulesFor(rules: GoldenRules, kind: string, attribute: string): readonly Rule[] {
  const byKind = asked.get(rules) ?? new Map<string, Map<string, readonly Rule[]>>();
  asked.set(rules, byKind);
  const byAttribute = byKind.get(kind) ?? new Map<string, readonly Rule[]>();
  byKind.set(kind, byAttribute);
  let found = byAttribute.get(attribute);
  if (found === undefined) {
    found = rules.attributes[`${kind}.${attribute}`] ?? rules.default;
    byAttribute.set(attribute, found);
  }
  return found;
}
