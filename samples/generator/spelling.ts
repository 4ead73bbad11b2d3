/** The many right ways to write one thing. Nothing here is an error. */
import { ageOn } from "./calendar.ts";
import { toTraditional } from "./characters.ts";
import { fullAddress, shortAddress } from "./dwellings.ts";
import type { AddressSpelling, CellValue, DateSpelling, Pen, SexSpelling } from "./register-shape.ts";
import type { Dwelling, Locality, Person } from "./world-shape.ts";

const NUMERALS = [..."〇一二三四五六七八九"];
const LOOSE_DATES: readonly DateSpelling[] = ["iso", "dotted", "chinese", "compact", "slashed"];

/** A date in the office's way; now and then in another. */
export function spellDate(pen: Pen, iso: string): CellValue {
  if (iso === "") return null;
  const spelling = pen.random.chance(pen.habits.loose) ? pen.random.pick(LOOSE_DATES) : pen.habits.date;
  if (spelling === "cell" && !pen.text) return { date: iso };
  return dateText(iso, spelling);
}

/** A date as text; also of days that do not exist. */
export function dateText(iso: string, spelling: DateSpelling): string {
  const [year = "", month = "", day = ""] = iso.split("-");
  if (spelling === "dotted") return `${year}.${month}.${day}`;
  if (spelling === "chinese") return `${year}年${Number(month)}月${Number(day)}日`;
  if (spelling === "compact") return year + month + day;
  if (spelling === "slashed") return `${year}/${Number(month)}/${Number(day)}`;
  return iso;
}

const SEX: Readonly<Record<SexSpelling, readonly [string, string]>> = { words: ["男", "女"], gb: ["1", "2"], letters: ["M", "F"] };

export function spellSex(pen: Pen, sex: "1" | "2"): string {
  return SEX[pen.habits.sex][sex === "1" ? 0 : 1];
}

/** A Chinese name with the gaps and notes that people put in. */
export function spellName(pen: Pen, name: string): string {
  const { random, habits } = pen;
  const characters = [...name];
  if (characters.length === 2 && random.chance(habits.nameGap)) return `${characters[0]}${random.pick(["　", "  ", " "])}${characters[1]}`;
  if (random.chance(0.006)) return toTraditional(name);
  if (random.chance(0.004)) return `${name} `;
  return name;
}

/** A Latin name: as in the passport, in lower case, given name first, or without the second given name. */
export function spellForeignName(pen: Pen, foreignName: string): string {
  const [family = "", ...given] = foreignName.split(" ");
  const way = pen.random.weighted([
    ["passport", 80],
    ["title", 8],
    ["given", 6],
    ["comma", 3],
    ["wide", 3],
  ] as const);
  if (way === "title") return foreignName.replace(/\p{L}+/gu, (word) => word[0] + word.slice(1).toLowerCase());
  if (way === "given") return [...given, family].join(" ");
  if (way === "comma") return `${family}, ${given.join(" ")}`;
  if (way === "wide") return widen(foreignName);
  return foreignName;
}

/** ASCII as full-width characters. */
export function widen(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
}

/** A right ID number in the shapes it is typed in. */
export function spellIdNumber(pen: Pen, number: string): string {
  const { random } = pen;
  if (!/^\d{17}[\dX]$/.test(number)) return random.chance(0.03) ? widen(number) : number;
  if (random.chance(0.006)) return `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`;
  if (random.chance(0.004)) return widen(number);
  if (random.chance(0.004)) return `'${number}`;
  return number.endsWith("X") && random.chance(0.25) ? number.toLowerCase() : number;
}

export function spellPhone(pen: Pen, phone: string): string {
  const { random } = pen;
  if (!/^1\d{10}$/.test(phone)) return phone;
  const way = random.weighted([
    ["plain", 92],
    ["dashes", 3],
    ["spaces", 3],
    ["country", 1],
    ["wide", 1],
  ] as const);
  const parts = [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)];
  if (way === "dashes") return parts.join("-");
  if (way === "spaces") return parts.join(" ");
  if (way === "country") return `+86 ${phone}`;
  if (way === "wide") return widen(phone);
  return phone;
}

/** A dwelling's address in the office's way; now and then in another. */
export function spellAddress(pen: Pen, dwelling: Dwelling): string {
  const { random, habits, world } = pen;
  const other: readonly AddressSpelling[] = ["short", "full", "township", "dashes", "loose", "hash", "numerals"];
  const spelling = random.chance(habits.loose * 2) ? random.pick(other) : habits.address;
  return addressText(world.locality, dwelling, spelling);
}

/** An address in one spelling. */
export function addressText(locality: Locality, dwelling: Dwelling, spelling: AddressSpelling): string {
  const { estate, building, unit, room } = dwelling;
  const dashes = [building, unit, room].filter(Boolean).join("-");
  if (spelling === "full") return fullAddress(locality, dwelling);
  if (spelling === "township") return `${locality.township}${shortAddress(dwelling)}`;
  if (spelling === "dashes") return `${estate}${dashes}`;
  if (spelling === "roomOnly") return dashes;
  if (spelling === "loose") return `${estate}${building}栋${unit && `${unit}单元`}${room}`;
  if (spelling === "hash") return `${estate}${building}#楼${unit && `${unit}单元`}${room}`;
  if (spelling === "numerals")
    return `${estate}${chineseNumber(building)}幢${unit && `${chineseNumber(unit)}单元`}${[...room].map((digit) => NUMERALS[Number(digit)]).join("")}室`;
  return shortAddress(dwelling);
}

function chineseNumber(digits: string): string {
  const number = Number(digits);
  if (number < 10) return NUMERALS[number] as string;
  const tens = Math.floor(number / 10);
  return `${tens > 1 ? NUMERALS[tens] : ""}十${number % 10 ? NUMERALS[number % 10] : ""}`;
}

/** 户主, 妻子, 长女: the word for a person's place in the household. */
export function relationWord(pen: Pen, person: Person, self: "户主" | "本人"): string {
  const man = person.sex === "1";
  switch (person.relationToHead) {
    case "01":
      return self;
    case "10":
      return man ? "丈夫" : pen.random.pick(["妻子", "妻"]);
    case "20":
      return pen.random.pick(["儿子", "子"]);
    case "30":
      return pen.random.pick(["女儿", "女"]);
    case "50":
      return man ? pen.random.pick(["父亲", "父"]) : pen.random.pick(["母亲", "母"]);
    case "70":
      return man ? "弟弟" : "妹妹";
    default:
      return "其他";
  }
}

/** The age on the register's day. */
export function ageAsOf(pen: Pen, person: Person): number {
  return ageOn(person.birthDate, pen.asOf);
}
