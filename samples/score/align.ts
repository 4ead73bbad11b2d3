/** Which element stands for which truth: settled by the rows that speak of one only, then used in the rows that name several. */
import type { ElementType, Link, RowKey, TruthMention } from "./tables.ts";
import { listOf, type Tally, tallyOf } from "./tally.ts";

/** A truth mention and the element it was given, or null. */
export interface Aligned {
  readonly truthId: string;
  readonly elementId: string | null;
}

export interface Alignment {
  readonly aligned: Aligned[];
  /** Elements linked to rows without data. */
  readonly spurious: string[];
}

/** Aligns the mentions of a type with the elements that a program linked them to. */
export function align(mentions: readonly TruthMention[], links: readonly Link[], type: ElementType): Alignment {
  const primary = new Map<RowKey, string[]>();
  const optional = new Map<RowKey, string[]>();
  const predicted = new Map<RowKey, string[]>();
  const data = new Set<RowKey>();
  for (const mention of mentions) {
    data.add(mention.key);
    if (mention.type !== type) continue;
    const list = listOf(mention.primary ? primary : optional, mention.key);
    if (!list.includes(mention.truthId)) list.push(mention.truthId);
  }
  for (const link of links) {
    if (link.type !== type) continue;
    const list = listOf(predicted, link.key);
    if (!list.includes(link.elementId)) list.push(link.elementId);
  }
  const major = majorities(primary, optional, predicted);
  const aligned: Aligned[] = [];
  for (const [key, truthIds] of primary) aligned.push(...alignRow(truthIds, predicted.get(key) ?? [], optional.get(key) ?? [], major));
  const spurious = [...predicted].filter(([key]) => !primary.has(key) && !data.has(key)).flatMap(([, elements]) => elements);
  return { aligned, spurious };
}

/** Whom each element mostly stands for: by rows with one of the type; failing that, by what is left in rows with several. */
function majorities(
  primary: ReadonlyMap<RowKey, string[]>,
  optional: ReadonlyMap<RowKey, string[]>,
  predicted: ReadonlyMap<RowKey, string[]>,
): Map<string, string> {
  const clear = new Map<string, Tally>();
  for (const [key, truthIds] of primary) {
    const elements = predicted.get(key) ?? [];
    if (truthIds.length === 1 && elements.length === 1) tallyOf(clear, elements[0] as string).add(truthIds[0] as string);
  }
  const major = new Map([...clear].map(([element, tally]) => [element, tally.largest()]));
  const weak = new Map<string, Tally>();
  for (const [key, elements] of predicted) {
    const taken = new Set(elements.map((element) => major.get(element)));
    for (const element of elements) {
      if (major.has(element)) continue;
      for (const truthId of primary.get(key) ?? []) tallyOf(weak, element).add(truthId, taken.has(truthId) ? 0 : 1);
      for (const truthId of optional.get(key) ?? []) tallyOf(weak, element).add(truthId, taken.has(truthId) ? 0 : 0.9);
    }
  }
  for (const [element, tally] of weak) major.set(element, tally.largest());
  return major;
}

function alignRow(
  truthIds: readonly string[],
  elements: readonly string[],
  optional: readonly string[],
  major: ReadonlyMap<string, string>,
): Aligned[] {
  const left = [...elements];
  const given = new Map<string, string>();
  for (const truthId of truthIds) {
    const at = left.findIndex((element) => major.get(element) === truthId);
    if (at >= 0) given.set(truthId, left.splice(at, 1)[0] as string);
  }
  const rest = left.filter((element) => !optional.includes(major.get(element) ?? ""));
  return truthIds.map((truthId) => ({ truthId, elementId: given.get(truthId) ?? rest.shift() ?? null }));
}
