import { expect, test } from "vitest";
import type { ElementKind } from "#vocabulary/contract";
import { carryDecisions } from "./carry-decisions.ts";
import type { MentionInHand } from "./in-hand.ts";

let next = 0;
function mention(deliveryId: string, row: number, values: Record<string, string>, sheet = "", kind: ElementKind = "person"): MentionInHand {
  next += 1;
  const table = {
    id: deliveryId,
    deliveryId,
    file: "甲.csv",
    sheet,
    register: null,
    source: "",
    asOf: null,
    receivedOn: "",
    current: true,
    headers: [],
    rows: new Map(),
  };
  const stated = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [{ value, valid: true, column: 0 }]]));
  return {
    id: `m${next}`,
    recordId: `r${next}`,
    ordinal: 0,
    kind,
    role: "subject",
    table,
    row,
    values: stated,
    eachValue: () => undefined,
    eachDwelling: () => undefined,
    texts: () => ({}),
    elementId: null,
    nowElementId: "",
    method: "",
    weight: 0,
  };
}

const other = mention("else", 2, { name: "周桂花" });
const old = mention("v1", 2, { name: "王菊香", phone: "1" });
const different = [{ left: 1, right: 0, same: false }];
const versions = new Map([["v1", "v2"]]);
const carried = (...newer: MentionInHand[]) => carryDecisions([other, old, ...newer], different, versions).slice(1);

test("the word goes over to the row that says the same, wherever it stands now", () => {
  expect(carried(mention("v2", 2, { name: "李大福" }), mention("v2", 9, { name: "王菊香", phone: "1" }))).toEqual([
    { left: 3, right: 0, same: false },
  ]);
});

test("a mended value is still the row; another name, sheet or kind is not", () => {
  expect(carried(mention("v2", 2, { name: "王菊香", phone: "2" }))).toHaveLength(1);
  expect(carried(mention("v2", 2, { name: "王菊", phone: "1" }))).toEqual([]);
  expect(carried(mention("v2", 2, { name: "王菊香", phone: "1" }, "表二"))).toEqual([]);
  expect(carried(mention("v2", 2, { name: "王菊香" }, "", "organisation"))).toEqual([]);
});

test("of two that are alike the one in the same row is meant; two elsewhere are nobody's guess", () => {
  const alike = { name: "王菊香", phone: "1" };
  expect(carried(mention("v2", 5, alike), mention("v2", 2, alike))).toEqual([{ left: 3, right: 0, same: false }]);
  expect(carried(mention("v2", 5, alike), mention("v2", 6, alike))).toEqual([]);
});

test("from version to version, and between two files that were both corrected", () => {
  const mentions = [
    mention("a1", 2, { name: "王菊香" }),
    mention("b1", 2, { name: "周桂花" }),
    mention("a2", 2, { name: "王菊香" }),
    mention("a3", 2, { name: "王菊香" }),
    mention("b2", 2, { name: "周桂花" }),
  ];
  const chains = new Map([
    ["a1", "a2"],
    ["a2", "a3"],
    ["b1", "b2"],
  ]);
  expect(carryDecisions(mentions, [{ left: 0, right: 1, same: true }], chains)).toHaveLength(6);
  // A word about the new rows comes first.
  const said = [
    { left: 0, right: 1, same: true },
    { left: 3, right: 4, same: false },
  ];
  expect(carryDecisions(mentions, said, chains).filter((it) => it.left === 3 && it.right === 4)).toEqual([said[1]]);
  expect(carryDecisions(mentions, said, new Map())).toEqual(said);
});
