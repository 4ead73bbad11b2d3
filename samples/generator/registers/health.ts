/** Health and schooling: vaccinations, mothers-to-be, children who start school. */
import { ageOn } from "../calendar.ts";
import {
  addressField,
  birthField,
  dateField,
  extraField,
  idField,
  nameField,
  phoneField,
  registeredAddressField,
  sexField,
} from "../fields.ts";
import type { Entry, Register } from "../register-shape.ts";
import type { Person } from "../world-shape.ts";

const dose = (index: number, path: string) =>
  dateField(`dose${index + 1}`, { path }, (entry) => entry.people.subject?.facts.vaccine?.doses[index]);

/** 疫苗接种: the clinic's export, everybody in it, nobody's address. */
export const VACCINATION_REGISTER: Register = {
  id: "vaccination-register",
  fileNames: ["疫苗接种记录", "新冠疫苗接种人员明细"],
  titles: ["疫苗接种记录", "接种人员明细"],
  sheetNames: ["接种"],
  unit: "",
  foot: [],
  asOf: "2022-12-31",
  sections: "one",
  home: { format: "txt-utf16", depth: 1, habits: { date: "slashed", sex: "words" } },
  formats: ["txt-utf16", "csv-gb18030", "csv-utf8"],
  depths: [1],
  fields: [
    extraField("sequence", { path: "登记号|档案号", width: 6 }, () => null),
    nameField("subject", { path: "姓名|受种者姓名" }),
    sexField("subject", { path: "性别" }),
    birthField("subject", { path: "出生日期" }),
    idField("subject", { path: "证件号码|身份证" }),
    phoneField("subject", { path: "联系电话|手机号码" }),
    dose(0, "第一剂接种日期|第1针日期"),
    dose(1, "第二剂接种日期|第2针日期"),
    dose(2, "加强针日期|第三剂接种日期"),
    extraField("manufacturer", { path: "疫苗厂家|生产企业" }, (entry) => entry.people.subject?.facts.vaccine?.manufacturer ?? null),
  ],
  people: { subject: "primary" },
  entriesOf: (world, random) => [
    {
      title: "",
      entries: random.shuffle(world.persons.filter((person) => person.facts.vaccine)).map((person) => ({ people: { subject: person } })),
    },
  ],
};

/** 孕产妇: with the husband as contact. */
export const MATERNITY_REGISTER: Register = {
  id: "maternity-register",
  fileNames: ["孕产妇管理登记", "孕妇建册名单"],
  titles: ["柳溪街道孕产妇健康管理登记表", "孕妇建册名单"],
  sheetNames: ["孕产妇"],
  unit: "柳溪街道卫生院",
  foot: ["登记医生："],
  asOf: "2025-06-25",
  sections: "one",
  home: { format: "xlsx", depth: 1, habits: { date: "cell", address: "loose", nameGap: 0.1 } },
  formats: ["xlsx", "csv-utf8-bom", "xls"],
  depths: [1, 2],
  fields: [
    extraField("sequence", { path: "序号", width: 6 }, () => null),
    nameField("subject", { path: "孕妇/姓名|孕妇姓名", flat: "孕妇姓名|姓名" }),
    idField("subject", { path: "孕妇/身份证号", flat: "身份证号|孕妇身份证号" }),
    birthField("subject", { path: "孕妇/出生日期", flat: "出生日期", optional: true }),
    phoneField("subject", { path: "孕妇/联系电话", flat: "联系电话" }),
    addressField({ path: "现住址|居住地址" }),
    dateField(
      "lastMenstrualDate",
      { path: "孕情/末次月经", flat: "末次月经|末次月经日期" },
      (entry) => entry.people.subject?.facts.pregnancy?.lastMenstrualDate,
    ),
    dateField(
      "expectedDeliveryDate",
      { path: "孕情/预产期", flat: "预产期" },
      (entry) => entry.people.subject?.facts.pregnancy?.expectedDeliveryDate,
    ),
    nameField("contact", { path: "丈夫/姓名", flat: "丈夫姓名|配偶姓名" }),
    phoneField("contact", { path: "丈夫/电话", flat: "丈夫电话|配偶联系电话" }),
  ],
  people: { subject: "primary", contact: "optional" },
  dwelling: "primary",
  entriesOf: (world) => [
    {
      title: "",
      entries: world.persons
        .filter((person) => person.facts.pregnancy)
        .map(
          (person): Entry => ({
            people: { subject: person, ...(person.spouse ? { contact: person.spouse } : {}) },
            dwelling: person.household.dwelling ?? undefined,
          }),
        ),
    },
  ],
};

/** 适龄儿童入学: the child with both parents beside it. */
export const SCHOOL_REGISTER: Register = {
  id: "school-entry-register",
  fileNames: ["适龄儿童入学摸底表", "2025年秋季小学新生信息采集表"],
  titles: ["2025年秋季适龄儿童入学摸底登记表", "小学新生信息采集表"],
  sheetNames: ["适龄儿童", "新生"],
  unit: "填报单位：青枫社区",
  foot: ["填报人：", "联系电话："],
  asOf: "2025-05-10",
  sections: "one",
  home: { format: "xlsx", depth: 2, habits: { date: "chinese", address: "short" } },
  formats: ["xlsx", "xls", "csv-utf8-bom"],
  depths: [1, 2, 3],
  fields: [
    extraField("sequence", { path: "序号", width: 6 }, () => null),
    nameField("subject", { path: "儿童|学生信息/姓名", flat: "儿童姓名|学生姓名" }),
    sexField("subject", { path: "儿童|学生信息/性别", flat: "性别" }),
    birthField("subject", { path: "儿童|学生信息/出生日期", flat: "出生日期", width: 15 }),
    idField("subject", { path: "儿童|学生信息/身份证号", flat: "身份证号|学生身份证号" }),
    registeredAddressField("subject", { path: "户籍地址|户口所在地" }),
    addressField({ path: "现居住地址|家庭住址" }),
    nameField("father", { path: "家长（监护人）|父母信息/父亲/姓名", keepMiddle: true, flat: "父亲姓名" }),
    phoneField("father", { path: "家长（监护人）|父母信息/父亲/电话", keepMiddle: true, flat: "父亲电话|父亲联系电话" }),
    idField("mother", { path: "家长（监护人）|父母信息/母亲/身份证号", keepMiddle: true, flat: "母亲身份证号", optional: true }),
    nameField("mother", { path: "家长（监护人）|父母信息/母亲/姓名", keepMiddle: true, flat: "母亲姓名" }),
    phoneField("mother", { path: "家长（监护人）|父母信息/母亲/电话", keepMiddle: true, flat: "母亲电话|母亲联系电话" }),
    extraField("school", { path: "拟就读学校|意向学校", width: 20 }, (entry) => entry.people.subject?.facts.school ?? null),
  ],
  people: { subject: "primary", father: "optional", mother: "optional" },
  dwelling: "primary",
  entriesOf: (world) => [
    {
      title: "",
      entries: world.persons
        .filter((person) => person.facts.school && ageOn(person.birthDate, world.today) < 8)
        .map((person): Entry => ({ people: { subject: person, ...parentsOf(person) }, dwelling: person.household.dwelling ?? undefined })),
    },
  ],
};

function parentsOf(person: Person): { father?: Person; mother?: Person } {
  return { ...(person.father ? { father: person.father } : {}), ...(person.mother ? { mother: person.mother } : {}) };
}
