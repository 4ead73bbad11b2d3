import { describe, expect, test } from "vitest";
import { madeId, meanings, said, understand } from "./made-sheet.ts";

const NAMES = ["张三", "李四", "王小五", "赵六", "钱七妹", "孙建国", "周丽", "吴昊", "郑爽", "冯小刚"];
const name = (index: number) => NAMES[index % 10] as string;
const id = (index: number) => madeId(`19${50 + index}-03-12`, 11 + 2 * index);
const phone = (index: number) => `1380000${1000 + index}`;
const ten = <T>(make: (index: number) => T) => NAMES.map((_, index) => make(index));

describe("families", () => {
  test("merged data of the head is filled down inside its range only, and the head himself is told once", async () => {
    const { tables, records } = await understand({
      rows: [
        "低保家庭花名册",
        "户序号|户主姓名|户主身份证号|家庭成员|||家庭住址|联系电话|保障人口",
        "|||姓名|与户主关系|身份证号|||",
        `1|张三|${id(0)}|张三|本人|${id(0)}|永胜花园1幢1单元101室|${phone(0)}|2`,
        `|||李四|妻子|${id(1)}|||`,
        `2|王小五|${id(2)}|王小五|户主|${id(2)}|永胜花园1幢1单元102室|${phone(2)}|1`,
        `|||赵六|儿子|${id(3)}|||`,
      ],
      merges: ["A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:G3", "H2:H3", "I2:I3", "A4:A5", "B4:B5", "C4:C5", "G4:G5", "H4:H5", "I4:I5"],
    });
    expect(meanings(tables[0])).toMatchObject({
      户主姓名: "person.householdHead.name",
      "家庭成员/姓名": "person.subject.name",
      联系电话: "person.householdHead.phone",
      户序号: "-",
    });
    expect(said(records[0], "person", "householdHead")).toBeUndefined();
    expect(said(records[0], "person", "subject")).toMatchObject({ name: "张三", relationToHead: "01", phone: phone(0) });
    expect(said(records[1], "person", "householdHead")).toMatchObject({ name: "张三", idNumber: id(0), phone: phone(0) });
    expect(said(records[1], "person", "subject")).not.toHaveProperty("phone");
    expect(said(records[1], "household", "subject")).toMatchObject({ headIdNumber: id(0), insuredCount: "2" });
    expect(records[1]?.cells.slice(0, 3)).toEqual(["1", "张三", id(0)]);
    // Not merged: the second family's rows do not take the first one's head.
    expect(said(records[3], "person", "householdHead")).toBeUndefined();
  });

  test("a problem in a merged cell is reported once", async () => {
    const wrong = `${id(0).slice(0, 17)}${id(0).endsWith("1") ? "2" : "1"}`;
    const { records } = await understand({
      rows: [
        "户主姓名|户主身份证号|成员姓名|与户主关系|成员身份证号",
        `张三|${wrong}|李四|妻子|${id(1)}`,
        `||王小五|儿子|${id(2)}`,
        `赵六|${id(3)}|赵六|本人|${id(3)}`,
      ],
      merges: ["A2:A3", "B2:B3"],
    });
    expect(records.map((record) => record.problems.map((problem) => [problem.column, problem.code]))).toEqual([
      [[1, "id-checksum"]],
      [],
      [],
    ]);
  });

  test("blank means as above only where the relation proves it", async () => {
    const family = (index: number) => [
      `${name(index)}|${id(index)}|${name(index)}|户主|${id(index)}|永胜花园1幢1单元10${index}室`,
      `||${name(index + 1)}|妻|${id(20 + index)}|`,
    ];
    const proven = await understand({ rows: ["户主姓名|户主身份证号|成员姓名|与户主关系|成员身份证号|住址", ...ten(family).flat()] });
    expect(said(proven.records[1], "person", "householdHead")).toMatchObject({ name: "张三", idNumber: id(0) });
    expect(proven.records[1]?.mentions.find((mention) => mention.role === "householdHead")?.values.name?.[0]?.column).toBe(-1);
    expect(proven.records[1]?.cells[0]).toBeNull();
    expect(said(proven.records[1], "dwelling", "subject")?.address).toContain("1幢1单元100室");
    const unproven = await understand({
      rows: [
        "户主姓名|户主身份证号|成员姓名|与户主关系|成员身份证号|住址",
        ...ten((index) => `${index % 3 ? "" : name(index)}|${index % 3 ? "" : id(index)}|${name(index + 1)}|儿子|${id(20 + index)}|`),
      ],
    });
    expect(said(unproven.records[1], "person", "householdHead")).toBeUndefined();
  });

  test("members that follow their head without a household number belong to him, while the address stays", async () => {
    const { records } = await understand({
      rows: [
        "姓名|身份证号|与户主关系|住址",
        `张三|${id(0)}|户主|永胜花园1幢1单元101室`,
        `李四|${id(1)}|妻|永胜花园1幢1单元101室`,
        `赵六|${id(3)}|女儿|永胜花园9幢1单元101室`,
        `王小五|${id(2)}|户主|永胜花园1幢1单元102室`,
      ],
    });
    expect(records.map((record) => said(record, "household", "subject")?.headIdNumber)).toEqual([id(0), id(0), undefined, id(2)]);
  });

  test("a list of heads alone is about them", async () => {
    const { records } = await understand({
      rows: [
        "户主姓名|身份证号|家庭人口|家庭住址|致困原因",
        ...ten((index) => `${name(index)}|${id(index)}|3|永胜花园1幢1单元10${index}室|因病`),
      ],
    });
    expect(said(records[0], "person", "subject")).toMatchObject({ name: "张三", relationToHead: "01" });
    expect(said(records[0], "household", "subject")).toEqual({ memberCount: "3", povertyReason: "因病", headIdNumber: id(0) });
  });

  test("a household number is the household's and the person's", async () => {
    const { records } = await understand({
      rows: [
        "户号|姓名|与户主关系|公民身份号码|户籍地址",
        `070082019|张三|户主|${id(0)}|浙江省义乌市江东街道永胜花园1幢1单元101室`,
        `070082019|李四|妻|${id(1)}|四川省南充市仪陇县王店镇胜利村1组21号`,
      ],
    });
    expect(said(records[0], "household", "subject")).toEqual({ householdNumber: "070082019", headIdNumber: id(0) });
    expect(said(records[0], "person", "subject")?.householdNumber).toBe("070082019");
    expect(said(records[0], "dwelling", "registered")).toMatchObject({ estate: "永胜花园", building: "1", unit: "1", room: "101" });
    expect(said(records[1], "dwelling", "registered")).toBeUndefined();
  });
});

