/** People from elsewhere: their names as passports print them, the Chinese names some take, and what their documents look like. */
import { mobileOf, shapedNumber } from "./identifiers.ts";
import type { Random } from "./random.ts";

export interface Origin {
  /** ISO 3166-1 alpha-3. */
  readonly nationality: string;
  /** As registers write it. */
  readonly labels: readonly string[];
  /** GA/T 517. */
  readonly idType: "414" | "511" | "516";
  /** Shape of the document number, see `shapedNumber`. */
  readonly document: string;
  readonly dial: string;
  readonly families: readonly string[];
  readonly men: readonly string[];
  readonly women: readonly string[];
  /** True where names are Chinese names in the first place. */
  readonly chinese: boolean;
  readonly weight: number;
}

const spaced = (given: string) => given.replaceAll("_", " ");

const origin = (
  nationality: string,
  labels: string,
  document: string,
  dial: string,
  families: string,
  men: string,
  women: string,
  weight: number,
): Origin => ({
  nationality,
  labels: labels.split(" "),
  idType: "414",
  document,
  dial,
  families: families.split(" "),
  men: men.split(" ").map(spaced),
  women: women.split(" ").map(spaced),
  chinese: false,
  weight,
});

/** Where foreign residents come from. */
export const ORIGINS: readonly Origin[] = [
  origin(
    "YEM",
    "也门",
    "8",
    "967",
    "AL-HADDAD NASSER QASIM SAEED MUSAED",
    "MOHAMMED ABDULLAH SALEM FAISAL YAHYA",
    "FATIMA AISHA NADIA HANA",
    14,
  ),
  origin(
    "IND",
    "印度",
    "L7",
    "91",
    "SHARMA PATIL NAIR GUPTA MEHTA REDDY",
    "RAJESH SUNIL VIKRAM ARJUN DEEPAK",
    "PRIYA ANJALI KAVITA NEHA",
    12,
  ),
  origin("IRQ", "伊拉克", "L8", "964", "AL-TAMIMI JASIM HUSSEIN AL-OBAIDI", "ALI HAIDER MUSTAFA OMAR", "ZAINAB NOOR SARA", 10),
  origin("JOR", "约旦", "L6", "962", "HADDAD KHALIL AL-MASRI NASSAR", "ANAS TAREQ SAMER LAITH", "RANIA DIMA LINA", 8),
  origin("EGY", "埃及", "L8", "20", "HASSAN IBRAHIM SHAWKY FARAG", "KARIM AHMED MAHMOUD TAMER", "MONA HEBA YASMIN", 8),
  origin("SYR", "叙利亚", "L8", "963", "DARWISH KABBANI SALLOUM HALABI", "BASSAM FADI NIZAR", "RIMA SAMAR LAYLA", 5),
  origin("IRN", "伊朗", "L8", "98", "RAHIMI KARIMI MORADI JAFARI", "REZA HAMID BEHROUZ", "MARYAM LEILA SHIRIN", 6),
  origin("PAK", "巴基斯坦", "LL7", "92", "MALIK BUTT CHAUDHRY QURESHI", "IMRAN BILAL KASHIF", "SADIA AMINA HINA", 6),
  origin("KOR", "韩国", "L8", "82", "KIM PARK CHOI JUNG KANG", "MINJUN JIHOON SUNGHO DONGHYUN", "SOYEON HYEJIN MINJI", 8),
  origin("RUS", "俄罗斯 俄罗斯联邦", "9", "7", "PETROV SOKOLOV MOROZOV VOLKOV", "DMITRY ALEXEY PAVEL", "OLGA ELENA IRINA", 6),
  origin("NGA", "尼日利亚", "L8", "234", "OKAFOR BELLO EZE ADEBAYO", "EMEKA TUNDE CHINEDU", "AMARA FUNKE IFEOMA", 5),
  origin("SEN", "塞内加尔", "L8", "221", "DIOP NDIAYE FALL SARR", "MAMADOU CHEIKH OUSMANE", "AWA MARIAMA", 4),
  origin("VNM", "越南", "L7", "84", "NGUYEN TRAN LE PHAM", "VAN_HUNG QUOC_TUAN MINH_DUC", "THI_LAN THI_HOA THI_MAI", 5),
  origin("USA", "美国", "9", "1", "MILLER O'BRIEN CARTER JOHNSON", "JAMES_ROBERT DAVID MICHAEL", "EMILY ANNA_MARIE SUSAN", 3),
];

