/** How far apart two short texts are. Everything counts code points, never bytes. */

/**
 * Kind of the smallest slip between two texts of an identifier's length:
 * 0 equal, 1 one character substituted, missing or added, or two neighbours swapped, 2 two such slips, 3 more.
 */
export function slips(one: string, other: string): 0 | 1 | 2 | 3 {
  if (one === other) return 0;
  if (Math.abs(one.length - other.length) > 2) return 3;
  let start = 0;
  let endOne = one.length;
  let endOther = other.length;
  while (start < endOne && start < endOther && one.charCodeAt(start) === other.charCodeAt(start)) start++;
  while (endOne > start && endOther > start && one.charCodeAt(endOne - 1) === other.charCodeAt(endOther - 1)) {
    endOne--;
    endOther--;
  }
  // What both share at the ends never takes part in a smallest edit.
  const distance = editDistance(one.slice(start, endOne), other.slice(start, endOther), 2);
  return distance > 2 ? 3 : (distance as 1 | 2);
}

/** Whether two different texts are one slip apart, found without a table: most pairs differ in their first few characters. */
export function isOneSlip(one: string, other: string): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  if (longer.length - shorter.length > 1) return false;
  let start = 0;
  while (start < shorter.length && shorter.charCodeAt(start) === longer.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter.length - start && shorter.charCodeAt(shorter.length - 1 - tail) === longer.charCodeAt(longer.length - 1 - tail))
    tail++;
  const left = shorter.length - start - tail;
  if (shorter.length !== longer.length) return left === 0;
  if (left === 1) return true;
  return (
    left === 2 && shorter.charCodeAt(start) === longer.charCodeAt(start + 1) && shorter.charCodeAt(start + 1) === longer.charCodeAt(start)
  );
}

let previousPrevious = new Uint16Array(64);
let previous = new Uint16Array(64);
let current = new Uint16Array(64);

function reserve(length: number): void {
  if (current.length > length) return;
  previousPrevious = new Uint16Array(length * 2);
  previous = new Uint16Array(length * 2);
  current = new Uint16Array(length * 2);
}

/** Optimal string alignment distance (insert, delete, substitute, swap neighbours) of two texts; `limit + 1` as soon as it must exceed `limit`. */
export function editDistance(one: string, other: string, limit = Number.POSITIVE_INFINITY): number {
  const columns = other.length;
  if (Math.abs(one.length - columns) > limit) return limit + 1;
  const far = Math.min(limit + 1, one.length + columns);
  reserve(columns + 2);
  for (let column = 0; column <= columns; column++) previous[column] = Math.min(column, far);
  for (let row = 1; row <= one.length; row++) {
    // Places further apart than the limit are too far whatever stands there (Ukkonen 1985).
    const first = Math.max(1, row - limit);
    const last = Math.min(columns, row + limit);
    current[first - 1] = first === 1 ? Math.min(row, far) : far;
    let best = current[first - 1] as number;
    const character = one.charCodeAt(row - 1);
    for (let column = first; column <= last; column++) {
      const facing = other.charCodeAt(column - 1);
      let cost = (previous[column - 1] as number) + (character === facing ? 0 : 1);
      const removed = (previous[column] as number) + 1;
      const added = (current[column - 1] as number) + 1;
      if (removed < cost) cost = removed;
      if (added < cost) cost = added;
      if (row > 1 && column > 1 && character === other.charCodeAt(column - 2) && one.charCodeAt(row - 2) === facing) {
        const swapped = (previousPrevious[column - 2] as number) + 1;
        if (swapped < cost) cost = swapped;
      }
      current[column] = cost;
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    if (last < columns) current[last + 1] = far;
    const spare = previousPrevious;
    previousPrevious = previous;
    previous = current;
    current = spare;
  }
  return Math.min(previous[columns] as number, limit + 1);
}

/**
 * Jaro–Winkler similarity in 0…1 (Winkler 1990: 0.1 for each of up to four leading characters, only above 0.7).
 * Compares UTF-16 units, which for names means characters.
 */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return 1;
  const shorter = one.length <= other.length ? one : other;
  const longer = shorter === one ? other : one;
  if (shorter.length === 0 || longer.length > 255) return 0;
  const jaro = jaroOf(shorter, longer);
  if (jaro <= 0.7) return jaro;
  let prefix = 0;
  while (prefix < 4 && prefix < shorter.length && one.charCodeAt(prefix) === other.charCodeAt(prefix)) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

const takenLonger = new Uint8Array(256);
const takenShorter = new Uint8Array(256);

function jaroOf(shorter: string, longer: string): number {
  const reach = Math.max(0, Math.floor(longer.length / 2) - 1);
  takenLonger.fill(0, 0, longer.length);
  takenShorter.fill(0, 0, shorter.length);
  let matches = 0;
  for (let index = 0; index < shorter.length; index++) {
    const last = Math.min(longer.length - 1, index + reach);
    for (let at = Math.max(0, index - reach); at <= last; at++) {
      if (takenLonger[at] === 1 || shorter.charCodeAt(index) !== longer.charCodeAt(at)) continue;
      takenLonger[at] = 1;
      takenShorter[index] = 1;
      matches++;
      break;
    }
  }
  if (matches === 0) return 0;
  let outOfOrder = 0;
  let at = 0;
  for (let index = 0; index < shorter.length; index++) {
    if (takenShorter[index] === 0) continue;
    while (takenLonger[at] === 0) at++;
    if (shorter.charCodeAt(index) !== longer.charCodeAt(at)) outOfOrder++;
    at++;
  }
  return (matches / shorter.length + matches / longer.length + (matches - outOfOrder / 2) / matches) / 3;
}
