import { type HeaderRole, rolePrefix } from "./header-roles.ts";
import { headerWord, isNoFact, isPaperwork, isWhole, type Meaning, meaningsOf } from "./header-words.ts";

/** What the words of a header say, before anything is known of the values or of the other columns. */
export interface HeaderReading {
  /** Whom it speaks of; null when it does not say. */
  readonly role: HeaderRole | null;
  /** What it may mean, most usual first; empty when the words are not known. */
  readonly meanings: readonly Meaning[];
  /** Understood, and deliberately no fact. */
  readonly ignored: boolean;
  /** False when only the end of the word is known (`流出人员姓名`): the values must support it. */
  readonly whole: boolean;
  /** The beginning that nobody knows, when only the end is known: `流出人员`. */
  readonly beginning?: string;
  /** A role word alone (孕产妇, 户主): a name by custom, which the values must bear out. */
  readonly implied?: boolean;
}

const UNKNOWN: HeaderReading = { role: null, meanings: [], ignored: false, whole: false };
const IGNORED: HeaderReading = { role: null, meanings: [], ignored: true, whole: true };
const WORKER: HeaderReading = { ...IGNORED, role: "worker" };
const NAME: readonly Meaning[] = [{ kind: "person", attribute: "name" }];
/** Name and telephone in one column; should it hold telephones alone, the values say so. */
const NAME_AND_PHONE: readonly Meaning[] = [...NAME, { kind: "person", attribute: "phone" }];
const PHONE_TOO =
  /^(?:姓名(?:及其?|和|与|或|[、/,，+&])?|(?:及其?|和|与|[、/,，+&]))(?:本人)?(?:联系)?(?:电话|手机|方式|电话号码|手机号码?|号码)$/;

/** Words of a group that say nothing of whom or what its columns are about. */
const NEUTRAL = /(?:的)?(?:基本|主要|个人|相关|详细)?(?:信息|情况|资料|内容|概况|一栏|登记)$/;

/** Ends of words that are sure enough to be read behind a beginning that nobody knows. */
const ENDS = [
  "公民身份号码",
  "身份证号码",
  "身份证号",
  "身份证",
  "证件号码",
  "姓名",
  "性别",
  "出生日期",
  "出生年月",
  "年龄",
  "民族",
  "联系电话",
  "手机号码",
  "手机号",
  "电话",
  "户籍地址",
  "户籍所在地",
  "现住址",
  "家庭住址",
  "居住地址",
  "统一社会信用代码",
  "银行卡号",
  "银行账号",
  "社保卡号",
];

/** `走访地址`, `户籍详址`: an address of whom the table is about, unless the beginning says whose or what else it is. */
const ADDRESS_END = /^(.{1,8}?)(?:详细)?(?:地址|住址|详址)$/;
const OTHER_PLACE =
  /^[原旧曾前]|迁出|单位|公司|企业|学校|邮|网|ip|mac|注册|经营|出生|案|事|发生|活动|检查|服务|办公|机构|场所|医院|店|厂|接种|银行|开户|快递|收货|图片|链接|施工|项目|商铺|摊/;
/** `农商行卡号`, `工资卡号`. */
const ACCOUNT_END = /^(.{0,6}(?:[行社]|存折|工资|补贴|一卡通))(?:卡号|卡账号|账号|帐号|账户)$/;
/** What a person has rather than is: it stands in the group of columns that speak of the thing. */
const HAD = new Set(["vehiclePlate", "parkingSpace"]);

const cache = new Map<string, HeaderReading>();

/** Reads one header cell on its own. */
export function readHeaderCell(text: string): HeaderReading {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const reading = readWord(text);
  // Data cells are asked too, to tell headers from data: keep the memory bounded.
  if (cache.size > 20_000) cache.clear();
  cache.set(text, reading);
  return reading;
}