describe("who is who in a row", () => {
  test("flat headers: a fact stated twice belongs to the name before it", async () => {
    const { tables } = await understand({
      rows: [
        "房屋坐落|户型|房主姓名|身份证号|联系电话|承租人姓名|身份证号|联系电话",
        ...ten(
          (index) =>
            `永胜花园1幢1单元10${index}室|两室|${name(index)}|${id(index)}|${phone(index)}|${name(index + 3)}|${id(20 + index)}|${phone(40 + index)}`,
        ),
      ],
    });
    expect(tables[0]?.columns.map((column) => `${column.meaning?.role}.${column.meaning?.attribute}`)).toEqual([
      "subject.address",
      "subject.layout",
      "landlord.name",
      "landlord.idNumber",
      "landlord.phone",
      "tenant.name",
      "tenant.idNumber",
      "tenant.phone",
    ]);
  });

  test("workers are nobody of the register, and neither is their telephone", async () => {
    const { tables } = await understand({
      rows: [
        "老人姓名|住址|电话|子女姓名|子女电话|结对党员|联系电话|紧急联系人|电话|网格员",
        ...ten(
          (index) =>
            `${name(index)}|永胜花园1幢1单元10${index}室|${phone(index)}|${name(index + 3)}|${phone(index + 10)}|${name(index + 4)}|${phone(index + 20)}|${name(index + 5)}|${phone(index + 30)}|王网格`,
        ),
      ],
    });
    expect(tables[0]?.columns.map((column) => (column.meaning ? `${column.meaning.role}.${column.meaning.attribute}` : null))).toEqual([
      "subject.name",
      "subject.address",
      "subject.phone",
      "contact.name",
      "contact.phone",
      null,
      null,
      "contact.name",
      "contact.phone",
      null,
    ]);
  });

  test("a shop is an organisation whose operator stands beside it", async () => {
    const { tables, records } = await understand({
      rows: [
        "店名|经营者|身份证号|联系电话|经营地址|营业面积(㎡)|房东|房东电话",
        ...ten(
          (index) =>
            `${name(index)}小吃店|${name(index)}|${id(index)}|${phone(index)}|宗泽东路${index + 1}号|30|${name(index + 4)}|${phone(index + 70)}`,
        ),
      ],
    });
    expect(meanings(tables[0])).toMatchObject({
      店名: "organisation.subject.name",
      经营者: "person.legalRepresentative.name",
      身份证号: "person.legalRepresentative.idNumber",
      联系电话: "organisation.subject.phone",
      房东电话: "person.landlord.phone",
    });
    expect(said(records[0], "organisation", "subject")).toMatchObject({ name: "张三小吃店", legalRepresentative: "张三", phone: phone(0) });
  });

  test("a company's staff list is about persons, with their employer", async () => {
    const { tables, records } = await understand({
      rows: [
        "企业名称|统一社会信用代码|姓名|性别|身份证号|岗位|单位电话",
        ...ten((index) => `双童公司|91330782MA28A99AE9|${name(index)}|男|${id(index)}|操作工|0579-8520000${index}`),
      ],
    });
    expect(meanings(tables[0])).toMatchObject({
      企业名称: "person.subject.employer",
      统一社会信用代码: "organisation.employer.creditCode",
      姓名: "person.subject.name",
      单位电话: "organisation.employer.phone",
    });
    expect(said(records[0], "organisation", "employer")).toMatchObject({ name: "双童公司", creditCode: "91330782MA28A99AE9" });
  });

  test("two parties of a dispute have their own roles", async () => {
    const { records } = await understand({
      rows: [
        "受理时间|申请人|申请人电话|被申请人|被申请人电话|调解员",
        ...ten((index) => `2025-04-0${(index % 9) + 1}|${name(index)}|${phone(index)}|${name(index + 1)}|${phone(index + 20)}|王干部`),
      ],
    });
    expect(records[0]?.mentions.map((mention) => mention.role)).toEqual(["applicant", "counterparty"]);
  });

  test("a child's guardian has the only telephone", async () => {
    const { tables } = await understand({
      rows: [
        "儿童姓名|出生日期|监护人|联系电话|居住地址",
        ...ten((index) => `${name(index)}|2019年1月${index + 1}日|${name(index + 1)}|${phone(index)}|永胜花园3幢1单元${index + 1}01`),
      ],
    });
    expect(meanings(tables[0])).toMatchObject({ 监护人: "person.guardian.name", 联系电话: "person.guardian.phone" });
  });

  test("columns whose values contradict their header are not understood, nor what belongs to nobody", async () => {
    const swapped = await understand({ rows: ["姓名|电话|身份证号", ...ten((index) => `${name(index)}|${id(index)}|${phone(index)}`)] });
    expect(meanings(swapped.tables[0])).toEqual({ 姓名: "person.subject.name", 电话: "?", 身份证号: "?" });
    const nobody = await understand({
      rows: ["巡查日期|网格员|联系电话|发现问题", ...ten((index) => `2025-04-0${(index % 9) + 1}|王网格|${phone(index)}|堆放杂物`)],
    });
    expect(nobody.records.every((record) => record.mentions.length === 0)).toBe(true);
  });
});

