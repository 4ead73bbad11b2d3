import { Environment } from "@marcbachmann/cel-js";
import { ageOn, attributes } from "#vocabulary";
import type { Attribute, ElementKind, Outcome } from "#vocabulary/contract";

/** What a condition may say of one person. Attributes that nobody holds are absent: see {@link compileCondition}. */
export interface ConditionFacts {
  /** Golden values of the person by attribute. */
  readonly person: Readonly<Record<string, string>>;
  readonly dwelling: Readonly<Record<string, string>>;
  readonly household: Readonly<Record<string, string>>;
  /** Number of people in the person's household, the person included; 0 when no household is known. */
  readonly householdSize: number;
  /** Ids of the registers that speak of the person. */
  readonly registers: readonly string[];
}

export type Condition = (facts: ConditionFacts) => boolean;

/** CEL has no budget at run time, so what can be written is bounded instead: depth and size leave no room for nested loops over long lists. */
const limits = { maxAstNodes: 400, maxDepth: 24, maxListElements: 200, maxMapEntries: 20, maxCallArguments: 10 };

type CelType = "int" | "double" | "bool" | "string";

function celType(attribute: Attribute): CelType {
  if (attribute.type === "integer") return "int";
  if (attribute.type === "number") return "double";
  return attribute.type === "boolean" ? "bool" : "string";
}

function celValue(type: CelType, value: string): unknown {
  if (type === "int") return /^-?\d+$/.test(value) ? BigInt(value) : undefined;
  if (type === "double") return Number.isFinite(Number(value)) ? Number(value) : undefined;
  return type === "bool" ? value === "true" : value;
}

const personAttributes = attributes.filter((attribute) => attribute.kind === "person" && attribute.name !== "age");
/** Counts that a condition on homes may name beside their attributes. */
const dwellingCounts = ["tenants", "landlords", "residents"] as const;

/** What a condition may say of one home or organisation: its golden values and, of a home, how many people stand to it in each role. */
export interface PlaceFacts {
  readonly values: Readonly<Record<string, string>>;
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Compiles a condition on homes or organisations: their attributes are variables (`usage == "出租" && tenants > 0`,
 * `industry.contains("餐饮")`), `known` lists those that are held.
 */
export function compilePlaceCondition(
  source: string,
  kind: Extract<ElementKind, "dwelling" | "organisation">,
): Outcome<(facts: PlaceFacts) => boolean, "condition-invalid"> {
  const environment = new Environment({ limits });
  const own = attributes.filter((attribute) => attribute.kind === kind);
  environment.registerVariable("known", "list<string>");
  for (const attribute of own) environment.registerVariable(attribute.name, celType(attribute));
  if (kind === "dwelling") for (const count of dwellingCounts) environment.registerVariable(count, "int");
  return compiled(environment, source, ({ values, counts }) => {
    const context: Record<string, unknown> = { known: Object.keys(values) };
    for (const count of kind === "dwelling" ? dwellingCounts : []) context[count] = BigInt(counts[count] ?? 0);
    addValues(context, own, values);
    return context;
  });
}

/**
 * Compiles a condition of the Common Expression Language over the vocabulary: `age >= 80 && residencyType == "permanent"`.
 * A person's attributes are variables by their names; `age` is counted on the as-of day; `householdSize`, `registers` (a list of register ids) and the
 * maps `dwelling` and `household` are there too, and `asOf`, the day itself (`residencePermitExpiryDate < asOf`). What is not known makes a comparison neither true nor false, and a person matches only
 * when the whole is true; `"phone" in known` asks whether a value is held.
 *
 * @param asOf ISO day on which ages are counted
 */
export function compileCondition(source: string, asOf: string): Outcome<Condition, "condition-invalid"> {
  const environment = new Environment({ limits });
  environment
    .registerVariable("age", "int")
    .registerVariable("householdSize", "int")
    .registerVariable("registers", "list<string>")
    .registerVariable("known", "list<string>")
    .registerVariable("asOf", "string");
  environment.registerVariable("dwelling", "map<string, string>").registerVariable("household", "map<string, string>");
  for (const attribute of personAttributes) environment.registerVariable(attribute.name, celType(attribute));
  return compiled(environment, source, (facts) => variables(facts, asOf));
}

function compiled<Facts>(
  environment: Environment,
  source: string,
  variablesOf: (facts: Facts) => Record<string, unknown>,
): Outcome<(facts: Facts) => boolean, "condition-invalid"> {
  try {
    const program = environment.parse(source);
    const checked = program.check();
    if (!checked.valid) return invalid(checked.error);
    if (checked.type !== "bool" && checked.type !== "dyn")
      return {
        accepted: false,
        refusal: "condition-invalid",
        detail: `${source}: this is a ${checked.type}, not a condition that is true or false`,
      };
    return { accepted: true, value: (facts) => isTrue(program, variablesOf(facts)) };
  } catch (error) {
    return invalid(error);
  }
}

function invalid(error: unknown): Outcome<never, "condition-invalid"> {
  return { accepted: false, refusal: "condition-invalid", detail: error instanceof Error ? error.message : String(error) };
}

/** Unknown values make evaluation fail, by CEL's rules only where they matter; that is "not known to match". */
function isTrue(program: (context: Record<string, unknown>) => unknown, context: Record<string, unknown>): boolean {
  try {
    return program(context) === true;
  } catch {
    return false;
  }
}

function variables(facts: ConditionFacts, asOf: string): Record<string, unknown> {
  const context: Record<string, unknown> = {
    registers: facts.registers,
    dwelling: facts.dwelling,
    household: facts.household,
    known: Object.keys(facts.person),
    asOf,
  };
  if (facts.householdSize > 0) context.householdSize = BigInt(facts.householdSize);
  addValues(context, personAttributes, facts.person);
  const age = facts.person.birthDate === undefined ? null : ageOn(facts.person.birthDate, asOf);
  if (age !== null) context.age = BigInt(age);
  return context;
}

function addValues(context: Record<string, unknown>, own: readonly Attribute[], values: Readonly<Record<string, string>>): void {
  for (const attribute of own) {
    const text = values[attribute.name];
    const value = text === undefined || text === "" ? undefined : celValue(celType(attribute), text);
    if (value !== undefined) context[attribute.name] = value;
  }
}
