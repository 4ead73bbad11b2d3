import { expect, test } from "vitest";
import type { Resolution } from "#registry";
import { ExitCode } from "./exit-code.ts";
import { argumentsOf, run } from "./testing.ts";

const person = {
  elementId: "01900000-0000-7000-8000-000000000001",
  outcome: "same",
  weight: 21.3,
  probability: 0.9999,
  comparisons: [],
  notes: [],
  sentences: { zh: ["姓名相同（+11）。"], en: ["The names are the same (+11)."] },
} as const;

function world(answer: Resolution) {
  return {
    operations: {
      communities: async () => ["330782002014"],
      resolveRecord: async () => ({ accepted: true as const, value: answer }),
      findElements: async () => [{ id: person.elementId, kind: "person" as const, title: "王菊香", hint: "1936" }],
    },
  };
}

test("a known person is named with the reasons, and the record is passed on as it was typed", async () => {
  const ran = await run(["resolve", "--name", "王菊香", "--birth-date", "1936.3.14", "--address", "青枫花园4-3-202"], {
    ...world({ outcome: "known", persons: [person] }),
    environment: { WEINAO_PURPOSE: "入户走访" },
  });
  expect(ran.exitCode).toBe(ExitCode.ok);
  expect(ran.out).toContain("王菊香");
  expect(ran.out).toContain("The names are the same");
  expect(argumentsOf(ran, "resolveRecord")).toEqual([
    expect.objectContaining({ purpose: "入户走访" }),
    "330782002014",
    { person: { name: "王菊香", birthDate: "1936.3.14" }, address: "青枫花园4-3-202", today: "2025-06-30" },
  ]);
});

test("the exit code tells a script whether the person is known", async () => {
  const unknown = await run(["resolve", "--name", "赵无名", "--json"], world({ outcome: "unknown", persons: [] }));
  expect(unknown.exitCode).toBe(ExitCode.notFound);
  expect(JSON.parse(unknown.out)).toMatchObject({ ok: true, outcome: "unknown", persons: [] });
  const asked = await run(["resolve", "--name", "王菊香"], world({ outcome: "ask", persons: [{ ...person, outcome: "ask" }] }));
  expect(asked.exitCode).toBe(ExitCode.ambiguous);
});

test("without a purpose the worker is told that numbers are masked; a record that says nothing is refused", async () => {
  const masked = await run(["resolve", "--name", "王菊香"], world({ outcome: "known", persons: [person] }));
  expect(masked.err).toContain("purpose");
  const operations = {
    communities: async () => ["330782002014"],
    resolveRecord: async () => ({ accepted: false as const, refusal: "record-empty", detail: "" }),
  };
  expect((await run(["resolve"], { operations })).exitCode).toBe(ExitCode.usage);
});
