/** Remembers rows by long keys in three numbers a key: a hash table of 64-bit keys that leaves nothing to the garbage collector. */
export class RowTable {
  #low = new Int32Array(1024);
  #high = new Int32Array(1024);
  /** Entry number + 1; 0 is free. */
  #entry = new Int32Array(1024);
  #count = 0;

  /** The number of the entry that has this key, or -1 after making it the next entry (0, 1, 2, …). */
  find(low: number, high: number): number {
    if (this.#count * 2 >= this.#entry.length) this.#grow();
    const at = this.#place(low | 0, high | 0);
    const entry = this.#entry[at] as number;
    if (entry !== 0) return entry - 1;
    this.#low[at] = low;
    this.#high[at] = high;
    this.#entry[at] = ++this.#count;
    return -1;
  }

  #place(low: number, high: number): number {
    const mask = this.#entry.length - 1;
    let at = (low ^ (high >>> 7)) & mask;
    while (this.#entry[at] !== 0 && (this.#low[at] !== low || this.#high[at] !== high)) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [low, high, entry] = [this.#low, this.#high, this.#entry];
    const size = entry.length * 2;
    this.#low = new Int32Array(size);
    this.#high = new Int32Array(size);
    this.#entry = new Int32Array(size);
    for (let index = 0; index < entry.length; index++) {
      if (entry[index] === 0) continue;
      const at = this.#place(low[index] as number, high[index] as number);
      this.#low[at] = low[index] as number;
      this.#high[at] = high[index] as number;
      this.#entry[at] = entry[index] as number;
    }
  }
}
