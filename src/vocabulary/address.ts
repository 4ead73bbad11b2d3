import { takePrefix } from "./address-prefix.ts";
import { floorOfRoom, takeTail } from "./address-tail.ts";
import type { Address } from "./contract.ts";
import { arabicOf, chineseOf } from "./numerals.ts";
import { cleanText, cutNotes } from "./text.ts";
import { simplified } from "./traditional.ts";

type Parts = { -readonly [Part in keyof Address]: Address[Part] };

const EMPTY: Address = {};
const CACHE_SIZE_MAX = 100_000;
/** Longer text is no address; it is kept whole. */
const LENGTH_MAX = 400;
const withoutLocality = new Map<string, Address>();
const byLocality = new WeakMap<Address, Map<string, Address>>();

/**
 * Takes an address apart, in whatever spelling it comes: `3幢2单元501室`, `3-2-501`, `三幢二单元五〇一`, `4#楼3单元402`, a village's groups, a road's numbers.
 * No list of estates is used. `locality` (the community's own divisions) completes province to township when the text does not contradict
 * them, and takes out the community's own name where an estate or road already places the address.
 * Answers are cached: parsing an address seen before costs a lookup.
 */
export function parseAddress(text: string, locality: Address = EMPTY): Address {
  let cache = withoutLocality;
  if (locality !== EMPTY) {
    const own = byLocality.get(locality) ?? new Map<string, Address>();
    byLocality.set(locality, own);
    cache = own;
  }
  const known = cache.get(text);
  if (known) return known;
  const address = usualAddress(text, locality) ?? settled(text, locality);
  if (cache.size >= CACHE_SIZE_MAX) cache.clear();
  cache.set(text, address);
  return address;
}

/** A place in Hanzi with the three numbers of a flat: most addresses of a community, and few places stand before many numbers. */
const USUAL = /^(\p{Script=Han}+)([1-9]\d{0,2})(幢|栋|号楼|-)([1-9]\d?)(单元|-)([1-9]\d{2,3})(室?)$/u;
/** Numbers by which it is tried out how a place is read before numbers: two of each, since a place may hold one of them itself. */
const TRIED = [
  { building: "7", unit: "3", room: "905", floor: "9" },
  { building: "18", unit: "4", room: "1206", floor: "12" },
] as const;
/** By locality, and by place and marks: what does not depend on the numbers; null where they are read as something else. */
const usualPlaces = new WeakMap<Address, Map<string, Address | null>>();

/** An address of the usual shape, whose place was read before, with its own numbers; undefined for any other. */
function usualAddress(text: string, locality: Address): Address | undefined {
  const match = USUAL.exec(text);
  if (match === null) return undefined;
  const [, place = "", building = "", first = "", unit = "", second = "", room = "", last = ""] = match;
  const places = usualPlaces.get(locality) ?? new Map<string, Address | null>();
  usualPlaces.set(locality, places);
  const shape = `${place}${first}${second}${last}`;
  let known = places.get(shape);
  if (known === undefined) {
    const [one, other] = TRIED.map((tried) =>
      beside(settled(`${place}${tried.building}${first}${tried.unit}${second}${tried.room}${last}`, locality), tried),
    );
    known = one && other && sameParts(one, other) ? one : null;
    if (places.size >= CACHE_SIZE_MAX) places.clear();
    places.set(shape, known);
  }
  const floor = floorOfRoom(room);
  return known === null || floor === null ? undefined : { ...known, building, unit, floor, room };
}

/** What an address says beside its numbers; null when they are not read as these. */
function beside(address: Address, numbers: (typeof TRIED)[number]): Address | null {
  const { building, unit, room, floor, ...rest } = address;
  const asTried = building === numbers.building && unit === numbers.unit && room === numbers.room && floor === numbers.floor;
  return asTried && rest.detail === undefined && rest.roadNumber === undefined ? rest : null;
}

/**
 * Parses until writing and reading agree. Text that is hardly an address may need a second reading; what never settles is kept whole as
 * detail, so that two spellings of it are at least one.
 */
