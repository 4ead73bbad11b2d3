import { Action, type Actor, authorize, type CommunityKeys, communityKeys, endWithAccess } from "#access";
import type { TableColumn } from "#exchange/contract";
import type { Transaction } from "#store/contract";
import { attributeOf, maskValue } from "#vocabulary";
import type { ElementKind, Outcome } from "#vocabulary/contract";
import { OWN_STATEMENTS } from "./authority.ts";
import { cellPlace } from "./cell-place.ts";
import { columnLetter } from "./column-letter.ts";
import { communityKey } from "./community.ts";
import type { GoldenElement, GoldenValue, RelatedElement, StatedBy, ValueOrigin } from "./contract.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { elementHint, elementTitle } from "./element-title.ts";
import { elementVersion } from "./element-version.ts";
import { resolveElement } from "./find-elements.ts";
import { type GoldenEntry, MENTION_LIST, openGolden, type PackedGolden, unpackGolden } from "./golden-document.ts";
import { blocksOf, MENTIONS } from "./mention-sql.ts";
import { loadRelations, openElementsById } from "./people.ts";
import { statedBy } from "./stated-by.ts";

/** Who looks, and how much they may see. */
export interface ReadGoldenOptions {
  /** Identifiers and sensitive values in clear; needs a purpose, or that it is oneself. */
  readonly unmask: boolean;
  /** A resident who looks at what is known of themselves; needs no purpose. */
  readonly self?: boolean;
}

/**
 * One element as its page shows it: the golden values that were chosen at the last linking, each with the cell that it came from, and who and
 * what belongs to it. Reads only what was chosen: what lost, and why, is `showElement`. Recorded as a read.
 */
export async function readGolden(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  elementId: string,
  options: ReadGoldenOptions,
): Promise<Outcome<GoldenElement, "element-unknown">> {
  authorize(actor, options.self ? Action.self : Action.read);
  const community = communityKey(communityCode) ?? 0;
  const unmask = options.unmask && (options.self === true || actor.purpose.trim() !== "");
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const row = await currentRow(tx, community, elementId);
    if (row === null) return { accepted: false, refusal: "element-unknown", detail: elementId };
    const keys = await communityKeys(tx, deps.keyring, community);
    const golden = unpackGolden(row.golden, row.mention_ids);
    const values = openGolden(golden, row.sealed_identifiers, keys);
    const places = await placesOf(tx, community, [...new Set(Object.values(golden).map((entry) => entry.m))]);
    const shown = Object.entries(golden).map(([attribute, entry]) =>
      goldenValue(row.kind, attribute, entry, values[attribute] ?? "", places, unmask),
    );
    const related = await relatedElements(tx, keys, community, row.id);
    await endWithAccess(deps.store, tx, {
      action: options.self ? "self" : "show",
      community,
      elementIds: [row.id],
      attributes: shown.filter((value) => !value.masked).map((value) => value.attribute),
    });
    return {
      accepted: true,
      value: {
        id: row.id,
        kind: row.kind,
        title: elementTitle(row.kind, values),
        version: elementVersion(row, values),
        values: shown,
        related,
      },
    };
  });
}

interface ElementRow {
  id: string;
  kind: ElementKind;
  golden: PackedGolden;
  mention_ids: string;
  sealed_identifiers: Buffer | null;
  current: boolean;
  merged_into: string | null;
}

/** The element under which an id lives today; null when there is none, or nothing speaks of it any more. */
async function currentRow(tx: Transaction, community: number, id: string): Promise<ElementRow | null> {
  const read = (wanted: string) =>
    tx.query<ElementRow>(
      `SELECT id, kind, golden, ${MENTION_LIST}, sealed_identifiers, current, merged_into FROM element WHERE community_id = $1 AND id = $2`,
      [community, wanted],
    );
  let [row] = await read(id);
  if (row?.merged_into) [row] = await read(await resolveElement(tx, community, id));
  return row?.current ? row : null;
}

