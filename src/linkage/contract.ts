/** Are these two records the same? The shapes that pass the linkage's door. Pure of storage. */
import type { ElementKind, Label, MentionRole } from "#vocabulary/contract";

/** A mention as linkage sees it: canonical values only. */
export interface LinkMention {
  readonly kind: ElementKind;
  readonly role: MentionRole;
  /** Which record it stands in: mentions of one record know each other (the person lives in that dwelling). */
  readonly record: number;
  /** Which table of which delivery: rows of one register rarely repeat a person. */
  readonly table: number;
  /** By attribute name; invalid values are kept apart since they are weaker evidence. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly invalid: Readonly<Record<string, readonly string[]>>;
}

/** What a human said of two mentions; wins over every score. */
export interface PairDecision {
  readonly left: number;
  readonly right: number;
  readonly same: boolean;
}

/** Why two mentions were joined: the strongest edge that ties a mention into its cluster. */
export interface LinkReason {
  /** `exact-id`, `name-birth`, `probabilistic`, `decision`, `address`, `alone`, … documented in the room's README. */
  readonly method: string;
  /** Match weight, log2 of the Bayes factor; 0 for a mention alone. */
  readonly weight: number;
}

/** A pair that a human should look at. */
export interface ReviewPair {
  readonly left: number;
  readonly right: number;
  readonly weight: number;
  readonly probability: number;
  readonly reason: string;
}

export interface CommunityLinks {
  /** Cluster number by mention index; clusters never mix kinds. */
  readonly clusters: Int32Array;
  /** By mention index. */
  readonly reasons: readonly LinkReason[];
  readonly reviews: readonly ReviewPair[];
  /** Dwelling of a mention whose address named no estate, resolved by who lives there: canonical parts by mention index. */
  readonly completed: ReadonlyMap<number, Readonly<Record<string, string>>>;
  /** By which one more record is judged. */
  readonly knowledge: CommunityKnowledge;
}

/** What a community is beyond the mentions at hand, by which a few more are judged as all together would be; plain JSON without people. */
export interface CommunityKnowledge {
  /** Distinct statements about persons. */
  readonly statements: number;
  /** Newest birth year. */
  readonly newestBirthYear: number;
  /** The community's own province, city, county and township, which addresses may leave out. */
  readonly homeLocality: string;
  /** The estate that is meant, by `locality|estate` as some write it. */
  readonly estates: Readonly<Record<string, string>>;
  /** How often an estate is written so, by `locality|estate`, where it is not rare. */
  readonly estateCounts: Readonly<Record<string, number>>;
}

/** How many known people share a value; asked of the values of the mentions at hand. */
export interface KnownCounts {
  /** Known people who bear a name, written as `nameKey` does, and whose birth date is known. */
  bearers(name: string): number;
  /** Known people on a phone. */
  owners(phone: string): number;
}

/** What a part of a community must know of the rest, so that it is linked as all together would be. */
export interface Surroundings {
  readonly knowledge: CommunityKnowledge;
  readonly counts: KnownCounts;
  /**
   * By mention index: a number of the mention's element where that is settled, -1 where it is open. Settled mentions stay together and join
   * nobody new: not all of their element is at hand, but they tell where others live and with whom.
   */
  readonly settled: Int32Array;
  /** By mention index: 1 for mentions that `knowledge` counts already. */
  readonly counted: Uint8Array;
}

/** A mention of a known person, or of a dwelling in one of the person's records; null for the latter's element. */
export interface KnownMention {
  readonly element: string | null;
  readonly mention: LinkMention;
}

/** What one record's person is to one known person. */
export interface PersonResolved extends PairExplained {
  readonly element: string;
  /** Index among the candidates of the mention that decided. */
  readonly candidate: number;
}

/** One comparison of a pair. */
export interface ComparisonExplained {
  readonly attribute: string;
  readonly left: string;
  readonly right: string;
  /** Name of the level reached: `exact`, `homophone`, `one-digit`, … */
  readonly level: string;
  readonly weight: number;
}

export interface PairExplained {
  readonly comparisons: readonly ComparisonExplained[];
  readonly weight: number;
  readonly probability: number;
  readonly outcome: "same" | "different" | "ask";
  /** What no single comparison says: rules, and where the two stand. */
  readonly notes: readonly Label[];
  /** Sentences a worker understands: the comparisons, the notes, the outcome. */
  readonly sentences: { readonly zh: readonly string[]; readonly en: readonly string[] };
}

// ---- the general engine: any table

/** A table to link with itself: columns of equal length, by name. `null` and blank texts say nothing. */
export interface LinkTable {
  /**
   * By row, a number of the source it comes from. Where given, each source names each thing once: only rows of different sources are compared and
   * joined.
   */
  readonly sources?: Int32Array;
  /** By row, a number of the file it comes from, where there are several: long texts are sought in the other files. */
  readonly files?: Int32Array;
  readonly columns: Readonly<Record<string, readonly (string | null)[] | LinkColumn>>;
}

/** A column filled value by value, which holds each distinct text once: for tables of millions of rows. `createLinkColumn` makes one. */
export interface LinkColumn {
  /** Rows so far. */
  readonly length: number;
  /** Adds the next row's value. */
  add(value: string | null): void;
  /** Adds rows that say nothing. */
  skip(rows: number): void;
  /** By row, a number of its text; 0 for none. */
  codes(): Int32Array;
  /** By number, the text. */
  texts(): readonly string[];
}

/** One level of a comparison; levels are tried in order, and the first that holds is the pair's. The last, `different`, is implied. */
export type LevelSpec =
  | { readonly level: "exact" }
  /** The value stands in the other record's `column`, and the other way round or alone. */
  | { readonly level: "swapped"; readonly column: string }
  /** At most so many slips: a character wrong, missing, added, or two neighbours swapped. */
  | { readonly level: "slips"; readonly max: number }
  /** Jaro–Winkler similarity of at least so much. */
  | { readonly level: "similar"; readonly min: number }
  /** One text is the beginning of the other, or both begin with so many equal characters. */
  | { readonly level: "prefix"; readonly length: number }
  /** Words in common: cosine similarity of at least so much, rare words weighing more. Chinese is taken two characters at a time. */
  | { readonly level: "words"; readonly min: number }
  /** Of all values each is the closest to the other by their words, at least so many times as close as either is to any other. */
  | { readonly level: "closest"; readonly lead: number }
  /** Two of year, month and day agree, or day and month are swapped. */
  | { readonly level: "dateParts" }
  /** The years are at most so many apart. */
  | { readonly level: "years"; readonly max: number }
  /** The dates are at most so many days apart. */
  | { readonly level: "days"; readonly max: number }
  /** The numbers differ by at most so many hundredths of the larger. */
  | { readonly level: "percent"; readonly max: number }
  /** Chinese names: homophones, look-alikes, a changed order. */
  | { readonly level: "chineseName" };

export interface ComparisonSpec {
  readonly column: string;
  readonly levels: readonly LevelSpec[];
  /** Whether agreement on a common value weighs less than on a rare one. */
  readonly termFrequency?: boolean;
}

/** Records are compared when all keys of some rule are equal. A key is a column, or a part of it: `surname`, its first or last characters `surname:3` `surname:-4`, how it sounds `surname:sound`, `born:year`, `born:day` (month and day), all its numbers `address:digits`, its first word `title:word`, its rarest word that others have too `title:rare`, the value that is its closest by its words and it that one's `title:closest`. */
export type BlockingSpec = readonly string[];

/** How a table is linked. */
export interface LinkSpec {
  readonly comparisons: readonly ComparisonSpec[];
  readonly blocking: readonly BlockingSpec[];
  /** Probability that two records drawn at random are the same; estimated when absent. */
  readonly prior?: number;
  /** Probability from which a pair is joined; 0.5 when absent. */
  readonly threshold?: number;
}

/**
 * A trained model: a spec and how probable each level is among pairs that are the same (`m`), that agree in part (`k`: mostly two people of one
 * home and the like) and that are strangers (`u`). A comparison that hangs on another (`given`) has a row for each level of that one, others have a single row.
 */
export interface LinkModel {
  readonly version: 2;
  readonly spec: LinkSpec;
  /** Probability that two rows drawn at random are the same, and that they agree in part. */
  readonly same: number;
  readonly part: number;
  /** Whether pairs that agree in part are the same too, as when only addresses differ. */
  readonly partIsSame: boolean;
  readonly comparisons: readonly {
    readonly column: string;
    /** Level names; the first is "nothing to compare". */
    readonly levels: readonly string[];
    /** The column that this comparison hangs on, as an email on a name. */
    readonly given: string | null;
    readonly m: readonly (readonly number[])[];
    readonly k: readonly (readonly number[])[];
    readonly u: readonly (readonly number[])[];
  }[];
}

/** Scored pairs as columns, the surest first: pair p is of rows `left[p]` and `right[p]`. */
export interface ScoredPairs {
  readonly count: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Base-2 logarithm of the Bayes factor. */
  readonly weight: Float64Array;
  readonly probability: Float64Array;
}

export interface TableLinks {
  /** Cluster number by row, in order of first appearance. */
  readonly clusters: Int32Array;
  /** Pairs scored at least near the threshold. */
  readonly pairs: ScoredPairs;
  readonly model: LinkModel;
}
