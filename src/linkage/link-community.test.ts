import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommunityLinks, LinkMention, PairDecision } from "./contract.ts";
import { linkCommunity } from "./link-community.ts";
import { createRandom, type ErrorRates, makeWorld, USUAL_ERRORS } from "./made-up-world.ts";

/** The partition as a text that does not depend on cluster numbers: which original mentions stand together. */
function partition(links: CommunityLinks, originalOf: readonly number[]): string {
  const groups = new Map<number, number[]>();
  links.clusters.forEach((cluster, index) => {
    groups.set(cluster, [...(groups.get(cluster) ?? []), originalOf[index] as number]);
  });
  return [...groups.values()]
    .map((group) => group.sort((a, b) => a - b).join(" "))
    .sort()
    .join("\n");
}

function shuffled(count: number, seed: number): number[] {
  const random = createRandom(seed);
  const order = Array.from({ length: count }, (_, index) => index);
  for (let index = count - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [order[index], order[other]] = [order[other] as number, order[index] as number];
  }
  return order;
}

/** Precision and recall over pairs of mentions of a kind. */
function measure(
  mentions: readonly LinkMention[],
  truth: readonly string[],
  links: CommunityLinks,
  kind: LinkMention["kind"],
): { precision: number; recall: number } {
  const count = <T>(keys: readonly T[]): number => {
    const sizes = new Map<T, number>();
    for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
    return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  };
  const chosen = mentions.map((_, index) => index).filter((index) => mentions[index]?.kind === kind);
  const both = count(chosen.map((index) => `${truth[index]} ${links.clusters[index]}`));
  return {
    precision: both / count(chosen.map((index) => links.clusters[index])),
    recall: both / count(chosen.map((index) => truth[index])),
  };
}

const NO_ERRORS: ErrorRates = {
  nameTypo: 0,
  idMissing: 0,
  idSlip: 0,
  idLost: 0,
  birthWrong: 0,
  birthMissing: 0,
  phoneOther: 0,
  duplicate: 0,
};

function person(values: Record<string, string>, record: number, table = 0, role: LinkMention["role"] = "subject"): LinkMention {
  return {
    kind: "person",
    role,
    record,
    table,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]])),
    invalid: {},
  };
}

