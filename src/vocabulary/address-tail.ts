import type { Address } from "./contract.ts";
import { arabicOf } from "./numerals.ts";

/** Building, unit, floor and room of an address, what name stands before them and what is left behind them. */
export interface AddressTail {
  readonly name: string;
  readonly parts: Address;
  readonly rest: string;
}

type Slot = "building" | "unit" | "floor" | "room";

const NUMBER = "[A-Za-z]?\\d{1,5}[A-Za-z]?(?![A-Za-z\\d])|[A-Za-z](?![A-Za-z])|[零〇○一二三四五六七八九十百]{1,5}";
/** Marks by slot, longest first. A bare 楼 means a building or a floor by what follows it; a bare 号 is a room. */
const MARK = "号楼|#楼|＃楼|楼幢|幢楼|栋楼|幢|栋|座|#|单元|梯|门(?!牌|面|市|口)|楼层|层楼|层|楼|号室|号房间?|室|房间|房(?!屋)|户(?!主)|号";
const SEPARATOR = "[-—–―‐‑－~～/／.、,，·]";
const TOKEN = new RegExp(`^(?:第)?(${NUMBER})(${MARK})?(?:${SEPARATOR}(?=[A-Za-z\\d零〇○一二三四五六七八九十]))?`, "u");
/** What kinds of rooms are called; the word stays as detail behind a number that is no flat's. */
const SHOP = /^(?:号|室)?(?:店面房?|商铺|店铺|门面房?|门市房?|车库|车位|储藏室|地下室|仓库|柴火间|柴间|阁楼|架空层|摊位|铺位)/u;

interface Token {
  readonly value: string;
  readonly mark: string;
  readonly length: number;
}

/** Splits what lies below the divisions (`永胜花园3幢2单元501室`, `3-2-501`) into a name and numbered parts. */
export function takeTail(text: string): AddressTail {
  for (let start = 0; start < text.length; start++) {
    if (!mayStart(text, start)) continue;
    const tokens = tokensFrom(text, start);
    if (tokens.length === 0) continue;
    const end = start + tokens.reduce((sum, token) => sum + token.length, 0);
    if (!isTail(tokens, text.slice(end), start)) continue;
    return assign(text.slice(0, start), tokens, text.slice(end));
  }
  return { name: text, parts: {}, rest: "" };
}

/** A number inside a name (阳光100, 2000年新村) or after a letter or another digit starts no tail. */
function mayStart(text: string, at: number): boolean {
  const character = text.charAt(at);
  if (!/[A-Za-z\d零〇○一二三四五六七八九十第]/u.test(character)) return false;
  if (at === 0 || !/[A-Za-z\d]/.test(character)) return true;
  return !/[A-Za-z\d]/.test(text.charAt(at - 1)) || (/\d/.test(character) && /[A-Za-z]{3}$/.test(text.slice(0, at)));
}

function tokensFrom(text: string, start: number): Token[] {
  const tokens: Token[] = [];
  let rest = text.slice(start);
  while (tokens.length < 6) {
    const match = TOKEN.exec(rest);
    if (!match) break;
    const written = match[1] ?? "";
    const mark = match[2] ?? "";
    const hanzi = /^[零〇○一二三四五六七八九十百]/u.test(written);
    // 五爱, 三区: a Chinese numeral counts only before a mark, or after one as the room at the end.
    const closes = tokens.length > 0 && /^(?:$|[^\p{Script=Han}])/u.test(rest.slice(match[0].length));
    if (hanzi && mark === "" && !closes) break;
    if (mark === "" && /^(?:区|期|村|弄|巷|里|组|队|社|路|街|小区|年|月|米|级|星|中|小学|厂|平|人|元|%)/u.test(rest.slice(match[0].length)))
      break;
    const value = hanzi ? arabicOf(written) : written.toUpperCase();
    if (value === null) break;
    tokens.push({ value: value.replace(/^([A-Z]?)0+(?=\d)/, "$1"), mark, length: match[0].length });
    rest = rest.slice(match[0].length);
    if (SHOP.test(rest)) break;
  }
  return tokens;
}