describe("parts of one fact in several columns", () => {
  test("family and given name are one Latin name", async () => {
    const { records } = await understand({ rows: ["英文姓|英文名|国籍|护照号码", ...ten((index) => `SMITH|JOHN|美国|E1234567${index}`)] });
    expect(said(records[0], "person", "subject")).toMatchObject({ foreignName: "SMITH JOHN", nationality: "USA" });
  });

  test("building, unit and room in any spelling; the estate from the sheet's name, but not from any name", async () => {
    const rows = [
      "楼栋|单元|房号|业主姓名|业主电话",
      ...ten((index) => `${index + 1}#|2单元|0${index + 1}01室|${name(index)}|${phone(index)}`),
    ];
    const named = await understand({ name: "金村小区", rows });
    expect(said(named.records[2], "dwelling", "subject")).toMatchObject({
      estate: "金村小区",
      building: "3",
      unit: "2",
      address: expect.stringContaining("金村小区3幢2单元"),
    });
    const unnamed = await understand({ name: "Sheet1", rows });
    expect(said(unnamed.records[2], "dwelling", "subject")).not.toHaveProperty("estate");
  });

  test("doses side by side belong to one person; numbered members are several", async () => {
    const doses = await understand({
      rows: [
        "姓名|身份证号|第一剂||第二剂|",
        "||接种日期|疫苗厂家|接种日期|疫苗厂家",
        ...ten((index) => `${name(index)}|${id(index)}|2021-05-01|科兴|2021-06-01|智飞`),
      ],
    });
    expect(doses.records[0]?.mentions).toHaveLength(1);
    expect(said(doses.records[0], "person", "subject")).toMatchObject({ firstDoseDate: "2021-05-01", secondDoseDate: "2021-06-01" });
    const members = await understand({
      rows: [
        "户主姓名|户主身份证号|成员1姓名|成员1身份证号|成员2姓名|成员2身份证号",
        ...ten((index) => `${name(index)}|${id(index)}|${name(index + 1)}|${id(20 + index)}|${name(index + 2)}|${id(30 + index)}`),
      ],
    });
    expect(
      members.records[0]?.mentions.filter((mention) => mention.kind === "person").map((mention) => mention.values.idNumber?.[0]?.value),
    ).toEqual([id(0), id(20), id(30)]);
  });

  test("an address in a person's group of columns is the dwelling's when it says so", async () => {
    const { records } = await understand({
      rows: [
        "户主(房东)信息|||承租人信息||",
        "姓名|电话|房屋地址|姓名|公民身份号码|来义时间",
        ...ten((index) => `${name(index)}|${phone(index)}|永胜花园1幢1单元10${index}室|${name(index + 3)}|${id(20 + index)}|2021.3.1`),
      ],
      merges: ["A1:C1", "D1:F1"],
    });
    expect(records[0]?.mentions.map((mention) => `${mention.kind}.${mention.role}`).toSorted()).toEqual([
      "dwelling.subject",
      "person.landlord",
      "person.tenant",
    ]);
  });
});

