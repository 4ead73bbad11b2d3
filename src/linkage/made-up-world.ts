/**
 * A made-up community for tests and benchmarks: families in homes, and registers that describe them with the errors of typed lists.
 * Seeded; the same seed gives the same world. Names are drawn from pools, so nobody in it exists.
 */
import { checkIdNumber } from "#vocabulary";
import type { LinkMention } from "./contract.ts";

/** Share of rows that carry each kind of error, 0…1. */
export interface ErrorRates {
  readonly nameTypo: number;
  readonly idMissing: number;
  readonly idSlip: number;
  readonly idLost: number;
  readonly birthWrong: number;
  readonly birthMissing: number;
  readonly phoneOther: number;
  readonly duplicate: number;
}

export const USUAL_ERRORS: ErrorRates = {
  nameTypo: 0.05,
  idMissing: 0.05,
  idSlip: 0.02,
  idLost: 0.03,
  birthWrong: 0.02,
  birthMissing: 0.05,
  phoneOther: 0.1,
  duplicate: 0.01,
};

export interface MadeUpPerson {
  readonly name: string;
  readonly sex: "1" | "2";
  readonly birthDate: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly household: number;
  readonly relation: string;
}

export interface MadeUpWorld {
  readonly mentions: LinkMention[];
  /** True element by mention index; `p12`, `h3`, `d3`. */
  readonly truth: string[];
  readonly persons: readonly MadeUpPerson[];
}

