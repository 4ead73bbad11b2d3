/** Fits the model of persons to a community: how its fixed numbers came about, and how they are checked. */

import { hashKey } from "./blocking.ts";
import { blend, type ClassComparison, maximiseExpectation, type PatternCounts } from "./classes.ts";
import type { LinkMention } from "./contract.ts";
import { readDwellingAddresses } from "./dwelling-address.ts";
import { doubles } from "./flat-arrays.ts";
import { contextOf, doorCodes } from "./link-community.ts";
import { blockPersons } from "./person-blocking.ts";
import { PERSON_COMPARISONS } from "./person-model.ts";
import { type PersonNodes, readPersonNodes } from "./person-nodes.ts";
import { createPersonScorer, type PersonScorer } from "./person-score.ts";
import { createPersonWords } from "./person-statements.ts";
import { tabulateRecords } from "./records.ts";

const RANDOM_PAIRS = 60_000;
const TRAINING_PAIRS_MAX = 200_000;
/** Chance agreement rarer than this is not learned from random pairs: the few true matches among them would outweigh it. */
const LEARNABLE_MIN = 0.002;
const STRENGTH = 400;

/**
 * The comparisons of persons as one community's mentions would have them: chance agreement as random pairs show it, error and family rates
 * by expectation–maximisation over distinct patterns of agreement. Does not depend on the order of the mentions. Linking does not fit
 * anything: {@link PERSON_COMPARISONS} are means of what this gave for many made-up communities (`scripts/fit-person-model.ts`).
 */
export function fitPersonModel(mentions: readonly LinkMention[]): ClassComparison[] {
  const addresses = readDwellingAddresses(mentions);
  const doors = doorCodes(addresses);
  const context = contextOf(mentions, tabulateRecords(mentions), addresses);
  const nodes = readPersonNodes(mentions, createPersonWords(), context, new Set());
  const scorer = createPersonScorer(nodes, PERSON_COMPARISONS, doors);
  const withChance = learnChance(nodes, scorer, PERSON_COMPARISONS);
  scorer.use(withChance);
  const patterns = countPatterns(nodes, scorer, blockPersons(nodes, doors));
  return maximiseExpectation(withChance, patterns, scorer.priors, { rounds: 6, strength: STRENGTH });
}

function learnChance(nodes: PersonNodes, scorer: PersonScorer, comparisons: readonly ClassComparison[]): ClassComparison[] {
  const sampleSize = Math.min(nodes.count, 4000);
  // The nodes with the lowest fingerprints are a sample that no order of input can change.
  const sample = lowestFingerprints(nodes.fingerprints, sampleSize);
  const counts = comparisons.map((comparison) => doubles(comparison.levels.length));
  let state = 12345;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * sampleSize);
  };
  for (let pair = 0; pair < RANDOM_PAIRS; pair++) {
    const one = sample[next()] as number;
    const other = sample[next()] as number;
    if (one === other) continue;
    const { levels } = scorer.score(one, other);
    for (let at = 0; at < levels.length; at++) {
      const level = levels[at] as number;
      (counts[at] as Float64Array)[level] = ((counts[at] as Float64Array)[level] as number) + 1;
    }
  }
  return comparisons.map((comparison, at) => ({
    ...comparison,
    probabilities: [comparison.probabilities[0], comparison.probabilities[1], learnCommon(comparison, counts[at] as Float64Array)] as const,
  }));
}

/** The stranger row with its common levels as counted and its rare ones as they were. */
function learnCommon(comparison: ClassComparison, counts: Float64Array): number[] {
  const start = comparison.probabilities[2];
  const learned = blend(comparison, start, counts, 1000);
  return start.map((probability, level) => (probability < LEARNABLE_MIN ? probability : (learned[level] as number)));
}

function lowestFingerprints(fingerprints: Float64Array, size: number): Int32Array {
  const limit = fingerprints.slice().sort()[size - 1] as number;
  const chosen: number[] = [];
  for (let node = 0; node < fingerprints.length; node++) if ((fingerprints[node] as number) <= limit) chosen.push(node);
  chosen.sort((a, b) => (fingerprints[a] as number) - (fingerprints[b] as number));
  return Int32Array.from(chosen.slice(0, size));
}

function countPatterns(nodes: PersonNodes, scorer: PersonScorer, pairs: Float64Array): PatternCounts {
  const stride = Math.max(1, Math.floor(pairs.length / TRAINING_PAIRS_MAX));
  const seen = new Map<string, { levels: Uint8Array; count: number; shift: number }>();
  for (const pair of pairs) {
    const one = Math.floor(pair / nodes.count);
    const other = pair - one * nodes.count;
    const drawn = hashKey(((nodes.fingerprints[one] as number) + (nodes.fingerprints[other] as number)) % 9007199254740991) >>> 0;
    if (stride > 1 && drawn % stride !== 0) continue;
    const { levels, strangerShift } = scorer.score(one, other);
    // A pattern is its levels and, coarsely, how rare the values were that agreed.
    const key = `${String.fromCharCode(...levels)}${Math.round(strangerShift / 3)}`;
    const held = seen.get(key);
    if (held) {
      held.count++;
      held.shift += strangerShift;
    } else seen.set(key, { levels: levels.slice(), count: 1, shift: strangerShift });
  }
  const sorted = [...seen].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, pattern]) => pattern);
  return {
    levels: sorted.map((pattern) => pattern.levels),
    counts: Float64Array.from(sorted, (pattern) => pattern.count),
    strangerShift: Float64Array.from(sorted, (pattern) => Math.round((pattern.shift / pattern.count) * 16) / 16),
  };
}