describe("problems of whole rows", () => {
  const HEADER = "序号|姓名|性别|出生日期|身份证号|联系电话|住址";
  const row = (index: number) =>
    `${index + 1}|${name(index)}|${index % 2 ? "男" : "男"}|19${50 + index}-03-12|${id(index)}|${phone(index)}|永胜花园1幢1单元10${index}室`;

  test("the same row again, and the same person again, whatever the row number", async () => {
    const again = `11|张 三|男|1950.03.12|${id(0)}||`;
    const { records } = await understand({ rows: [HEADER, ...ten(row), row(2).replace(/^3/, "12"), again] });
    expect(
      records.flatMap((record) =>
        record.problems.filter((problem) => problem.code === "duplicate-row").map((problem) => [record.row, problem.column, problem.value]),
      ),
    ).toEqual([
      [12, -1, "4"],
      [13, -1, "2"],
    ]);
  });

  test("a register that lists people more than once on purpose reports only identical rows", async () => {
    const doses = ten((index) => [
      `${name(index)}|${id(index)}|第1剂|2021-05-0${(index % 9) + 1}`,
      `${name(index)}|${id(index)}|第2剂|2021-06-0${(index % 9) + 1}`,
    ]).flat();
    const { records } = await understand({ rows: ["姓名|身份证号|剂次|接种日期", ...doses, doses[0] as string] });
    expect(
      records.filter((record) => record.problems.some((problem) => problem.code === "duplicate-row")).map((record) => record.row),
    ).toEqual([22]);
  });

  test("namesakes of one birthday with two valid numbers are two people", async () => {
    const twin = (sequence: number) => `张三|男|1990-01-01|${madeId("1990-01-01", sequence)}`;
    const { records } = await understand({ rows: ["姓名|性别|出生日期|身份证号", twin(11), twin(13)] });
    expect(records.flatMap((record) => record.problems)).toEqual([]);
  });

  test("a row pushed one cell to the right is reported and read where its values stand", async () => {
    const shifted = `11|孙建国||男|1956-03-12|${id(6)}|${phone(6)}|永胜花园1幢1单元106室`;
    const { records } = await understand({ rows: [HEADER, ...ten(row).filter((_, index) => index !== 6), shifted] });
    const last = records.at(-1);
    expect(last?.problems.map((problem) => [problem.column, problem.code])).toEqual([[-1, "shifted-row"]]);
    expect(said(last, "person", "subject")).toMatchObject({ name: "孙建国", birthDate: "1956-03-12", idNumber: id(6), phone: phone(6) });
    expect(last?.mentions[0]?.values.idNumber?.[0]?.column).toBe(5);
  });

  test("errors of formulas are reported and say nothing", async () => {
    const { records } = await understand({ rows: [HEADER, ...ten(row), `11|孙悟空|男|#N/A|${id(30)}|#REF!|`] });
    expect(records.at(-1)?.problems).toEqual([
      { column: 3, code: "formula-error", value: "#N/A" },
      { column: 5, code: "formula-error", value: "#REF!" },
    ]);
    expect(said(records.at(-1), "person", "subject")).not.toHaveProperty("phone");
  });

  test("numbers that lost digits in a column of such numbers are flagged even when the check digit holds by chance", async () => {
    const byChance = "330782196504197000";
    const { records } = await understand({
      rows: [
        "姓名|身份证号",
        ...ten((index) => `${name(index)}|${id(index)}`),
        ["甲某", 330782196707292100],
        ["乙某", 330782196707292100],
        ["周丽", byChance],
      ],
    });
    expect(records.at(-1)?.problems).toEqual([{ column: 1, code: "id-precision-lost", value: byChance }]);
    expect(said(records.at(-1), "person", "subject")?.idNumber).toBe("330782196504197???");
  });
});

describe("what a row implies", () => {
  test("an ID number tells kind of document, birth date, sex and nationality, as derived values", async () => {
    const { records } = await understand({
      rows: [
        "姓名|身份证号|性别",
        `张三|${id(0)}|`,
        "李四|H12345678|男",
        `王小五|${id(2).slice(0, 17)}${id(2).endsWith("1") ? "2" : "1"}|男`,
      ],
    });
    expect(records[0]?.mentions[0]?.values).toMatchObject({
      idType: [{ value: "111", column: -1 }],
      birthDate: [{ value: "1950-03-12", column: -1 }],
      sex: [{ value: "1", column: -1 }],
      nationality: [{ value: "CHN", column: -1 }],
    });
    expect(said(records[1], "person", "subject")).toEqual({ name: "李四", idNumber: "H12345678", sex: "1", idType: "516" });
    // A number whose check digit is wrong tells nothing but its kind.
    expect(said(records[2], "person", "subject")).not.toHaveProperty("birthDate");
    expect(said(records[2], "person", "subject")).not.toHaveProperty("nationality");
  });
});
