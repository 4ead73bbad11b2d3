/** The police's registers of people: registered here, come to work, and from abroad. */
import { EDUCATION_WORDS, ETHNICITY_WORDS, MARITAL_WORDS } from "../code-words.ts";
import {
  addressField,
  birthField,
  codeField,
  dateField,
  extraField,
  foreignNameField,
  idField,
  nameField,
  phoneField,
  registeredAddressField,
  relationField,
  sexField,
  textField,
} from "../fields.ts";
import type { Entry, Register, Section } from "../register-shape.ts";
import type { World } from "../world-shape.ts";

const SEQUENCE = (path: string) => extraField("sequence", { path, width: 6 }, () => null);

/** 户籍人口: one row a person, households together, in blocks by grid. */
export const HOUSEHOLD_REGISTER: Register = {
  id: "household-register",
  fileNames: ["户籍人口信息表", "常住户口登记清册", "户籍人员花名册"],
  titles: ["柳溪街道青枫社区户籍人口信息表", "常住户口登记清册"],
  sheetNames: ["户籍人口", "户口清册"],
  unit: "填报单位：柳溪派出所",
  foot: ["填表人：", "审核人：", "单位（盖章）："],
  asOf: "2025-01-10",
  sections: "blocks",
  home: { format: "xlsx", depth: 1, habits: { date: "iso", address: "full", nameGap: 0.4 } },
  formats: ["xlsx", "xls", "csv-gb18030"],
  depths: [1, 2],
  fields: [
    SEQUENCE("序号|编号"),
    textField("subject", "householdNumber", { path: "户号|户编号", width: 12 }),
    nameField("subject", { path: "基本情况/姓名|公民姓名", flat: "姓名|公民姓名" }),
    textField("subject", "formerName", { path: "基本情况/曾用名", optional: true }),
    relationField("subject", "户主", { path: "与户主关系|户主或与户主关系", width: 11 }),
    sexField("subject", { path: "基本情况/性别" }),
    codeField("subject", "ethnicity", ETHNICITY_WORDS, { path: "基本情况/民族", width: 9 }),
    birthField("subject", { path: "基本情况/出生日期|出生年月日" }),
    idField("subject", { path: "基本情况/公民身份号码|身份证号码|身份证号" }),
    registeredAddressField("subject", { path: "户籍地址|户口所在地|户籍所在地详址" }),
    codeField("subject", "maritalStatus", MARITAL_WORDS, { path: "婚姻状况|婚姻", optional: true }),
    codeField("subject", "education", EDUCATION_WORDS, { path: "文化程度|学历", optional: true }),
    textField("subject", "employer", { path: "服务处所|工作单位", width: 24, align: "left", optional: true }),
    extraField("note", { path: "备注", width: 12 }, (entry, pen) =>
      entry.people.subject?.deathDate && entry.people.subject.deathDate < pen.asOf ? "已注销" : null,
    ),
  ],
  people: { subject: "primary" },
  household: "primary",
  dwelling: "primary",
  entriesOf: (world, random) => {
    const grids: Section[] = world.estates.map((estate, grid) => ({
      title: `第${"一二三四五六七八九十"[grid] ?? grid + 1}网格（${estate}）`,
      entries: [],
    }));
    const byGrid = grids.map((): Entry[] => []);
    for (const household of world.households) {
      if (!household.registered) continue;
      const grid = world.estates.indexOf(household.registered.estate);
      for (const person of household.members)
        if (person.idNumber && random.chance(0.985)) byGrid[grid]?.push({ people: { subject: person }, household });
    }
    return grids
      .map((section, grid) => ({ title: section.title, entries: byGrid[grid] as Entry[] }))
      .filter((section) => section.entries.length > 0);
  },
};

/** 流动人口: newcomers with their landlord beside them under a second header row. */
export const MIGRANT_REGISTER: Register = {
  id: "migrant-register",
  fileNames: ["流动人口登记台账", "新居民登记表", "暂住人口信息表"],
  titles: ["青枫社区流动人口登记台账", "新居民居住登记表"],
  sheetNames: ["流动人口", "新居民"],
  unit: "网格员：何晓燕",
  foot: ["填表人：", "联系电话：0579-85990000"],
  asOf: "2025-03-31",
  sections: "one",
  home: { format: "xlsx", depth: 2, habits: { date: "compact", address: "short", nameGap: 0.2 } },
  formats: ["xlsx", "xls", "csv-utf8-bom"],
  depths: [1, 2, 3],
  fields: [
    SEQUENCE("序号"),
    nameField("subject", { path: "人员信息/基本信息/姓名", flat: "姓名" }),
    sexField("subject", { path: "人员信息/基本信息/性别", flat: "性别" }),
    idField("subject", { path: "人员信息/基本信息/证件号码|身份证号码", flat: "身份证号码|证件号码|公民身份证号" }),
    birthField("subject", { path: "人员信息/基本信息/出生日期|出生年月日", flat: "出生日期|生日", optional: true }),
    codeField("subject", "ethnicity", ETHNICITY_WORDS, { path: "人员信息/基本信息/民族", width: 9, optional: true }),
    registeredAddressField("subject", { path: "人员信息/户籍/户籍地址|户籍所在地|户籍地", flat: "户籍地址|户籍所在地" }),
    phoneField("subject", { path: "人员信息/联系/联系电话|手机号码", flat: "联系电话|手机号码|本人电话" }),
    addressField({ path: "居住信息/住所/现住址|暂住地址|居住地址", flat: "现住址|暂住地址|居住地址" }),
    textField("subject", "employer", { path: "居住信息/从业/从业单位|工作单位|就业单位", width: 24, align: "left", optional: true }),
    extraField(
      "reason",
      { path: "居住信息/事由/居住事由|流入原因|来本地事由", flat: "居住事由|流入原因" },
      (entry) => entry.people.subject?.facts.permit?.reason ?? null,
    ),
    dateField(
      "arrival",
      { path: "居住信息/事由/来本地日期|流入日期|到达日期", flat: "来本地日期|流入日期" },
      (entry) => entry.people.subject?.facts.permit?.arrival,
    ),
    nameField("landlord", { path: "房东信息|出租人/房东信息/姓名", flat: "房东姓名|出租人姓名" }),
    phoneField("landlord", { path: "房东信息|出租人/房东信息/电话|联系电话", flat: "房东电话|房东联系方式" }),
  ],
  people: { subject: "primary", landlord: "optional" },
  dwelling: "primary",
  entriesOf: (world, random) => [
    {
      title: "",
      entries: living(world, "migrant")
        .filter(() => random.chance(0.96))
        .map((entry) => ({ ...entry, people: { ...entry.people, ...(entry.dwelling?.owner ? { landlord: entry.dwelling.owner } : {}) } })),
    },
  ],
};