interface Place {
  record: string;
  row: number;
  table: string;
  register: string | null;
  department: string | null;
  delivery: string;
  file: string;
  sheet: string;
  as_of: string | null;
  received_at: Date;
  columns: TableColumn[];
  stated?: StatedBy | undefined;
}

/** Where the rows stand that the golden values came from, by mention. */
async function placesOf(tx: Transaction, community: number, mentions: readonly string[]): Promise<ReadonlyMap<string, Place>> {
  const rows = await tx.query<Place & { mention: string }>(
    `WITH picked AS MATERIALIZED (
       SELECT m.id, m.record_id, m.row_number, m.source_table_id FROM ${MENTIONS} m
       WHERE m.community_id = $1 AND m.block_id = ANY(${blocksOf("$2::uuid[]")}) AND m.id = ANY($2::uuid[]))
     SELECT m.id AS mention, m.record_id AS record, m.row_number AS row, t.id AS table, t.register, t.department, d.id AS delivery,
            d.file_name AS file, t.sheet, t.as_of,
            d.received_at, t.columns
     FROM picked m
     JOIN source_table t ON t.community_id = $1 AND t.id = m.source_table_id
     JOIN delivery d ON d.community_id = $1 AND d.id = t.delivery_id`,
    [community, mentions],
  );
  const statements = await statedBy(
    tx,
    community,
    rows.flatMap((row) => (row.register === OWN_STATEMENTS ? [row.delivery] : [])),
  );
  return new Map(rows.map((row) => [row.mention, { ...row, stated: statements.get(row.delivery) }]));
}

const DERIVED_COLUMN = -1;

function goldenValue(
  kind: ElementKind,
  name: string,
  entry: GoldenEntry,
  value: string,
  places: ReadonlyMap<string, Place>,
  unmask: boolean,
): GoldenValue {
  const attribute = attributeOf(kind, name);
  const masked = attribute !== undefined && attribute.sensitivity !== "ordinary" && !unmask;
  const place = places.get(entry.m);
  return {
    attribute: name,
    value: masked && attribute !== undefined ? maskValue(attribute, value) : value,
    masked,
    reason: entry.r,
    disputed: entry.d === 1,
    derived: entry.x === 1,
    ...(place === undefined ? {} : { origin: originOf(place, entry.c) }),
  };
}

function originOf(place: Place, column: number): ValueOrigin {
  const header = place.columns.find((each) => each.column === column)?.header ?? "";
  const at = cellPlace(place.columns, { row: place.row, column });
  return {
    department: place.department ?? "",
    file: place.file,
    sheet: place.sheet,
    row: at.row,
    column: header,
    cell: column <= DERIVED_COLUMN ? "" : `${columnLetter(at.column)}${at.row}`,
    date: place.as_of ?? place.received_at.toISOString().slice(0, 10),
    record: place.record,
    ...(place.stated === undefined ? {} : { stated: place.stated }),
  };
}

async function relatedElements(tx: Transaction, keys: CommunityKeys, community: number, id: string): Promise<RelatedElement[]> {
  const relations = await loadRelations(tx, community, { elements: [id] });
  const otherOf = (relation: { from: string; to: string }) => (relation.from === id ? relation.to : relation.from);
  const others = await openElementsById(tx, keys, community, [...new Set(relations.map(otherOf))]);
  return relations.flatMap((relation) => {
    const other = others.get(otherOf(relation));
    if (other === undefined) return [];
    return [
      {
        relation: relation.relation,
        direction: relation.from === id ? ("from" as const) : ("to" as const),
        element: other.id,
        kind: other.kind,
        title: elementTitle(other.kind, other.values),
        hint: elementHint(other.kind, other.values),
        detail: relation.detail,
        preferred: relation.preferred,
        ...(relation.validFrom === null ? {} : { validFrom: relation.validFrom }),
      },
    ];
  });
}
