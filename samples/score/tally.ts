/** Counting and grouping by name. */

/** Counts, as a map that is asked for its largest. */
export class Tally {
  readonly counts = new Map<string, number>();
  add(key: string, weight = 1): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + weight);
  }
  /** The largest, the later name among equals. */
  largest(): string {
    let best = "";
    let most = Number.NEGATIVE_INFINITY;
    for (const [key, count] of this.counts) {
      if (count > most || (count === most && key > best)) {
        best = key;
        most = count;
      }
    }
    return best;
  }
}

export function tallyOf(tallies: Map<string, Tally>, key: string): Tally {
  const found = tallies.get(key) ?? new Tally();
  tallies.set(key, found);
  return found;
}

export function listOf<T>(lists: Map<string, T[]>, key: string): T[] {
  const found = lists.get(key) ?? [];
  lists.set(key, found);
  return found;
}
