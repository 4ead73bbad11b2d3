import { endianness } from "node:os";

const BEGINNING_BYTES = 5;
const PLACE_BITS = 24;
const PLACES_MAX = 2 ** PLACE_BITS;

/**
 * The places of texts in the order of their first five bytes: nearly their order, at a tenth of what sorting them costs. Each is a number of
 * five bytes and its place, and the engine sorts numbers without calling back.
 *
 * @param texts fewer than 16,777,216
 */
export function orderByBeginning(texts: readonly Uint8Array[]): Uint32Array {
  if (texts.length >= PLACES_MAX) throw new RangeError("too many texts to be ordered at once");
  const numbers = new BigUint64Array(texts.length);
  const words = new Uint32Array(numbers.buffer);
  const [low, high] = endianness() === "LE" ? [0, 1] : [1, 0];
  for (const [place, text] of texts.entries()) {
    const at = 2 * place;
    words[at + high] = (((text[0] ?? 0) << 24) | ((text[1] ?? 0) << 16) | ((text[2] ?? 0) << 8) | (text[3] ?? 0)) >>> 0;
    words[at + low] = (((text[BEGINNING_BYTES - 1] ?? 0) << PLACE_BITS) | place) >>> 0;
  }
  numbers.sort();
  const order = new Uint32Array(texts.length);
  for (let at = 0; at < order.length; at += 1) order[at] = (words[2 * at + low] as number) & (PLACES_MAX - 1);
  return order;
}
