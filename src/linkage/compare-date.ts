/** Birth dates: how two of them agree. */

/** How two birth dates agree. The numbers are array indices of the weights. */
export const DateLevel = {
  missing: 0,
  exact: 1,
  /** All that the vaguer of the two says is the same: `1991-04` and `1991-04-14`. */
  partial: 2,
  /** One digit wrong, or day and month (or two digits) swapped. */
  oneSlip: 3,
  /** The same year, and the same month or the same day of another month. */
  sameMonth: 4,
  sameDay: 5,
  /** The same year or the one before or after, as when only an age was told. */
  nearYear: 6,
  different: 7,
  /** Equal, where equal document numbers contain it already: speaks only against a number typed into the wrong row. */
  implied: 8,
} as const;
export type DateLevel = (typeof DateLevel)[keyof typeof DateLevel];

/** How two ISO dates (or reduced ones) agree. Symmetric. */
export function compareDates(one: string, other: string): DateLevel {
  if (one === "" || other === "") return DateLevel.missing;
  if (one === other) return one.length === 10 ? DateLevel.exact : DateLevel.partial;
  if (one.length === 10 && other.length === 10) {
    // Most pairs of dates differ everywhere: decide those by counting, without taking texts apart.
    let differing = 0;
    for (let index = 2; index < 10; index++) if (one.charCodeAt(index) !== other.charCodeAt(index)) differing++;
    if (differing > 4 && one.slice(5) !== other.slice(5)) return yearsApart(one, other) <= 1 ? DateLevel.nearYear : DateLevel.different;
  }
  const [vague, whole] = one.length <= other.length ? [one, other] : [other, one];
  if (whole.startsWith(vague)) return DateLevel.partial;
  if (vague.length === 10) {
    if (oneSlip(one, other)) return DateLevel.oneSlip;
    if (one.slice(0, 4) === other.slice(0, 4) && (one.slice(5, 7) === other.slice(5, 7) || one.slice(8) === other.slice(8)))
      return DateLevel.sameMonth;
    if (one.slice(4) === other.slice(4)) return DateLevel.sameDay;
  }
  return yearsApart(one, other) <= 1 ? DateLevel.nearYear : DateLevel.different;
}

function yearsApart(one: string, other: string): number {
  let difference = 0;
  for (let index = 0; index < 4; index++) difference = difference * 10 + one.charCodeAt(index) - other.charCodeAt(index);
  return Math.abs(difference);
}

function oneSlip(one: string, other: string): boolean {
  if (one.slice(0, 4) === other.slice(0, 4) && one.slice(5, 7) === other.slice(8) && one.slice(8) === other.slice(5, 7)) return true;
  let differing = 0;
  let last = -1;
  let first = -1;
  for (let index = 0; index < 10; index++) {
    if (one.charCodeAt(index) === other.charCodeAt(index)) continue;
    if (differing === 0) first = index;
    last = index;
    differing++;
  }
  if (differing === 1) return true;
  const gap = last - first;
  const neighbours = gap === 1 || (gap === 2 && one[first + 1] === "-");
  return differing === 2 && neighbours && one[first] === other[last] && one[last] === other[first];
}
