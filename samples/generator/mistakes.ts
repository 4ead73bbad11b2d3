/** The many wrong ways. Each takes a right value and spoils it as people and programs do. */
import { isDay } from "./calendar.ts";
import { homophonesOf, lookAlikesOf } from "./characters.ts";
import { idCheckDigit } from "./identifiers.ts";
import type { Random } from "./random.ts";

/** Another character by ear or by eye somewhere in the name; the name itself when no character has a double. */
export function mistypeName(random: Random, name: string): string {
  const characters = [...name];
  const places = random.shuffle(characters.map((_, place) => place));
  for (const place of places) {
    const character = characters[place] as string;
    const others = random.chance(0.6)
      ? [...homophonesOf(character), ...lookAlikesOf(character)]
      : [...lookAlikesOf(character), ...homophonesOf(character)];
    const other = others[0] === undefined ? undefined : random.chance(0.5) ? others[0] : random.pick(others);
    if (other && other !== character) {
      characters[place] = other;
      return characters.join("");
    }
  }
  return name;
}

/** A letter dropped, doubled or exchanged with its neighbour. */
export function mistypeLatin(random: Random, name: string): string {
  const at = random.between(1, name.length - 2);
  const way = random.between(0, 2);
  if (way === 0) return name.slice(0, at) + name.slice(at + 1);
  if (way === 1) return name.slice(0, at) + name[at] + name.slice(at);
  return name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2);
}

/** One digit of the first 17 is another one. The check digit no longer fits. */
export function wrongDigit(random: Random, id: string): string {
  const at = random.between(0, 16);
  const digit = (Number(id[at]) + random.between(1, 9)) % 10;
  const wrong = id.slice(0, at) + digit + id.slice(at + 1);
  return wrong;
}

/** Two neighbouring digits exchanged. */
export function transposed(random: Random, id: string): string {
  for (let tries = 0; tries < 40; tries++) {
    const at = random.between(5, 15);
    if (id[at] !== id[at + 1]) return id.slice(0, at) + id[at + 1] + id[at] + id.slice(at + 2);
  }
  return wrongDigit(random, id);
}

/** The last character alone is wrong. */
export function wrongCheck(random: Random, id: string): string {
  const right = idCheckDigit(id.slice(0, 17));
  return id.slice(0, 17) + random.pick([..."0123456789X"].filter((check) => check !== right));
}

/** What a spreadsheet keeps of an 18-digit number: 15 digits. */
export function lostDigits(id: string): number {
  return Number(`${id.slice(0, 15)}000`);
}

/** What a spreadsheet shows of it, saved as text. */
export function scientific(id: string): string {
  const rounded = Math.round(Number(id.slice(0, 7)) / 10);
  return `${String(rounded).slice(0, 1)}.${String(rounded).slice(1)}E+17`;
}

/** Another day that exists, near by or with month and day exchanged. */
export function wrongDay(random: Random, iso: string): string {
  for (let tries = 0; tries < 40; tries++) {
    const [year = "", month = "", day = ""] = iso.split("-");
    const way = random.between(0, 3);
    const other =
      way === 0 && Number(day) <= 12
        ? `${year}-${day}-${month}`
        : way === 1
          ? `${year}-${String(random.between(1, 12)).padStart(2, "0")}-${day}`
          : `${year}-${month}-${String(random.between(1, 28)).padStart(2, "0")}`;
    if (other !== iso && isDay(other)) return other;
  }
  return iso.endsWith("-01") ? `${iso.slice(0, 8)}02` : `${iso.slice(0, 8)}01`;
}

/** A day that no calendar has. */
export function impossibleDay(random: Random, iso: string): string {
  const year = iso.slice(0, 4);
  return random.pick([
    `${year}-02-30`,
    `${year}-13-${iso.slice(8)}`,
    `${year}-04-31`,
    `${year}-${iso.slice(5, 7)}-32`,
    `${year}-00-${iso.slice(8)}`,
  ]);
}

/** One character of the first 17 is another one. */
export function wrongCreditCode(random: Random, code: string): string {
  const at = random.between(9, 16);
  const other = random.pick([..."0123456789ABCDEFGHJKLMNPQRTUWXY"].filter((character) => character !== code[at]));
  return code.slice(0, at) + other + code.slice(at + 1);
}