function settled(text: string, locality: Address): Address {
  if (text.length > LENGTH_MAX) return { detail: text };
  let address = completed(takeApart(text, locality), locality);
  for (let round = 0; round < 3; round++) {
    const again = completed(takeApart(formatAddress(address, "full"), locality), locality);
    if (sameParts(address, again)) return address;
    address = again;
  }
  const whole = plainAddress(text);
  return whole === "" ? EMPTY : { detail: whole };
}

function sameParts(left: Address, right: Address): boolean {
  const names = Object.keys(left) as (keyof Address)[];
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name]);
}

/** Brackets that carry part of the address itself: 永胜花园(二期)3幢. */
const PART_IN_BRACKETS = /[(（]([^()（）]*(?:[期区幢栋座]|单元|号楼|室|弄|路|街道|社区)[^()（）]*)[)）]/gu;

/** An address text without notes and blanks, simplified. */
function plainAddress(text: string): string {
  const clean = cleanText(text).replace(PART_IN_BRACKETS, "$1");
  const joined = withoutEnglish(cutNotes(clean).text).replace(/(?<![A-Za-z]) +| +(?![A-Za-z])/g, "");
  return simplified(joined)
    .replace(/^(?:地址|住址|现住址|现住|户籍地|现居住)[:：]/u, "")
    .replace(/^['‘’]+|[,，。;；.、]+$/gu, "");
}

const ENGLISH_PARTS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:building|bldg|block|tower)\.? ?(?:no\.? ?)?([A-Z]?\d{1,3}|[A-Z])\b/i, "幢"],
  [/\b(?:unit|entrance) ?(?:no\.? ?)?(\d{1,2}|[A-Z])\b/i, "单元"],
  [/\b(?:room|rm|flat|apartment|apt|suite)\.? ?(?:no\.? ?)?([A-Z]?\d{1,4}[A-Z]?)\b/i, "室"],
];

/** `Room 501, Unit 2, Building 3, Yongsheng Garden` in the order and with the marks of a Chinese address. */
function withoutEnglish(text: string): string {
  if (!/[A-Za-z]{2}/.test(text)) return text;
  let rest = text;
  let numbers = "";
  for (const [pattern, mark] of ENGLISH_PARTS) {
    const match = pattern.exec(rest);
    if (!match) continue;
    numbers += (match[1] ?? "") + mark;
    rest = rest.replace(match[0], ",");
  }
  return numbers === "" ? text : rest.replace(/[\s,]*,[\s,]*/g, ",").replace(/^,|,$/g, "") + numbers;
}

function takeApart(text: string, locality: Address): Address {
  const { parts: divisions, rest } = takePrefix(withLocalNames(plainAddress(text), locality));
  const parts: Parts = { ...divisions };
  const body = takeRoad(rest.replace(/^[,，、\-—]+/u, ""), parts);
  if (isGroup(body) && (divisions.community !== undefined || !/^(?:第)?.{1,3}[社队]/u.test(body))) {
    parts.detail = arabicGroup(body);
    return parts;
  }
  const tail = takeTail(body);
  const name = tail.name.replace(/[-—–,，、.·]+$/u, "");
  Object.assign(parts, tail.parts);
  if (/^\d+号$/.test(body) && divisions.community !== undefined) return { ...divisions, detail: body };
  placeName(name, tail.rest, parts);
  return parts;
}

const localNames = new WeakMap<Address, RegExp>();

/** 浙江义乌江东街道… → 浙江省义乌市江东街道…: at home people leave the divisions' endings out. */
function withLocalNames(text: string, locality: Address): string {
  const { province, city, county } = locality;
  if (county === undefined) return text;
  let pattern = localNames.get(locality);
  if (!pattern) {
    const optional = (name: string | undefined, ending: RegExp) =>
      name === undefined ? "" : `(?:${name.replace(ending, "")}(?:${ending.exec(name)?.[0] ?? ""})?)?`;
    const upper = optional(province, /[省市]$|.{0,4}自治区$/u) + optional(city, /[市州盟]$|地区$/u);
    const short = `${county.replace(/([市县区旗])$/u, "$1?")}(?=[\\p{Script=Han}]{2,6}?(?:街道|镇|乡))`;
    // Written whole it needs no township behind it: 历下区泉景苑3-2-501.
    pattern = new RegExp(`^${upper}(?:${short}|${county}(?=[\\p{Script=Han}]{2})(?!场|政|民|心|区|郊|中心))`, "u");
    localNames.set(locality, pattern);
  }
  return text.replace(pattern, `${province ?? ""}${county.endsWith("市") ? "" : (city ?? "")}${county}`);
}

