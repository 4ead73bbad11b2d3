import { Action, type Actor, authorize, communityKeys, recordAccess } from "#access";
import type { TableColumn } from "#exchange/contract";
import { attributeOf, cellText, maskValue } from "#vocabulary";
import type { Cell, ElementKind, Outcome } from "#vocabulary/contract";
import { columnLetter } from "./column-letter.ts";
import { communityKey } from "./community.ts";
import { type RegistryDeps, scopeOf } from "./deps.ts";
import { MENTIONS } from "./mention-sql.ts";
import { blockOf, recordNumber } from "./new-id.ts";
import { openRecord } from "./record-block.ts";

/** A row as a department delivered it. */
export interface ReadRecord {
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  readonly table: string;
  readonly cells: readonly {
    /** `C` */
    readonly column: string;
    readonly header: string;
    readonly text: string;
    readonly masked: boolean;
  }[];
}

/**
 * One row as it was delivered, cell by cell. Without a purpose the cells of identifiers and sensitive facts are masked, and those whose
 * meaning nobody knows are hidden, since nobody knows what they tell. Recorded as a read of everybody whom the row names.
 */
export async function readRecord(
  deps: RegistryDeps,
  actor: Actor,
  communityCode: string,
  recordId: string,
  options: { readonly unmask: boolean },
): Promise<Outcome<ReadRecord, "record-unknown">> {
  authorize(actor, Action.read);
  const community = communityKey(communityCode) ?? 0;
  const unmask = options.unmask && actor.purpose.trim() !== "";
  return deps.store.transaction(scopeOf(actor, community), async (tx) => {
    const [row] = await tx.query<{
      row_numbers: number[];
      sealed: Buffer;
      sheet: string;
      title: string;
      columns: TableColumn[];
      file_name: string;
    }>(
      `SELECT b.row_numbers, b.sealed, t.sheet, t.title, t.columns, d.file_name FROM record_block b
       JOIN source_table t ON t.community_id = b.community_id AND t.id = b.source_table_id
       JOIN delivery d ON d.community_id = t.community_id AND d.id = t.delivery_id
       WHERE b.community_id = $1 AND b.id = $2`,
      [community, blockOf(recordId)],
    );
    const rowNumber = row?.row_numbers[recordNumber(recordId) - 1];
    if (row === undefined || rowNumber === undefined) return { accepted: false, refusal: "record-unknown", detail: recordId };
    const elements = await tx.query<{ element_id: string }>(
      `SELECT DISTINCT element_id FROM ${MENTIONS} m WHERE community_id = $1 AND block_id = $2 AND row_number = $3`,
      [community, blockOf(recordId), rowNumber],
    );
    const keys = await communityKeys(tx, deps.keyring, community);
    const [cells] = openRecord(keys, row.sealed, recordId);
    const columns = new Map(row.columns.map((column) => [column.column, column]));
    const shown = cells.map((cell, at) => shownCell(cell, at, columns.get(at), unmask));
    await recordAccess(tx, {
      action: "show record",
      community,
      elementIds: elements.map((each) => each.element_id),
      attributes: row.columns.flatMap((column) => (column.meaning && (unmask || !isGuarded(column)) ? [column.meaning.attribute] : [])),
    });
    return { accepted: true, value: { file: row.file_name, sheet: row.sheet, row: rowNumber, table: row.title, cells: shown } };
  });
}

/** Whether a column's cells need a purpose: identifiers, sensitive facts, and what nobody understands. */
function isGuarded({ meaning, basis }: TableColumn): boolean {
  if (meaning === null) return basis !== "ignored";
  return attributeOf(meaning.kind as ElementKind, meaning.attribute)?.sensitivity !== "ordinary";
}

const HIDDEN = "***";

function shownCell(cell: Cell, at: number, column: TableColumn | undefined, unmask: boolean): ReadRecord["cells"][number] {
  const text = cellText(cell);
  const masked = !unmask && text !== "" && (column === undefined || isGuarded(column));
  const attribute = column?.meaning ? attributeOf(column.meaning.kind, column.meaning.attribute) : undefined;
  return {
    column: columnLetter(column?.place?.column ?? at),
    header: column?.header ?? "",
    text: masked ? (attribute === undefined ? HIDDEN : maskValue(attribute, text)) : text,
    masked,
  };
}
