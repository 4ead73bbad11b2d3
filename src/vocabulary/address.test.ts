import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatAddress, parseAddress } from "./address.ts";
import type { Address } from "./contract.ts";
import { chineseOf } from "./numerals.ts";

const locality: Address = { province: "浙江省", city: "金华市", county: "义乌市", township: "江东街道", community: "鸡鸣山社区" };

/** Text, and its short canonical form at home. */
const spellings: readonly (readonly [string, string])[] = [
  ["3幢2单元501室", "3幢2单元501室"],
  ["3-2-501", "3幢2单元501室"],
  ["3—2—501", "3幢2单元501室"],
  ["３－２－５０１", "3幢2单元501室"],
  ["三幢二单元五〇一", "3幢2单元501室"],
  ["三号楼五〇一", "3幢501室"],
  ["十二幢三单元一一〇一", "12幢3单元1101室"],
  ["3-2-5-501", "3幢2单元501室"],
  ["3幢2单元0501室", "3幢2单元501室"],
  ["03幢02单元501", "3幢2单元501室"],
  ["3幢501", "3幢501室"],
  ["3栋501房", "3幢501室"],
  ["501号", "501室"],
  ["永胜花园4#楼3单元402", "永胜花园4幢3单元402室"],
  ["永胜花园4#3-402", "永胜花园4幢3单元402室"],
  ["永胜花园4号楼402", "永胜花园4幢402室"],
  ["永胜花园4座402", "永胜花园4幢402室"],
  ["永胜花园B座1201室", "永胜花园B幢1201室"],
  ["永胜花园-2-1-201", "永胜花园2幢1单元201室"],
  ["永胜花园3楼2单元501", "永胜花园3幢2单元501室"],
  ["永胜花园3幢2单元5楼501", "永胜花园3幢2单元501室"],
  ["永胜花园3幢5楼", "永胜花园3幢5层"],
  ["永勝花園4幢2單元402室", "永胜花园4幢2单元402室"],
  ["永胜花园 4 幢 2 单元 402", "永胜花园4幢2单元402室"],
  ["永胜花园小区4幢2单元402", "永胜花园4幢2单元402室"],
  ["永胜花园(二期)3幢2单元501室(复式)", "永胜花园二期3幢2单元501室"],
  ["永胜花园3幢2单元501室东边套", "永胜花园3幢2单元501室东边套"],
  ["永胜花园3幢301-302", "永胜花园3幢301-302室"],
  ["永胜花园3幢501-1", "永胜花园3幢501-1室"],
  ["永胜花园3幢B101", "永胜花园3幢B101室"],
  ["永胜花园7幢8号店面", "永胜花园7幢8号店面"],
  ["永胜花园7幢地下室", "永胜花园7幢地下室"],
  ["江东街道鸡鸣山社区永胜花园4栋2单元402", "永胜花园4幢2单元402室"],
  ["浙江省金华市义乌市江东街道鸡鸣山社区永胜花园4幢2单元402室", "永胜花园4幢2单元402室"],
  ["浙江义乌江东街道永胜花园4幢402", "永胜花园4幢402室"],
  ["五爱新村7幢1单元202室", "五爱新村7幢1单元202室"],
  ["金村小区5幢2单元102室", "金村小区5幢2单元102室"],
  ["长春2区12栋3单元501", "长春二区12幢3单元501室"],
  ["江南四区12幢", "江南四区12幢"],
  ["阳光100小区3幢501", "阳光100小区3幢501室"],
  ["阳光100-3幢501", "阳光100-3幢501室"],
  ["都市花园3幢501", "都市花园3幢501室"],
  ["江南水乡小区3幢2单元501", "江南水乡小区3幢2单元501室"],
  ["宾王路小区3幢2单元501", "宾王路小区3幢2单元501室"],
  ["丝路新城3幢501", "丝路新城3幢501室"],
  ["宗泽东路255号", "宗泽东路255号"],
  ["宗泽东路255-1号", "宗泽东路255-1号"],
  ["宗泽东路 255 号 3幢2单元501室", "宗泽东路255号3幢2单元501室"],
  ["宗泽东路永胜花园3幢2单元501", "宗泽东路永胜花园3幢2单元501室"],
  ["义乌市稠城街道化工路34弄5号", "化工路34弄5号"],
  ["佛堂镇稽亭村12号", "稽亭村12号"],
  ["胜利村1组21号", "胜利村1组21号"],
  ["3组21号", "3组21号"],
  ["胜利村二组21号", "胜利村2组21号"],
  ["胜利村第2村民小组21号", "胜利村2组21号"],
  ["Room 501, Unit 2, Building 3, Yongsheng Garden", "Yongsheng Garden3幢2单元501室"],
];

