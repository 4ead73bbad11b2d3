import type { PairDecision } from "#linkage/contract";
import type { Transaction } from "#store/contract";
import type { ElementKind } from "#vocabulary/contract";
import type { MentionInHand } from "./in-hand.ts";

/** What must agree before a row of a corrected file is taken for the row that it replaces. */
const CALLED_BY: Readonly<Record<ElementKind, readonly string[]>> = {
  person: ["name", "foreignName", "idNumber"],
  household: ["householdNumber", "headIdNumber"],
  dwelling: ["address", "room"],
  organisation: ["name", "creditCode"],
};

/**
 * What a human said of a row holds for the same row in a corrected version of the file, or the next delivery would undo it.
 * A word about the very rows of the new version comes first.
 *
 * @param decisions by index into `mentions`
 * @param replacedBy id of the delivery that replaced a delivery
 * @returns the decisions with those carried over
 */
export function carryDecisions(
  mentions: readonly MentionInHand[],
  decisions: readonly PairDecision[],
  replacedBy: ReadonlyMap<string, string>,
): PairDecision[] {
  if (decisions.length === 0 || replacedBy.size === 0) return [...decisions];
  const successorsOf = successorFinder(mentions, replacedBy);
  const said = new Set(decisions.map(({ left, right }) => pairKey(left, right)));
  const carried = decisions.flatMap(({ left, right, same }) =>
    successorsOf(left).flatMap((mine) =>
      successorsOf(right).flatMap((theirs): PairDecision[] => {
        if (mine === theirs || said.has(pairKey(mine, theirs))) return [];
        said.add(pairKey(mine, theirs));
        return [{ left: mine, right: theirs, same }];
      }),
    ),
  );
  return [...decisions, ...carried];
}

/**
 * Which mentions are one row in several versions of its file.
 *
 * @returns by index into `mentions`, the indices of all versions of the same, itself included
 */
export function rowVersions(
  mentions: readonly MentionInHand[],
  replacedBy: ReadonlyMap<string, string>,
): (mention: number) => readonly number[] {
  const successorsOf = successorFinder(mentions, replacedBy);
  const newest = mentions.map((_, index) => successorsOf(index).at(-1) as number);
  const versions = Map.groupBy(mentions.keys(), (index) => newest[index] as number);
  return (mention) => versions.get(newest[mention] as number) as number[];
}

/** Which delivery replaced which, by id. */
export async function loadReplacements(tx: Transaction, community: number): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; superseded_by: string }>(
    "SELECT id, superseded_by FROM delivery WHERE community_id = $1 AND superseded_by IS NOT NULL",
    [community],
  );
  return new Map(rows.map((row) => [row.id, row.superseded_by]));
}

function pairKey(left: number, right: number): string {
  return left < right ? `${left} ${right}` : `${right} ${left}`;
}

/** Gives a mention and those that replaced it, version after version. */
function successorFinder(
  mentions: readonly MentionInHand[],
  replacedBy: ReadonlyMap<string, string>,
): (mention: number) => readonly number[] {
  const newer = new Set(replacedBy.values());
  const ofDelivery = new Map<string, number[]>();
  mentions.forEach((mention, index) => {
    const { deliveryId } = mention.table;
    if (!newer.has(deliveryId)) return;
    const list = ofDelivery.get(deliveryId);
    if (list) list.push(index);
    else ofDelivery.set(deliveryId, [index]);
  });
  const known = new Map<number, readonly number[]>();
  return (mention) => {
    const found = known.get(mention);
    if (found) return found;
    const chain = [mention];
    for (let last = mentions[mention]; last !== undefined; ) {
      const next = successor(mentions, last, ofDelivery.get(replacedBy.get(last.table.deliveryId) ?? "") ?? []);
      if (next === null) break;
      chain.push(next);
      last = mentions[next];
    }
    known.set(mention, chain);
    return chain;
  };
}

/** The mention that says most of the same; null where none is called the same or two are equally near. */
function successor(mentions: readonly MentionInHand[], old: MentionInHand, candidates: readonly number[]): number | null {
  let best: number | null = null;
  let bestNearness = 0;
  let equallyNear = false;
  for (const index of candidates) {
    const nearness = nearnessOf(old, mentions[index] as MentionInHand);
    if (nearness === 0 || nearness < bestNearness) continue;
    equallyNear = nearness === bestNearness;
    best = index;
    bestNearness = nearness;
  }
  return equallyNear ? null : best;
}

/** Number of values that agree, less those that do not; the same row breaks ties. 0: not the same row. */
function nearnessOf(old: MentionInHand, other: MentionInHand): number {
  if (old.kind !== other.kind || old.role !== other.role || old.table.sheet !== other.table.sheet) return 0;
  const agrees = (attribute: string) => {
    const mine = old.values[attribute]?.[0]?.value;
    return mine !== undefined && mine === other.values[attribute]?.[0]?.value;
  };
  if (!CALLED_BY[old.kind].some(agrees)) return 0;
  const attributes = new Set([...Object.keys(old.values), ...Object.keys(other.values)]);
  let agreeing = 0;
  for (const attribute of attributes) if (agrees(attribute)) agreeing += 1;
  return agreeing / attributes.size + (old.row === other.row ? 0.01 : 0);
}