/** Reads a header tree's path from its top to its leaf; `groups` tells which segments stand over several columns. */
export function readHeaderPath(path: readonly string[], groups: readonly boolean[]): HeaderReading {
  const leaf = path.at(-1);
  if (leaf === undefined) return UNKNOWN;
  if (path.length === 1) return readHeaderCell(leaf);
  const above = path.slice(0, -1);
  const role = above.map(groupRole).findLast((found) => found !== null) ?? null;
  if (role === "worker") return WORKER;
  const own = readHeaderCell(leaf);
  // 犬只信息 / 性别 is the dog's; 车辆信息 / 车牌号 is a fact of whose car it is.
  if (role === "thing") {
    const had = own.meanings.filter((meaning) => HAD.has(meaning.attribute));
    return had.length > 0 ? { ...own, meanings: had } : { ...UNKNOWN, role, ignored: own.ignored };
  }
  // 签证 / 有效期至 and 第一剂 / 接种日期 say together what neither says alone.
  for (const parent of above.toReversed()) {
    const joined = joinedMeanings(parent, leaf);
    if (joined.length > 0 && rolePrefix(headerWord(parent)) === null)
      return { role: own.role ?? role, meanings: joined, ignored: false, whole: true };
  }
  if (own.ignored) return own;
  if (own.meanings.length > 0) return { ...own, role: own.role ?? role };
  // A translation or an example below a header of one column: the header itself still says what it is.
  const parent = above.at(-1) as string;
  if (groups[above.length - 1] === false) return readHeaderPath(above, groups.slice(0, -1));
  const parentReading = readHeaderCell(parent);
  return { ...UNKNOWN, role: own.role ?? role ?? parentReading.role };
}

/** What a group's word and a leaf's mean as one word; a group of several things (证件及签证) gives what each gives. */
function joinedMeanings(parent: string, leaf: string): readonly Meaning[] {
  const word = headerWord(leaf);
  const whole = meaningsOf(`${headerWord(parent).replace(NEUTRAL, "")}${word}`);
  if (whole.length > 0) return whole;
  const plain = headerWord(parent).replace(/\([^)]*\)/g, "");
  for (const joined of [headerWord(parent + leaf), `${plain.replace(NEUTRAL, "")}${word}`]) {
    const bracketed = meaningsOf(joined);
    if (bracketed.length > 0) return bracketed;
  }
  // 残疾证信息 / 类别 is 残疾类别.
  const certified = meaningsOf(
    `${headerWord(parent)
      .replace(NEUTRAL, "")
      .replace(/(?:证件?|证书)$/, "")}${word}`,
  );
  if (certified.length > 0 && /证/.test(parent)) return certified;
  const parts = plain.replace(NEUTRAL, "").split(/[及和与、/]/);
  return parts.length < 2 ? [] : parts.flatMap((part) => (part === "" ? [] : meaningsOf(part + word)));
}

/** Whom a group of columns speaks of. */
export function groupRole(text: string): HeaderRole | null {
  const word = headerWord(text);
  const { base, bracketed } = brackets(word);
  // 户主(房东): what stands in brackets says which of his roles is meant.
  const clearer = rolePrefix(base)?.role === "householdHead" && bracketed !== "" && rolePrefix(bracketed) !== null;
  for (const candidate of clearer ? [bracketed] : [base, bracketed]) {
    const prefix = rolePrefix(candidate);
    if (
      prefix !== null &&
      (prefix.rest === "" || prefix.rest.replace(NEUTRAL, "") === "" || /^[\d一二三四五六七八九十]+$/.test(prefix.rest))
    )
      return prefix.role;
    // 共同生活的家庭成员情况, 房屋承租人信息: the role word ends the group.
    const bare = candidate.replace(NEUTRAL, "");
    for (let start = 1; start < bare.length - 1; start++) {
      const ending = rolePrefix(bare.slice(start));
      if (ending !== null && ending.rest === "" && ending.word.length >= 2 && ending.role !== "subject") return ending.role;
    }
  }
  return null;
}

function readWord(text: string): HeaderReading {
  const word = headerWord(text);
  if (word === "" || word.length > 40) return UNKNOWN;
  // 承租人（签字） waits for a hand.
  if (/[（(](?:签字|签名|签章|盖章|按手印)[)）]\s*[:：]?$/.test(text)) return IGNORED;
  if (isNoFact(word)) return IGNORED;
  const { base, bracketed, flat } = brackets(word);
  if (bracketed === "")
    return readBare(word) ?? readWithUnit(word) ?? readBilingual(word) ?? readEnd(word) ?? readPaperwork(word) ?? UNKNOWN;
  if (isNoFact(base)) return IGNORED;
  // 地址(户籍) is the registered address, 国籍(地区) is 国籍地区, 姓名(户主) is the head's name.
  const joined = meaningsOf(bracketed + base);
  if (joined.length > 0) return { role: null, meanings: joined, ignored: false, whole: true };
  const whole = meaningsOf(flat);
  if (whole.length > 0 && rolePrefix(flat) === null) return { role: null, meanings: whole, ignored: false, whole: true };
  const reading = readBare(base);
  if (reading !== null) {
    const role =
      reading.role ?? (reading.meanings.some((meaning) => meaning.kind === "person") ? (rolePrefix(bracketed)?.role ?? null) : null);
    return role === "worker" ? WORKER : { ...reading, role };
  }
  // 建筑层数(层): one character in brackets is a unit.
  const inBrackets = [...bracketed].length > 1 ? readBare(bracketed) : null;
  return inBrackets ?? readWithUnit(base) ?? readBilingual(base) ?? readEnd(base) ?? readPaperwork(base) ?? UNKNOWN;
}

