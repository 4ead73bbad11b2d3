import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { madeId, meanings, said, understand } from "./made-sheet.ts";

const NAMES = ["张三", "李四", "王小五", "赵六", "钱七妹", "孙建国", "周丽", "吴昊", "郑爽", "冯小刚"];
const id = (index: number) => madeId(`19${50 + index}-03-12`, 11 + 2 * index);
const phone = (index: number) => `1380000${1000 + index}`;
const people = (count = 10, from = 0) =>
  NAMES.slice(0, count).map((name, index) => `${from + index + 1}|${name}|${id(from + index)}|${phone(from + index)}`);
const HEADER = "序号|姓名|身份证号|联系电话";

describe("finding tables", () => {
  test("title, unit and date rows above, total, signature and notes below", async () => {
    const { tables, records, skipped } = await understand({
      rows: [
        "鸡鸣山社区党员花名册",
        "填报单位：江东街道派出所||填报日期：2025年5月20日",
        HEADER,
        ...people(3),
        "合计|3人",
        "填表人：张某||审核人：李某",
        "注：本表每季度报一次，逾期不候",
      ],
      merges: ["A1:D1"],
    });
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({
      title: "鸡鸣山社区党员花名册",
      headerRows: [3, 3],
      asOf: "2025-05-20",
      department: "public-security",
    });
    expect(records.map((record) => record.row)).toEqual([4, 5, 6]);
    expect(Object.fromEntries(skipped)).toEqual({ 1: "title", 2: "caption", 3: "header", 7: "total", 8: "signature", 9: "note" });
  });

  test("a three-row header tree with merges", async () => {
    const { tables } = await understand({
      rows: [
        "人口信息汇总",
        "人员信息|||||||房屋信息|",
        "基本信息|||证件信息||联系||位置|面积",
        "姓名|性别|民族|类型|号码|电话|微信|地址|",
        ...NAMES.map((name, index) => `${name}|男|汉族|身份证|${id(index)}|${phone(index)}|wx${index}|永胜花园1幢1单元10${index}室|88.5`),
      ],
      merges: ["A1:I1", "A2:G2", "H2:I2", "A3:C3", "D3:E3", "F3:G3", "I3:I4"],
    });
    expect(tables[0]?.headerRows).toEqual([2, 4]);
    expect(meanings(tables[0])).toMatchObject({
      "人员信息/基本信息/姓名": "person.subject.name",
      "人员信息/证件信息/号码": "person.subject.idNumber",
      "人员信息/证件信息/类型": "person.subject.idType",
      "人员信息/联系/微信": "person.subject.wechat",
      "房屋信息/位置/地址": "dwelling.subject.address",
      "房屋信息/面积": "dwelling.subject.area",
    });
  });

  test("a header tree without merges, groups over blank cells", async () => {
    const { tables, records } = await understand({
      rows: [
        "序号|学生姓名|性别|身份证号|父亲||母亲||就读学校",
        "||||姓名|电话|姓名|手机|",
        ...NAMES.map(
          (name, index) =>
            `${index + 1}|${name}|男|${madeId(`2016-03-1${index}`, 13 + 2 * index)}|${NAMES[(index + 1) % 10]}|${phone(index)}|${NAMES[(index + 2) % 10]}|${phone(index + 30)}|江东小学`,
        ),
      ],
    });
    expect(meanings(tables[0])).toEqual({
      序号: "-",
      学生姓名: "person.subject.name",
      性别: "person.subject.sex",
      身份证号: "person.subject.idNumber",
      "父亲/姓名": "person.father.name",
      "父亲/电话": "person.father.phone",
      "母亲/姓名": "person.mother.name",
      "母亲/手机": "person.mother.phone",
      就读学校: "person.subject.school",
    });
    expect(said(records[0], "person", "mother")).toEqual({ name: "王小五", phone: phone(30) });
  });

  test("a header repeated on every printed page is one table", async () => {
    const { tables, records, skipped } = await understand({
      rows: ["党员名册", HEADER, ...people(3), "党员名册", HEADER, ...people(3, 3), HEADER, ...people(3, 6)],
    });
    expect(tables).toHaveLength(1);
    expect(records).toHaveLength(9);
    expect(skipped.get(6)).toBe("title");
    expect(skipped.get(7)).toBe("header");
  });

  test("stacked tables with titles between, of the same and of other columns", async () => {
    const { tables, records } = await understand({
      rows: [
        "第一支部党员名册",
        HEADER,
        ...people(3),
        null,
        "第二支部党员名册",
        HEADER,
        ...people(3, 3),
        "",
        "志愿者名册",
        "姓名|手机号码|服务时长",
        `张三|${phone(1)}|12`,
        `李四|${phone(2)}|8`,
      ].map((row) => row ?? ""),
    });
    expect(tables.map((table) => [table.number, table.title])).toEqual([
      [0, "第一支部党员名册"],
      [1, "第二支部党员名册"],
      [2, "志愿者名册"],
    ]);
    expect(records.map((record) => record.table)).toEqual([0, 0, 0, 1, 1, 1, 2, 2]);
    expect(said(records[7], "person", "subject")).toMatchObject({ name: "李四", serviceHours: "8" });
  });

  test("the same columns side by side are two tables; every person is told once", async () => {
    const { tables, records } = await understand({
      rows: [
        "楼道长名单",
        "序号|姓名|电话|序号|姓名|电话",
        ...NAMES.slice(0, 5).map(
          (name, index) => `${index + 1}|${name}|${phone(index)}|${index + 6}|${NAMES[index + 5]}|${phone(index + 5)}`,
        ),
      ],
    });
    expect(tables).toHaveLength(2);
    const persons = records.flatMap((record) => record.mentions.map((mention) => mention.values.name?.[0]?.value));
    expect(persons.toSorted()).toEqual(NAMES.toSorted());
    expect(records.every((record) => record.mentions.length === 1)).toBe(true);
  });

  test("a sheet of instructions yields nothing", async () => {
    const { tables, records, skipped } = await understand({
      name: "填表说明",
      rows: [
        "填表说明",
        "1. 本表由网格员填报，每季度末月25日前报街道。",
        "2. 身份证号码请用文本格式填写，18位。",
        "3. 居住地址填写至室，如：3幢2单元501室。",
      ],
    });
    expect([tables.length, records.length]).toEqual([0, 0]);
    expect(skipped.size).toBe(4);
  });

  test("an application form is no table", async () => {
    const { records } = await understand({
      rows: [
        "高龄津贴申请表",
        "姓名||性别||民族|",
        "身份证号||联系电话||年龄|",
        "家庭住址||开户银行||银行账号|",
        "户籍地址||婚姻状况||文化程度|",
      ],
    });
    expect(records).toEqual([]);
  });

  test("rows of data without any header are read by their values", async () => {
    const { tables, records } = await understand(
      {
        rows: NAMES.map(
          (name, index) =>
            `${name}|${index % 2 ? "女" : "男"}|${madeId(`1950-03-1${index}`, 11 + 2 * index + (index % 2 ? 1 : 0))}|1950-03-1${index}|${phone(index)}|汉族`,
        ),
      },
      { file: "导出.csv" },
    );
    expect(tables[0]?.columns.map((column) => column.meaning?.attribute)).toEqual([
      "name",
      "sex",
      "idNumber",
      "birthDate",
      "phone",
      "ethnicity",
    ]);
    expect(tables[0]?.columns.every((column) => column.basis === "values")).toBe(true);
    expect(records).toHaveLength(10);
  });

  test("columns without a meaning are kept as delivered, with their rows", async () => {
    const { tables, records } = await understand({ rows: ["物资|数量", "帐篷|12", "雨衣|30", "手电|8"] });
    expect(tables).toHaveLength(1);
    expect(tables[0]?.columns.map((column) => [column.header, column.basis])).toEqual([
      ["物资", "unknown"],
      ["数量", "unknown"],
    ]);
    expect(records.map((record) => record.cells)).toEqual([
      ["帐篷", "12"],
      ["雨衣", "30"],
      ["手电", "8"],
    ]);
  });

  test("column numbers and bilingual headers belong to the header", async () => {
    const { tables, records } = await understand({
      rows: ["序号|姓名|性别|护照号", "No.|Name|Sex|Passport No.", "1|2|3|4", "1|SMITH JOHN|M|E12345678", "2|KUMAR ANIL|M|R7549060"],
    });
    expect(meanings(tables[0])).toEqual({
      "序号/No.": "-",
      "姓名/Name": "person.subject.name",
      "性别/Sex": "person.subject.sex",
      "护照号/Passport No.": "person.subject.idNumber",
    });
    expect(records.map((record) => said(record, "person", "subject"))).toMatchObject([
      { foreignName: "SMITH JOHN", idNumber: "E12345678", idType: "414", sex: "1" },
      { foreignName: "KUMAR ANIL", idNumber: "R7549060" },
    ]);
  });

  test("a dividing line says where the dwellings below it are", async () => {
    const { records, skipped } = await understand({
      name: "永胜花园",
      rows: [
        "房屋台账",
        "单元|室号|面积|产权人|产权人电话",
        "3幢",
        `1|101|88.6|张三|${phone(1)}`,
        `1|102|88.6|李四|${phone(2)}`,
        "4幢",
        `1|101|88.6|王小五|${phone(3)}`,
        `2|102|78|赵六|${phone(4)}`,
      ],
    });
    expect([skipped.get(3), skipped.get(6)]).toEqual(["section", "section"]);
    expect(records.map((record) => said(record, "dwelling", "subject")?.address)).toEqual([
      "浙江省义乌市江东街道永胜花园3幢1单元101室",
      "浙江省义乌市江东街道永胜花园3幢1单元102室",
      "浙江省义乌市江东街道永胜花园4幢1单元101室",
      "浙江省义乌市江东街道永胜花园4幢2单元102室",
    ]);
  });
});

