/** The model of persons: what is compared, and how probable each outcome is. */

import type { ClassComparison } from "./classes.ts";
import { DateLevel } from "./compare-date.ts";
import { IdentityLevel } from "./compare-identity.ts";
import { NameLevel } from "./compare-name.ts";

/** Position of each comparison in a pair's levels. */
export const PersonComparison = {
  name: 0,
  identity: 1,
  birth: 2,
  sex: 3,
  phone: 4,
  home: 5,
  household: 6,
  registered: 7,
  employer: 8,
  nationality: 9,
  ethnicity: 10,
  unique: 11,
  adulthood: 12,
} as const;

/** Level of a comparison that only knows agreement. */
export const PlainLevel = { missing: 0, same: 1, near: 2, different: 3 } as const;

/** What families and housemates share, so that their share of agreement may be learned. */
const SHARED_BY_FAMILIES = new Set(["phone", "home", "householdNumber", "registeredAddress"]);

function plain(attribute: string, same: readonly number[], kin: readonly number[], stranger: readonly number[]): ClassComparison {
  const row = (numbers: readonly number[]): number[] => [0, ...numbers];
  return {
    attribute,
    levels: ["missing", "same", "near", "different"],
    probabilities: [row(same), row(kin), row(stranger)],
    learnsKin: SHARED_BY_FAMILIES.has(attribute),
  };
}

function levelled(
  attribute: string,
  names: Readonly<Record<string, number>>,
  rows: readonly [Row, Row, Row],
  groupOf: Readonly<Record<string, number>> = {},
): ClassComparison {
  const levels = Object.entries(names)
    .sort((a, b) => a[1] - b[1])
    .map(([name]) => name);
  const groups = levels.map((level) => groupOf[level] ?? 0);
  return {
    attribute,
    levels,
    probabilities: [toRow(levels, rows[0]), toRow(levels, rows[1]), toRow(levels, rows[2])],
    groups,
    learnsKin: false,
  };
}

type Row = Readonly<Record<string, number>>;
const toRow = (levels: readonly string[], row: Row): number[] => levels.map((level) => row[level] ?? 0);

/**
 * Probabilities of the levels, fitted by expectation–maximisation to made-up communities of many seeds and layouts (`fitPersonModel`) and
 * then fixed: what a pair is does not depend on what else is imported, so that files may come in any order and one at a time. They came
 * out alike for all communities. Same: error rates of typed registers. Kin: what relatives and housemates share. Stranger: chance
 * agreement; for exact agreement on what can be rare, how common the very value is takes its place (`how-common`).
 */
