import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#access";
import { loadForms, readForm } from "#exchange";
import type { FormLayout } from "#exchange/contract";
import { departmentsFolder, sampleCommunity, sampleDay, sampleStore } from "../../tests/sample-community.ts";
import { answersFor, ownAnswers } from "./answers-for.ts";
import { dayAfter } from "./change-days.ts";
import { dropForm, keepForm, keptForms, readKeptForm, sayForWhom } from "./kept-forms.ts";
import { qualifyingFor } from "./qualifying.ts";

let store: Awaited<ReturnType<typeof sampleStore>>;
const worker: Actor = { name: "worker", role: "worker", purpose: "form" };
const scope = { communities: [Number(sampleCommunity)], actor: "worker", role: "worker", purpose: "form" };

beforeAll(async () => {
  store = await sampleStore();
});
afterAll(() => store?.close());

async function layoutOf(id: string): Promise<{ readonly layout: FormLayout; readonly where: string | null }> {
  const forms = await loadForms(departmentsFolder);
  const form = forms.find((each) => each.id === id);
  const layout = await readForm(form?.template ?? "", { forms });
  if (!layout.accepted || form === undefined) throw new Error(id);
  return { layout: layout.value, where: form.condition };
}

describe("who qualifies", () => {
  test("whoever will is not there the day before and is on the day; whoever ceases to, the other way round", async () => {
    const { layout } = await layoutOf("civil-affairs/old-age-allowance-roster");
    const where = "age >= 18 && age < 60";
    const found = await qualifyingFor(store.registry, worker, sampleCommunity, layout, { where, order: null, asOf: sampleDay, days: 366 });
    if (!found.accepted) throw new Error(found.refusal);
    const { now, soon } = found.value;
    expect(now.length).toBeGreaterThan(3);
    expect(soon.length).toBeGreaterThan(2);
    expect(soon.map((each) => each.from)).toEqual(soon.map((each) => each.from).sort());
    const on = async (asOf: string) => {
      const answered = await answersFor(store.registry, worker, sampleCommunity, layout, { where, asOf });
      return new Set(answered.accepted ? answered.value.answers.map((one) => one.element) : []);
    };
    expect(new Set(now.map((each) => each.element))).toEqual(await on(sampleDay));
    for (const { element, from = "" } of soon.slice(0, 4)) {
      expect([(await on(dayAfter(from, -1))).has(element), (await on(from)).has(element)]).toEqual([false, true]);
    }
    const leaving = now.filter((each) => each.until !== undefined);
    expect(leaving.length).toBeGreaterThan(0);
    for (const { element, until = "" } of leaving.slice(0, 3)) {
      expect([(await on(dayAfter(until, -1))).has(element), (await on(until)).has(element)]).toEqual([true, false]);
    }
  });

  test("everybody who was listed stands in the access record, and no number is told", async () => {
    const { layout, where } = await layoutOf("civil-affairs/old-age-allowance-roster");
    const found = await qualifyingFor(store.registry, worker, sampleCommunity, layout, { where, order: null, asOf: sampleDay, days: 90 });
    if (!found.accepted) throw new Error(found.refusal);
    // An element's id may end in digits that would be a telephone number's.
    expect(JSON.stringify(found.value)).not.toMatch(/(?<![\da-f-])(?:\d{17}[\dX]|1[3-9]\d{9})(?![\da-f])/);
    const [entry] = await store.store.transaction(scope, (tx) =>
      tx.query<{ ids: string[]; detail: string }>(
        "SELECT element_ids::text[] AS ids, detail FROM access_record WHERE action = 'qualify' ORDER BY id DESC LIMIT 1",
      ),
    );
    expect(entry?.ids.toSorted()).toEqual([...found.value.now, ...found.value.soon].map((each) => each.element).toSorted());
    expect(entry?.detail).toContain("高龄津贴");
  });

  test("a condition that is none is refused, and an office may not ask", async () => {
    const { layout } = await layoutOf("civil-affairs/old-age-allowance-roster");
    const request = { where: "age >=", order: null, asOf: sampleDay, days: 90 };
    expect(await qualifyingFor(store.registry, worker, sampleCommunity, layout, request)).toMatchObject({ refusal: "condition-invalid" });
    await expect(qualifyingFor(store.registry, { ...worker, role: "office" }, sampleCommunity, layout, request)).rejects.toThrow();
  });
});

