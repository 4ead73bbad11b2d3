import type { CodeList } from "../contract.ts";

/** GB/T 3304: number, letters, name without 族, romanised name, other names. */
const TABLE =
  "01 HA 汉 Han;02 MG 蒙古 Mongol 蒙;03 HU 回 Hui;04 ZA 藏 Zang Tibetan;05 UG 维吾尔 Uygur 维 Uighur Uyghur;06 MH 苗 Miao;07 YI 彝 Yi;08 ZH 壮 Zhuang 僮;" +
  "09 BY 布依 Buyei;10 CS 朝鲜 Chosen 鲜 Korean;11 MA 满 Man 满洲 Manchu;12 DO 侗 Dong;13 YA 瑶 Yao;14 BA 白 Bai;15 TJ 土家 Tujia;16 HN 哈尼 Hani;17 KZ 哈萨克 Kazak 哈萨 Kazakh;" +
  "18 DA 傣 Dai;19 LI 黎 Li;20 LS 傈僳 Lisu 傈傈 栗僳;21 VA 佤 Va;22 SH 畲 She 畬 佘;23 GS 高山 Gaoshan;24 LH 拉祜 Lahu;25 SU 水 Sui;26 DX 东乡 Dongxiang;27 NX 纳西 Naxi;" +
  "28 JP 景颇 Jingpo;29 KG 柯尔克孜 Kirgiz 柯尔克 Kyrgyz;30 TU 土 Tu;31 DU 达斡尔 Daur 达翰尔;32 ML 仫佬 Mulao 仫佬 么佬;33 QI 羌 Qiang;34 BL 布朗 Blang;35 SL 撒拉 Salar;36 MN 毛南 Maonan 毛难;" +
  "37 GL 仡佬 Gelao 仡老;38 XB 锡伯 Xibe;39 AC 阿昌 Achang;40 PM 普米 Pumi;41 TA 塔吉克 Tajik;42 NU 怒 Nu;43 UZ 乌孜别克 Uzbek 乌兹别克;44 RS 俄罗斯 Russ;45 EW 鄂温克 Ewenki;" +
  "46 DE 德昂 Deang 崩龙;47 BN 保安 Bonan;48 YG 裕固 Yugur;49 GI 京 Gin;50 TT 塔塔尔 Tatar;51 DR 独龙 Derung;52 OR 鄂伦春 Oroqen;53 HZ 赫哲 Hezhen;54 MB 门巴 Monba;55 LB 珞巴 Lhoba;56 JN 基诺 Jino";

const named = TABLE.split(";").map((line) => {
  const [code = "", letters = "", name = "", roman = "", ...others] = line.split(" ");
  return {
    code,
    label: { zh: `${name}族`, en: roman },
    synonyms: [name, letters, `${roman} nationality`, ...others.flatMap((other) => [other, `${other}族`])],
  };
});

export const ethnicity: CodeList = {
  name: "ethnicity",
  label: { zh: "民族", en: "Ethnic group" },
  standard: "GB/T 3304",
  codes: [
    ...named,
    { code: "97", label: { zh: "其他", en: "Other" }, synonyms: ["其它", "其他民族", "未识别民族", "穿青人", "穿青", "未定族称人口"] },
    {
      code: "98",
      label: { zh: "外国血统中国籍人士", en: "Chinese citizen of foreign descent" },
      synonyms: ["外国血统", "入籍", "外国人入中国籍", "外国血统中国籍"],
    },
  ],
};