export const PERSON_COMPARISONS: readonly ClassComparison[] = [
  levelled(
    "name",
    NameLevel,
    [
      {
        exact: 0.81,
        former: 0.0041,
        romanised: 0.006,
        homophone: 0.044,
        lookAlike: 0.01,
        surnameSlip: 0.02,
        reordered: 0.006,
        shortened: 0.013,
        oneCharacter: 0.012,
        surnameDiffers: 0.0009,
        oneOfTwo: 0.0042,
        surnameOnly: 0.002,
        partial: 0.0018,
        different: 0.006,
        latinExact: 0.9,
        latinSlip: 0.06,
        latinNear: 0.04,
      },
      {
        exact: 0.001,
        former: 0.0003,
        romanised: 0.0005,
        homophone: 0.002,
        lookAlike: 0.0015,
        surnameSlip: 0.0002,
        reordered: 0.0003,
        shortened: 0.0025,
        oneCharacter: 0.1,
        surnameDiffers: 0.0005,
        oneOfTwo: 0.12,
        surnameOnly: 0.36,
        partial: 0.02,
        different: 0.38,
        latinExact: 0.006,
        latinSlip: 0.002,
        latinNear: 0.013,
      },
      {
        exact: 0.0005,
        former: 0.0005,
        romanised: 0.0005,
        homophone: 0.001,
        lookAlike: 0.0006,
        surnameSlip: 0.0003,
        reordered: 0.0001,
        shortened: 0.0004,
        oneCharacter: 0.00035,
        surnameDiffers: 0.0008,
        oneOfTwo: 0.0025,
        surnameOnly: 0.026,
        partial: 0.023,
        different: 0.95,
        latinExact: 0.0005,
        latinSlip: 0.0003,
        latinNear: 0.0012,
      },
    ],
    { latinExact: 1, latinSlip: 1, latinNear: 1 },
  ),
  levelled(
    "idNumber",
    IdentityLevel,
    [
      {
        exact: 0.97,
        validSlips: 0.0072,
        different: 0.008,
        exactInvalid: 0.026,
        lostDigits: 0.42,
        oneSlip: 0.44,
        twoSlips: 0.051,
        sameBirth: 0.016,
        differentInvalid: 0.042,
        documentExact: 0.68,
        documentNear: 0.02,
        documentDifferent: 0.3,
      },
      {
        exact: 0.0007,
        validSlips: 0.006,
        different: 0.99,
        exactInvalid: 0.0002,
        lostDigits: 0.007,
        oneSlip: 0.0003,
        twoSlips: 0.004,
        sameBirth: 0.006,
        differentInvalid: 0.99,
        documentExact: 0.001,
        documentNear: 0.004,
        documentDifferent: 0.99,
      },
      {
        exact: 1e-6,
        validSlips: 1e-5,
        different: 0.999,
        exactInvalid: 1e-6,
        lostDigits: 2e-5,
        oneSlip: 2e-7,
        twoSlips: 8e-6,
        sameBirth: 2e-5,
        differentInvalid: 0.999,
        documentExact: 5e-7,
        documentNear: 2e-6,
        documentDifferent: 0.999,
      },
    ],
    {
      exactInvalid: 1,
      lostDigits: 1,
      oneSlip: 1,
      twoSlips: 1,
      sameBirth: 1,
      differentInvalid: 1,
      documentExact: 2,
      documentNear: 2,
      documentDifferent: 2,
    },
  ),
  levelled(
    "birthDate",
    DateLevel,
    [
      { exact: 0.87, oneSlip: 0.022, sameMonth: 0.011, sameDay: 0.002, nearYear: 0.0092, different: 0.012, partial: 0.95, implied: 0.98 },
      { exact: 0.008, oneSlip: 0.006, sameMonth: 0.003, sameDay: 0.003, nearYear: 0.06, different: 0.92, partial: 0.02, implied: 0.3 },
      { exact: 4e-5, oneSlip: 0.0008, sameMonth: 0.0014, sameDay: 0.0023, nearYear: 0.04, different: 0.95, partial: 0.0015, implied: 0.3 },
    ],
    { partial: 1, implied: 2 },
  ),
  plain("sex", [0.97, 0, 0.027], [0.45, 0, 0.55], [0.5, 0, 0.5]),
  // Relatives share a number and mistype it as often as one does oneself: a slip never says more than the very number.
  plain("phone", [0.73, 0.029, 0.23], [0.28, 0.011, 0.71], [1e-5, 1e-4, 0.999]),
  plain("home", [0.81, 0.011, 0.14], [0.91, 0.015, 0.067], [0.0005, 0.00068, 0.99]),
  plain("householdNumber", [0.93, 0.02, 0.051], [0.86, 0.018, 0.12], [0.0005, 0.00084, 0.999]),
  plain("registeredAddress", [0.85, 0, 0.15], [0.84, 0, 0.15], [0.0005, 0, 0.999]),
  plain("employer", [0.51, 0, 0.49], [0.1, 0, 0.9], [0.04, 0, 0.96]),
  plain("nationality", [0.99, 0, 0.011], [0.95, 0, 0.05], [0.81, 0, 0.19]),
  plain("ethnicity", [0.97, 0, 0.028], [0.93, 0, 0.07], [0.91, 0, 0.088]),
  plain("unique", [0.88, 0, 0.11], [0.04, 0, 0.96], [1e-6, 0, 0.999]),
  // Landlords, owners and representatives are grown up; a child of the same name is somebody else.
  plain("adulthood", [0.99, 0, 0.0025], [0.75, 0, 0.25], [0.83, 0, 0.17]),
];

/** Log-odds (base 2) from which a pair is the same, and down to which a human is asked. */
export const PERSON_THRESHOLDS = { same: 2, ask: -1 } as const;

/**
 * Twins are born on one day and named alike: how much likelier (log2) such names are among relatives of one birth date than among relatives
 * at large.
 */
export const TWIN_NAMES = 2.3;

/** No two relatives bear one name and were born on one day: how much rarer (log2) than their names and birth dates apart would have it. */
export const NAMESAKE_TWINS = -8;

/** A home mostly has one household, and a household one head until he dies or moves: how rarely (log2) two who share a home are both its heads. */
export const TWO_HEADS = -3.3;

/** How many other people of one's family or home there are. */
export const KIN_PER_PERSON = 3;
/** How much rarer it is that one register holds a person twice than that two registers do. */
export const REPEAT_IN_TABLE = 0.03;