/** 境外人员: three header rows over document, visa and stay. */
export const FOREIGN_REGISTER: Register = {
  id: "foreign-register",
  fileNames: ["境外人员住宿登记", "境外人员信息台账", "外籍人员登记表"],
  titles: ["柳溪街道境外人员住宿登记台账", "境外人员信息登记表"],
  sheetNames: ["境外人员", "外籍"],
  unit: "登记单位：柳溪派出所",
  foot: ["经办人：", "日期："],
  asOf: "2025-05-20",
  sections: "one",
  home: { format: "xlsx", depth: 3, habits: { date: "cell", sex: "letters", address: "township" } },
  formats: ["xlsx", "csv-utf8-bom", "misnamed-xls"],
  depths: [1, 2, 3],
  fields: [
    SEQUENCE("编号|序号"),
    foreignNameField("subject", { path: "人员基本情况/姓名/英文姓名|外文姓名", flat: "英文姓名|外文姓名|护照姓名" }),
    chineseNameField(),
    sexField("subject", { path: "人员基本情况/性别/性别", flat: "性别" }),
    textField("subject", "nationalityLabel", {
      path: "人员基本情况/国籍（地区）/国籍（地区）",
      flat: "国籍（地区）|国籍|国家（地区）",
      width: 12,
    }),
    birthField("subject", { path: "人员基本情况/出生日期/出生日期", flat: "出生日期" }),
    idField("subject", { path: "证件及签证/证件/证件号码|护照号码", flat: "证件号码|护照号|护照（证件）号码", width: 16 }),
    extraField(
      "visaType",
      { path: "证件及签证/签证（居留）/种类", flat: "签证种类|签证类型" },
      (entry) => entry.people.subject?.facts.visa?.kind ?? null,
    ),
    dateField(
      "visaExpiryDate",
      { path: "证件及签证/签证（居留）/有效期至", flat: "签证有效期至|居留有效期" },
      (entry) => entry.people.subject?.facts.visa?.until,
    ),
    dateField(
      "entryDate",
      { path: "在华情况/停留/入境日期|抵达日期", flat: "入境日期|抵达日期" },
      (entry) => entry.people.subject?.facts.visa?.entry,
    ),
    extraField(
      "visitPurpose",
      { path: "在华情况/停留/来华目的|停留事由", flat: "来华目的|停留事由", optional: true },
      (entry) => entry.people.subject?.facts.visa?.purpose ?? null,
    ),
    addressField({ path: "在华情况/居住地址/居住地址", flat: "居住地址|住宿地址|在华住址" }),
    phoneField("subject", { path: "在华情况/联系方式/手机|联系电话", flat: "手机|联系电话" }),
    textField("subject", "employer", {
      path: "在华情况/工作单位/工作单位",
      flat: "工作单位|接待单位",
      width: 26,
      align: "left",
      optional: true,
    }),
  ],
  people: { subject: "primary" },
  dwelling: "primary",
  entriesOf: (world, random) => [{ title: "", entries: living(world, "foreign").filter(() => random.chance(0.97)) }],
};

function chineseNameField() {
  return {
    ...nameField("subject", { path: "人员基本情况/姓名/中文姓名", flat: "中文姓名|中文名" }),
    key: "subject.chineseName",
    say: (entry: Entry) => {
      const name = entry.people.subject?.name ?? "";
      return name ? { cell: name, states: { role: "subject" as const, attribute: "name", value: name } } : { cell: null };
    },
  };
}

/** Everybody of a kind who lives in the community, with their dwelling. */
function living(world: World, kind: "migrant" | "foreign"): Entry[] {
  return world.persons
    .filter((person) => person.residencyType === kind && person.household.dwelling)
    .map((person) => ({ people: { subject: person }, dwelling: person.household.dwelling ?? undefined }));
}
