/** Tokens of the names of one column, by where they stand. */
interface Tokens {
  readonly first: ReadonlyMap<string, number>;
  readonly later: ReadonlyMap<string, number>;
}

/**
 * Puts the family name first where a column of Latin names shows that one stands last: `RAJESH GUPTA` among `GUPTA DEEPAK`,
 * `GUPTA ARJUN` and `PATEL RAJESH`. All must be shown: others bear the last word as their family name, nobody the first one, and somebody
 * bears the first one as a given name. Otherwise a name stays as it stands.
 */
export function familyFirstBy(names: readonly string[]): (name: string) => string {
  const tokens = tokensOf(names);
  return (name) => {
    const words = name.split(" ");
    const [head = "", last = ""] = [words[0], words.at(-1)];
    if (words.length < 2 || (tokens.first.get(last) ?? 0) < 2 || (tokens.first.get(head) ?? 0) > 1) return name;
    return (tokens.later.get(head) ?? 0) >= 1 ? [last, ...words.slice(0, -1)].join(" ") : name;
  };
}

function tokensOf(names: readonly string[]): Tokens {
  const first = new Map<string, number>();
  const later = new Map<string, number>();
  for (const name of new Set(names)) {
    const [head, ...rest] = name.split(" ");
    if (head === undefined || rest.length === 0) continue;
    first.set(head, (first.get(head) ?? 0) + 1);
    for (const word of rest) later.set(word, (later.get(word) ?? 0) + 1);
  }
  return { first, later };
}
