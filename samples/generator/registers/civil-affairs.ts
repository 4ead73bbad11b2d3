/** Civil affairs and the disabled persons' federation: support, allowances, visits, certificates. */
import { ageOn } from "../calendar.ts";
import { DISABILITY_WORDS, LEVEL_WORDS } from "../code-words.ts";
import {
  addressField,
  ageField,
  birthField,
  dateField,
  extraField,
  field,
  idField,
  nameField,
  phoneField,
  relationField,
  sexField,
} from "../fields.ts";
import type { Entry, Field, Register } from "../register-shape.ts";
import type { Person } from "../world-shape.ts";
import { money } from "./housing.ts";

const SEQUENCE = (path: string, merged = false) => extraField("sequence", { path, width: 7, merged }, () => null);

/** 低保: a household's cells are merged over the rows of its members. */
export const SUPPORT_REGISTER: Register = {
  id: "support-register",
  fileNames: ["最低生活保障家庭清册", "低保家庭花名册"],
  titles: ["柳溪街道最低生活保障家庭清册", "低保（低边）家庭花名册"],
  sheetNames: ["低保", "低保家庭"],
  unit: "填报单位：青枫社区（公章）",
  foot: ["制表：", "审核："],
  asOf: "2025-06-15",
  sections: "one",
  home: { format: "xlsx", depth: 2, habits: { date: "dotted", address: "dashes", nameGap: 0.3 } },
  formats: ["xlsx", "xls"],
  depths: [2, 1],
  fields: [
    SEQUENCE("户序号|户数", true),
    nameField("householdHead", { path: "户主姓名|户主", merged: true }),
    idField("householdHead", { path: "户主身份证号|户主身份证号码", merged: true }),
    nameField("subject", { path: "家庭成员|家庭成员情况/姓名", flat: "成员姓名|家庭成员姓名" }),
    relationField("subject", "本人", { path: "家庭成员|家庭成员情况/与户主关系", flat: "与户主关系" }),
    idField("subject", { path: "家庭成员|家庭成员情况/身份证号", flat: "成员身份证号|家庭成员身份证号" }),
    birthField("subject", { path: "家庭成员|家庭成员情况/出生年月", flat: "成员出生日期|出生日期" }),
    addressField({ path: "家庭住址|家庭地址", merged: true, width: 22 }),
    phoneField("householdHead", { path: "联系电话", merged: true }),
    extraField("memberCount", { path: "保障人口", merged: true }, (entry) => entry.household?.members.length ?? null),
    extraField("support", { path: "月保障金（元）|月补助金额", merged: true, width: 12 }, (entry, pen) =>
      money(entry.household?.support?.amount ?? 0, pen.random.next()),
    ),
    extraField(
      "category",
      { path: "救助类别|保障类别", merged: true, optional: true },
      (entry) => entry.household?.support?.category ?? null,
    ),
    extraField("reason", { path: "致贫原因|主要致困原因", merged: true, width: 12 }, (entry) => entry.household?.support?.reason ?? null),
  ],
  people: { subject: "primary", householdHead: "optional" },
  household: "primary",
  dwelling: "optional",
  entriesOf: (world) => [
    {
      title: "",
      entries: world.households
        .filter((household) => household.support)
        .flatMap((household) =>
          household.members
            .filter((person) => person.idNumber && !person.deathDate)
            .map(
              (person): Entry => ({
                people: { subject: person, householdHead: household.members[0] as Person },
                household,
                dwelling: household.dwelling ?? undefined,
                block: household.id,
              }),
            ),
        ),
    },
  ],
};

/** A bank account, now and then with a wrong digit. */
function accountField(path: string): Field {
  return field("bankAccount", { path, width: 23 }, (entry, pen) => {
    const account = entry.people.subject?.facts.allowance?.account;
    if (!account) return { cell: null };
    if (pen.errs(0.12)) {
      const at = pen.random.between(8, 16);
      const wrong = account.slice(0, at) + ((Number(account[at]) + 3) % 10) + account.slice(at + 1);
      return { cell: wrong, fault: { kind: "bad_bank_account", attribute: "bankAccount", detectable: "yes" } };
    }
    return { cell: pen.random.chance(0.06) ? account.replace(/(\d{4})(?=\d)/g, "$1 ") : account };
  });
}

/** 高龄津贴发放: who is paid how much this month. */
export const ALLOWANCE_REGISTER: Register = {
  id: "old-age-allowance-register",
  fileNames: ["高龄津贴发放清册", "80周岁以上老人津贴发放表"],
  titles: ["2025年6月80周岁以上老年人高龄津贴发放清册", "高龄老人生活津贴发放表"],
  sheetNames: ["发放", "Sheet1"],
  unit: "单位：青枫社区居民委员会",
  foot: ["经办人：", "社区负责人：", "街道审核（盖章）："],
  asOf: "2025-06-30",
  sections: "one",
  home: { format: "xlsx", depth: 1, habits: { address: "short", nameGap: 0.5 } },
  formats: ["xlsx", "xls", "misnamed-xls"],
  depths: [1, 2],
  fields: [
    SEQUENCE("序号"),
    nameField("subject", { path: "老人信息/姓  名|姓名", flat: "姓  名|姓名|老人姓名" }),
    sexField("subject", { path: "老人信息/性别" }),
    ageField("subject", { path: "老人信息/年龄|周岁" }),
    idField("subject", { path: "老人信息/身份证号|公民身份号码" }),
    addressField({ path: "家庭住址|居住地址" }),
    accountField("发放/开户账号|银行账号|社保卡（银行）账号"),
    extraField(
      "amount",
      { path: "发放/金额\n（元）|津贴金额（元）|发放标准（每月）", width: 9 },
      (entry) => entry.people.subject?.facts.allowance?.amount ?? null,
    ),
    phoneField("subject", { path: "联系电话|联系方式" }),
    extraField("note", { path: "备注" }, () => null),
  ],
  people: { subject: "primary" },
  dwelling: "primary",
  entriesOf: (world) => [
    {
      title: "",
      entries: world.persons
        .filter((person) => person.facts.allowance && !person.deathDate)
        .map((person) => ({ people: { subject: person }, dwelling: person.household.dwelling ?? undefined })),
    },
  ],
};

