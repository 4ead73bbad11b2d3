/** Keys under which a person is found again though the name or the birth date was written with a slip. */
import { type StandardName, standardiseName } from "./compare-name.ts";

/** Most standard forms kept; names repeat, and a name's sound takes longer than looking it up. */
const KEPT_MAX = 50_000;
const kept = new Map<string, StandardName>();

function standardOf(name: string): StandardName {
  const known = kept.get(name);
  if (known) return known;
  if (kept.size >= KEPT_MAX) kept.clear();
  const standard = standardiseName(name);
  kept.set(name, standard);
  return standard;
}

/** A name as linkage writes it: spellings that are the same name share it. */
export function nameKey(text: string): string {
  return standardOf(text).key;
}

/** What one key of everybody with this name (as {@link nameKey} writes it) and a whole birth date begins with, and nobody else's. */
export function bearersPrefix(name: string): string {
  return `~y${name}|`;
}

/**
 * Four keys for each name and whole birth date, which survive, in this order: a slip in the given name (homophones and look-alikes of the
 * surname included), a slip in the surname, one in month or day, one in the year. They hold names and dates only, never a document number.
 *
 * @param births ISO dates; those without a day give no keys
 */
export function personKeys(names: Iterable<string>, births: Iterable<string>): string[] {
  const days: string[] = [];
  for (const birth of births) if (WHOLE_DAY.test(birth)) days.push(`${birth.slice(0, 4)}${birth.slice(5, 7)}${birth.slice(8)}`);
  if (days.length === 0) return [];
  const keys = new Set<string>();
  for (const text of names) {
    const { key, surnameSound, endSound } = standardOf(text);
    if (key === "") continue;
    for (const day of days) {
      keys.add(`~s${surnameSound}${day}`);
      keys.add(`~e${endSound}${day}`);
      keys.add(`${bearersPrefix(key)}${day.slice(0, 4)}`);
      keys.add(`~d${key}${day.slice(4)}`);
    }
  }
  return [...keys];
}

const WHOLE_DAY = /^\d{4}-\d{2}-\d{2}$/;
