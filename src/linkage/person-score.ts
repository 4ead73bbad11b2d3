/** Scores pairs of person nodes: levels of agreement, and the odds that the two are one person. */
import { type ClassComparison, type ClassPriors, logSum2, weightsOf } from "./classes.ts";
import { DateLevel } from "./compare-date.ts";
import { IdentityLevel } from "./compare-identity.ts";
import { isSameName, NameLevel } from "./compare-name.ts";
import { compareNodes, createPairContext, type PairContext, sharesTable } from "./compare-nodes.ts";
import { shares } from "./facts.ts";
import { countCommon, type HowCommon } from "./how-common.ts";
import {
  KIN_PER_PERSON,
  NAMESAKE_TWINS,
  PERSON_COMPARISONS,
  PersonComparison,
  PlainLevel,
  REPEAT_IN_TABLE,
  TWIN_NAMES,
  TWO_HEADS,
} from "./person-model.ts";
import type { PersonNodes } from "./person-nodes.ts";

const COMPARISON_COUNT = PERSON_COMPARISONS.length;

/** The outcome of scoring a pair; one object is reused for every pair, so copy what must last. */
export interface PersonScore {
  readonly levels: Uint8Array;
  /** Base-2 logarithm of the stranger class's probability by comparison, term frequency included. */
  readonly strangerLogs: Float64Array;
  /** Base-2 log-odds that the two are one person. */
  logOdds: number;
  /** Base-2 logarithm of the Bayes factor: the log-odds without the prior. */
  weight: number;
  /** Sum of what speaks against (document number, birth date, sex, name), 0 or negative. */
  contradiction: number;
  /** Sum over comparisons of the stranger correction by term frequency. */
  strangerShift: number;
}

export interface PersonScorer {
  score(one: number, other: number): PersonScore;
  /** Whether a pair is so plainly two people (two valid numbers and two names, or two birth dates and two names) that scoring is wasted. */
  hopeless(one: number, other: number): boolean;
  /** Takes over re-estimated probabilities. */
  use(comparisons: readonly ClassComparison[]): void;
  readonly priors: ClassPriors;
  /** Whether one table holds both as the subjects of rows. */
  shareTable(one: number, other: number): boolean;
}

/** A scorer over the nodes, with the probabilities given. When the nodes are but a part of a community, `common` describes all of it. */
export function createPersonScorer(
  nodes: PersonNodes,
  comparisons: readonly ClassComparison[],
  doorCodeOfHome: (home: number) => number,
  common: HowCommon = countCommon(nodes),
): PersonScorer {
  const { population } = common;
  const priors = { same: 1, kin: KIN_PER_PERSON, stranger: population };
  const context = createPairContext(nodes, COMPARISON_COUNT, doorCodeOfHome, common);
  const { levels, strangerLogs } = context;
  const result: PersonScore = { levels, strangerLogs, logOdds: 0, weight: 0, contradiction: 0, strangerShift: 0 };
  let weights = weightsOf(comparisons);
  const kinPrior = Math.log2(KIN_PER_PERSON);
  const strangerPrior = Math.log2(population);
  const repeatPrior = Math.log2(REPEAT_IN_TABLE);
  const otherPrior = Math.log2(population + KIN_PER_PERSON);
  return {
    priors,
    shareTable: (one, other) => sharesTable(nodes.tables, one, other),
    hopeless: (one, other) => isHopeless(nodes, context, one, other),
    use(estimated) {
      weights = weightsOf(estimated);
    },
    score(one, other) {
      compareNodes(context, one, other);
      let same = 0;
      let kin = kinPrior;
      let stranger = strangerPrior;
      let contradiction = 0;
      let shift = 0;
      for (let at = 0; at < COMPARISON_COUNT; at++) {
        const level = levels[at] as number;
        if (level === 0) continue;
        const { logs, levelCount } = weights[at] as (typeof weights)[number];
        const table = logs[2 * levelCount + level] as number;
        const counted = strangerLogs[at] as number;
        const strangerLog = Number.isNaN(counted) ? table : counted;
        strangerLogs[at] = strangerLog;
        shift += strangerLog - table;
        const sameLog = logs[level] as number;
        same += sameLog;
        kin += logs[levelCount + level] as number;
        stranger += strangerLog;
        if (at <= PersonComparison.sex && sameLog < strangerLog) contradiction += sameLog - strangerLog;
      }
      if (sharesTable(nodes.tables, one, other)) same += repeatPrior;
      if (isTwinLike(levels)) kin += TWIN_NAMES;
      else if (isNamesakeOfOneDay(levels)) kin += NAMESAKE_TWINS;
      if (levels[PersonComparison.home] === PlainLevel.same && shares(nodes.headed, one, other)) {
        kin += TWO_HEADS;
        stranger += TWO_HEADS;
      }
      result.logOdds = same - logSum2(kin, stranger);
      result.weight = result.logOdds + otherPrior;
      result.contradiction = contradiction;
      result.strangerShift = shift;
      return result;
    },
  };
}

/** Whether a pair looks as twins do: one birth date, and names that are alike but not the same. */
function isTwinLike(levels: Uint8Array): boolean {
  const name = levels[PersonComparison.name] as number;
  if (name < NameLevel.homophone || name > NameLevel.oneOfTwo || name === NameLevel.surnameSlip) return false;
  const identity = levels[PersonComparison.identity] as number;
  return (
    levels[PersonComparison.birth] === DateLevel.exact || identity === IdentityLevel.lostDigits || identity === IdentityLevel.sameBirth
  );
}

function isNamesakeOfOneDay(levels: Uint8Array): boolean {
  return isSameName(levels[PersonComparison.name] as number) && levels[PersonComparison.birth] === DateLevel.exact;
}

function isHopeless(nodes: PersonNodes, context: PairContext, one: number, other: number): boolean {
  const name = nodes.onlyName[one] as number;
  const facing = nodes.onlyName[other] as number;
  if (name <= 0 || facing <= 0 || name === facing) return false;
  const number = nodes.onlyNumber[one] as number;
  const facingNumber = nodes.onlyNumber[other] as number;
  if (number > 0 && facingNumber > 0) return number !== facingNumber;
  const birth = nodes.onlyBirth[one] as number;
  const facingBirth = nodes.onlyBirth[other] as number;
  if (birth <= 0 || facingBirth <= 0 || birth === facingBirth) return false;
  return context.nameLevels(name, facing) >= NameLevel.surnameOnly;
}
