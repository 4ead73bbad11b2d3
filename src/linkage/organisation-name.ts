/** Names of organisations taken apart as they are registered: place, own name and trade, legal form, branch. */
import { isOneSlip } from "./edit-distance.ts";
import { simplify, soundLikeness } from "./hanzi.ts";
import { looksAlike } from "./look-alikes.ts";

/** An organisation's name in the form in which it is compared. */
export interface OrganisationName {
  /** Simplified, without blanks and remarks in brackets. */
  readonly text: string;
  /** Without place, legal form and branch: `义乌市百味面馆（个体工商户）` → `百味面`. Never empty unless the name is. */
  readonly core: string;
  /** `江东店`, `第二分店`; empty for a whole or a head office. */
  readonly branch: string;
  /** Whether it says no more than a trade or a public task (理发店, 派出所), so that many may bear it. */
  readonly generic: boolean;
}

/** How alike two names are, from the strongest to none. */
export const OrganisationNameLevel = {
  exact: "exact",
  /** The same but for place and legal form. */
  sameCore: "same",
  /** Both say only their trade. */
  sameTrade: "sameTrade",
  /** A character mistaken for a look-alike or a homophone, or one missing or added in a long name. */
  slip: "near",
  /** One stands within the other, as a sign's within the registered name. */
  contained: "contained",
  /** The same name of two branches, or of a branch and its head office. */
  otherBranch: "otherBranch",
  different: "different",
} as const;
export type OrganisationNameLevel = (typeof OrganisationNameLevel)[keyof typeof OrganisationNameLevel];

const FORM = /(?:个体工商户|有限责任公司|股份有限公司|有限公司|公司|经营部|商行)$/u;
const FORM_IN_BRACKETS = /[（(](?:个体工商户|个体户|个人独资企业|普通合伙|有限合伙|个人独资)[）)]/gu;
const BRANCH_IN_BRACKETS = /[（(]([^（）()]*(?:店|部|园|院|校区|区|厅|所|站|点|馆))[）)]/u;
/** What follows the company of which it is a branch, or a numbered or placed branch. */
const BRANCH_AFTER_FORM = /^(.{2,}公司)([^公]{0,8}(?:分公司|分店|店|分部|营业部|营业厅|门市部|分理处|支行))$/u;
const BRANCH_AT_END = /^(.{2,}?)((?:第?[一二三四五六七八九十\d]{1,2}|[\p{Script=Han}]{2})?(?:分公司|分店|分部|分院|分园|支行|号店))$/u;
/** Divisions as they stand before a registered name, taken off one by one. */
const PLACE = /^(?:[\p{Script=Han}]{2,3}(?:省|自治区)|[\p{Script=Han}]{1,3}市|[\p{Script=Han}]{2,3}(?:街道|镇|乡|区|县))/u;

/** Words that tell a trade or a public task and nothing else: a name made of these alone is no name of its own. */
const TRADES =
  `小吃 餐饮 快餐 火锅 早餐 早点 夜宵 面馆 面食 饭店 餐馆 餐厅 烧烤 奶茶 茶叶 超市 便利 食品 百货 水果 蔬菜 副食品 副食 烟酒 日用品 杂货 小卖 小商品 五金 建材
  文具 服装 鞋 理发 美容 美发 美甲 足浴 洗浴 养生 按摩 推拿 宾馆 旅馆 旅店 民宿 酒店 招待 药 大药房 药房 诊所 口腔 中医 门诊 卫生服务 卫生 网吧 网络会所 网咖 培训 托育 托管 幼儿园 中心小学 小学
  中学 维修 汽修 汽车维修 洗车 快递 驿站 印刷 作坊 缝纫 加工 袜 饰品 棋牌 彩票 干洗 房产中介 物业 物业服务 办事处 居委会 居民委员会 村委会 村民委员会 党群服务 文化活动 派出所 卫生院 服务 生鲜 粮油 电器 手机 通讯
  修理 配件 花 眼镜 母婴 玩具 图文 广告 家政`
    .split(/\s+/u)
    .sort((one, other) => other.length - one.length);
const GENERIC = new RegExp(`^(?:${TRADES.join("|")}|社区|便民|综合|个体|店|部|馆|行|铺|室|站|屋|厂|坊|院|园|中心|公司)+$`, "u");

/** Takes a name apart. `places` are names of divisions that may stand before it without their ending (义乌…). */
export function readOrganisationName(raw: string, places: ReadonlySet<string>): OrganisationName {
  const written = simplify(raw).replace(/\s/gu, "").replace(FORM_IN_BRACKETS, "");
  const bracketed = BRANCH_IN_BRACKETS.exec(written)?.[1] ?? "";
  const text = written.replace(/[（(].*?[）)]/gu, "");
  const [whole, ending] = bracketed === "" ? branchOf(text) : [text, bracketed];
  const named = withoutPlace(whole, places);
  const formless = named.replace(FORM, "");
  const core = formless.length >= 2 ? formless.replace(/(?<=..)(?:店|铺)$/u, "") : named;
  return { text: bracketed === "" ? text : `${text}(${bracketed})`, core, branch: ending, generic: GENERIC.test(core) };
}

function branchOf(text: string): readonly [whole: string, branch: string] {
  const match = BRANCH_AFTER_FORM.exec(text) ?? BRANCH_AT_END.exec(text);
  return match ? [match[1] as string, match[2] as string] : [text, ""];
}

/** A place is taken off as long as a name of its own is left: that of 江东街道办事处 is where it stands. */
function withoutPlace(text: string, places: ReadonlySet<string>): string {
  let name = text;
  for (;;) {
    const place = PLACE.exec(name)?.[0] ?? [...places].find((each) => name.startsWith(each)) ?? "";
    const rest = name.slice(place.length);
    if (place === "" || rest.length < 2 || GENERIC.test(rest)) return name;
    name = rest;
  }
}

/** How alike two names are. Symmetric. */
export function compareOrganisationNames(one: OrganisationName, other: OrganisationName): OrganisationNameLevel {
  const level = compareCores(one, other);
  if (one.branch === other.branch || level === OrganisationNameLevel.different) return level;
  return OrganisationNameLevel.otherBranch;
}

function compareCores(one: OrganisationName, other: OrganisationName): OrganisationNameLevel {
  if (one.core === other.core) {
    if (one.generic) return OrganisationNameLevel.sameTrade;
    return one.text === other.text ? OrganisationNameLevel.exact : OrganisationNameLevel.sameCore;
  }
  if (isSlip(one.core, other.core)) return OrganisationNameLevel.slip;
  const [shorter, longer] = one.core.length <= other.core.length ? [one, other] : [other, one];
  if (shorter.core.length < 3 || !longer.core.includes(shorter.core)) return OrganisationNameLevel.different;
  return shorter.generic ? OrganisationNameLevel.sameTrade : OrganisationNameLevel.contained;
}

/** Shortest name in which a character left out is a slip rather than another name. */
const LONG_NAME = 5;

function isSlip(one: string, other: string): boolean {
  const mine = [...one];
  const theirs = [...other];
  if (mine.length !== theirs.length) return Math.min(mine.length, theirs.length) >= LONG_NAME && isOneSlip(one, other);
  const differing = mine.map((character, index) => [character, theirs[index] as string] as const).filter(([a, b]) => a !== b);
  const [first] = differing;
  if (differing.length !== 1 || !first) return [...mine].sort().join("") === [...theirs].sort().join("") && isOneSlip(one, other);
  return soundLikeness(...first) > 0 || looksAlike(...first);
}
