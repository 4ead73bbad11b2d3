import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ageOn, isDay } from "./calendar.ts";
import { idCheckDigit, luhnDigit, shortIdOf } from "./identifiers.ts";
import { generateWorld } from "./world.ts";

const worlds = fc.record({ seed: fc.integer({ min: 0, max: 1_000_000 }), size: fc.integer({ min: 60, max: 400 }) });

describe("generateWorld", () => {
  it("follows from its arguments alone", () => {
    const told = (seed: number) =>
      generateWorld(seed, 120).persons.map((person) => [
        person.name,
        person.foreignName,
        person.idNumber,
        person.phone,
        person.registeredAddress,
      ]);
    expect(told(5)).toEqual(told(5));
    expect(told(5)).not.toEqual(told(6));
  });

  it("gives everybody identifiers that hold and are theirs alone", () => {
    fc.assert(
      fc.property(worlds, ({ seed, size }) => {
        const { persons } = generateWorld(seed, size);
        expect(persons.length).toBeGreaterThanOrEqual(size);
        const numbers = persons.map((person) => person.idNumber).filter((number) => number !== "");
        expect(new Set(numbers).size).toBe(numbers.length);
        for (const person of persons) {
          expect(isDay(person.birthDate)).toBe(true);
          if (person.idType === "111") {
            expect(person.idNumber).toMatch(/^\d{17}[\dX]$/);
            expect(person.idNumber.slice(6, 14)).toBe(person.birthDate.replaceAll("-", ""));
            expect(Number(person.idNumber[16]) % 2).toBe(person.sex === "1" ? 1 : 0);
            expect(person.idNumber[17]).toBe(idCheckDigit(person.idNumber.slice(0, 17)));
            expect(shortIdOf(person.idNumber)).toHaveLength(15);
          }
          const account = person.facts.allowance?.account;
          if (account) expect(account.at(-1)).toBe(luhnDigit(account.slice(0, -1)));
        }
      }),
      { numRuns: 25 },
    );
  });

  it("makes families that can be", () => {
    fc.assert(
      fc.property(worlds, ({ seed, size }) => {
        const { persons, households, today } = generateWorld(seed, size);
        for (const household of households) {
          expect(household.members[0]?.relationToHead).toBe("01");
          const names = household.members.map((person) => person.name + person.foreignName);
          expect(new Set(names).size, names.join()).toBe(names.length);
        }
        for (const person of persons) {
          expect(ageOn(person.birthDate, today)).toBeGreaterThanOrEqual(0);
          for (const parent of [person.father, person.mother])
            if (parent) expect(ageOn(parent.birthDate, person.birthDate)).toBeGreaterThan(14);
          if (person.twin)
            expect([person.twin.twin, person.twin.birthDate, person.twin.idNumber === person.idNumber]).toEqual([
              person,
              person.birthDate,
              false,
            ]);
          if (person.deathDate) expect(person.deathDate < today).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("houses everybody, and lets no home without an owner", () => {
    fc.assert(
      fc.property(worlds, ({ seed, size }) => {
        const { dwellings, households } = generateWorld(seed, size);
        for (const household of households) {
          expect(household.dwelling !== null || household.kind === "permanent").toBe(true);
          if (household.dwelling) expect(household.dwelling.households).toContain(household);
        }
        for (const dwelling of dwellings) if (dwelling.usage === "出租") expect(dwelling.owner).not.toBeNull();
        const places = dwellings.map((dwelling) => [dwelling.estate, dwelling.building, dwelling.unit, dwelling.room].join("/"));
        expect(new Set(places).size).toBe(places.length);
      }),
      { numRuns: 25 },
    );
  });

  it("holds the hard cases from 300 people on", () => {
    const { persons, households } = generateWorld(3, 300);
    const count = (holds: (person: (typeof persons)[number]) => boolean) => persons.filter(holds).length;
    expect(count((person) => person.twin !== null)).toBeGreaterThanOrEqual(2);
    expect(count((person) => person.formerName !== "")).toBeGreaterThan(0);
    expect(count((person) => person.oldPassport !== "")).toBeGreaterThan(0);
    expect(count((person) => person.father?.phone === person.phone && person.phone !== "")).toBeGreaterThan(0);
    expect(households.some((household) => household.second)).toBe(true);
    expect(households.some((household) => household.former)).toBe(true);
    const alike = [...Map.groupBy(persons, (person) => person.name)].filter(([name, bearers]) => name !== "" && bearers.length > 1);
    expect(alike.some(([, bearers]) => bearers[0]?.household.dwelling?.building === bearers[1]?.household.dwelling?.building)).toBe(true);
  });
});
