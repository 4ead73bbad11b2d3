/** The community's model of persons: what is compared and how probable each outcome is, before a community's own data are seen. */

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
} as const;

/** Level of a comparison that only knows agreement. */
export const PlainLevel = { missing: 0, same: 1, near: 2, different: 3 } as const;

function plain(attribute: string, same: readonly number[], kin: readonly number[], stranger: readonly number[]): ClassComparison {
  const row = (numbers: readonly number[]): number[] => [0, ...numbers];
  return { attribute, levels: ["missing", "same", "near", "different"], probabilities: [row(same), row(kin), row(stranger)] };
}

function levelled(attribute: string, names: Readonly<Record<string, number>>, rows: readonly [Row, Row, Row]): ClassComparison {
  const levels = Object.entries(names)
    .sort((a, b) => a[1] - b[1])
    .map(([name]) => name);
  return { attribute, levels, probabilities: [toRow(levels, rows[0]), toRow(levels, rows[1]), toRow(levels, rows[2])] };
}

type Row = Readonly<Record<string, number>>;
const toRow = (levels: readonly string[], row: Row): number[] => levels.map((level) => row[level] ?? 0);

/**
 * Starting probabilities. Same: error rates of typed registers. Kin: what relatives and housemates share. Stranger: chance agreement;
 * for exact agreement the stranger row is replaced by the value's own frequency.
 */
export const PERSON_COMPARISONS: readonly ClassComparison[] = [
  levelled("name", NameLevel, [
    {
      exact: 0.89,
      former: 0.01,
      romanised: 0.012,
      homophone: 0.025,
      lookAlike: 0.016,
      oneCharacter: 0.01,
      shortened: 0.011,
      reordered: 0.006,
      surnameDiffers: 0.003,
      latinNear: 0.03,
      surnameOnly: 0.004,
      partial: 0.001,
      different: 0.004,
    },
    {
      exact: 0.001,
      former: 0.0005,
      romanised: 0.0005,
      homophone: 0.004,
      lookAlike: 0.003,
      oneCharacter: 0.1,
      shortened: 0.004,
      reordered: 0.001,
      surnameDiffers: 0.001,
      latinNear: 0.006,
      surnameOnly: 0.48,
      partial: 0.02,
      different: 0.38,
    },
    {
      exact: 0.0005,
      former: 0.0005,
      romanised: 0.0005,
      homophone: 0.001,
      lookAlike: 0.0006,
      oneCharacter: 0.002,
      shortened: 0.0006,
      reordered: 0.0001,
      surnameDiffers: 0.0008,
      latinNear: 0.0015,
      surnameOnly: 0.05,
      partial: 0.03,
      different: 0.91,
    },
  ]),
  levelled("idNumber", IdentityLevel, [
    {
      exact: 0.8,
      exactInvalid: 0.01,
      lostDigits: 0.06,
      oneSlip: 0.07,
      twoSlips: 0.012,
      sameBirth: 0.004,
      differentInvalid: 0.02,
      different: 0.002,
      documentExact: 0.6,
      documentNear: 0.03,
      documentDifferent: 0.37,
    },
    {
      exact: 0.002,
      exactInvalid: 0.0005,
      lostDigits: 0.003,
      oneSlip: 0.0004,
      twoSlips: 0.004,
      sameBirth: 0.006,
      differentInvalid: 0.99,
      different: 0.98,
      documentExact: 0.002,
      documentNear: 0.004,
      documentDifferent: 0.99,
    },
    {
      exact: 1e-5,
      exactInvalid: 1e-5,
      lostDigits: 2e-5,
      oneSlip: 2e-7,
      twoSlips: 8e-6,
      sameBirth: 2e-5,
      differentInvalid: 0.999,
      different: 0.999,
      documentExact: 1e-6,
      documentNear: 2e-6,
      documentDifferent: 0.999,
    },
  ]),
  levelled("birthDate", DateLevel, [
    { exact: 0.93, partial: 0.93, oneSlip: 0.03, sameMonth: 0.01, sameDay: 0.008, nearYear: 0.008, different: 0.012 },
    { exact: 0.008, partial: 0.02, oneSlip: 0.006, sameMonth: 0.003, sameDay: 0.003, nearYear: 0.06, different: 0.92 },
    { exact: 4e-5, partial: 0.0015, oneSlip: 0.0008, sameMonth: 0.001, sameDay: 0.0025, nearYear: 0.035, different: 0.96 },
  ]),
  plain("sex", [0.985, 0, 0.015], [0.45, 0, 0.55], [0.5, 0, 0.5]),
  plain("phone", [0.55, 0.03, 0.42], [0.3, 0.003, 0.7], [1e-5, 1e-4, 0.999]),
  plain("home", [0.6, 0.05, 0.35], [0.75, 0.05, 0.2], [0.0005, 0.005, 0.99]),
  plain("householdNumber", [0.93, 0.02, 0.05], [0.65, 0.01, 0.34], [0.0005, 0.005, 0.99]),
  plain("registeredAddress", [0.85, 0, 0.15], [0.6, 0, 0.4], [0.0005, 0, 0.99]),
  plain("employer", [0.5, 0, 0.5], [0.1, 0, 0.9], [0.02, 0, 0.98]),
  plain("nationality", [0.985, 0, 0.015], [0.95, 0, 0.05], [0.5, 0, 0.5]),
  plain("ethnicity", [0.97, 0, 0.03], [0.93, 0, 0.07], [0.9, 0, 0.1]),
  plain("unique", [0.9, 0, 0.1], [0.04, 0, 0.96], [1e-6, 0, 0.999]),
];

/** Log-odds (base 2) from which a pair is the same, and down to which a human is asked. */
export const PERSON_THRESHOLDS = { same: 3, ask: -1.5 } as const;

/** How many other people of one's family or home there are. */
export const KIN_PER_PERSON = 3;
/** How much rarer it is that one register holds a person twice than that two registers do. */
export const REPEAT_IN_TABLE = 0.03;
