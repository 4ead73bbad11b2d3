import type { CellProblem, RecordRead } from "#exchange/contract";
import type { Cell, ElementKind, Mention, MentionRole, ProblemCode, StatedValue } from "#vocabulary/contract";

/** What a record keeps sealed: nothing that a department delivered is lost, and nothing of it lies open. */
export interface RecordPayload {
  readonly cells: readonly Cell[];
  readonly mentions: readonly Mention[];
  readonly problems: readonly CellProblem[];
}

type PackedValue = readonly [value: string, column: number] | readonly [value: string, column: number, invalid: 0];
type PackedMention = readonly [kind: ElementKind, role: MentionRole, values: Record<string, readonly PackedValue[]>];
type PackedPayload = readonly [
  cells: readonly Cell[],
  mentions: readonly PackedMention[],
  problems: readonly (readonly [number, ProblemCode, string])[],
];

/** Writes the payload as compact JSON: arrays instead of objects, since a community has a million of them. */
export function packPayload(record: Pick<RecordRead, "cells" | "mentions" | "problems">): string {
  const packed: PackedPayload = [
    record.cells,
    record.mentions.map((mention): PackedMention => [mention.kind, mention.role, packValues(mention.values)]),
    record.problems.map((problem) => [problem.column, problem.code, problem.value] as const),
  ];
  return JSON.stringify(packed);
}

function packValues(values: Mention["values"]): Record<string, readonly PackedValue[]> {
  const packed: Record<string, readonly PackedValue[]> = {};
  for (const attribute in values) {
    packed[attribute] = (values[attribute] as readonly StatedValue[]).map(({ value, column, valid }) =>
      valid ? [value, column] : [value, column, 0],
    );
  }
  return packed;
}

/** The reverse of {@link packPayload}. */
export function unpackPayload(text: string): RecordPayload {
  const [cells, mentions, problems] = JSON.parse(text) as PackedPayload;
  return {
    cells,
    mentions: mentions.map(([kind, role, values]) => ({ kind, role, values: unpackValues(values) })),
    problems: problems.map(([column, code, value]) => ({ column, code, value })),
  };
}

function unpackValues(packed: Record<string, readonly PackedValue[]>): Mention["values"] {
  const values: Record<string, readonly StatedValue[]> = {};
  for (const attribute in packed) {
    values[attribute] = (packed[attribute] as readonly PackedValue[]).map((stated) => ({
      value: stated[0],
      column: stated[1],
      valid: stated.length === 2,
    }));
  }
  return values;
}
