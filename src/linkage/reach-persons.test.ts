import { describe, expect, it, test } from "vitest";
import { COMPARED_ATTRIBUTES } from "./compared-attributes.ts";
import type { KnownMention, LinkMention } from "./contract.ts";
import { explainPair } from "./explain.ts";
import { linkCommunity } from "./link-community.ts";
import { createRandom, makeWorld, USUAL_ERRORS } from "./made-up-world.ts";
import { reachPersons } from "./reach-persons.ts";

describe("the persons within reach of new records", () => {
  test.for([1, 2, 3])("are all whom linking everything joins with them or asks about, and few others (world %i)", (seed) => {
    const { mentions } = makeWorld(seed, 150, USUAL_ERRORS);
    const random = createRandom(seed);
    const tables = Math.max(...mentions.map(({ table }) => table)) + 1;
    const added = new Set(mentions.map(({ record }) => record).filter(() => random() < 0.02));
    // New records come in tables of their own.
    const isFresh = ({ record }: LinkMention) => added.has(record);
    const fresh = mentions.filter(isFresh).map((mention) => ({ ...mention, table: mention.table + tables }));
    const others = mentions.filter((mention) => !isFresh(mention));
    const before = linkCommunity(others, []);
    const known = others.flatMap((mention, at): KnownMention[] => {
      if (mention.kind === "person") return [{ element: String(before.clusters[at]), mention }];
      return mention.kind === "dwelling" ? [{ element: null, mention }] : [];
    });
    const all = linkCommunity([...fresh, ...others], []);
    const mustReach = new Set<string>();
    const note = (one: number, other: number) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      if (low < fresh.length && high >= fresh.length && fresh[low]?.kind === "person")
        mustReach.add(String(before.clusters[high - fresh.length]));
    };
    for (const group of Map.groupBy(all.clusters.keys(), (at) => all.clusters[at]).values())
      for (const one of group) if (one < fresh.length) for (const other of group) note(one, other);
    for (const { left, right } of all.reviews) note(left, right);
    const reached = reachPersons(before.knowledge, fresh, known);
    expect(mustReach.size).toBeGreaterThan(5);
    expect([...mustReach].filter((element) => !reached.has(element))).toEqual([]);
    expect(reached.size).toBeLessThan(1.3 * mustReach.size + 5);
  });

  it("reach those behind a door that a new record names without its estate", () => {
    const home = (record: number, values: Record<string, string>): LinkMention => ({
      ...{ kind: "dwelling", role: "subject", record, table: record, invalid: {} },
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]])),
    });
    const person = (record: number, name: string): LinkMention => ({
      ...{ kind: "person", role: "subject", record, table: record, invalid: {} },
      values: { name: [name] },
    });
    const door = { building: "1", unit: "2", room: "301" };
    const known: KnownMention[] = [
      { element: "behind", mention: person(1, "王秋云") },
      { element: null, mention: home(1, { address: "银杏苑1幢2单元301室", estate: "银杏苑", ...door }) },
      { element: "elsewhere", mention: person(2, "陈冬梅") },
      { element: null, mention: home(2, { address: "银杏苑1幢2单元302室", estate: "银杏苑", ...door, room: "302" }) },
    ];
    const { knowledge } = linkCommunity(
      known.map(({ mention }) => mention),
      [],
    );
    const fresh = [person(3, "李立"), home(3, { address: "1-2-301", ...door })];
    expect(reachPersons(knowledge, fresh, known)).toEqual(new Set(["behind"]));
  });
});

it("compares nothing of a person, or of the dwellings beside, but the compared attributes", () => {
  const read = new Set<string>();
  const watched = (values: LinkMention["values"]) =>
    new Proxy(values, {
      get: (target, name) => {
        read.add(String(name));
        return target[String(name)];
      },
    });
  const { mentions } = makeWorld(5, 60, USUAL_ERRORS);
  const seen = mentions.map((mention) =>
    mention.kind === "person" || mention.kind === "dwelling"
      ? { ...mention, values: watched(mention.values), invalid: watched(mention.invalid) }
      : mention,
  );
  linkCommunity(seen, []);
  const persons = seen.flatMap(({ kind }, at) => (kind === "person" ? [at] : []));
  explainPair(seen, persons[0] as number, persons[1] as number);
  expect(read.size).toBeGreaterThan(10);
  expect([...read].filter((name) => !COMPARED_ATTRIBUTES.includes(name))).toEqual([]);
});
