import type { CellProblem, RecordRead } from "#exchange/contract";
import type { Cell, ElementKind, Mention, MentionRole, ProblemCode, StatedValue } from "#vocabulary/contract";

/** What a record keeps sealed: nothing that a department delivered is lost, and nothing of it lies open. */
export interface RecordPayload {
  readonly cells: readonly Cell[];
  readonly mentions: readonly Mention[];
  readonly problems: readonly CellProblem[];
}

/** A bare column: the value is the cell's own text, and valid. */
type PackedValue = number | readonly [value: string, column: number] | readonly [value: string, column: number, invalid: 0];
type PackedMention = readonly [kind: ElementKind, role: MentionRole, values: PackedValues];
/** By attribute; a single bare column stands without its list. */
type PackedValues = Record<string, number | readonly PackedValue[]>;
/** A payload as it is written. */
export type PackedPayload = readonly [
  cells: readonly Cell[],
  mentions: readonly PackedMention[],
  problems: readonly (readonly [number, ProblemCode, string])[],
];

/** Writes the payload as compact JSON: arrays instead of objects, and no text twice, since a community has a million of them. */
export function packPayload(record: Pick<RecordRead, "cells" | "mentions" | "problems">): string {
  const { cells } = record;
  const packed: PackedPayload = [
    cells,
    record.mentions.map((mention): PackedMention => [mention.kind, mention.role, packValues(mention.values, cells)]),
    record.problems.map((problem) => [problem.column, problem.code, problem.value] as const),
  ];
  return JSON.stringify(packed);
}

function packValues(values: Mention["values"], cells: readonly Cell[]): PackedValues {
  const packed: PackedValues = {};
  for (const attribute in values) {
    const stated = values[attribute] as readonly StatedValue[];
    const only = stated.length === 1 ? packValue(stated[0] as StatedValue, cells) : null;
    packed[attribute] = typeof only === "number" ? only : only === null ? stated.map((value) => packValue(value, cells)) : [only];
  }
  return packed;
}

function packValue({ value, column, valid }: StatedValue, cells: readonly Cell[]): PackedValue {
  if (!valid) return [value, column, 0];
  return cells[column] === value ? column : [value, column];
}

/** The reverse of {@link packPayload}. */
export function unpackPayload(text: string): RecordPayload {
  const packed = parsePayload(text);
  const [cells, mentions, problems] = packed;
  return {
    cells,
    mentions: mentions.map((_, ordinal) => unpackMention(packed, ordinal) as Mention),
    problems: problems.map(([column, code, value]) => ({ column, code, value })),
  };
}

/** Reads the payload and leaves its mentions packed. */
export function parsePayload(text: string): PackedPayload {
  return JSON.parse(text) as PackedPayload;
}

/** One mention of a payload. */
export function unpackMention([cells, mentions]: PackedPayload, ordinal: number): Mention | undefined {
  const mention = mentions[ordinal];
  if (mention === undefined) return undefined;
  const [kind, role, values] = mention;
  return { kind, role, values: unpackValues(values, cells) };
}

function unpackValues(packed: PackedValues, cells: readonly Cell[]): Mention["values"] {
  const values: Record<string, readonly StatedValue[]> = {};
  for (const attribute in packed) {
    const stated = packed[attribute] as number | readonly PackedValue[];
    values[attribute] = typeof stated === "number" ? [unpackValue(stated, cells)] : stated.map((value) => unpackValue(value, cells));
  }
  return values;
}

function unpackValue(packed: PackedValue, cells: readonly Cell[]): StatedValue {
  if (typeof packed === "number") return { value: cells[packed] as string, column: packed, valid: true };
  return { value: packed[0], column: packed[1], valid: packed.length === 2 };
}
