import type { CopyValue } from "./contract.ts";

/** Writes one value into a page, length first, as PostgreSQL's binary format has it for one type of column. */
export type ValueWriter = (page: BinaryPage, value: Exclude<CopyValue, null | undefined>) => void;

const pageBytes = 64 * 1024;
/** Room that a page keeps behind what is written: every value of a fixed size fits without asking. */
const marginBytes = 64;
/** Bytes that one character of a string can need at most. */
const characterBytesMax = 3;
const shortText = 40;

/** A page of bytes that grows when one value is longer than all of it. */
export class BinaryPage {
  bytes: Buffer = Buffer.allocUnsafeSlow(pageBytes + marginBytes);
  used = 0;

  get full(): boolean {
    return this.used >= pageBytes - marginBytes;
  }

  /** Gives what is written, and begins a new page. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.used);
    this.bytes = Buffer.allocUnsafeSlow(pageBytes + marginBytes);
    this.used = 0;
    return taken;
  }

  /** Makes sure that so many bytes can follow. */
  reserve(count: number): void {
    if (this.used + count + marginBytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(2 * this.bytes.length, this.used + count + marginBytes));
    this.bytes.copy(larger, 0, 0, this.used);
    this.bytes = larger;
  }

  int16(value: number): void {
    const { bytes, used } = this;
    bytes[used] = value >>> 8;
    bytes[used + 1] = value;
    this.used = used + 2;
  }

  int32(value: number): void {
    this.setInt32(this.used, value);
    this.used += 4;
  }

  setInt32(at: number, value: number): void {
    const { bytes } = this;
    bytes[at] = value >>> 24;
    bytes[at + 1] = value >>> 16;
    bytes[at + 2] = value >>> 8;
    bytes[at + 3] = value;
  }

  /** An integer that a double holds exactly, as eight bytes. */
  int64(value: number): void {
    this.int32(Math.floor(value / 0x1_0000_0000));
    this.int32((value % 0x1_0000_0000) | 0);
  }

  /** Leaves room for a length that is not known yet; gives where it began, for `endValue`. */
  beginValue(): number {
    const start = this.used;
    this.used += 4;
    return start;
  }

  endValue(start: number): void {
    this.setInt32(start, this.used - start - 4);
  }

  utf8(text: string): void {
    this.reserve(text.length * characterBytesMax);
    if (text.length > shortText || !this.#ascii(text)) this.used += this.bytes.write(text, this.used, "utf8");
  }

  /** Writes a text of ASCII alone, for which a call of the encoder would take longer; false when it holds anything else. */
  #ascii(text: string): boolean {
    const { bytes, used } = this;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) return false;
      bytes[used + index] = code;
    }
    this.used = used + text.length;
    return true;
  }
}

const digitOf = new Uint8Array(128).fill(0xff);
for (let digit = 0; digit < 16; digit += 1) {
  digitOf[digit.toString(16).charCodeAt(0)] = digit;
  digitOf[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

const uuidBytes = 16;

function writeUuid(page: BinaryPage, value: CopyValue): void {
  if (value instanceof Uint8Array && value.length === uuidBytes) {
    page.int32(uuidBytes);
    page.bytes.set(value, page.used);
    page.used += uuidBytes;
    return;
  }
  const text = value as string;
  if (typeof text !== "string" || text.length !== 36) throw new RangeError("A value for a uuid column is no UUID.");
  page.int32(uuidBytes);
  const { bytes } = page;
  let at = page.used;
  let seen = 0;
  for (let index = 0; index < 36; index += 2) {
    if (index === 8 || index === 13 || index === 18 || index === 23) index += 1;
    const high = digitOf[text.charCodeAt(index) & 0x7f] as number;
    const low = digitOf[text.charCodeAt(index + 1) & 0x7f] as number;
    seen |= high | low;
    bytes[at] = (high << 4) | low;
    at += 1;
  }
  if (seen > 0xf) throw new RangeError("A value for a uuid column is no UUID.");
  page.used = at;
}

function integerWriter(size: 2 | 4 | 8): ValueWriter {
  const most = size === 8 ? Number.MAX_SAFE_INTEGER : 2 ** (8 * size - 1) - 1;
  return (page, value) => {
    const number = typeof value === "number" ? value : typeof value === "bigint" || typeof value === "string" ? Number(value) : Number.NaN;
    if (!Number.isInteger(number) || number > most || number < -most - 1)
      throw new RangeError(`A value for a column of integers is none of ${size} bytes.`);
    page.int32(size);
    if (size === 8) page.int64(number);
    else if (size === 4) page.int32(number);
    else page.int16(number);
  };
}

function floatWriter(size: 4 | 8): ValueWriter {
  return (page, value) => {
    if (typeof value !== "number") throw new RangeError("A value for a column of numbers is no number.");
    page.int32(size);
    if (size === 4) page.bytes.writeFloatBE(value, page.used);
    else page.bytes.writeDoubleBE(value, page.used);
    page.used += size;
  };
}

// PostgreSQL has no character 0: it is left out.
const withoutZero = (text: string): string => (text.includes("\0") ? text.replaceAll("\0", "") : text);

// jsonb refuses character 0 and halves of surrogate pairs, which JSON writes as escapes; an escaped backslash before "u0000" is neither.
const refusedByJsonb = /\\\\|\\u0000|\\ud[89a-f][0-9a-f]{2}/g;
const storable = (found: string): string => (found === "\\\\" ? found : found === "\\u0000" ? "" : "\ufffd");

/** A string is JSON already; anything else is written as JSON. */
function jsonOf(value: CopyValue): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.includes("\\u") ? text.replace(refusedByJsonb, storable) : text;
}

const msOf2000 = Date.UTC(2000, 0, 1);
const dayMs = 86_400_000;

function writeDate(page: BinaryPage, value: CopyValue): void {
  const day = typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : Number.NaN;
  // Only a day that exists is written back as it was read.
  if (Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== value)
    throw new RangeError("A value for a column of days is no day.");
  page.int32(4);
  page.int32((day - msOf2000) / dayMs);
}

function writeMoment(page: BinaryPage, value: CopyValue): void {
  const ms = value instanceof Date ? value.getTime() : typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms)) throw new RangeError("A value for a column of moments is none.");
  page.int32(8);
  page.int64((ms - msOf2000) * 1000);
}

