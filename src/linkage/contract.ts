/** Are these two records the same? The shapes that pass the linkage's door. Pure of storage. */
import type { ElementKind, MentionRole } from "#vocabulary/contract";

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
  /** Sentences a worker understands. */
  readonly sentences: { readonly zh: readonly string[]; readonly en: readonly string[] };
}