/** `1组21号`, `二组`, `21号`: how a village counts. */
function isGroup(body: string): boolean {
  return /^(?:第)?(?:\d+|[一二三四五六七八九十]+)(?:村民小组|村小组|小组|组|社|队|生产队)/u.test(body);
}

function arabicGroup(body: string): string {
  return body
    .replace(/^第/u, "")
    .replace(/^[一二三四五六七八九十]+/u, (numeral) => arabicOf(numeral) ?? numeral)
    .replace(/^(\d+)(?:村民小组|村小组|小组)/u, "$1组")
    .replace(/组[-—]?0*(\d+)(?:号)?$/u, "组$1号");
}

const ROAD_NUMBERED =
  /^([\p{Script=Han}A-Za-z\d]{1,14}?(?:大道|大街|公路|路|街(?!道)|巷|弄|胡同|里弄|国道|省道|环线))(?:第)?(\d+(?:[-—–/、,]\d+)*|[一二三四五六七八九十百零〇]+)(号(?!楼|大?院)|弄|$|(?=之))/u;
const ROAD_BEFORE_ESTATE = /^([\p{Script=Han}]{2,8}?(?:大道|大街|公路|路|街(?!道)|巷))(?=[\p{Script=Han}]{3,})/u;

/** Takes `宗泽东路255号` off the front, also when an estate follows it. */
function takeRoad(text: string, parts: Parts): string {
  const numbered = ROAD_NUMBERED.exec(text);
  if (numbered) {
    const number = numbered[2] ?? "";
    parts.road = numbered[1] ?? "";
    parts.roadNumber = /^\d/.test(number) ? number.replace(/[—–/、,]/gu, "-") : (arabicOf(number) ?? number);
    const rest = text.slice(numbered[0].length);
    // 255弄3号 counts twice; the lane keeps its word, since 255号 is another place.
    if (numbered[3] === "弄") {
      const house = /^(\d+)号(?!楼)/u.exec(rest);
      parts.roadNumber = house ? `${parts.roadNumber}弄${house[1]}` : `${parts.roadNumber}弄`;
      return rest.slice(house?.[0].length ?? 0);
    }
    return rest;
  }
  if (/^[\p{Script=Han}]{2,10}(?:大道|大街|公路|路|街|巷|胡同)$/u.test(text)) {
    parts.road = text;
    return "";
  }
  const before = ROAD_BEFORE_ESTATE.exec(text);
  const after = before ? text.slice(before[0].length) : "";
  if (
    before &&
    /^(?!小区|新村|社区|公寓|宿舍|花园)[\p{Script=Han}\dA-Za-z]{2,}?(?:小区|新村|花园|公寓|家园|苑|新城|大厦|广场|山庄|府|城|湾|庭)/u.test(
      after,
    )
  ) {
    parts.road = before[1] ?? "";
    return after;
  }
  return text;
}

/** Gives the name before the numbers its place, and what is left behind them theirs. */
function placeName(name: string, rest: string, parts: Parts): void {
  const numbered = parts.building !== undefined || parts.unit !== undefined || parts.floor !== undefined || parts.room !== undefined;
  const estate = canonicalEstate(name);
  if (estate !== "" && (numbered || isEstateName(estate))) parts.estate = estate;
  const left = `${parts.estate === undefined ? name : ""}${rest}`.replace(/^[-—–,，、.]+/u, "");
  if (left !== "" && left !== "号" && left !== "室") parts.detail = left.replace(/^(?:号|室)(?=店|商|门|铺|车|储|地|仓|柴|阁|架|摊)/u, "");
}