const jsonbVersion = 1;

const writers: Readonly<Record<string, ValueWriter>> = {
  bigint: integerWriter(8),
  integer: integerWriter(4),
  smallint: integerWriter(2),
  real: floatWriter(4),
  "double precision": floatWriter(8),
  uuid: writeUuid,
  date: writeDate,
  "timestamp with time zone": writeMoment,
  boolean(page, value) {
    page.int32(1);
    page.bytes[page.used] = value === true ? 1 : 0;
    page.used += 1;
  },
  text(page, value) {
    if (typeof value === "object") throw new RangeError("A value for a column of texts is an object.");
    const start = page.beginValue();
    page.utf8(withoutZero(String(value)));
    page.endValue(start);
  },
  json(page, value) {
    const start = page.beginValue();
    page.utf8(jsonOf(value));
    page.endValue(start);
  },
  jsonb(page, value) {
    const start = page.beginValue();
    page.bytes[page.used] = jsonbVersion;
    page.used += 1;
    page.utf8(jsonOf(value));
    page.endValue(start);
  },
  bytea(page, value) {
    if (!(value instanceof Uint8Array)) throw new RangeError("A value for a column of bytes is none.");
    page.reserve(4 + value.length);
    page.int32(value.length);
    page.bytes.set(value, page.used);
    page.used += value.length;
  },
};

/** Numbers by which PostgreSQL calls the types that stand in arrays. */
const elementOids: Readonly<Record<string, number>> = { uuid: 2950, text: 25, smallint: 21, integer: 23, bigint: 20, real: 700 };

function arrayWriter(element: string): ValueWriter | undefined {
  const write = writers[element];
  const oid = elementOids[element];
  if (write === undefined || oid === undefined) return undefined;
  return (page, value) => {
    if (!Array.isArray(value) && !ArrayBuffer.isView(value)) throw new RangeError("A value for a column of lists is no list.");
    const list = value as ArrayLike<Exclude<CopyValue, null | undefined>>;
    const start = page.beginValue();
    // Dimensions, no nulls, type; then length and lower bound of the only dimension.
    page.int32(list.length === 0 ? 0 : 1);
    page.int32(0);
    page.int32(oid);
    if (list.length > 0) {
      page.int32(list.length);
      page.int32(1);
    }
    for (let index = 0; index < list.length; index += 1) {
      page.reserve(marginBytes);
      write(page, list[index] as Exclude<CopyValue, null | undefined>);
    }
    page.endValue(start);
  };
}

/** The writer for a type as PostgreSQL names it (`bigint`, `uuid[]`); throws for one that nobody needed yet. */
export function valueWriter(type: string): ValueWriter {
  const writer = type.endsWith("[]") ? arrayWriter(type.slice(0, -2)) : writers[type];
  if (writer === undefined) throw new Error(`COPY of a column of type ${type} is not provided for.`);
  return writer;
}
