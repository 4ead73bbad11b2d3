/** A made-up community, whole and true: everything else here is told by departments about it, more or less well. */
import { addCircumstances } from "./circumstances.ts";
import { buildDwellings } from "./dwellings.ts";
import { addForeigners } from "./foreigners.ts";
import { addHardCases } from "./hard-cases.ts";
import { addLocalFamily, addMigrants } from "./households.ts";
import { addOrganisations } from "./organisations.ts";
import type { Nursery } from "./people.ts";
import { randomOf } from "./random.ts";
import { settle } from "./settle.ts";
import type { Locality, World } from "./world-shape.ts";

export interface WorldOptions {
  /** The day on which the truth holds. */
  readonly today?: string;
  readonly locality?: Locality;
  /** Shares of permanent, migrant and foreign people; need not add up to 1. */
  readonly shares?: readonly [permanent: number, migrant: number, foreign: number];
}

/** A place that does not exist: the division code is not given out. */
export const SAMPLE_LOCALITY: Locality = {
  code: "330782099001",
  province: "浙江省",
  city: "金华市",
  county: "义乌市",
  township: "柳溪街道",
  community: "青枫社区",
};
export const SAMPLE_TODAY = "2025-06-30";

/**
 * Makes a community of about `size` people. Equal arguments give equal worlds, on every machine.
 * @param size at least 30; families are never split, so a few people more may come.
 */
export function generateWorld(seed: number, size: number, options: WorldOptions = {}): World {
  const random = randomOf(`weinao world ${seed}`);
  const locality = options.locality ?? SAMPLE_LOCALITY;
  const nursery: Nursery = {
    random: random.fork("people"),
    today: options.today ?? SAMPLE_TODAY,
    locality,
    persons: [],
    households: [],
    documents: new Set(),
    phones: new Set(),
  };
  const [permanent, migrant, foreign] = options.shares ?? [0.66, 0.24, 0.1];
  const total = permanent + migrant + foreign;
  const counts = { permanent: 0, migrant: 0, foreign: 0 };
  while (nursery.persons.length < size) {
    const wanted = nursery.persons.length + 1;
    const kinds = [
      ["foreign", foreign],
      ["migrant", migrant],
      ["permanent", permanent],
    ] as const;
    const [kind] = kinds.find(([each, share]) => counts[each] < (wanted * share) / total) ?? kinds[2];
    const household = kind === "foreign" ? addForeigners(nursery) : kind === "migrant" ? addMigrants(nursery) : addLocalFamily(nursery);
    counts[kind] += household.members.length;
  }
  const { estates, dwellings } = buildDwellings(random.fork("dwellings"), Math.ceil(nursery.households.length * 1.35) + 20);
  settle(nursery, dwellings);
  addHardCases(nursery);
  addCircumstances(nursery);
  const organisations = addOrganisations(nursery, dwellings, Math.max(12, Math.round(size / 14)));
  return {
    seed,
    today: nursery.today,
    locality,
    estates,
    dwellings,
    households: nursery.households,
    persons: nursery.persons,
    organisations,
  };
}
