/** Veterans, party members, volunteers: short lists of adults, each in the format of another office. */
import { EDUCATION_WORDS, ETHNICITY_WORDS, POLITICAL_WORDS } from "../code-words.ts";
import {
  addressField,
  birthField,
  codeField,
  dateField,
  extraField,
  idField,
  nameField,
  phoneField,
  sexField,
  textField,
} from "../fields.ts";
import type { Register } from "../register-shape.ts";
import type { Person, World } from "../world-shape.ts";

const listOf = (keep: (person: Person) => boolean) => (world: World) => [
  {
    title: "",
    entries: world.persons
      .filter((person) => keep(person))
      .map((person) => ({ people: { subject: person }, dwelling: person.household.dwelling ?? undefined })),
  },
];

/** 退役军人: a workbook of the new kind under the old ending. */
export const VETERAN_REGISTER: Register = {
  id: "veteran-register",
  fileNames: ["退役军人信息采集表", "退役军人名册"],
  titles: ["青枫社区退役军人信息采集表", "退役军人名册"],
  sheetNames: ["退役军人"],
  unit: "青枫社区退役军人服务站",
  foot: ["采集人：", "审核人："],
  asOf: "2025-04-15",
  sections: "one",
  home: { format: "misnamed-xls", depth: 1, habits: { date: "dotted", address: "numerals", nameGap: 0.3 } },
  formats: ["misnamed-xls", "xlsx", "xls", "csv-gb18030"],
  depths: [1, 2],
  fields: [
    extraField("sequence", { path: "序号", width: 6 }, () => null),
    nameField("subject", { path: "基本信息/姓名" }),
    idField("subject", { path: "基本信息/身份证号码|公民身份证号码" }),
    codeField("subject", "ethnicity", ETHNICITY_WORDS, { path: "基本信息/民族", optional: true }),
    codeField("subject", "politicalStatus", POLITICAL_WORDS, { path: "基本信息/政治面貌", width: 12 }),
    extraField(
      "category",
      { path: "服役情况/人员类别|优抚类别", width: 18 },
      (entry) => entry.people.subject?.facts.veteran?.category ?? null,
    ),
    dateField("enlisted", { path: "服役情况/入伍时间|入伍日期" }, (entry) => entry.people.subject?.facts.veteran?.enlisted),
    dateField("discharged", { path: "服役情况/退役时间|退役日期" }, (entry) => entry.people.subject?.facts.veteran?.discharged),
    textField("subject", "employer", { path: "工作单位", width: 24, align: "left", optional: true }),
    phoneField("subject", { path: "联系电话|手机" }),
    addressField({ path: "现住址|居住地址", width: 30 }),
  ],
  people: { subject: "primary" },
  dwelling: "primary",
  entriesOf: listOf((person) => person.facts.veteran !== undefined && !person.deathDate),
};

/** 党员: the branch's list, exported with a byte order mark. */
export const PARTY_REGISTER: Register = {
  id: "party-member-register",
  fileNames: ["党员信息", "党员花名册"],
  titles: ["青枫社区党员信息", "党员花名册"],
  sheetNames: ["党员"],
  unit: "中共青枫社区支部委员会",
  foot: [],
  asOf: "2025-06-01",
  sections: "one",
  home: { format: "csv-utf8-bom", depth: 1, habits: { date: "dotted", nameGap: 0.05 } },
  formats: ["csv-utf8-bom", "xlsx", "xls"],
  depths: [1],
  fields: [
    nameField("subject", { path: "姓名|党员姓名" }),
    sexField("subject", { path: "性别" }),
    codeField("subject", "ethnicity", ETHNICITY_WORDS, { path: "民族" }),
    birthField("subject", { path: "出生年月日|出生日期" }),
    idField("subject", { path: "身份证号码|公民身份号码" }),
    codeField("subject", "education", EDUCATION_WORDS, { path: "学历|文化程度" }),
    codeField("subject", "politicalStatus", POLITICAL_WORDS, { path: "政治面貌|人员类别", width: 12 }),
    dateField("joined", { path: "入党日期|加入党组织日期" }, (entry) => entry.people.subject?.facts.partyJoinDate),
    phoneField("subject", { path: "手机号码|联系电话" }),
    textField("subject", "employer", { path: "工作单位及职务|工作单位", width: 24, align: "left" }),
  ],
  people: { subject: "primary" },
  entriesOf: listOf((person) => person.facts.partyJoinDate !== undefined && !person.deathDate),
};

/** 志愿者: a website's export; semicolons, no ID numbers, and a name that the volunteer typed. */
export const VOLUNTEER_REGISTER: Register = {
  id: "volunteer-register",
  fileNames: ["注册志愿者", "志愿者服务时长"],
  titles: ["注册志愿者名单"],
  sheetNames: ["志愿者"],
  unit: "",
  foot: [],
  asOf: "2025-06-28",
  sections: "one",
  home: { format: "csv-semicolon", depth: 1, habits: { date: "iso", sex: "gb", nameGap: 0 } },
  formats: ["csv-semicolon", "csv-utf8", "xlsx"],
  depths: [1],
  fields: [
    extraField("number", { path: "志愿者编号|志愿者注册号", width: 18 }, (entry) => entry.people.subject?.facts.volunteer?.number ?? null),
    nameField("subject", { path: "姓名|志愿者姓名" }),
    sexField("subject", { path: "性别" }),
    birthField("subject", { path: "出生日期" }),
    phoneField("subject", { path: "手机|联系电话" }),
    addressField({ path: "居住小区|居住地址" }),
    extraField("hours", { path: "服务时长（小时）|累计服务时长" }, (entry, pen) =>
      pen.text ? String(entry.people.subject?.facts.volunteer?.hours ?? "") : (entry.people.subject?.facts.volunteer?.hours ?? null),
    ),
  ],
  people: { subject: "primary" },
  dwelling: "optional",
  entriesOf: listOf((person) => person.facts.volunteer !== undefined),
};