const overseas = (labels: string, idType: "511" | "516", document: string, dial: string, weight: number): Origin => ({
  nationality: "CHN",
  labels: labels.split(" "),
  idType,
  document,
  dial,
  families: [],
  men: [],
  women: [],
  chinese: true,
  weight,
});

/** People of Hong Kong, Macao and Taiwan: Chinese nationals with travel permits. */
export const OVERSEAS_ORIGINS: readonly Origin[] = [
  overseas("中国台湾 台湾", "511", "8", "886", 5),
  overseas("中国香港 香港", "516", "H8", "852", 4),
  overseas("中国澳门 澳门", "516", "M8", "853", 1),
];

/** The spelling on their documents of common Chinese names from there, where pinyin would not do. */
export const OVERSEAS_NAMES: readonly (readonly [string, string, "1" | "2"])[] = [
  ["陈志豪", "CHAN CHI HO", "1"],
  ["黄家辉", "WONG KA FAI", "1"],
  ["李美玲", "LEE MEI LING", "2"],
  ["张淑芬", "CHANG SHU-FEN", "2"],
  ["林志明", "LIN CHIH-MING", "1"],
  ["郭雅惠", "KUO YA-HUI", "2"],
  ["谢宗翰", "HSIEH TSUNG-HAN", "1"],
  ["何嘉欣", "HO KA YAN", "2"],
  ["周国强", "CHOU KUO-CHIANG", "1"],
  ["梁咏诗", "LEUNG WING SZE", "2"],
  ["蔡俊宏", "TSAI CHUN-HUNG", "1"],
  ["吴佩珊", "NG PUI SHAN", "2"],
];

const CHINESE_SOUNDS: Readonly<Record<string, string>> = {
  MOHAMMED: "穆罕默德",
  ABDULLAH: "阿卜杜拉",
  ALI: "阿里",
  AHMED: "艾哈迈德",
  HASSAN: "哈桑",
  FATIMA: "法蒂玛",
  AISHA: "阿伊莎",
  KIM: "金",
  PARK: "朴",
  CHOI: "崔",
  JUNG: "郑",
  KANG: "姜",
  RAJESH: "拉杰",
  PRIYA: "普丽娅",
  OLGA: "奥尔加",
  ELENA: "叶莲娜",
  DMITRY: "德米特里",
  MARYAM: "玛丽亚姆",
  NOOR: "努尔",
  OMAR: "奥马尔",
  DAVID: "大卫",
  EMILY: "艾米莉",
  MONA: "莫娜",
  KARIM: "卡里姆",
};

const KOREAN_GIVEN: Readonly<Record<string, string>> = {
  MINJUN: "民俊",
  JIHOON: "志勋",
  SUNGHO: "成浩",
  DONGHYUN: "东贤",
  SOYEON: "素妍",
  HYEJIN: "惠珍",
  MINJI: "敏智",
};

/** The Chinese name of a foreign resident, when one is known; `""` otherwise. */
export function chineseNameOf(family: string, given: string): string {
  const korean = KOREAN_GIVEN[given];
  if (korean) return `${CHINESE_SOUNDS[family] ?? ""}${korean}`;
  return CHINESE_SOUNDS[given] ?? "";
}

/** A phone: most have a local number, some keep that of home. */
export function foreignPhone(random: Random, from: Origin): string {
  return random.chance(0.85) ? mobileOf(random) : `+${from.dial} ${random.between(2, 9)}${random.digits(8)}`;
}

/** A document number of the origin's shape. */
export function documentNumber(random: Random, from: Origin): string {
  return shapedNumber(random, from.document);
}
