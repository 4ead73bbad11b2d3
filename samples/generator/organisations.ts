/** Shops, workshops and inns: the small places that fire inspectors and grid workers list. */
import { ageOn } from "./calendar.ts";
import { shopAddress } from "./dwellings.ts";
import { creditCodeOf } from "./identifiers.ts";
import { type Nursery, newMobile } from "./people.ts";
import { givenNameOf, surnameOf } from "./person-names.ts";
import type { Dwelling, Organisation } from "./world-shape.ts";

const KINDS: readonly (readonly [kind: string, trades: string])[] = [
  ["小餐饮", "面馆 小吃店 餐饮店 快餐店 火锅店 早餐店"],
  ["小商店", "超市 便利店 食品店 百货店 水果店"],
  ["小旅馆", "宾馆 旅馆 民宿"],
  ["小作坊", "袜厂 饰品加工厂 缝纫店 印刷作坊"],
  ["小药店", "药店 大药房"],
  ["小美容洗浴", "美容院 理发店 足浴店"],
  ["小学校（幼儿园）", "托育园 培训中心"],
  ["小医院（诊所）", "口腔诊所 中医诊所"],
  ["小网吧", "网络会所"],
];
const WORDS = [
  "鸿运",
  "青枫",
  "柳溪",
  "惠民",
  "天和",
  "金麦",
  "百味",
  "好邻居",
  "万顺",
  "瑞丰",
  "悦来",
  "康宁",
  "锦绣",
  "众诚",
  "福满",
  "丽人",
  "小杨",
  "老街",
  "新星",
  "佳佳",
];

/** Makes so many organisations; every third is run by somebody of the community. */
export function addOrganisations(nursery: Nursery, dwellings: readonly Dwelling[], count: number): Organisation[] {
  const { random, locality } = nursery;
  const keepers = nursery.persons.filter(
    (person) => person.phone && person.name && person.residencyType !== "foreign" && ageOn(person.birthDate, nursery.today) > 22,
  );
  const addresses = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const [kind, trades] = random.pick(KINDS);
    const person = random.chance(0.4) ? random.pick(keepers) : null;
    let address = "";
    do address = shopAddress(random, locality, dwellings);
    while (addresses.has(address));
    addresses.add(address);
    const sex = random.pick(["1", "2"] as const);
    return {
      id: `O${String(index + 1).padStart(5, "0")}`,
      name: `${locality.county}${random.pick(WORDS)}${random.pick(trades.split(" "))}${random.chance(0.2) ? "（个体工商户）" : ""}`,
      creditCode: creditCodeOf(random, locality.code.slice(0, 6), "92"),
      legalRepresentative: person ? person.name : surnameOf(random, false) + givenNameOf(random, random.between(1965, 1999), sex),
      phone: person ? person.phone : newMobile(nursery),
      address,
      kind,
      person,
      employees: random.between(1, 14),
    };
  });
}