describe("linkCommunity", () => {
  it("links nothing to nothing", () => {
    const links = linkCommunity([], []);
    expect(links.clusters.length).toBe(0);
    expect(links.reviews).toEqual([]);
  });

  it("finds who is who in made-up communities with the usual errors", () => {
    for (const seed of [101, 202]) {
      const { mentions, truth } = makeWorld(seed, 1000);
      const links = linkCommunity(mentions, []);
      const persons = measure(mentions, truth, links, "person");
      expect(persons.precision).toBeGreaterThan(0.997);
      expect(persons.recall).toBeGreaterThan(0.985);
      expect(measure(mentions, truth, links, "household")).toEqual({ precision: 1, recall: 1 });
      expect(measure(mentions, truth, links, "dwelling")).toEqual({ precision: 1, recall: 1 });
    }
  });

  it.each<[string, Partial<ErrorRates>]>([
    ["slips in names", { nameTypo: 0.3 }],
    ["missing numbers", { idMissing: 0.4 }],
    ["slips in numbers", { idSlip: 0.3 }],
    ["numbers that lost digits", { idLost: 0.4 }],
    ["wrong birth dates", { birthWrong: 0.3 }],
    ["missing birth dates", { birthMissing: 0.5 }],
    ["changed phones", { phoneOther: 0.5 }],
    ["repeated rows", { duplicate: 0.2 }],
  ])("keeps the truth recoverable under %s", (_, errors) => {
    const { mentions, truth } = makeWorld(7, 600, { ...NO_ERRORS, ...errors });
    const persons = measure(mentions, truth, linkCommunity(mentions, []), "person");
    expect(persons.precision).toBeGreaterThan(0.995);
    expect(persons.recall).toBeGreaterThan(0.96);
  });

  it("does not depend on the order of mentions", () => {
    const { mentions } = makeWorld(3, 350, { ...USUAL_ERRORS, nameTypo: 0.2, idMissing: 0.3 });
    const identity = mentions.map((_, index) => index);
    const expected = partition(linkCommunity(mentions, []), identity);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const order = shuffled(mentions.length, seed);
        const links = linkCommunity(
          order.map((index) => mentions[index] as LinkMention),
          [],
        );
        expect(partition(links, order)).toBe(expected);
      }),
      { numRuns: 4 },
    );
  });

  it("says the same twice, to the byte", () => {
    const { mentions } = makeWorld(4, 300);
    const say = (): string => {
      const links = linkCommunity(mentions, []);
      return JSON.stringify([[...links.clusters], links.reasons, links.reviews, [...links.completed]]);
    };
    expect(say()).toBe(say());
  });

  it("puts every mention into one cluster of its own kind", () => {
    const { mentions } = makeWorld(5, 300);
    const { clusters, reasons } = linkCommunity(mentions, []);
    expect(clusters.length).toBe(mentions.length);
    expect(reasons.length).toBe(mentions.length);
    const kindOf = new Map<number, string>();
    clusters.forEach((cluster, index) => {
      expect(cluster).toBeGreaterThanOrEqual(0);
      const kind = (mentions[index] as LinkMention).kind;
      expect(kindOf.get(cluster) ?? kind).toBe(kind);
      kindOf.set(cluster, kind);
    });
  });

  it("honours every decision, whatever the scores say", () => {
    const { mentions } = makeWorld(6, 300);
    const ofKind = (kind: string): number[] => mentions.flatMap((mention, index) => (mention.kind === kind ? [index] : []));
    const pools = { person: ofKind("person"), household: ofKind("household"), dwelling: ofKind("dwelling") };
    fc.assert(
      fc.property(fc.constantFrom("person", "household", "dwelling"), fc.nat(), fc.nat(), fc.boolean(), (kind, one, other, same) => {
        const pool = pools[kind];
        const left = pool[one % pool.length] as number;
        const right = pool[other % pool.length] as number;
        fc.pre(left !== right);
        const decisions: PairDecision[] = [{ left, right, same }];
        const { clusters } = linkCommunity(mentions, decisions);
        expect(clusters[left] === clusters[right]).toBe(same);
      }),
      { numRuns: 12 },
    );
  });

  it("parts what it joined when a human says so, and joins again when that is taken back", () => {
    const mentions = [
      person({ name: "高惠云", idNumber: "330782197701233888" }, 1),
      person({ name: "高惠云", idNumber: "330782197701233888" }, 2, 1),
    ];
    const before = linkCommunity(mentions, []).clusters;
    expect(before[0]).toBe(before[1]);
    const parted = linkCommunity(mentions, [{ left: 0, right: 1, same: false }]).clusters;
    expect(parted[0]).not.toBe(parted[1]);
    expect([...linkCommunity(mentions, []).clusters]).toEqual([...before]);
  });

  it("takes whatever it is given", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom(
        "",
        "张伟",
        "王",
        "330725197807020875",
        "33072519780702????",
        "A1",
        "1990-02",
        "1990-13-45",
        "13800000000",
        "1-2-101",
      ),
    );
    const values = fc.dictionary(
      fc.constantFrom(
        "name",
        "formerName",
        "foreignName",
        "idNumber",
        "birthDate",
        "phone",
        "sex",
        "address",
        "room",
        "estate",
        "householdNumber",
        "headIdNumber",
        "creditCode",
      ),
      fc.array(text, { maxLength: 3 }),
      { maxKeys: 5 },
    );
    const mention: fc.Arbitrary<LinkMention> = fc.record({
      kind: fc.constantFrom("person", "household", "dwelling", "organisation"),
      role: fc.constantFrom("subject", "landlord", "householdHead", "registered", "legalRepresentative"),
      record: fc.integer({ min: 0, max: 9 }),
      table: fc.integer({ min: 0, max: 2 }),
      values,
      invalid: values,
    });
    fc.assert(
      fc.property(fc.array(mention, { maxLength: 25 }), (mentions) => {
        const { clusters, reviews } = linkCommunity(mentions, []);
        expect([...clusters].every((cluster) => cluster >= 0 && cluster < mentions.length)).toBe(true);
        for (const { left, right } of reviews) expect(clusters[left]).not.toBe(clusters[right]);
      }),
      { numRuns: 300 },
    );
  });

  it("does not ask again what a human has parted", () => {
    const { mentions } = makeWorld(9, 400, { ...USUAL_ERRORS, nameTypo: 0.3, idMissing: 0.5, birthWrong: 0.2 });
    const before = linkCommunity(mentions, []);
    expect(before.reviews.length).toBeGreaterThan(0);
    const { left, right } = before.reviews[0] as CommunityLinks["reviews"][number];
    const after = linkCommunity(mentions, [{ left, right, same: false }]);
    const asked = after.reviews.map((pair) => [after.clusters[pair.left], after.clusters[pair.right]].sort().join());
    expect(asked).not.toContain([after.clusters[left], after.clusters[right]].sort().join());
  });

  it("never gives one person two valid numbers", () => {
    const { mentions } = makeWorld(8, 500, { ...USUAL_ERRORS, nameTypo: 0.3, idMissing: 0.3, phoneOther: 0.3 });
    const { clusters } = linkCommunity(mentions, []);
    const numbers = new Map<number, Set<string>>();
    mentions.forEach((mention, index) => {
      if (mention.kind !== "person") return;
      for (const number of mention.values.idNumber ?? []) {
        const cluster = clusters[index] as number;
        numbers.set(cluster, (numbers.get(cluster) ?? new Set()).add(number));
      }
    });
    expect([...numbers.values()].filter((set) => set.size > 1)).toEqual([]);
  });

  it("completes an address without estate by where the person of the row lives", () => {
    const dwelling = (values: Record<string, string>, record: number, table: number): LinkMention => ({
      ...person(values, record, table),
      kind: "dwelling",
    });
    const at = (estate: string): Record<string, string> => ({
      address: `${estate}3幢2单元501室`,
      estate,
      building: "3",
      unit: "2",
      room: "501",
    });
    const mentions = [
      person({ name: "蒋寿贵", idNumber: "33072519410103995X" }, 1),
      dwelling(at("永胜花园"), 1, 0),
      person({ name: "章峰国", idNumber: "330725197807020875" }, 2),
      dwelling(at("金村小区"), 2, 0),
      person({ name: "蒋寿贵", idNumber: "33072519410103995X" }, 3, 1),
      dwelling({ address: "3-2-501", building: "3", unit: "2", room: "501" }, 3, 1),
    ];
    const links = linkCommunity(mentions, []);
    expect(links.completed.get(5)).toEqual({ estate: "永胜花园", building: "3", unit: "2", room: "501" });
    expect(links.clusters[5]).toBe(links.clusters[1]);
    expect(links.clusters[5]).not.toBe(links.clusters[3]);
  });

  it("asks nothing of two whose numbers both hold: neither is the other's sister mistyped", () => {
    const home = { address: "永胜花园3幢2单元501室", estate: "永胜花园", building: "3", unit: "2", room: "501" };
    const sister = { name: "黄子可", birthDate: "2015-04-06", sex: "2" };
    const mentions: LinkMention[] = [
      person({ name: "黄子依", idNumber: "330782201504060024", birthDate: "2015-04-06", sex: "2" }, 1),
      { ...person(home, 1), kind: "dwelling" },
      person({ ...sister, phone: "13905790311" }, 2, 1),
      { ...person(home, 2, 1), kind: "dwelling" },
    ];
    const persons = (links: ReturnType<typeof linkCommunity>) => links.reviews.filter(({ left }) => mentions[left]?.kind === "person");
    expect(persons(linkCommunity(mentions, []))).toHaveLength(1);
    mentions.push(person({ ...sister, idNumber: "330782201504060040", phone: "13905790311" }, 3, 2));
    const links = linkCommunity(mentions, []);
    expect(links.clusters[4]).toBe(links.clusters[2]);
    expect(persons(links)).toEqual([]);
  });

  it("takes a household without number for its head's, and knows an organisation by a code with a slip", () => {
    const mentions: LinkMention[] = [
      person({ name: "吴明华", idNumber: "330725197406112218", relationToHead: "02", householdNumber: "070084531" }, 1),
      { ...person({ householdNumber: "070084531" }, 1), kind: "household" },
      person({ name: "吴明华", idNumber: "330725197406112218" }, 2, 1, "householdHead"),
      { ...person({ headIdNumber: "330725197406112218" }, 2, 1), kind: "household" },
      {
        ...person({ name: "义乌市鑫隆宾馆", creditCode: "92330782MA2U4D006J", address: "永胜花园4幢4号店面" }, 3, 2),
        kind: "organisation",
      },
      {
        ...person({ name: "鑫龙宾馆", address: "永胜花园4幢4号店面" }, 4, 3),
        kind: "organisation",
        invalid: { creditCode: ["92330782MA2U4D004J"] },
      },
      { ...person({ name: "义乌市宏达烧烤店", creditCode: "92330782MA2NWGRDYT" }, 5, 2), kind: "organisation" },
    ];
    const { clusters } = linkCommunity(mentions, []);
    expect(clusters[1]).toBe(clusters[3]);
    expect(clusters[4]).toBe(clusters[5]);
    expect(clusters[6]).not.toBe(clusters[4]);
  });
});
