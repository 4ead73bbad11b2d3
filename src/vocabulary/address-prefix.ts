import type { Address } from "./contract.ts";
import { isMunicipality, prefectureAt, provinceAt } from "./divisions.ts";

/** The divisions of an address, and where what lies below them begins. */
export interface AddressPrefix {
  readonly parts: Address;
  readonly rest: string;
}

/** Words that end in 市 and are no city: 城市花园, 超市, 小商品市场. */
const NO_CITY = /(?:城|都|超|夜|门|菜|闹|街|集)市$|^.?市$/u;
const NO_CITY_AFTER = /^(?:场|政|民|心|区|郊|花|中心)/u;
/** Words that end in 区 and are no district: 小区, 社区, 三区, 东区. */
const NO_DISTRICT = /(?:小|社|园|街|校|厂|宅|生活|宿舍|开发|工业|景|片|库|[一二三四五六七八九十\dA-Za-z东西南北中老])区$/u;
const NO_TOWN = /(?:小|古|城|水|家|故|老|梦|原|同|山水)[镇乡]$/u;
/** An estate goes on behind what looked like a village or town: 金村小区, 江南水乡小区. */
const ESTATE_BEGINS = /^(?:小区|新区|社区|花园|新村|公寓|家园|花苑|苑|里|[一二三四五六七八九十\d]+[区期])/u;

/** Takes province, prefecture, county, township and village or community off the front of an address without blanks. */
export function takePrefix(text: string): AddressPrefix {
  const parts: { -readonly [Part in keyof Address]: Address[Part] } = {};
  let rest = text.replace(/^(?:中国|中华人民共和国)(?=.{4})/u, "");
  const province = provinceAt(rest);
  if (province) {
    parts.province = province.name;
    rest = rest.slice(province.length);
    if (isMunicipality(province.name)) rest = rest.replace(new RegExp(`^(?:${province.name}|市辖区|县)`), "");
  }
  const city = prefectureAt(rest);
  if (city) {
    parts.city = city.name;
    rest = rest.slice(city.length).replace(/^市辖区/u, "");
  }
  const county = countyAt(rest, province !== null || city !== null);
  if (county) {
    parts.county = county;
    rest = rest.slice(county.length);
    // A county-level city says its prefecture by itself; half of all writers leave the prefecture-level city out (nobody leaves out 恩施州).
    if (county.endsWith("市") && parts.city?.endsWith("市")) delete parts.city;
  }
  const township = townshipAt(rest);
  if (township) {
    parts.township = township;
    rest = rest.slice(township.length).replace(/^办事处/u, "");
  }
  const community = communityAt(rest);
  if (community) {
    parts.community = community.name;
    rest = rest.slice(community.length);
  }
  return { parts, rest };
}

function countyAt(text: string, below: boolean): string | null {
  const city = /^[\p{Script=Han}]{2,6}?市/u.exec(text)?.[0];
  if (city && !NO_CITY.test(city) && !NO_CITY_AFTER.test(text.slice(city.length)) && !/[路街巷村镇乡区县]/u.test(city)) return city;
  const county = /^[\p{Script=Han}]{1,12}?(?:自治县|自治旗|县|旗|林区|特区)/u.exec(text)?.[0];
  if (county && (county.length <= 4 || /自治[县旗]$/u.test(county)) && !/[路街巷村区]/u.test(county.slice(0, -1))) return county;
  const district = /^[\p{Script=Han}]{1,8}?区/u.exec(text)?.[0];
  if (!district || NO_DISTRICT.test(district) || /[路街巷村镇]/u.test(district)) return null;
  return below || /^[\p{Script=Han}]{1,8}?(?:街道|镇|乡)/u.test(text.slice(district.length)) ? district : null;
}

function townshipAt(text: string): string | null {
  const street = /^[\p{Script=Han}]{1,8}?街道/u.exec(text)?.[0];
  if (street && !/[路巷村区]/u.test(street)) return street;
  const town = /^[\p{Script=Han}]{1,10}?(?:民族乡|镇|乡|苏木)/u.exec(text)?.[0];
  if (!town || town.length > 8 || NO_TOWN.test(town) || /[路街巷村区幢栋号楼]/u.test(town)) return null;
  const after = text.slice(town.length);
  return after !== "" && ESTATE_BEGINS.test(after) ? null : town;
}

function communityAt(text: string): { name: string; length: number } | null {
  const named = /^([\p{Script=Han}\d]{1,10}?)(社区居民委员会|社区居委会|社区|居民委员会|居委会|村民委员会|村委会|行政村)/u.exec(text);
  if (named && !ESTATE_BEGINS.test(text.slice(named[0].length)) && !/[路街幢栋号楼]/u.test(named[1] ?? "")) {
    const base = named[1] ?? "";
    const ending = (named[2] ?? "").includes("村") ? "村" : "社区";
    return { name: base.endsWith(ending) ? base : base + ending, length: named[0].length };
  }
  const village = /^[\p{Script=Han}]{1,8}?村/u.exec(text)?.[0];
  if (!village || /新村$|[路街巷区幢栋号楼]/u.test(village)) return null;
  const after = text.slice(village.length);
  return isVillage(after) ? { name: village, length: village.length } : null;
}

/** 胜利村 is a village when groups, house numbers, a road or an estate of its own follow, and an estate itself when buildings follow. */
function isVillage(after: string): boolean {
  if (after === "") return true;
  if (ESTATE_BEGINS.test(after)) return false;
  if (/^(?:第)?(?:\d+|[一二三四五六七八九十]+)(?:村民小组|村小组|小组|组|社|队|生产队|号(?!楼))/u.test(after)) return true;
  return /^[\p{Script=Han}]{2,}/u.test(after) && !/^(?:[一二三四五六七八九十]+(?:幢|栋|座|号楼|单元)|村)/u.test(after);
}
