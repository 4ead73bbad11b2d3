/**
 * Surnames with their share (per ten thousand people, rounded, after the Ministry of Public Security's yearly name reports), plus those
 * that central Zhejiang has more of than the country. Polyphonic and two-character surnames are kept since they go wrong most.
 */
const NATIONAL =
  "王715 李719 张683 刘538 陈453 杨308 赵229 黄223 周212 吴205 徐167 孙154 胡131 朱126 高121 林118 何117 郭115 马107 罗86 梁84 宋81 郑79 谢72 韩68 唐65 冯64 于62 董61 " +
  "萧59 程57 曹57 袁54 邓54 许54 傅51 沈50 曾50 彭49 吕47 苏47 卢47 蒋47 蔡46 贾42 丁43 魏45 薛40 叶43 阎33 余41 潘43 杜40 戴38 夏37 钟37 汪37 田37 任42 姜36 范36 方36 石35 " +
  "姚34 谭34 廖34 邹33 熊32 金31 陆31 郝29 孔29 白27 崔28 康27 毛27 邱27 秦27 江27 史26 顾26 侯25 邵25 孟25 龙24 万24 段23 章19 钱22 汤22 尹22 黎22 易21 常21 武21 乔20 贺20 " +
  "赖20 龚20 文19 施17 洪17 季14 向16 欧12 单4 仇2 查3 解4 翟6 尉1 区1 盖1 欧阳9 诸葛1 司徒1 上官1 令狐1 皇甫1";

const LOCAL = "楼60 骆45 虞30 龚25 毛25 金40 朱40 丁25 冯30 傅25 吴40 陈60 王60 俞25 方25 何25 应15 厉8 斯6 宗8 鲍20 贾15";

function read(table: string): readonly (readonly [string, number])[] {
  return table.split(" ").map((entry) => {
    const at = entry.search(/\d/);
    return [entry.slice(0, at), Number(entry.slice(at))] as const;
  });
}

/** Surnames of people from anywhere in the country. */
export const NATIONAL_SURNAMES = read(NATIONAL);
/** Surnames of families that have long been registered in the place. */
export const LOCAL_SURNAMES = [...NATIONAL_SURNAMES, ...read(LOCAL).map(([name, weight]) => [name, weight * 12] as const)];
