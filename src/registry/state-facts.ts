import { randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";
import { Action, type Actor, authorize, type CommunityKeys, communityKeys, recordAccess } from "#access";
import { loadRegisters } from "#exchange";
import type { RecordRead, TableLayout } from "#exchange/contract";
import type { Transaction } from "#store/contract";
import { attributeOf, parseValue } from "#vocabulary";
import type { Address, Attribute, ElementKind, Mention, Outcome, StatedValue } from "#vocabulary/contract";
import { authorityTable, OWN_STATEMENTS } from "./authority.ts";
import { communityKey, lockCommunity } from "./community.ts";
import { insertDelivery } from "./deliveries.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { versionNow } from "./element-version.ts";
import { resolveElement } from "./find-elements.ts";
import { loadGoldenRules } from "./golden-rules.ts";
import { linkFresh } from "./link-part.ts";
import { storedLocality } from "./locality.ts";
import { PageWriter } from "./mention-page.ts";
import { mentionsOfElement } from "./mentions-in-rows.ts";
import { type DeliveryRead, readDelivery } from "./read-delivery.ts";
import { batchOf } from "./read-records.ts";
import { dwellingValues } from "./typed-record.ts";

/** What somebody of the community states by hand of one element. */
export interface OwnStatement {
  readonly elementId: string;
  /** Texts as typed, by attribute of the element's kind; for a person also `address`: where they live. */
  readonly facts: Readonly<Record<string, string>>;
  /** ISO day since which it holds, where that is known; else the day on which it is stated. */
  readonly since?: string | undefined;
  /** ISO day on which it is stated. */
  readonly today: string;
  /** The version of the element that whoever states it has seen; when it is another by now, nothing is stated. */
  readonly version?: number | undefined;
}

/** A statement that was taken in; {@link undoImport} with its delivery takes it back. */
export interface Stated {
  readonly deliveryId: string;
  readonly elementId: string;
}

export type StatementRefusal = "element-unknown" | "attribute-unknown" | "value-invalid" | "statement-empty" | "version-outdated";

/** What a file of statements is called wherever a cell's origin is shown. */
const FILE_NAME = "社区登记";

/**
 * Takes in what the community itself knows of an element: a correction, or the answer to what a form still asked. It is kept like a row of a register,
 * with who stated it and when, and wins over every department's word until it is taken back. Values are read and checked as a register's
 * cells are; one that does not hold by its standard is refused, since whoever types it can mend it.
 */
export function stateFacts(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  statement: OwnStatement,
): Promise<Outcome<Stated, StatementRefusal>> {
  authorize(actor, Action.decide);
  const community = communityKey(communityCode) ?? 0;
  return deps.store.transaction(scopeOf(actor, community), (tx) => stateInto(tx, deps, actor, community, statement));
}

/** {@link stateFacts} inside a transaction that does more. */
export async function stateInto(
  tx: Transaction,
  deps: RegistryDeps,
  actor: Actor,
  community: number,
  statement: OwnStatement,
): Promise<Outcome<Stated, StatementRefusal>> {
  await lockCommunity(tx, community);
  const elementId = UUID.test(statement.elementId) ? await resolveElement(tx, community, statement.elementId) : "";
  const held = elementId === "" ? [] : (await mentionsOfElement(tx, community, elementId)).filter((mention) => !mention.undone);
  const [first] = held;
  if (first === undefined) return { accepted: false, refusal: "element-unknown", detail: statement.elementId };
  const keys = await communityKeys(tx, deps.keyring, community);
  if (statement.version !== undefined && statement.version !== (await versionNow(tx, keys, community, elementId)))
    return { accepted: false, refusal: "version-outdated", detail: "" };
  const read = readFacts(first.kind, statement, await storedLocality(tx, community));
  if (!read.accepted) return read;
  const delivery = await writeStatement(tx, keys, community, read.value, statement.today);
  const mention = delivery.mentions[0]?.id as string;
  await tieTo(
    tx,
    community,
    mention,
    held.map(({ id }) => id),
    actor,
  );
  await linkStatement(tx, deps, keys, community, delivery, elementId);
  await recordAccess(tx, { action: "state", community, elementIds: [elementId], attributes: Object.keys(statement.facts) });
  return { accepted: true, value: { deliveryId: delivery.id, elementId } };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface StatementRead {
  readonly table: TableLayout;
  readonly record: RecordRead;
}

/** Reads the texts as a register of one row. */
function readFacts(kind: ElementKind, statement: OwnStatement, locality: Address): Outcome<StatementRead, StatementRefusal> {
  const context = { today: statement.today, locality };
  const columns: TableLayout["columns"][number][] = [];
  const cells: string[] = [];
  const values: Record<string, StatedValue[]> = {};
  const mentions: Mention[] = [{ kind, role: "subject", values }];
  const add = (attribute: Attribute, text: string): StatedValue[] => {
    const column = cells.push(text) - 1;
    const meaning = { kind: attribute.kind, role: "subject", attribute: attribute.name } as const;
    columns.push({ column, header: attribute.label.zh, meaning, basis: "confirmed", hidden: false });
    return parseValue(attribute, text, context).values.map(({ value, valid }) => ({ value, valid, column }));
  };
  for (const [name, text] of Object.entries(statement.facts)) {
    if (text.trim() === "") continue;
    const home = kind === "person" && name === "address";
    const attribute = attributeOf(home ? "dwelling" : kind, name);
    if (attribute === undefined) return { accepted: false, refusal: "attribute-unknown", detail: name };
    const stated = add(attribute, text);
    if (stated.length === 0 || stated.some(({ valid }) => !valid)) return { accepted: false, refusal: "value-invalid", detail: name };
    const column = cells.length - 1;
    const dwelling = home
      ? dwellingValues((it, part) => parseValue(it, part, context).values.map((value) => ({ ...value, column })), text, locality)
      : null;
    if (dwelling) mentions.push({ kind: "dwelling", role: "subject", values: dwelling });
    else values[name] = stated;
  }
  if (cells.length === 0) return { accepted: false, refusal: "statement-empty", detail: "" };
  return { accepted: true, value: { table: tableOf(columns, statement), record: { table: 0, row: 1, cells, mentions, problems: [] } } };
}

function tableOf(columns: TableLayout["columns"], statement: OwnStatement): TableLayout {
  return {
    sheet: "",
    number: 0,
    title: FILE_NAME,
    headerRows: [0, 0],
    columns,
    register: OWN_STATEMENTS,
    department: "community",
    asOf: statement.since ?? statement.today,
    fingerprint: "",
  };
}

/** Writes the statement as a delivery of one row, whose number tells statements apart. */
async function writeStatement(
  tx: Transaction,
  keys: CommunityKeys,
  community: number,
  { table, record }: StatementRead,
  today: string,
): Promise<DeliveryRead> {
  const [earlier] = await tx.query<{ count: number }>(
    `SELECT count(*) AS count FROM source_table WHERE community_id = $1 AND register = $2`,
    [community, OWN_STATEMENTS],
  );
  // Nothing has these bytes: the same words stated twice are two statements.
  const source = { name: FILE_NAME, format: "text", sha256: randomBytes(32).toString("hex"), sizeBytes: 0 } as const;
  const batch = batchOf([table], [{ ...record, row: (earlier?.count ?? 0) + 1 }], new PageWriter(), keys.seal);
  async function* batches() {
    yield batch;
  }
  const delivery = await readDelivery(tx, community, source, batches(), today, () => undefined);
  await insertDelivery(tx, community, {
    id: delivery.id,
    source,
    rows: 1,
    mappingKey: "",
    receivedAt: new Date(),
    // No file's name has a slash: a file that somebody calls the same is no new version of what was stated by hand.
    stem: `/${delivery.id}`,
  });
  return delivery;
}

/** Says that the statement speaks of the element: of each of its rows, so that it stays with it whichever file is taken back. */
async function tieTo(tx: Transaction, community: number, mention: string, held: readonly string[], actor: Actor): Promise<void> {
  const at = new Date();
  await tx.copyIn(
    "decision",
    ["community_id", "id", "left_mention_id", "right_mention_id", "same", "actor", "decided_at", "taken_back_at"],
    held.map((other) => [community, uuid(), other, mention, true, actor.name, at, null]),
  );
}

async function linkStatement(
  tx: Transaction,
  deps: RegistryDeps,
  keys: CommunityKeys,
  community: number,
  delivery: DeliveryRead,
  elementId: string,
): Promise<void> {
  const rules = await loadGoldenRules(deps.departmentsFolder);
  const authority = authorityTable(await loadRegisters(deps.departmentsFolder), rules);
  const change = {
    community,
    fresh: delivery.mentions,
    ours: new Set([delivery.id]),
    elements: new Set([elementId]),
    changedDeliveries: new Set<string>(),
    part: true,
    at: new Date(),
  };
  await linkFresh(tx, deps.store, keys, change, authority, rules, () => undefined);
}
