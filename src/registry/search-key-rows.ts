import { endianness } from "node:os";

/** Bytes of an element's id, with which the id of a row ends. */
export const ID_BYTES = 16;
const PAGE_BITS = 20;
const PAGE_BYTES = 2 ** PAGE_BITS;
/** Most keys that are kept at once: a number of a run's place fits beside five bytes into eight. */
export const KEYS_MAX = 2 ** 23;
const PLACE_BITS = 24;
const PLACE_MASK = 2 ** PLACE_BITS - 1;
/** Bytes by which a run of keys is sorted in one pass. */
const STEP_BYTES = 5;
/** Runs of fewer keys are sorted by comparing them. */
const RUN_MIN = 24;
const [LOW, HIGH] = endianness() === "LE" ? [0, 1] : [1, 0];

/**
 * Rows of `search_key` in the making, as bytes: as objects, the keys of a large import would be gigabytes. They are given in the order of
 * their index, so that its pages are filled one after the other, which takes the server two thirds of what any other order does.
 *
 * A row's id is the key's UTF-8, a zero byte, and the element's id.
 */
export class SearchKeyRows {
  /** Ids one behind the other; none is divided between two pages. */
  readonly #pages: Buffer[] = [];
  #used = PAGE_BYTES;
  /** By key: its page, where it begins in it, and its length. */
  #pageOf = new Uint16Array(1 << 10);
  #starts = new Uint32Array(1 << 10);
  #lengths = new Uint32Array(1 << 10);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds keys of one element. */
  add(keys: readonly string[], element: string): void {
    const owner = Buffer.from(element.replaceAll("-", ""), "hex");
    for (const key of keys) {
      if (this.#count === this.#starts.length) this.#grow();
      const page = this.#pageFor(3 * key.length + 1 + ID_BYTES);
      const start = this.#used;
      let end = start + writeText(page, key, start);
      page[end] = 0;
      end += 1;
      for (let byte = 0; byte < ID_BYTES; byte += 1) page[end + byte] = owner[byte] as number;
      this.#used = end + ID_BYTES;
      this.#pageOf[this.#count] = this.#pages.length - 1;
      this.#starts[this.#count] = start;
      this.#lengths[this.#count] = this.#used - start;
      this.#count += 1;
    }
  }

  /** The ids of the rows, each once, in their order. */
  *ids(): Generator<Buffer> {
    const places = Uint32Array.from({ length: this.#count }, (_, place) => place);
    this.#sort(places, 0);
    for (const place of places) {
      const start = this.#starts[place] as number;
      yield (this.#pages[this.#pageOf[place] as number] as Buffer).subarray(start, start + (this.#lengths[place] as number));
    }
  }

  /** Sorts a run of keys that agree before `depth`. The engine sorts numbers without calling back: five bytes and a place make one. */
  #sort(places: Uint32Array, depth: number): void {
    if (places.length < RUN_MIN) {
      this.#sortFew(places, depth);
      return;
    }
    const numbers = new BigUint64Array(places.length);
    const words = new Uint32Array(numbers.buffer);
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] as number;
      const page = this.#pages[this.#pageOf[place] as number] as Buffer;
      const start = (this.#starts[place] as number) + depth;
      const left = (this.#lengths[place] as number) - depth;
      words[2 * at + HIGH] =
        left >= STEP_BYTES
          ? (page[start] as number) * 0x1000000 +
            (((page[start + 1] as number) << 16) | ((page[start + 2] as number) << 8) | (page[start + 3] as number))
          : beginningOf(page, start, left);
      words[2 * at + LOW] = (left >= STEP_BYTES ? (page[start + 4] as number) << PLACE_BITS : 0) | at;
    }
    numbers.sort();
    const before = places.slice();
    let run = 0;
    for (let at = 0; at < places.length; at += 1) {
      places[at] = before[(words[2 * at + LOW] as number) & PLACE_MASK] as number;
      if (at === run || isSameBeginning(words, run, at)) continue;
      if (at - run > 1) this.#sort(places.subarray(run, at), depth + STEP_BYTES);
      run = at;
    }
    if (places.length - run > 1) this.#sort(places.subarray(run), depth + STEP_BYTES);
  }

  #sortFew(places: Uint32Array, depth: number): void {
    for (let at = 1; at < places.length; at += 1) {
      const place = places[at] as number;
      let hole = at;
      for (; hole > 0 && this.#compare(places[hole - 1] as number, place, depth) > 0; hole -= 1) places[hole] = places[hole - 1] as number;
      places[hole] = place;
    }
  }

  #compare(left: number, right: number, depth: number): number {
    const mine = this.#pages[this.#pageOf[left] as number] as Buffer;
    const theirs = this.#pages[this.#pageOf[right] as number] as Buffer;
    const [from, against] = [this.#starts[left] as number, this.#starts[right] as number];
    const [length, others] = [this.#lengths[left] as number, this.#lengths[right] as number];
    for (let byte = depth; byte < length && byte < others; byte += 1) {
      const difference = (mine[from + byte] as number) - (theirs[against + byte] as number);
      if (difference !== 0) return difference;
    }
    return length - others;
  }

  #pageFor(bytes: number): Buffer {
    if (this.#used + bytes > (this.#pages.at(-1)?.length ?? 0)) {
      this.#pages.push(Buffer.allocUnsafeSlow(Math.max(PAGE_BYTES, bytes)));
      this.#used = 0;
    }
    return this.#pages[this.#pages.length - 1] as Buffer;
  }

  #grow(): void {
    const grown = <List extends Uint16Array | Uint32Array>(list: List, larger: List): List => {
      larger.set(list);
      return larger;
    };
    const length = 2 * this.#starts.length;
    this.#pageOf = grown(this.#pageOf, new Uint16Array(length));
    this.#starts = grown(this.#starts, new Uint32Array(length));
    this.#lengths = grown(this.#lengths, new Uint32Array(length));
  }
}

/** Writes a text and gives its bytes; what is ASCII alone is written faster here than by a call of the encoder. */
function writeText(page: Buffer, text: string, at: number): number {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return page.write(text, at, "utf8");
    page[at + index] = code;
  }
  return text.length;
}

/** The first four bytes of what is left of an id that ends before. */
function beginningOf(page: Buffer, start: number, left: number): number {
  let number = 0;
  for (let byte = 0; byte < 4; byte += 1) number = number * 256 + (byte < left ? (page[start + byte] as number) : 0);
  return number;
}

function isSameBeginning(words: Uint32Array, left: number, right: number): boolean {
  return (
    words[2 * left + HIGH] === words[2 * right + HIGH] &&
    (words[2 * left + LOW] as number) >>> PLACE_BITS === (words[2 * right + LOW] as number) >>> PLACE_BITS
  );
}
