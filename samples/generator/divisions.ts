/** Administrative divisions whose codes stand in ID numbers: real codes (GB/T 2260 and its earlier editions), so that a checker knows them. */

export interface Division {
  /** Six digits, as cards are issued today. */
  readonly code: string;
  readonly province: string;
  readonly city: string;
  readonly county: string;
  /** The code on cards of people born before `since`, where the division was recoded. */
  readonly earlier?: { readonly code: string; readonly before: number };
}

const TABLE = `
330782 浙江省 金华市 义乌市 330725<1990
330783 浙江省 金华市 东阳市 330724<1990
330784 浙江省 金华市 永康市 330722<1993
330726 浙江省 金华市 浦江县
330727 浙江省 金华市 磐安县
330781 浙江省 金华市 兰溪市
330723 浙江省 金华市 武义县
331024 浙江省 台州市 仙居县
330624 浙江省 绍兴市 新昌县
330327 浙江省 温州市 苍南县
360733 江西省 赣州市 会昌县
361127 江西省 上饶市 余干县 362329<2001
361128 江西省 上饶市 鄱阳县 362330<2001
360430 江西省 九江市 彭泽县
341221 安徽省 阜阳市 临泉县 342123<1997
341226 安徽省 阜阳市 颍上县
340826 安徽省 安庆市 宿松县
341522 安徽省 六安市 霍邱县 342423<2000
411627 河南省 周口市 太康县 412724<2000
411628 河南省 周口市 鹿邑县
411525 河南省 信阳市 固始县 413026<1998
411729 河南省 驻马店市 新蔡县
520323 贵州省 遵义市 绥阳县
520527 贵州省 毕节市 赫章县 522428<2012
522601 贵州省 黔东南苗族侗族自治州 凯里市
522634 贵州省 黔东南苗族侗族自治州 雷山县
530627 云南省 昭通市 镇雄县 532128<2001
530621 云南省 昭通市 鲁甸县
511722 四川省 达州市 宣汉县 513022<1999
511324 四川省 南充市 仪陇县
510922 四川省 遂宁市 射洪县
500235 重庆市 重庆市 云阳县
500236 重庆市 重庆市 奉节县
430426 湖南省 衡阳市 祁东县
430524 湖南省 邵阳市 隆回县
433127 湖南省 湘西土家族苗族自治州 永顺县
421083 湖北省 荆州市 洪湖市
422801 湖北省 恩施土家族苗族自治州 恩施市
421127 湖北省 黄冈市 黄梅县
450923 广西壮族自治区 玉林市 博白县
450821 广西壮族自治区 贵港市 平南县
451223 广西壮族自治区 河池市 凤山县
620523 甘肃省 天水市 甘谷县
630222 青海省 海东市 民和回族土族自治县 632122<2013
653121 新疆维吾尔自治区 喀什地区 疏附县
610923 陕西省 安康市 宁陕县
321323 江苏省 宿迁市 泗阳县
320981 江苏省 盐城市 东台市
371724 山东省 菏泽市 巨野县
350427 福建省 三明市 沙县
230921 黑龙江省 七台河市 勃利县
211224 辽宁省 铁岭市 昌图县`;

/** All divisions known here; the first is the made-up community's own county. */
export const DIVISIONS: readonly Division[] = TABLE.trim()
  .split("\n")
  .map((line) => {
    const [code = "", province = "", city = "", county = "", recoded] = line.split(" ");
    if (!recoded) return { code, province, city, county };
    const [earlierCode = "", before = ""] = recoded.split("<");
    return { code, province, city, county, earlier: { code: earlierCode, before: Number(before) } };
  });

/** The county in which the made-up community lies. */
export const HOME_DIVISION = DIVISIONS[0] as Division;
/** Counties of the same prefecture, from where people marry in. */
export const NEAR_DIVISIONS = DIVISIONS.slice(1, 10);
/** Counties from where people come to work. */
export const FAR_DIVISIONS = DIVISIONS.slice(10);

/** The code on the card of somebody first registered in the division in that year. */
export function divisionCodeOf(division: Division, birthYear: number): string {
  return division.earlier && birthYear < division.earlier.before ? division.earlier.code : division.code;
}

/** Ethnicities (GB/T 3304 codes) that live in a province besides 01, with their share there. */
export function ethnicitiesOf(division: Division): readonly (readonly [string, number])[] {
  const table: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
    贵州省: [
      ["01", 60],
      ["06", 15],
      ["12", 10],
      ["09", 10],
      ["07", 5],
    ],
    云南省: [
      ["01", 80],
      ["07", 12],
      ["03", 8],
    ],
    广西壮族自治区: [
      ["01", 65],
      ["08", 30],
      ["13", 5],
    ],
    湖南省: [
      ["01", 90],
      ["15", 7],
      ["06", 3],
    ],
    湖北省: [
      ["01", 90],
      ["15", 10],
    ],
    青海省: [
      ["01", 50],
      ["03", 45],
      ["30", 5],
    ],
    甘肃省: [
      ["01", 85],
      ["03", 15],
    ],
    新疆维吾尔自治区: [["05", 100]],
    浙江省: [
      ["01", 985],
      ["22", 15],
    ],
  };
  return table[division.province] ?? [["01", 100]];
}
