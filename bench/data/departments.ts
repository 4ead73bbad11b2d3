/** Six departments' extracts: whom each lists, in which columns, spelled how, and what goes wrong. */
import { bankAccountOf, mistypeName, scientific, transposed, wrongCheck, wrongDay, wrongDigit } from "../../samples/generator/index.ts";
import type { Draw } from "./draw.ts";
import type { Citizen, Glimpse } from "./population.ts";

export interface Department {
  readonly file: string;
  readonly header: readonly string[];
  /** Whether the department knows the person; `draw` is set anew for each pair of the two. */
  lists(citizen: Glimpse, draw: Draw): boolean;
  row(citizen: Citizen, draw: Draw): string;
}

type DateStyle = (iso: string) => string;
const iso: DateStyle = (date) => date;
const compact: DateStyle = (date) => date.slice(0, 4) + date.slice(5, 7) + date.slice(8, 10);
const dotted: DateStyle = (date) => `${date.slice(0, 4)}.${date.slice(5, 7)}.${date.slice(8, 10)}`;
const slashed: DateStyle = (date) => `${date.slice(0, 4)}/${Number(date.slice(5, 7))}/${Number(date.slice(8, 10))}`;

const FRONT = "浙江省义乌市柳溪街道";
const VACCINES = ["北京生物", "北京科兴", "武汉生物", "智飞龙科马"];
const REASONS = ["务工", "经商", "随迁", "学习"];

function nameOf(citizen: Citizen, draw: Draw): string {
  if (draw.chance(0.018)) return mistypeName(draw.random, citizen.name);
  // A gap in a name of two characters is a habit, not an error.
  if (citizen.name.length === 2 && draw.chance(0.1)) return `${citizen.name[0]}　${citizen.name[1]}`;
  return citizen.name;
}

function idOf(citizen: Citizen, draw: Draw, missing: number): string {
  const id = citizen.idNumber;
  const point = draw.below(10_000);
  if (point < missing * 10_000) return "";
  if (point > 9_750) {
    if (point < 9_850) return wrongDigit(draw.random, id);
    if (point < 9_900) return transposed(draw.random, id);
    if (point < 9_940) return wrongCheck(draw.random, id);
    if (point < 9_970) return id.endsWith("X") ? id : scientific(id);
    return id.toLowerCase();
  }
  return id;
}

function birthOf(citizen: Citizen, draw: Draw, style: DateStyle): string {
  return style(draw.chance(0.012) ? wrongDay(draw.random, citizen.birthDate) : citizen.birthDate);
}

function phoneOf(citizen: Citizen, draw: Draw): string {
  const point = draw.below(1_000);
  if (point < 60) return "";
  if (point < 130) return citizen.oldPhone;
  if (point < 134) return citizen.phone.slice(0, 10);
  if (point < 150) return `${citizen.phone.slice(0, 3)}-${citizen.phone.slice(3, 7)}-${citizen.phone.slice(7)}`;
  return citizen.phone;
}

function addressOf(citizen: Citizen, draw: Draw): string {
  const point = draw.below(100);
  const address = point < 4 ? citizen.oldAddress : citizen.address;
  if (point < 8) return address.replace("幢", "栋");
  if (point < 14) return address.replace("幢", "-").replace("单元", "-").replace("室", "");
  return address;
}

const sexWord = (citizen: Citizen) => (citizen.sex === "1" ? "男" : "女");

/** The departments in the order of their size, the largest last: it is cut where the number of rows is reached. */
export const DEPARTMENTS: readonly Department[] = [
  {
    file: "民政-老年人补贴.csv",
    header: ["姓名", "性别", "身份证号", "出生日期", "家庭住址", "开户账号", "金额（元）", "联系电话"],
    lists: (citizen, draw) => citizen.age >= 60 && draw.chance(0.8),
    row: (citizen, draw) =>
      `${nameOf(citizen, draw)},${sexWord(citizen)},${idOf(citizen, draw, 0.005)},${birthOf(citizen, draw, dotted)},${addressOf(citizen, draw)},${bankAccountOf(draw.random)},${citizen.age >= 80 ? 100 : 50},${phoneOf(citizen, draw)}`,
  },
  {
    file: "住建-房屋产权.csv",
    header: ["房屋坐落", "产权人", "证件号码", "联系电话", "建筑面积", "房屋用途"],
    lists: (citizen, draw) => citizen.place === 0 && !citizen.migrant && draw.chance(0.78),
    row: (citizen, draw) =>
      `${FRONT}${citizen.address},${nameOf(citizen, draw)},${idOf(citizen, draw, 0.06)},${phoneOf(citizen, draw)},${(52 + draw.below(900) / 10).toFixed(1)},${draw.chance(0.7) ? "自住" : "出租"}`,
  },
  {
    file: "公安-流动人口.csv",
    header: ["姓名", "性别", "证件号码", "出生日期", "户籍地", "现住址", "联系电话", "居住事由"],
    lists: (citizen, draw) => citizen.migrant && draw.chance(0.94),
    row: (citizen, draw) =>
      `${nameOf(citizen, draw)},${sexWord(citizen)},${idOf(citizen, draw, 0.02)},${birthOf(citizen, draw, compact)},${citizen.division.province}${citizen.division.city}${citizen.division.county},${addressOf(citizen, draw)},${phoneOf(citizen, draw)},${REASONS[draw.below(4)]}`,
  },
  {
    file: "公安-户籍人口.csv",
    header: ["户号", "姓名", "与户主关系", "性别", "出生日期", "公民身份号码", "户籍地址"],
    lists: (citizen, draw) => !citizen.migrant && draw.chance(0.97),
    row: (citizen, draw) =>
      `${String(100_000_000 + citizen.household * 3)},${nameOf(citizen, draw)},${citizen.place === 0 ? "户主" : citizen.place === 1 ? "妻" : citizen.age > 50 ? (citizen.sex === "1" ? "父亲" : "母亲") : citizen.sex === "1" ? "子" : "女"},${sexWord(citizen)},${birthOf(citizen, draw, iso)},${idOf(citizen, draw, 0.01)},${FRONT}${citizen.address}`,
  },
  {
    file: "卫健-疫苗接种.csv",
    header: ["姓名", "性别", "出生日期", "身份证号", "手机号码", "第一剂接种日期", "疫苗厂家"],
    lists: (citizen, draw) => citizen.age >= 3 && draw.chance(0.74),
    row: (citizen, draw) =>
      `${nameOf(citizen, draw)},${citizen.sex},${birthOf(citizen, draw, slashed)},${idOf(citizen, draw, 0.09)},${phoneOf(citizen, draw)},2021/${4 + draw.below(6)}/${1 + draw.below(28)},${VACCINES[draw.below(4)]}`,
  },
  {
    file: "医保-参保人员.csv",
    header: ["个人编号", "姓名", "性别", "证件号码", "出生日期", "联系电话", "居住地址"],
    lists: (_citizen, draw) => draw.chance(0.86),
    row: (citizen, draw) =>
      `${draw.below(90_000_000) + 10_000_000},${nameOf(citizen, draw)},${sexWord(citizen)},${idOf(citizen, draw, 0.03)},${birthOf(citizen, draw, iso)},${phoneOf(citizen, draw)},${draw.chance(0.4) ? "" : addressOf(citizen, draw)}`,
  },
];
