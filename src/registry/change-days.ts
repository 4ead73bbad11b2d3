/** On which coming days a condition may begin or cease to hold of a person. */
import { attributes } from "#vocabulary";
import type { ConditionFacts } from "./condition.ts";

const dateAttributes = attributes.filter((attribute) => attribute.kind === "person" && attribute.type === "date").map(({ name }) => name);
const DAY = /^\d{4}-\d\d-\d\d$/;

/** The day `count` days after an ISO day. */
export function dayAfter(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, date + count)).toISOString().slice(0, 10);
}

/**
 * The days after `asOf`, up to `last`, on which the condition has to be asked anew; on all others its answer is that of the day before. Time
 * enters a condition by age and by the day itself, which can only be compared: with the person's dates, and with days that it writes out.
 *
 * @param source the condition
 */
export function changeDays(source: string, facts: ConditionFacts, asOf: string, last: string): string[] {
  const days = new Set<string>();
  const add = (day: string | undefined) => {
    if (day !== undefined && DAY.test(day)) days.add(day);
  };
  for (const birthday of birthdays(facts.person.birthDate ?? "", asOf, last)) add(birthday);
  if (/\basOf\b/.test(source)) {
    const compared = [...dateAttributes.map((name) => facts.person[name] ?? ""), ...writtenDays(source)].filter((day) => DAY.test(day));
    // A day before or after turns true on the day itself, up to and including a day turns on the next.
    for (const day of compared) for (const turn of [day, dayAfter(day, 1)]) add(turn);
  }
  return [...days].filter((day) => day > asOf && day <= last).sort();
}

function writtenDays(source: string): string[] {
  return [...source.matchAll(/["'](\d{4}-\d\d-\d\d)["']/g)].map((match) => match[1] as string);
}

/** Days on which somebody's age changes; of whoever's month of birth alone is known, the days on which that month begins and ends. */
function birthdays(birthDate: string, asOf: string, last: string): string[] {
  const years = Array.from({ length: Number(last.slice(0, 4)) - Number(asOf.slice(0, 4)) + 1 }, (_, at) => Number(asOf.slice(0, 4)) + at);
  if (DAY.test(birthDate)) {
    // In common years somebody born on a 29 February is a year older on 1 March: `ageOn` compares months and days.
    return years.map((year) => dayAfter(`${year}-${birthDate.slice(5, 7)}-01`, Number(birthDate.slice(8)) - 1));
  }
  if (!/^\d{4}-\d\d$/.test(birthDate)) return [];
  return years.flatMap((year) => {
    const month = Number(birthDate.slice(5));
    const first = (at: number) => new Date(Date.UTC(year, at - 1, 1)).toISOString().slice(0, 10);
    return [first(month), first(month + 1)];
  });
}
