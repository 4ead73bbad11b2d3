import { describe, expect, test } from "vitest";
import type { MentionRole } from "#vocabulary/contract";
import { authorityTable } from "./authority.ts";
import { relationsFrom } from "./build-relations.ts";
import type { MentionInHand, TableInHand } from "./in-hand.ts";
import type { ValueVisitor } from "./mention-page.ts";

const rules = { default: [], attributes: {}, roles: { subject: 1, tenant: 1, owner: 0.6, landlord: 0.6, registered: 0.5 }, authority: 60 };
const authority = authorityTable([], rules as never);

function table(id: string, asOf: string | null): TableInHand {
  return {
    id,
    deliveryId: id,
    file: `${id}.csv`,
    sheet: "",
    register: null,
    source: id,
    asOf,
    receivedOn: "2025-06-30",
    current: true,
    headers: [],
    rows: new Map(),
  } as TableInHand;
}

let next = 0;
function mention(record: string, at: TableInHand, kind: "person" | "dwelling", role: MentionRole, element: string): MentionInHand {
  next += 1;
  return {
    id: `m${next}`,
    recordId: record,
    ordinal: next,
    kind,
    role,
    table: at,
    row: 2,
    values: {},
    eachValue: () => undefined,
    nowElementId: element,
    method: "",
    weight: 0,
  } as unknown as MentionInHand;
}

const build = (records: MentionInHand[][]) =>
  [...new Set(records.flat().map((it) => it.nowElementId))].flatMap((element) =>
    relationsFrom(
      element,
      records.filter((record) => record.some((it) => it.nowElementId === element)),
      authority,
    ),
  );

describe("relationsFrom", () => {
  test("of two homes of equal standing the later stated is where somebody lives", () => {
    const [old, recent] = [table("old", "2021-05"), table("recent", "2025-03")];
    const built = build([
      [mention("r1", old, "person", "subject", "P"), mention("r1", old, "dwelling", "subject", "A")],
      [mention("r2", recent, "person", "subject", "P"), mention("r2", recent, "dwelling", "subject", "B")],
    ]);
    expect(built.filter((it) => it.relation === "livesIn").map((it) => [it.to, it.preferred])).toEqual([
      ["B", true],
      ["A", false],
    ]);
  });

  test("who lets a home does not live there, and stays its landlord though another row only calls them the owner", () => {
    const [ledger, rental, list] = [table("ledger", "2025-06"), table("rental", "2025-05"), table("list", "2025-06")];
    const built = build([
      [mention("r1", ledger, "dwelling", "subject", "A"), mention("r1", ledger, "person", "owner", "P")],
      [
        mention("r2", rental, "dwelling", "subject", "A"),
        mention("r2", rental, "person", "landlord", "P"),
        mention("r2", rental, "person", "tenant", "T"),
      ],
      [mention("r3", list, "person", "subject", "P"), mention("r3", list, "dwelling", "subject", "A")],
    ]);
    expect(built.find((it) => it.relation === "owns")).toMatchObject({ from: "P", to: "A", detail: "landlord" });
    expect(built.filter((it) => it.relation === "livesIn").map((it) => [it.from, it.preferred])).toEqual([
      ["P", false],
      ["T", true],
    ]);
  });

  test("a relation holds since the day of arrival, where that is a day", () => {
    const since = (value: string, valid: boolean) => {
      const person = {
        ...mention("r1", table("a", null), "person", "subject", "P"),
        eachValue: (visit: ValueVisitor) => visit("arrivalDate", value, valid, 1, 0),
      };
      return build([[person as MentionInHand, mention("r1", table("a", null), "dwelling", "subject", "A")]])[0]?.validFrom;
    };
    expect(since("2021-02-03", true)).toBe("2021-02-03");
    expect([since("2021-02", true), since("2021-02-30", false)]).toEqual([null, null]);
  });

  test("a replaced delivery states nothing any more", () => {
    const gone = { ...table("gone", "2025"), current: false };
    expect(build([[mention("r1", gone, "person", "subject", "P"), mention("r1", gone, "dwelling", "subject", "A")]])).toEqual([]);
  });
});
