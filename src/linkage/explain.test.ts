import { expect, it } from "vitest";
import type { LinkMention } from "./contract.ts";
import { explainPair } from "./explain.ts";

const HOME = { address: "永胜花园3幢2单元501室", estate: "永胜花园", building: "3", unit: "2", room: "501" };

function mention(
  kind: LinkMention["kind"],
  role: LinkMention["role"],
  record: number,
  values: Readonly<Record<string, string>>,
): LinkMention {
  return {
    kind,
    role,
    record,
    table: record,
    values: Object.fromEntries(Object.entries(values).map(([name, it]) => [name, [it]])),
    invalid: {},
  };
}

it("shows the home of the row where a person's own mention tells none: that is what was compared", () => {
  const mentions = [
    mention("person", "subject", 1, { name: "章峰国", idNumber: "330725197807020875", address: HOME.address }),
    mention("dwelling", "subject", 1, HOME),
    mention("person", "guardian", 2, { name: "章峰国" }),
    mention("dwelling", "registered", 2, {
      ...HOME,
      address: "金村小区1幢1单元101室",
      estate: "金村小区",
      building: "1",
      unit: "1",
      room: "101",
    }),
    mention("dwelling", "subject", 2, HOME),
  ];
  const home = explainPair(mentions, 0, 2).comparisons.find(({ attribute }) => attribute === "home");
  expect(home).toMatchObject({ left: HOME.address, right: HOME.address, level: "same" });
});