describe("parseAddress", () => {
  test.each(spellings)("%s", (text, short) => {
    expect(formatAddress(parseAddress(text, locality), "short")).toBe(short);
  });

  test("gives the parts, with the floor of a room number", () => {
    expect(parseAddress("江东街道永胜花园4幢2单元1102室")).toEqual({
      township: "江东街道",
      estate: "永胜花园",
      building: "4",
      unit: "2",
      floor: "11",
      room: "1102",
    });
    expect(parseAddress("1幢5号店面")).toEqual({ building: "1", room: "5", detail: "店面" });
    expect(parseAddress("四川省南充市仪陇县王店镇胜利村1组21号")).toEqual({
      province: "四川省",
      city: "南充市",
      county: "仪陇县",
      township: "王店镇",
      community: "胜利村",
      detail: "1组21号",
    });
    expect(parseAddress("上海市浦东新区张杨路500弄3号501室")).toMatchObject({ county: "浦东新区", roadNumber: "500弄3", room: "501" });
  });

  test("the locality completes what is left out, and nothing that lies elsewhere", () => {
    expect(formatAddress(parseAddress("永胜花园4-2-402", locality), "full")).toBe("浙江省义乌市江东街道永胜花园4幢2单元402室");
    expect(formatAddress(parseAddress("稠城街道化工路34号", locality), "full")).toBe("稠城街道化工路34号");
    expect(formatAddress(parseAddress("胜利村1组21号", locality), "full")).toBe("胜利村1组21号");
    expect(formatAddress(parseAddress("湖北省恩施州恩施市白云乡刘庄村25组78号", locality), "full")).toBe(
      "湖北省恩施州恩施市白云乡刘庄村25组78号",
    );
  });

  test("a county that is known is no part of an estate, also without a township behind it", () => {
    const county = { province: "山东省", city: "济南市", county: "历下区" };
    for (const text of ["泉景苑5-3-603", "历下区泉景苑5号楼3单元603", "济南市历下区泉景苑 5#楼 3单元 603"])
      expect(formatAddress(parseAddress(text, county), "full")).toBe("山东省济南市历下区泉景苑5幢3单元603室");
    expect(parseAddress("义乌市场小区3-2-501", { county: "义乌市" })).toMatchObject({ estate: "义乌市场小区" });
  });

  test("a compound with a road's number is an estate", () => {
    for (const text of ["佛山街37号院5号楼1单元403室", "佛山街37号院5-1-403"])
      expect(formatAddress(parseAddress(text), "short")).toBe("佛山街37号院5幢1单元403室");
  });

  test("a registered address elsewhere is written as it was", () => {
    for (const text of [
      "四川省南充市仪陇县王店镇胜利村1组21号",
      "广西壮族自治区百色市德保县大塘镇前进村18组27号",
      "青海省海东市民和县城关镇河湾村25组61号",
      "宁夏回族自治区固原市西吉县三里乡河湾村17组20号",
      "浙江省杭州市西湖区文三路255号",
      "重庆市万州区太白岩街道",
      "内蒙古自治区呼伦贝尔市鄂伦春自治旗大杨树镇",
    ]) {
      expect(formatAddress(parseAddress(text, locality), "full")).toBe(text);
    }
  });
});

const number = fc.integer({ min: 1, max: 30 });
const estate = fc
  .tuple(
    fc.constantFrom("永胜", "五爱", "江南", "金鳞湾", "三里", "阳光100", "百合", "B谷", "福田"),
    fc.constantFrom("花园", "新村", "小区", "公寓", "一区", "二期", "家园", "府", "广场", "里", ""),
  )
  .map((parts) => parts.join(""))
  .filter((name) => !/\d$|^三里$/.test(name));
