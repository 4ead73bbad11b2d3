import { randomFillSync } from "node:crypto";

/** Ids whose random parts are drawn at once: one call of the generator an id would cost more than all else of an id. */
const DRAWN_IDS = 4096;
const RANDOM_BYTES = 2;
const COUNTER_BITS = 26;
const COUNTER_MAX = 2 ** COUNTER_BITS;
/** Hexadecimal digits at the end of an id that name a part of a part. */
const PART_DIGITS = 4;
/** Most parts that a thing can have: 1 to this many. */
export const PARTS_MAX = 16 ** PART_DIGITS - 1;

const hex = Buffer.from("0123456789abcdef");
const text = Buffer.from("00000000-0000-7000-8000-000000000000");
const random = Buffer.alloc(DRAWN_IDS * RANDOM_BYTES);
let drawn = random.length;
let clock = 0;
let counter = 0;

/**
 * Makes a UUIDv7 (RFC 9562): 48 bits of milliseconds, then a counter of 26 bits that begins anew, at random, with each millisecond, then 16
 * random bits. Ids of one process are in the order in which they were made, also while its clock stands still or is set back.
 *
 * The last 32 bits are zero: they are room for the ids of what is a part of the thing, see {@link partId}.
 */
export function newId(): string {
  const now = Date.now();
  if (now > clock) begin(now);
  else {
    counter += 1;
    if (counter === COUNTER_MAX) begin(clock + 1);
  }
  if (drawn === random.length) {
    randomFillSync(random);
    drawn = 0;
  }
  // The counter fills the 12 bits after the version and the first 14 of the 62 after the variant.
  writeHex(counter >>> 14, 15, 3);
  text[19] = hex[8 + ((counter >>> 12) & 3)] as number;
  writeHex(counter & 0xfff, 20, 3);
  writeHex(random.readUInt16BE(drawn), 24, 4);
  drawn += RANDOM_BYTES;
  return text.toString("latin1");
}

/**
 * The id of a part of something: of a record's mention, of an element's relation. It sorts after its owner and before whatever was made later,
 * so an index of parts by their ids finds an owner's parts as well, and a million of them are never stored only to be looked up.
 *
 * @param number 1 to {@link PARTS_MAX}
 */
export function partId(owner: string, number: number): string {
  if (!(number >= 1 && number <= PARTS_MAX)) throw new RangeError(`part ${number} of one thing`);
  return owner.slice(0, -PART_DIGITS) + digitsOf(number);
}

/** The id of a record of a block: `number`, from 1, stands before the room for the record's own parts. */
export function recordId(block: string, number: number): string {
  if (!(number >= 1 && number <= PARTS_MAX)) throw new RangeError(`record ${number} of one block`);
  return `${block.slice(0, -2 * PART_DIGITS)}${digitsOf(number)}0000`;
}

/** The block of a record, or of a part of one. */
export function blockOf(id: string): string {
  return `${id.slice(0, -2 * PART_DIGITS)}00000000`;
}

/** The record of a mention, or of another part of it. */
export function recordOf(id: string): string {
  return `${id.slice(0, -PART_DIGITS)}0000`;
}

/** Number of the record in its block, of a record's id or a part's. */
export function recordNumber(id: string): number {
  return Number.parseInt(id.slice(-2 * PART_DIGITS, -PART_DIGITS), 16);
}

/** Number of a part in its owner; 0 for the id of an owner. */
export function partNumber(id: string): number {
  return Number.parseInt(id.slice(-PART_DIGITS), 16);
}

/** How parts' numbers end their ids; most things have few parts. */
const endings = Array.from({ length: 256 }, (_, number) => number.toString(16).padStart(PART_DIGITS, "0"));

function digitsOf(number: number): string {
  return endings[number] ?? number.toString(16).padStart(PART_DIGITS, "0");
}

function begin(millisecond: number): void {
  clock = millisecond;
  // The upper half is left free, so that a millisecond's ids hardly ever run over into the next.
  counter = Math.floor(Math.random() * (COUNTER_MAX / 2));
  writeHex(Math.floor(clock / 0x10000), 0, 8);
  writeHex(clock % 0x10000, 9, 4);
}

function writeHex(value: number, at: number, digits: number): void {
  for (let digit = digits - 1, rest = value; digit >= 0; digit -= 1, rest >>>= 4) text[at + digit] = hex[rest & 15] as number;
}