function isEstateName(name: string): boolean {
  return /(?:小区|新村|花园|公寓|家园|苑|宿舍|院|新城|大厦|公馆|府|邸|山庄|别墅|嘉园|庄园|[一二三四五六七八九十]区|新区|[一二三四五六七八九十]期|村|城|湾|庭|里|坊|居)$/u.test(
    name,
  );
}

/** 长春2区 → 长春二区; 永胜花园小区 → 永胜花园, since both are written for one estate. */
function canonicalEstate(name: string): string {
  return name
    .replace(/(\d{1,2})(?=(?:区|期|村)(?:$|\p{Script=Han}))/gu, (digits) => (Number(digits) > 0 ? chineseOf(Number(digits)) : digits))
    .replace(/(?<=.(?:花园|新村|公寓|家园|花苑|嘉苑|雅苑|佳苑|名苑|嘉园|山庄|名邸|公馆|华府|新城))小区$/u, "")
    .replace(/(?:的|,|，|-)$/u, "");
}

const UPPER = ["province", "city", "county", "township"] as const;

/** Completes the divisions from the locality, unless the text names others. */
function completed(address: Address, locality: Address): Address {
  if (locality === EMPTY || Object.keys(address).length === 0) return address;
  for (const level of UPPER)
    if (address[level] !== undefined && locality[level] !== undefined && address[level] !== locality[level]) return address;
  // A village of its own name and nothing above it may lie anywhere.
  const elsewhere = address.community !== undefined && locality.community !== undefined && address.community !== locality.community;
  if (elsewhere && address.township === undefined) return address;
  const placed = address.estate !== undefined || address.road !== undefined || address.building !== undefined || address.room !== undefined;
  if (!placed && address.township === undefined && address.community === undefined) return address;
  const full: Parts = {};
  for (const level of UPPER) {
    const name = address[level] ?? locality[level];
    if (name !== undefined) full[level] = name;
  }
  if (full.county?.endsWith("市") && full.city?.endsWith("市")) delete full.city;
  const merged: Parts = { ...full, ...address };
  if (
    address.community !== undefined &&
    address.community === locality.community &&
    (address.estate !== undefined || address.road !== undefined)
  )
    delete merged.community;
  return merged;
}

/**
 * Writes an address canonically: `short` from the estate, road or village down (`永胜花园4幢2单元402室`), `full` with the divisions in front
 * (`浙江省义乌市江东街道永胜花园4幢2单元402室`). Parsing what was written gives the same parts, and writing those the same text.
 */
export function formatAddress(address: Address, form: "short" | "full"): string {
  const upper = form === "full" ? UPPER.map((level) => address[level] ?? "").join("") : "";
  const placed = address.estate !== undefined || address.road !== undefined;
  const community = form === "full" || !placed ? (address.community ?? "") : "";
  const place = upper + community + formatRoad(address) + (address.estate ?? "");
  const numbers = formatNumbers(address);
  // 阳光100-3幢: two numbers must not run together.
  return /\d$/.test(place) && /^\d/.test(numbers) ? `${place}-${numbers}` : place + numbers;
}

function formatRoad(address: Address): string {
  if (address.road === undefined) return "";
  if (address.roadNumber === undefined) return address.road;
  return `${address.road}${address.roadNumber}${address.roadNumber.endsWith("弄") ? "" : "号"}`;
}

function formatNumbers(address: Address): string {
  const { building, unit, floor, room, detail = "" } = address;
  const written = `${building === undefined ? "" : `${building}幢`}${unit === undefined ? "" : `${unit}单元`}`;
  const storey = floor === undefined || floor === floorOfRoom(room) ? "" : `${floor}层`;
  if (room === undefined) return written + storey + detail;
  return `${written}${storey}${room}${/^(?:店|商|门|铺|车库|车位|储|地下|仓|柴|阁|架|摊)/u.test(detail) ? "号" : "室"}${detail}`;
}