const prefix = fc.constantFrom(
  "",
  "江东街道",
  "义乌市江东街道",
  "浙江省义乌市江东街道",
  "浙江省金华市义乌市江东街道",
  "江东街道鸡鸣山社区",
  "杭州市西湖区",
  "北京市朝阳区望京街道",
);
const parts = fc.record({
  prefix,
  estate,
  building: number,
  unit: fc.integer({ min: 1, max: 9 }),
  storey: fc.integer({ min: 1, max: 33 }),
  door: fc.integer({ min: 1, max: 9 }),
});

describe("properties", () => {
  test("all spellings of one home are one address", () => {
    fc.assert(
      fc.property(parts, ({ prefix, estate, building, unit, storey, door }) => {
        const room = `${storey}0${door}`;
        const numerals = [...room].map((digit) => "〇一二三四五六七八九".charAt(Number(digit))).join("");
        const [first, ...others] = [
          `${building}幢${unit}单元${room}室`,
          `${building}-${unit}-${room}`,
          `${building}栋${unit}单元${room}`,
          `${building}#楼${unit}单元${room}`,
          `${building}号楼 ${unit}单元 ${room}`,
          `${building}幢${unit}-${room}`,
          `${chineseOf(building)}幢${chineseOf(unit)}单元${numerals}室`,
          `${building}幢${unit}单元${room}`,
        ].map((tail) => parseAddress(`${prefix}${estate}${tail}`, locality));
        expect(first).toMatchObject({ building: String(building), unit: String(unit), room, floor: String(storey) });
        for (const other of others) expect(other).toEqual(first);
      }),
    );
  });

  const soup = fc
    .array(
      fc.oneof(
        prefix,
        estate,
        number.map(String),
        fc.constantFrom(
          ..."幢 栋 单元 室 号 楼 层 - # 组 村 路 街道 社区 镇 区 弄 店面 A 座 B 之 第 （ ） 二 十 〇 市 县 永胜 花园 , 。 · 501 1101 東 國".split(
            " ",
          ),
        ),
      ),
      { maxLength: 9 },
    )
    .map((all) => all.join(""));

  test("reading what was written gives the same parts, and writing those the same text", () => {
    fc.assert(
      fc.property(soup, fc.boolean(), (text, atHome) => {
        const where = atHome ? locality : undefined;
        const address = parseAddress(text, where);
        const written = formatAddress(address, "full");
        const again = parseAddress(written, where);
        expect(again).toEqual(address);
        expect(formatAddress(again, "full")).toBe(written);
      }),
      { numRuns: 4000 },
    );
  });

  test("an address of the usual shape is read as it is spelled with a blank, whatever its place is called", () => {
    const words =
      "永 胜 花园 新村 小区 路 街道 街 村 第 三 十 百 区 弄 组 社区 号 楼 幢 市 县 浙江省 义乌市 江东街道 鸡鸣山社区 之 单元 门 年 室 店面 大厦".split(
        " ",
      );
    const place = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));
    const number = (most: number) => fc.integer({ min: 0, max: most }).map(String);
    const marks = fc.tuple(fc.constantFrom("幢", "栋", "号楼", "-"), fc.constantFrom("单元", "-"), fc.constantFrom("室", ""));
    fc.assert(
      fc.property(
        place,
        number(999),
        number(99),
        number(9_999),
        marks,
        fc.boolean(),
        (where, building, unit, room, [first, second, last], home) => {
          const numbers = `${building}${first}${unit}${second}${room}${last}`;
          const within = home ? locality : undefined;
          expect(parseAddress(`${where}${numbers}`, within)).toEqual(parseAddress(` ${where}${numbers}`, within));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("no text at all makes it fail", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
        const address = parseAddress(text, locality);
        expect(parseAddress(formatAddress(address, "full"), locality)).toEqual(address);
      }),
      { numRuns: 2000 },
    );
  });
});
