import { expect, it } from "vitest";
import type { BuiltElement } from "./build-elements.ts";
import type { Choice, Claim } from "./choose-golden.ts";
import type { ChoiceReason } from "./contract.ts";
import { goldenDocument, type PackedGolden, unpackGolden } from "./golden-document.ts";

const mentions = ["01a20ab2-0000-7000-8000-000000000001", "01a20ab2-0000-7000-8000-000000000002"] as const;

function choice(value: string, mentionId: string, more: { reason?: ChoiceReason; disputed?: boolean; derived?: boolean } = {}): Choice {
  const claim: Claim = {
    value,
    valid: true,
    derived: more.derived ?? false,
    plausible: true,
    source: "",
    authority: 50,
    asOf: "",
    mentionId,
    column: 3,
    position: 0,
  };
  const golden = { value, valid: true, claims: [claim], reason: more.reason ?? "only-value" };
  return { golden, others: [], disputed: more.disputed ?? false };
}

const element: BuiltElement = {
  id: "01a20ab2-0000-7000-8000-00000000000f",
  kind: "person",
  current: true,
  mentionIds: mentions,
  choices: new Map([
    ["name", choice("王云", mentions[0])],
    ["sex", choice("2", mentions[1], { derived: true, reason: "authority" })],
    ["idNumber", choice("330725197504289640", mentions[1], { reason: "agreement", disputed: true })],
    ["education", { golden: null, others: [], disputed: false }],
  ]),
  statements: null,
};

it("keeps each value's origin and reason, and keeps identifiers apart", () => {
  const stored = goldenDocument(element);
  const golden = JSON.parse(stored.golden) as PackedGolden;
  expect(stored.identifiers).toEqual({ idNumber: "330725197504289640" });
  expect(stored.golden).not.toContain("330725197504289640");
  expect(golden.name).toEqual(["王云", 0, 3]);
  expect(unpackGolden(golden, element.mentionIds.join(" "))).toEqual({
    name: { v: "王云", r: "only-value", m: mentions[0], c: 3 },
    sex: { v: "2", r: "authority", m: mentions[1], c: 3, x: 1 },
    idNumber: { r: "agreement", m: mentions[1], c: 3, d: 1 },
  });
});