/** 残疾人: the federation's export, codes as words, certificate made of the ID number. */
export const DISABILITY_REGISTER: Register = {
  id: "disability-register",
  fileNames: ["持证残疾人基本信息", "残疾人名册"],
  titles: ["持证残疾人基本信息", "残疾人名册"],
  sheetNames: ["持证残疾人"],
  unit: "",
  foot: [],
  asOf: "2025-04-30",
  sections: "one",
  home: { format: "csv-gb18030", depth: 1, habits: { date: "iso", address: "loose" } },
  formats: ["csv-gb18030", "csv-utf8", "xlsx", "xls"],
  depths: [1],
  fields: [
    nameField("subject", { path: "姓名|残疾人姓名" }),
    sexField("subject", { path: "性别" }),
    field("certificate", { path: "残疾证号|残疾人证号", width: 24 }, (entry, pen) => {
      const certificate = entry.people.subject?.facts.disability?.certificate ?? null;
      // A certificate that was issued again carries B and the number of times.
      return { cell: certificate && pen.random.chance(0.15) ? `${certificate}B1` : certificate };
    }),
    extraField(
      "category",
      { path: "残疾类别|残疾类型" },
      (entry) => DISABILITY_WORDS[entry.people.subject?.facts.disability?.category ?? ""] ?? null,
    ),
    extraField("level", { path: "残疾等级|等级" }, (entry) => LEVEL_WORDS[entry.people.subject?.facts.disability?.level ?? ""] ?? null),
    birthField("subject", { path: "出生日期|出生年月" }),
    phoneField("subject", { path: "联系电话|手机" }),
    addressField({ path: "现居住地址|居住地址" }),
    nameField("guardian", { path: "监护人姓名|监护人" }),
    phoneField("guardian", { path: "监护人电话|监护人联系方式" }),
  ],
  people: { subject: "primary", guardian: "optional" },
  dwelling: "primary",
  entriesOf: (world) => [
    {
      title: "",
      entries: world.persons
        .filter((person) => person.facts.disability)
        .map((person): Entry => ({ people: { subject: person, ...guardianOf(person) }, dwelling: person.household.dwelling ?? undefined })),
    },
  ],
};

function guardianOf(person: Person): { guardian?: Person } {
  const guardian = person.mother ?? person.father ?? person.spouse;
  return guardian?.phone ? { guardian } : {};
}

/** 独居老人探访: two tables in one sheet, by how much care is needed. */
export const VISIT_REGISTER: Register = {
  id: "elder-visit-register",
  fileNames: ["独居老人探访关爱记录", "独居、空巢老人走访台账"],
  titles: ["青枫社区独居老人探访关爱记录表", "独居老人走访台账"],
  sheetNames: ["探访", "走访"],
  unit: "探访月份：2025年6月",
  foot: ["探访员：", "社区负责人："],
  asOf: "2025-06-20",
  sections: "tables",
  home: { format: "xlsx", depth: 2, habits: { date: "chinese", address: "hash", nameGap: 0.3 } },
  formats: ["xlsx", "xls"],
  depths: [1, 2],
  fields: [
    SEQUENCE("序号"),
    nameField("subject", { path: "老人情况/姓名|老人姓名", flat: "老人姓名|姓名" }),
    sexField("subject", { path: "老人情况/性别", flat: "性别" }),
    birthField("subject", { path: "老人情况/出生年月日|出生日期", flat: "出生年月日|出生日期" }),
    phoneField("subject", { path: "老人情况/电话", flat: "联系电话|老人电话" }),
    addressField({ path: "住址|居住地址" }),
    nameField("contact", { path: "紧急联系人/姓名", flat: "紧急联系人|紧急联系人姓名" }),
    phoneField("contact", { path: "紧急联系人/电话", flat: "紧急联系人电话" }),
    extraField("care", { path: "身体状况|自理能力" }, (entry) => entry.people.subject?.facts.careLevel ?? null),
    dateField("visited", { path: "探访日期|走访日期" }, (entry) => String(entry.extra?.visited ?? "")),
    extraField("result", { path: "探访情况|走访情况", width: 20, align: "left" }, (_entry, pen) =>
      pen.random.pick(["情况良好", "血压偏高，已提醒就医", "煤气管老化，已联系更换", "不在家，电话联系正常"]),
    ),
  ],
  people: { subject: "primary", contact: "optional" },
  dwelling: "primary",
  entriesOf: (world, random) => {
    const alone = world.persons.filter((person) => person.facts.careLevel && !person.deathDate && person.household.dwelling);
    const adults = world.persons.filter(
      (person) => person.phone && person.residencyType === "permanent" && ageOn(person.birthDate, world.today) > 30,
    );
    const entry = (person: Person): Entry => ({
      people: { subject: person, contact: random.pick(adults) },
      dwelling: person.household.dwelling ?? undefined,
      extra: { visited: `2025-06-${String(random.between(2, 19)).padStart(2, "0")}` },
    });
    return [
      { title: "一、自理老人", entries: alone.filter((person) => person.facts.careLevel === "自理").map(entry) },
      { title: "二、失能、半失能老人", entries: alone.filter((person) => person.facts.careLevel !== "自理").map(entry) },
    ].filter((section) => section.entries.length > 0);
  },
};
