import type { Transaction } from "#store/contract";
import type { MentionInHand } from "./in-hand.ts";
import { blockOf, partNumber, recordNumber } from "./new-id.ts";

/** Which element a mention was found to be, and by what. */
export interface MentionLink {
  readonly elementId: string;
  readonly method: string;
  readonly weight: number;
}

/** A block of `mention_block`: its lists have one entry a mention. */
interface Block {
  readonly id: string;
  readonly sourceTableId: string;
  readonly records: number[];
  readonly ordinals: number[];
  readonly rowNumbers: number[];
  readonly kinds: string[];
  readonly roles: string[];
  readonly elementIds: string[];
  readonly methods: string[];
  readonly weights: number[];
}

/** Writes mentions that are not stored yet, some at a time. Those of one block must all be among them, record by record. */
export class MentionWriter {
  readonly #tx: Transaction;
  readonly #community: number;
  readonly #blocks: Iterator<Block>;

  constructor(tx: Transaction, community: number, mentions: Iterable<readonly [mention: MentionInHand, link: MentionLink]>) {
    this.#tx = tx;
    this.#community = community;
    this.#blocks = blocksOfMentions(mentions);
  }

  /** Writes the next blocks, until they hold so many mentions or none is left. */
  async write(count = Number.POSITIVE_INFINITY): Promise<void> {
    const blocks = this.#blocks;
    function* next() {
      for (let left = count; left > 0; ) {
        const { done, value } = blocks.next();
        if (done) return;
        left -= value.records.length;
        yield value;
      }
    }
    await this.#tx.copyAhead("mention_block", COLUMNS, blockRows(this.#community, next()));
  }
}

/** Blocks of two tables of one sheet may alternate; within one table they follow each other. */
function* blocksOfMentions(mentions: Iterable<readonly [MentionInHand, MentionLink]>): Generator<Block> {
  const openBlocks = new Map<string, Block>();
  for (const [mention, link] of mentions) {
    const { recordId, table } = mention;
    const id = blockOf(recordId);
    let block = openBlocks.get(table.id);
    if (block?.id !== id) {
      if (block !== undefined) yield block;
      block = {
        ...{ id, sourceTableId: table.id, records: [], ordinals: [], rowNumbers: [] },
        ...{ kinds: [], roles: [], elementIds: [], methods: [], weights: [] },
      };
      openBlocks.set(table.id, block);
    }
    block.records.push(recordNumber(recordId));
    block.ordinals.push(mention.ordinal);
    block.rowNumbers.push(mention.row);
    block.kinds.push(mention.kind);
    block.roles.push(mention.role);
    block.elementIds.push(link.elementId);
    block.methods.push(link.method);
    block.weights.push(link.weight);
  }
  yield* openBlocks.values();
}

const COLUMNS = [
  ...["community_id", "id", "source_table_id", "records", "ordinals", "row_numbers"],
  ...["kinds", "roles", "element_ids", "methods", "weights"],
];

function* blockRows(community: number, blocks: Iterable<Block>) {
  for (const block of blocks) {
    const { id, sourceTableId, records, ordinals, rowNumbers, kinds, roles, elementIds, methods, weights } = block;
    yield [community, id, sourceTableId, records, ordinals, rowNumbers, kinds, roles, elementIds, methods, weights];
  }
}

/** Blocks that are read and written anew at once. */
const BLOCKS_AT_ONCE = 2_000;

/** Changes how stored mentions are linked, by id; the rest of their blocks stays as it is. */
export async function moveMentions(tx: Transaction, community: number, links: ReadonlyMap<string, Partial<MentionLink>>): Promise<void> {
  const byBlock = Map.groupBy(links, ([mention]) => blockOf(mention));
  const ids = [...byBlock.keys()];
  for (let start = 0; start < ids.length; start += BLOCKS_AT_ONCE) {
    const blocks = await tx.query<Block>(
      `DELETE FROM mention_block WHERE community_id = $1 AND id = ANY($2::uuid[])
       RETURNING id, source_table_id AS "sourceTableId", records, ordinals, row_numbers AS "rowNumbers", kinds, roles, element_ids AS "elementIds", methods, weights`,
      [community, ids.slice(start, start + BLOCKS_AT_ONCE)],
    );
    for (const block of blocks) for (const [mention, link] of byBlock.get(block.id) ?? []) moveIn(block, mention, link);
    await tx.copyIn("mention_block", COLUMNS, blockRows(community, blocks));
  }
}

function moveIn(block: Block, mention: string, link: Partial<MentionLink>): void {
  const [record, ordinal] = [recordNumber(mention), partNumber(mention) - 1];
  const at = block.records.findIndex((number, index) => number === record && block.ordinals[index] === ordinal);
  if (at < 0) throw new Error(`mention ${mention} is not in its block`);
  if (link.elementId !== undefined) block.elementIds[at] = link.elementId;
  if (link.method !== undefined) block.methods[at] = link.method;
  if (link.weight !== undefined) block.weights[at] = link.weight;
}