function readPaperwork(word: string): HeaderReading | null {
  return isPaperwork(word) ? IGNORED : null;
}

/** 建筑面积㎡, 月租金元: a unit without brackets. */
function readWithUnit(word: string): HeaderReading | null {
  const bare = word.replace(/(?:㎡|m²|m2|平方米|平米|元|万元|小时|周岁|cm|厘米|kg|公斤|千克)$/, "");
  return bare === word ? null : readBare(bare);
}

/** `Nationality 国籍`: what both languages say, or the one that is known. */
function readBilingual(word: string): HeaderReading | null {
  const han = word.replace(/[^\p{Script=Han}]+/gu, "");
  const latin = word.replace(/\p{Script=Han}+/gu, "");
  if (han === "" || !/[a-z]{2}/.test(latin)) return null;
  const [one, other] = [readBare(han), readBare(latin)];
  if (one === null || other === null) return one ?? other;
  if (one.ignored || other.ignored) return one.ignored ? other : one;
  const common = one.meanings.filter((meaning) =>
    other.meanings.some((each) => each.kind === meaning.kind && each.attribute === meaning.attribute),
  );
  return { ...one, role: one.role ?? other.role, meanings: common.length > 0 ? common : one.meanings };
}

/** `出租人(房东)` → base 出租人, bracketed 房东, flat 出租人房东. */
function brackets(word: string): { base: string; bracketed: string; flat: string } {
  const at = word.indexOf("(");
  if (at <= 0) return { base: word, bracketed: "", flat: word };
  const base = word.slice(0, at);
  const bracketed = word.slice(at + 1, -1);
  return { base, bracketed, flat: base + bracketed };
}

function readBare(word: string): HeaderReading | null {
  if (word === "") return null;
  if (isNoFact(word)) return IGNORED;
  const exact = meaningsOf(word);
  if (exact.length > 0 && isWhole(word)) return { role: null, meanings: exact, ignored: false, whole: true };
  const prefix = rolePrefix(word);
  const ownRole = prefix !== null && prefix.role === "subject";
  if (prefix !== null && !(ownRole && exact.length > 0)) {
    if (prefix.role === "worker" && readAfterRole(prefix.role, prefix.rest) !== null) return WORKER;
    const reading = prefix.role === "worker" ? null : readAfterRole(prefix.role, prefix.rest);
    if (reading !== null && prefix.role === "thing") return { ...UNKNOWN, role: "thing" };
    if (reading !== null) return reading;
  }
  // 本人电话 is the subject's wherever it stands; 儿童姓名 is a name like any other.
  const isOwn = ownRole && prefix.rest !== "" && exact.every((meaning) => meaning.kind === "person" && meaning.attribute !== "name");
  if (exact.length > 0) return { role: isOwn ? "subject" : null, meanings: exact, ignored: false, whole: true };
  // 现工作单位, 目前居住地: the time is now anyway.
  const now = /^(?:现|目前|当前)(.{2,})$/.exec(word)?.[1];
  const asNow = now === undefined ? null : readBare(now);
  if (asNow !== null && !asNow.ignored) return asNow;
  if (isPlaceWords(word)) return { role: null, meanings: [{ kind: "dwelling", attribute: "address" }], ignored: false, whole: true };
  if (PHONE_TOO.test(word) && word.startsWith("姓名")) return { role: null, meanings: NAME_AND_PHONE, ignored: false, whole: true };
  return readSeparated(word);
}

/** `小区楼栋房号`, `幢/单元/室`: words for the parts of one address, one behind the other. */
function isPlaceWords(word: string): boolean {
  const parts =
    word
      .replace(/^(?:所在|所住|居住|住宅)/, "")
      .match(/小区(?:名称)?|楼栋号?|楼幢号?|楼号|幢号?|栋号?|单元号?|楼层|房间号?|房号|门牌号?|室号?|[、/及和-]/g) ?? [];
  const named = parts.filter((part) => part.length > 0 && !/^[、/及和-]$/.test(part));
  return named.length >= 2 && parts.join("") === word.replace(/^(?:所在|所住|居住|住宅)/, "");
}

