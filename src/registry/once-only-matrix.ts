import { Action, type Actor, authorize, recordAccess } from "#access";
import type { FormLayout, TableColumn } from "#exchange/contract";
import type { Transaction } from "#store/contract";
import { attributes } from "#vocabulary";
import type { ElementKind } from "#vocabulary/contract";
import { communityKey } from "./community.ts";
import type { OnceOnlyAttribute, OnceOnlyForm, OnceOnlyMatrix } from "./contract.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { countElements } from "./element-counts.ts";
import { fillsOf } from "./form-fills.ts";

/**
 * Forms and registers against attributes: what is collected more than once, what a form asks and nobody holds, and the once-only rate:
 * of all the facts that the known forms ask for, the share that the registry holds, each weighted by how many elements have it.
 */
export async function onceOnlyMatrix(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  forms: readonly FormLayout[],
): Promise<OnceOnlyMatrix> {
  authorize(actor, Action.check);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const holders = await heldBy(tx, community);
    const coverage = await coverageOf(tx, community);
    const asked = askedBy(forms);
    const rows = attributes.flatMap((attribute): OnceOnlyAttribute[] => {
      const key = `${attribute.kind}.${attribute.name}`;
      const sources = holders.get(key) ?? [];
      const askers = asked.get(key) ?? [];
      if (sources.length === 0 && askers.length === 0) return [];
      return [{ kind: attribute.kind, attribute: attribute.name, heldBy: sources, askedBy: askers, coverage: coverage.get(key) ?? 0 }];
    });
    const wanted = rows.filter((row) => row.askedBy.length > 0);
    const weight = wanted.reduce((sum, row) => sum + row.askedBy.length, 0);
    await recordAccess(tx, { action: "check", community, elementIds: [], count: 0, attributes: [] });
    return {
      attributes: rows,
      forms: await formRates(tx, community, forms, coverage),
      askedMoreThanOnce: rows.filter((row) => row.heldBy.length > 1).map((row) => `${row.kind}.${row.attribute}`),
      heldByNobody: wanted.filter((row) => row.coverage === 0).map((row) => `${row.kind}.${row.attribute}`),
      rate: weight === 0 ? 0 : wanted.reduce((sum, row) => sum + row.askedBy.length * row.coverage, 0) / weight,
    };
  });
}

/** Which current registers have a column for an attribute, and how many rows they have. */
async function heldBy(tx: Transaction, community: number): Promise<Map<string, { source: string; values: number }[]>> {
  const tables = await tx.query<{ source: string; columns: TableColumn[]; row_count: number }>(
    `SELECT coalesce(t.register, nullif(t.title, ''), d.file_name) AS source, t.columns, t.row_count
     FROM source_table t JOIN delivery d ON d.community_id = t.community_id AND d.id = t.delivery_id
     WHERE t.community_id = $1 AND d.state = 'current' ORDER BY d.file_name, t.number`,
    [community],
  );
  const holders = new Map<string, { source: string; values: number }[]>();
  for (const table of tables) {
    const keys = new Set(
      table.columns.flatMap((column) => (column.meaning ? meaningKeys(column.meaning.kind, column.meaning.attribute) : [])),
    );
    for (const key of keys) {
      const list = holders.get(key) ?? [];
      holders.set(key, list);
      const same = list.find((it) => it.source === table.source);
      if (same) same.values += table.row_count;
      else list.push({ source: table.source, values: table.row_count });
    }
  }
  return holders;
}

/** An address of a home says its parts too, and a household number is the person's as well. */
function meaningKeys(kind: ElementKind, attribute: string): string[] {
  if (kind === "household" && attribute === "householdNumber") return ["household.householdNumber", "person.householdNumber"];
  return [`${kind}.${attribute}`];
}

/** Of the current elements of each kind, the share that has a golden value, by `kind.attribute`. */
async function coverageOf(tx: Transaction, community: number): Promise<Map<string, number>> {
  const total: ReadonlyMap<string, number> = await countElements(tx, community);
  const held = await tx.query<{ kind: string; attribute: string; count: number }>(
    `SELECT e.kind, g.attribute, count(*) AS count FROM element e CROSS JOIN LATERAL json_object_keys(e.golden) AS g (attribute)
     WHERE e.community_id = $1 AND e.current AND e.merged_into IS NULL GROUP BY e.kind, g.attribute`,
    [community],
  );
  const [home] = await tx.query<{ count: number }>(
    "SELECT count(DISTINCT from_element_id) AS count FROM relation WHERE community_id = $1 AND relation IN ('livesIn', 'registeredIn')",
    [community],
  );
  const shares = new Map(held.map((row) => [`${row.kind}.${row.attribute}`, row.count / (total.get(row.kind) ?? 1)]));
  const persons = total.get("person") ?? 0;
  // A form asks where people live; what counts is the share of people whose home is known, not of homes with an address.
  if (persons > 0) shares.set("dwelling.address", (home?.count ?? 0) / persons);
  const age = shares.get("person.birthDate");
  if (age !== undefined) shares.set("person.age", age);
  return shares;
}

function fieldKeys(form: FormLayout): string[] {
  const fields = [...form.fields, ...(form.subtable?.fields ?? [])];
  return [
    ...new Set(
      fields.flatMap((field) =>
        field.computed === "age" ? ["person.age"] : field.meaning ? [`${field.meaning.kind}.${field.meaning.attribute}`] : [],
      ),
    ),
  ];
}

function askedBy(forms: readonly FormLayout[]): Map<string, string[]> {
  const asked = new Map<string, string[]>();
  for (const form of forms) {
    for (const key of fieldKeys(form)) {
      const list = asked.get(key);
      if (list) list.push(form.title);
      else asked.set(key, [form.title]);
    }
  }
  return asked;
}

async function formRates(
  tx: Transaction,
  community: number,
  forms: readonly FormLayout[],
  coverage: ReadonlyMap<string, number>,
): Promise<OnceOnlyForm[]> {
  const fills = await fillsOf(tx, community);
  const byForm = new Map<string, OnceOnlyForm & { rates: { at: string; rate: number }[] }>();
  for (const form of forms) {
    const unheld = fieldKeys(form).filter((key) => (coverage.get(key) ?? 0) === 0);
    byForm.set(form.title, { form: form.file, title: form.title, rates: [], unheld });
  }
  for (const fill of fills) {
    const form = byForm.get(fill.title) ?? { form: fill.form, title: fill.title, rates: [], unheld: [] };
    byForm.set(fill.title, form);
    form.rates.push({ at: fill.at.toISOString(), rate: fill.rate });
  }
  return [...byForm.values()];
}