/** A small seeded generator of numbers in 0…1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const SURNAMES =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常楼骆虞应盛".split(
    "",
  );
const MALE = "伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林阳建国志文海峰成康翔博轩泽睿宸皓铭哲瑞嘉昊天".split("");
const FEMALE = "芳娜敏静丽艳娟霞秀英燕玲桂红梅莉兰萍雪琳洁云倩婷雨欣怡佳涵梓萱诗雅琪思语晨悦璐瑶菲妍彤可依颖慧珍凤香菊".split("");
const ESTATES = ["永胜花园", "金村小区", "五爱新村", "东苑公寓", "望江名邸", "丹溪家园", "樊村新区", "南门街小区"];
const TYPOS: Readonly<Record<string, string>> = {
  陈: "阵",
  刘: "浏",
  王: "壬",
  李: "季",
  杨: "扬",
  张: "弘",
  郭: "廓",
  伟: "玮",
  静: "净",
  涛: "滔",
  宇: "字",
  浩: "皓",
  娜: "那",
  霞: "露",
  晨: "辰",
  梓: "子",
  涵: "函",
  怡: "恰",
  佳: "住",
  峰: "锋",
  辉: "晖",
  杰: "捷",
  明: "朋",
};

/** Number of the old style for a person: region, birth date, sequence, check digit. */
function idNumberOf(region: string, birthDate: string, sequence: number): string {
  const body = `${region}${birthDate.replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
  for (const check of "10X98765432") if (checkIdNumber(body + check).valid) return body + check;
  throw new Error("no check digit fits");
}

/** Makes a community of about `size` persons and the registers that describe them. */
export function makeWorld(seed: number, size: number, errors: ErrorRates = USUAL_ERRORS): MadeUpWorld {
  const random = createRandom(seed);
  const persons = makePersons(random, size);
  const world: MadeUpWorld = { mentions: [], truth: [], persons };
  const writer = { world, random, errors, record: 0, estates: ESTATES };
  writeRegister(writer, 0, 0.8, ["name", "sex", "birthDate", "idNumber", "householdNumber", "relationToHead", "registered"]);
  writeRegister(writer, 1, 0.6, ["name", "sex", "birthDate", "idNumber", "phone"]);
  writeRegister(writer, 2, 0.3, ["name", "idNumber", "phone", "home"]);
  writeRegister(writer, 3, 0.2, ["name", "birthDate", "phone", "home"]);
  writeOwners(writer, 4);
  return world;
}

function makePersons(random: () => number, size: number): MadeUpPerson[] {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const persons: MadeUpPerson[] = [];
  const date = (year: number): string =>
    `${year}-${String(1 + Math.floor(random() * 12)).padStart(2, "0")}-${String(1 + Math.floor(random() * 28)).padStart(2, "0")}`;
  let household = 0;
  const add = (surname: string, sex: "1" | "2", birthDate: string, relation: string, phone: string): void => {
    const pool = sex === "1" ? MALE : FEMALE;
    const given = random() < 0.22 ? pick(pool) : pick(pool) + pick(pool);
    const sequence = Math.floor(random() * 499) * 2 + (sex === "1" ? 1 : 0);
    persons.push({
      name: surname + given,
      sex,
      birthDate,
      idNumber: idNumberOf(random() < 0.7 ? "330782" : pick(["330725", "411528", "522601", "430523"]), birthDate, sequence),
      phone,
      household,
      relation,
    });
  };
  const phone = (): string => `1${pick(["38", "39", "50", "57", "86"])}${String(Math.floor(random() * 1e8)).padStart(8, "0")}`;
  while (persons.length < size) {
    const surname = pick(SURNAMES);
    const year = 1940 + Math.floor(random() * 60);
    const shared = phone();
    const headSex = random() < 0.75 ? "1" : "2";
    add(surname, headSex, date(year), "01", shared);
    if (random() < 0.75)
      add(pick(SURNAMES), headSex === "1" ? "2" : "1", date(year - 3 + Math.floor(random() * 6)), "10", random() < 0.3 ? shared : phone());
    const children = Math.floor(random() * 3);
    const born = date(year + 22 + Math.floor(random() * 8));
    for (let child = 0; child < children; child++) {
      const sex = random() < 0.5 ? "1" : "2";
      // One pair of siblings in thirty are twins.
      const birthDate = child > 0 && random() < 0.033 ? born : child === 0 ? born : date(year + 30 + Math.floor(random() * 4));
      add(surname, sex, birthDate, sex === "1" ? "20" : "30", random() < 0.4 ? shared : phone());
    }
    household++;
  }
  return persons;
}

interface Writer {
  readonly world: MadeUpWorld;
  readonly random: () => number;
  readonly errors: ErrorRates;
  readonly estates: readonly string[];
  record: number;
}

function dwellingOf(household: number): Record<string, string[]> {
  const estate = ESTATES[household % ESTATES.length] as string;
  const at = Math.floor(household / ESTATES.length);
  const building = String(1 + Math.floor(at / 48));
  const unit = String(1 + (Math.floor(at / 12) % 4));
  const room = `${1 + (Math.floor(at / 2) % 6)}0${1 + (at % 2)}`;
  return { address: [`${estate}${building}幢${unit}单元${room}室`], estate: [estate], building: [building], unit: [unit], room: [room] };
}

function writeRegister(writer: Writer, table: number, share: number, columns: readonly string[]): void {
  const { world, random, errors } = writer;
  world.persons.forEach((person, index) => {
    if (random() > share) return;
    writeRow(writer, table, person, index, columns);
    if (random() < errors.duplicate) writeRow(writer, table, person, index, columns);
  });
}

function writeRow(writer: Writer, table: number, person: MadeUpPerson, index: number, columns: readonly string[]): void {
  const { world, random, errors } = writer;
  const values: Record<string, string[]> = {};
  const invalid: Record<string, string[]> = {};
  const record = writer.record++;
  const has = (column: string): boolean => columns.includes(column);
  values.name = [random() < errors.nameTypo ? mistypeName(person.name, random) : person.name];
  if (has("sex")) values.sex = [person.sex];
  if (has("birthDate") && random() >= errors.birthMissing)
    values.birthDate = [random() < errors.birthWrong ? slipDate(person.birthDate, random) : person.birthDate];
  if (has("idNumber")) writeIdNumber(person.idNumber, values, invalid, random, errors);
  if (has("phone") && random() < 0.85)
    values.phone = [random() < errors.phoneOther ? `199${String(Math.floor(random() * 1e8)).padStart(8, "0")}` : person.phone];
  if (has("relationToHead")) values.relationToHead = [person.relation];
  const dwelling = dwellingOf(person.household);
  if (has("householdNumber")) {
    const number = `0700${String(10000 + person.household)}`;
    values.householdNumber = [number];
    push(
      world,
      { kind: "household", role: "subject", record, table, values: { householdNumber: [number] }, invalid: {} },
      `h${person.household}`,
    );
  }
  if (has("registered")) values.registeredAddress = dwelling.address as string[];
  if (has("registered") || has("home"))
    push(
      world,
      { kind: "dwelling", role: has("home") ? "subject" : "registered", record, table, values: dwelling, invalid: {} },
      `d${person.household}`,
    );
  push(world, { kind: "person", role: "subject", record, table, values, invalid }, `p${index}`);
}

function writeIdNumber(
  number: string,
  values: Record<string, string[]>,
  invalid: Record<string, string[]>,
  random: () => number,
  errors: ErrorRates,
): void {
  const drawn = random();
  if (drawn < errors.idMissing) return;
  if (drawn < errors.idMissing + errors.idLost) invalid.idNumber = [`${number.slice(0, 15)}???`];
  else if (drawn < errors.idMissing + errors.idLost + errors.idSlip) {
    const wrong = slipNumber(number, random);
    (checkIdNumber(wrong).valid ? values : invalid).idNumber = [wrong];
  } else values.idNumber = [number];
}

/** Owners named beside their dwelling: name and usually a phone. */
function writeOwners(writer: Writer, table: number): void {
  const { world, random, errors } = writer;
  world.persons.forEach((person, index) => {
    if (person.relation !== "01" || random() > 0.7) return;
    const record = writer.record++;
    const values: Record<string, string[]> = { name: [random() < errors.nameTypo ? mistypeName(person.name, random) : person.name] };
    if (random() < 0.9) values.phone = [person.phone];
    push(
      world,
      { kind: "dwelling", role: "subject", record, table, values: dwellingOf(person.household), invalid: {} },
      `d${person.household}`,
    );
    push(world, { kind: "person", role: "owner", record, table, values, invalid: {} }, `p${index}`);
  });
}

function push(world: MadeUpWorld, mention: LinkMention, truth: string): void {
  world.mentions.push(mention);
  world.truth.push(truth);
}

/** A name with one slip: a look-alike or homophone, a lost, doubled or swapped character. */
export function mistypeName(name: string, random: () => number): string {
  const characters = [...name];
  const at = Math.floor(random() * characters.length);
  const alike = characters.findIndex((character) => TYPOS[character] !== undefined);
  if (alike >= 0 && random() < 0.7) characters[alike] = TYPOS[characters[alike] as string] as string;
  else if (characters.length === 3 && random() < 0.5) [characters[1], characters[2]] = [characters[2] as string, characters[1] as string];
  else if (characters.length === 3) characters.splice(Math.max(1, at), 1);
  else characters.push(characters[characters.length - 1] as string);
  return characters.join("");
}

/** A date with one digit of its day wrong. */
export function slipDate(date: string, random: () => number): string {
  const day = Number(date.slice(8));
  const other = day < 10 ? day + 10 : day - 10 + (day === 10 ? 1 : 0);
  return random() < 0.5
    ? `${date.slice(0, 8)}${String(other).padStart(2, "0")}`
    : `${date.slice(0, 3)}${(Number(date[3]) + 1) % 10}${date.slice(4)}`;
}

/** A document number with one digit wrong or two neighbours swapped. */
export function slipNumber(number: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (number.length - 2));
  if (random() < 0.5 && number[at] !== number[at + 1]) return number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
  const digit = number[at] === "X" ? "1" : String((Number(number[at]) + 1 + Math.floor(random() * 8)) % 10);
  return number.slice(0, at) + digit + number.slice(at + 1);
}