/** What stands after a role word: a word of a person, or nothing, which is the name. */
function readAfterRole(role: HeaderRole, rest: string): HeaderReading | null {
  const bare = rest.replace(/^[\d一二三四五六七八九十]+(?=.)/, "").replace(/[\d一二三四五六七八九十]+$/, "");
  if (bare === "" || (NEUTRAL.test(bare) && bare.replace(NEUTRAL, "") === ""))
    return { role, meanings: NAME, ignored: false, whole: true, implied: true };
  if (PHONE_TOO.test(bare)) return { role, meanings: NAME_AND_PHONE, ignored: false, whole: true };
  const atHome = role === "subject" || role === "applicant" || role === "householdHead" || role === "member";
  const meanings = meaningsOf(bare).filter((meaning) => meaning.kind === "person" || (atHome && meaning.kind === "dwelling"));
  if (meanings.length > 0) return { role, meanings, ignored: false, whole: true };
  const nested = rolePrefix(bare);
  // 申请人(户主)姓名, 房东(出租人)电话: two role words for one person.
  if (nested !== null && nested.role !== "worker") return readAfterRole(role === "subject" ? nested.role : role, nested.rest);
  return null;
}

/** `身份证/护照号`, `法定代表人或负责人`, `姓名及电话`: understood only when all understood parts say the same. */
function readSeparated(word: string): HeaderReading | null {
  const parts = word.split(/[/、,，;；]|或者|或|及其|及|与(?!户主)|和/).filter((part) => part !== "");
  if (parts.length < 2) return null;
  const readings = parts.map((part) => readBare(part));
  const understood = readings.filter((reading) => reading !== null && !reading.ignored && reading.meanings.length > 0) as HeaderReading[];
  const [first] = understood;
  if (first === undefined) return null;
  const same = (meaning: Meaning, other: HeaderReading) =>
    other.meanings.some((each) => each.kind === meaning.kind && each.attribute === meaning.attribute);
  const common = first.meanings.filter((meaning) => understood.every((reading) => same(meaning, reading)));
  if (common.length === 0) return null;
  // One known part of several says only a part of what the column holds, unless the others are of no consequence.
  if (understood.length < parts.length && understood.length * 2 < parts.length) return null;
  return {
    role: understood.find((reading) => reading.role !== null)?.role ?? null,
    meanings: common,
    ignored: false,
    whole: understood.length === parts.length,
  };
}

function readEnd(word: string): HeaderReading | null {
  const special = readAddressEnd(word) ?? readAccountEnd(word);
  if (special !== null) return special;
  for (const end of ENDS) {
    if (!word.endsWith(end) || word.length - end.length > 10) continue;
    const before = word.slice(0, -end.length);
    const prefix = rolePrefix(before.slice(-4)) ?? rolePrefix(before.slice(-3)) ?? rolePrefix(before.slice(-2));
    if (prefix?.role === "worker" && prefix.rest === "") return WORKER;
    return { role: prefix?.rest === "" ? prefix.role : null, meanings: meaningsOf(end), ignored: false, whole: false, beginning: before };
  }
  return null;
}

function readAddressEnd(word: string): HeaderReading | null {
  const beginning = ADDRESS_END.exec(word)?.[1];
  if (beginning === undefined || OTHER_PLACE.test(beginning) || ENDS.some((end) => word.endsWith(end))) return null;
  const role = rolePrefix(beginning)?.role;
  if (role !== undefined && role !== "subject" && role !== "applicant" && role !== "householdHead") return null;
  const registered = /户籍|户口/.test(beginning);
  const meaning: Meaning = registered ? { kind: "person", attribute: "registeredAddress" } : { kind: "dwelling", attribute: "address" };
  return { role: null, meanings: [meaning], ignored: false, whole: false, beginning };
}

function readAccountEnd(word: string): HeaderReading | null {
  const beginning = ACCOUNT_END.exec(word)?.[1];
  if (beginning === undefined || meaningsOf(word).length > 0) return null;
  return { role: null, meanings: [{ kind: "person", attribute: "bankAccount" }], ignored: false, whole: false, beginning };
}