describe("answers", () => {
  test("say where each value is kept, so that a missing one can be given", async () => {
    const { layout, where } = await layoutOf("civil-affairs/old-age-allowance-application");
    const answered = await answersFor(store.registry, worker, sampleCommunity, layout, { where: where ?? "", asOf: sampleDay });
    if (!answered.accepted) throw new Error(answered.refusal);
    const [one] = answered.value.answers;
    const sources = [...(one?.subject.values() ?? [])].flatMap(({ source }) => source ?? []);
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter(({ kind }) => kind === "person").every(({ element }) => element === one?.element)).toBe(true);
  });

  test("for a resident keep back the numbers of the family", async () => {
    const { layout } = await layoutOf("civil-affairs/minimum-living-allowance-application");
    const everybody = await answersFor(store.registry, worker, sampleCommunity, layout, { where: "householdSize > 2", asOf: sampleDay });
    if (!everybody.accepted) throw new Error(everybody.refusal);
    const family = everybody.value.answers.find((one) => one.members.some((member) => valuesOf(member).some(isIdNumber)));
    const person = family?.element ?? "";
    const self: Actor = { name: "resident", role: "resident", purpose: "self" };
    const own = await ownAnswers(store.registry, self, sampleCommunity, person, layout, sampleDay);
    if (!own.accepted) throw new Error(own.refusal);
    expect(valuesOf(own.value.subject).some(isIdNumber)).toBe(true);
    const members = own.value.members.flatMap(valuesOf);
    expect(members.length).toBeGreaterThan(0);
    expect(members.some(isIdNumber)).toBe(false);
    const { layout: roster } = await layoutOf("civil-affairs/old-age-allowance-roster");
    expect(await ownAnswers(store.registry, self, sampleCommunity, person, roster, sampleDay)).toMatchObject({
      refusal: "form-not-personal",
    });
  });
});

const valuesOf = (answers: ReadonlyMap<string, { readonly value: string }>) => [...answers.values()].map(({ value }) => value);
const isIdNumber = (value: string) => /^\d{17}[\dX]$/.test(value);

test("a community keeps a form once, says for whom it is, and drops it", async () => {
  const draft = { title: "残疾人两项补贴花名册", file: "两项补贴.xlsx", kind: "roster", department: "" } as const;
  const workbook = Buffer.from("a workbook");
  const kept = await keepForm(store.registry, worker, sampleCommunity, draft, workbook);
  expect((await keepForm(store.registry, worker, sampleCommunity, draft, workbook)).id).toBe(kept.id);
  expect(await readKeptForm(store.registry, worker, sampleCommunity, kept.id)).toMatchObject({ value: { workbook } });
  const say = (condition: string | null, version = 0) =>
    sayForWhom(store.registry, worker, sampleCommunity, kept.id, { condition, version }, "person");
  expect(await say("age >= ")).toMatchObject({ refusal: "condition-invalid" });
  const both = await Promise.all([say("age >= 60"), say("age >= 60")]);
  expect(both.map((it) => (it.accepted ? "" : it.refusal)).sort()).toEqual(["", "version-outdated"]);
  expect(await keptForms(store.registry, worker, sampleCommunity)).toMatchObject([
    { ...draft, condition: "age >= 60", addedBy: "worker", version: 1, changedBy: "worker" },
  ]);
  expect(await dropForm(store.registry, worker, sampleCommunity, kept.id)).toMatchObject({ accepted: true });
  expect(await dropForm(store.registry, worker, sampleCommunity, kept.id)).toMatchObject({ refusal: "form-unknown" });
  expect(await readKeptForm(store.registry, worker, sampleCommunity, kept.id)).toMatchObject({ refusal: "form-unknown" });
});