describe("no row is lost", () => {
  const value = fc.oneof(
    fc.constantFrom("张三", "合计", "姓名", "备注", "填表人：", "12", "2025年6月", "13800001234", "注：说明", "永胜花园1幢", "", "男"),
    fc.string({ maxLength: 12 }).map((text) => text.replaceAll("|", "")),
  );
  test("every row that is not blank is a record or named for what it is, exactly once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(value, { minLength: 1, maxLength: 6 }), { maxLength: 25 }),
        fc.boolean(),
        async (noise, headed) => {
          const rows = headed ? [HEADER.split("|"), ...people(4).map((row) => row.split("|")), ...noise] : noise;
          const { records, skipped, tables } = await understand({ rows });
          const filled = rows.flatMap((row, index) => (row.every((cell) => cell.trim() === "") ? [] : [index + 1]));
          const told = [...records.map((record) => record.row), ...skipped.keys()];
          expect(told.toSorted((a, b) => a - b)).toEqual(filled);
          for (const record of records) expect(tables.some((table) => table.number === record.table)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("rows keep their cells and come in order, over many chunks", async () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, index) =>
        `${index + 1}|${NAMES[index % 10]}|${madeId(`19${30 + (index % 70)}-0${1 + (index % 9)}-1${index % 10}`, index % 1000)}|1${3900000000 + index}`,
    );
    const { records } = await understand({ rows: [HEADER, ...rows] });
    expect(records.map((record) => record.cells.join("|"))).toEqual(rows);
    expect(records.every((record, index) => record.row === index + 2)).toBe(true);
  });
});
