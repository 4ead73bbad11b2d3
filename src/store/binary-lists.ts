/**
 * Lists of a query's result in PostgreSQL's binary form. The driver reads a list character by character, and the server writes each value as
 * text before; of thousands of long lists, that is most of what a query costs. Ask for `array_send(column)` and read it with these.
 */

/** Dimensions, whether there are nulls, type of the values; then length and lower bound of the only dimension. */
const EMPTY_BYTES = 12;
const HEAD_BYTES = 20;
/** Stands before each value. */
const LENGTH_BYTES = 4;
const UUID_BYTES = 16;

function lengthOf(list: Buffer): number {
  return list.length <= EMPTY_BYTES ? 0 : list.readInt32BE(EMPTY_BYTES);
}

/** A list of `smallint` without nulls. */
export function smallintsOf(list: Buffer): number[] {
  return Array.from({ length: lengthOf(list) }, (_, at) => list.readInt16BE(HEAD_BYTES + at * (LENGTH_BYTES + 2) + LENGTH_BYTES));
}

/** The value at a place of a list of `integer` without nulls. */
export function integerAt(list: Buffer, at: number): number {
  return list.readInt32BE(HEAD_BYTES + at * (LENGTH_BYTES + 4) + LENGTH_BYTES);
}

/** The value at a place of a list of `real` without nulls. */
export function realAt(list: Buffer, at: number): number {
  return list.readFloatBE(HEAD_BYTES + at * (LENGTH_BYTES + 4) + LENGTH_BYTES);
}

/** Bytes of a UUID by which those of one program differ: of version 7, the end of the moment and the counter. */
const MARK_START = 4;
const MARK_BYTES = 6;

/** A number by which UUIDs can be told apart before they are written out; equal ones have equal marks, and different ones hardly ever. */
export function uuidMark(uuid: string): number {
  return Number.parseInt(uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23), 16);
}

/** {@link uuidMark} of the value at a place of a list of `uuid` without nulls. */
export function uuidMarkAt(list: Buffer, at: number): number {
  return list.readUIntBE(HEAD_BYTES + at * (LENGTH_BYTES + UUID_BYTES) + LENGTH_BYTES + MARK_START, MARK_BYTES);
}

/** The value at a place of a list of `uuid` without nulls, as PostgreSQL writes it. */
export function uuidAt(list: Buffer, at: number): string {
  const start = HEAD_BYTES + at * (LENGTH_BYTES + UUID_BYTES) + LENGTH_BYTES;
  const hex = list.toString("hex", start, start + UUID_BYTES);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