function isTail(tokens: readonly Token[], rest: string, start: number): boolean {
  // 阳光100-3幢501: a bare number before the building's own belongs to the name.
  if (start > 0 && tokens[0]?.mark === "" && tokens.some((token) => SLOT_BY_MARK[token.mark] === "building")) return false;
  const strong = tokens.some((token) => token.mark !== "" && token.mark !== "号" && token.mark !== "楼" && token.mark !== "门");
  if (strong || tokens.length > 1) return true;
  const token = tokens[0];
  if (!token) return false;
  // One number alone is a room when it looks like one (501, 1101), or a shop's.
  if (SHOP.test(rest)) return true;
  if (/^[A-Z]+$/.test(token.value)) return false;
  if (token.mark === "楼" || token.mark === "号") return rest === "" && (token.mark === "楼" || /^\d{3,4}$/.test(token.value) || start > 0);
  return rest === "" && token.mark === "" && (/^[A-Z]?\d{3,4}[A-Z]?$/.test(token.value) || start > 0);
}

const SLOT_BY_MARK: Readonly<Record<string, Slot>> = {
  号楼: "building",
  "#楼": "building",
  楼幢: "building",
  幢楼: "building",
  栋楼: "building",
  幢: "building",
  栋: "building",
  座: "building",
  "#": "building",
  单元: "unit",
  梯: "unit",
  门: "unit",
  楼层: "floor",
  层楼: "floor",
  层: "floor",
  号室: "room",
  号房: "room",
  号房间: "room",
  室: "room",
  房: "room",
  房间: "room",
  户: "room",
  号: "room",
};
const ORDER: readonly Slot[] = ["building", "unit", "floor", "room"];

function assign(name: string, tokens: readonly Token[], rest: string): AddressTail {
  const slots = slotsOf(tokens);
  const parts: { -readonly [Part in keyof Address]: Address[Part] } = {};
  let detail = rest;
  tokens.forEach((token, index) => {
    const slot = slots[index];
    if (slot === undefined) return;
    if (parts[slot] === undefined) parts[slot] = token.value;
    // A room divided for letting: 501-1, 501-A.
    else if (slot === "room") parts.room = `${parts.room}-${token.value}`;
    else detail = `${token.value}${token.mark}${detail}`;
  });
  const floor = floorOfRoom(parts.room);
  if (floor !== null && !SHOP.test(rest)) parts.floor = floor;
  return { name, parts, rest: detail };
}

/** Marked numbers say their slot; the others take the slots that are left, in order, the last number being the room. */
function slotsOf(tokens: readonly Token[]): (Slot | undefined)[] {
  const slots: (Slot | undefined)[] = tokens.map((token, index) => {
    if (token.mark !== "楼") return token.mark === "" ? undefined : SLOT_BY_MARK[token.mark];
    // 3楼2单元 is a building; 3幢5楼, and 5楼 alone, a floor.
    return tokens.slice(index + 1).some((later) => SLOT_BY_MARK[later.mark] === "unit") ? "building" : "floor";
  });
  const open = tokens.map((_, index) => index).filter((index) => slots[index] === undefined);
  if (open.length === 0) return slots;
  const last = tokens.length - 1;
  markRoom(tokens, slots);
  let after = -1;
  for (let index = 0; index <= last; index++) {
    slots[index] ??= nextSlot(slots, index, after);
    after = Math.max(after, ORDER.indexOf(slots[index] ?? "room"));
  }
  return slots;
}

/** The first long number behind another is the room (3-501-1 lets a part of 501), otherwise the last one. */
function markRoom(tokens: readonly Token[], slots: (Slot | undefined)[]): void {
  const long = tokens.findIndex((token, index) => index > 0 && slots[index] === undefined && /^[A-Z]?\d{3,}/.test(token.value));
  if (long < 0 && slots.includes("room")) return;
  for (let index = long < 0 ? tokens.length - 1 : long; index < tokens.length; index++) slots[index] ??= "room";
}

function nextSlot(slots: readonly (Slot | undefined)[], index: number, after: number): Slot {
  const ahead = slots.slice(index + 1).find((slot) => slot !== undefined);
  const limit = ahead === undefined ? ORDER.length : ORDER.indexOf(ahead);
  for (let slot = after + 1; slot < limit; slot++) {
    const name = ORDER[slot];
    // A floor is written only when unit and room stand around it: 3-2-5-501.
    if (name === undefined || (name === "floor" && after < ORDER.indexOf("unit"))) continue;
    return name;
  }
  return "room";
}

/** Storey of a room number of three or four digits: 501 → 5, 1101 → 11; null for numbers that follow another scheme. */
export function floorOfRoom(room: string | undefined): string | null {
  const match = /^(\d{1,2})\d{2}(?:[A-Z]|-[A-Z\d]+)?$/.exec(room ?? "");
  return match && match[1] !== "0" ? (match[1] ?? null) : null;
}
