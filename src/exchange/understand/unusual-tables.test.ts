/** Tables in the styles of departments that nobody has described: what their columns mean, and what their cells say. */
import { describe, expect, test } from "vitest";
import { madeId, meanings, said, understand } from "./made-sheet.ts";

const NAMES = "张建国 李秀英 王小五 赵六妹 钱七宝 孙丽娟 周国平 吴昊".split(" ");
const OTHERS = "郑爽 冯小刚 陈阿根 褚时健 卫国强 蒋月琴 沈佳怡 韩磊".split(" ");
const id = (index: number, year = 1950) => madeId(`${year + index}-03-1${index}`, 11 + index);
const phone = (index: number) => `138579${10000 + index * 137}`;
const door = (index: number) => `永胜花园${1 + index}幢1单元${index + 1}01室`;
const rows = (row: (index: number, name: string, other: string) => string) =>
  NAMES.map((name, index) => row(index, name, OTHERS[index] as string));
const columnsOf = async (header: string, row: (index: number, name: string, other: string) => string) =>
  meanings((await understand({ rows: [header, ...rows(row)] })).tables[0]);

describe("header words", () => {
  test.each([
    ["车主姓名|车主电话|登记人", (i: number, n: string, o: string) => `${n}|${phone(i)}|${o}`, ["name", "phone", "-"]],
    ["饲主|联系方式|饲养地址", (i: number, n: string) => `${n}|${phone(i)}|${door(i)}`, ["name", "phone", "dwelling.subject.address"]],
    ["慰问对象|身份证号", (i: number, n: string) => `${n}|${id(i)}`, ["name", "idNumber"]],
    ["姓名|代认证人|代认证人电话", (i: number, n: string, o: string) => `${n}|${o}|${phone(i)}`, ["name", "?", "?"]],
    ["姓名|探访时间|体检日期|日期", (_: number, n: string) => `${n}|2025.6.1|2025.6.2|2025.6.3`, ["name", "-", "-", "-"]],
    [
      "姓名|家长姓名|关系|电话",
      (i: number, n: string, o: string) => `${n}|${o}|父亲|${phone(i)}`,
      ["name", "guardian.name", "?", "guardian.phone"],
    ],
    ["申请人|申请人住址", (i: number, n: string) => `${n}|${door(i)}`, ["name", "dwelling.subject.address"]],
    ["姓名|居住小区", (i: number, n: string) => `${n}|永胜花园${i + 1}-1-${i + 1}01`, ["name", "dwelling.subject.address"]],
    [
      "姓名|来义时间|发放银行卡号",
      (i: number, n: string) => `${n}|2024.3.${i + 1}|622858010000000${i}|`,
      ["name", "arrivalDate", "bankAccount"],
    ],
  ])("%s", async (header, row, expected) => {
    const found = Object.values(await columnsOf(header, row));
    expect(found.slice(0, expected.length).map((meaning) => meaning.replace(/^person\.(?:subject\.)?/, ""))).toEqual(expected);
  });

  test("two languages in one cell, a unit without brackets", async () => {
    const found = await columnsOf(
      "Name 姓名|Nationality 国籍|Passport No. 护照号|Address 住址|房屋面积㎡",
      (index) => `SALEH AHMED|也门|0${1234567 + index}|${door(index)}|88.5`,
    );
    expect(Object.values(found)).toEqual([
      "person.subject.name",
      "person.subject.nationality",
      "person.subject.idNumber",
      "dwelling.subject.address",
      "dwelling.subject.area",
    ]);
  });

  test("groups that only gather, and groups of several things", async () => {
    const { tables } = await understand({
      rows: [
        "姓名|残疾证信息||证件及签证|",
        "|类别|等级|种类|有效期至",
        ...rows((index, name) => `${name}|${["视力", "听力"][index % 2]}|一级|${["M", "Z", "X1"][index % 3]}|2026-01-0${index + 1}`),
      ],
      merges: ["B1:C1", "D1:E1", "A1:A2"],
    });
    expect(meanings(tables[0])).toMatchObject({
      "残疾证信息/类别": "person.subject.disabilityCategory",
      "残疾证信息/等级": "person.subject.disabilityLevel",
      "证件及签证/种类": "person.subject.visaType",
    });
  });

  test("a caption row with labels that are headers elsewhere is no header", async () => {
    const { tables, skipped } = await understand({
      rows: [
        "参保登记表",
        "村（社区）：鸡鸣山社区|||第1页",
        "户主|姓名|与户主关系|身份证号",
        ...rows((index, name) => `${name}|${name}|户主|${id(index)}`),
      ],
    });
    expect(tables[0]?.headerRows).toEqual([3, 3]);
    expect(skipped.get(2)).toBe("caption");
  });
});

describe("classes told by their values", () => {
  test.each([
    ["人员类别", ["中共党员", "中共预备党员"], "politicalStatus"],
    ["人员类别", ["退役士兵", "军队转业干部"], "veteranCategory"],
    ["身体状况", ["半自理", "不能自理"], "careLevel"],
    ["类别", ["户籍人口", "流动人口"], "residencyType"],
  ])("%s of %j is %s", async (header, words, attribute) => {
    const found = await columnsOf(`姓名|${header}`, (index, name) => `${name}|${words[index % 2]}`);
    expect(found[header]).toBe(`person.subject.${attribute}`);
  });

  test.each([
    ["在册情况", ["是", "否"]],
    ["检查情况", ["正常", "良好"]],
    ["户型类别", ["一居", "两居"]],
  ])("%s of %j is of no list that is sure", async (header, words) => {
    const found = await columnsOf(`姓名|身份证号|${header}`, (index, name) => `${name}|${id(index)}|${words[index % 2]}`);
    expect(found[header]).toBe("?");
  });
});

describe("cells that say more than their column", () => {
  test("name and telephone in one cell, under either header", async () => {
    const { records } = await understand({
      rows: [
        "商户名称|经营地址|负责人姓名及电话|房东（电话）",
        ...rows((i, n, o) => `${n}食品店|${door(i)}|${n}${phone(i)}|${o}（${phone(i + 20)}）`),
      ],
    });
    expect(said(records[0], "person", "legalRepresentative")).toEqual({ name: "张建国", phone: phone(0) });
    expect(said(records[1], "person", "landlord")).toEqual({ name: "冯小刚", phone: phone(21) });
    expect(records.flatMap((record) => record.problems)).toEqual([]);
  });

  test("a header of names and telephones over telephones alone is a telephone", async () => {
    const found = await columnsOf("姓名|联系人及电话", (index, name) => `${name}|${phone(index)}`);
    expect(found.联系人及电话).toBe("person.contact.phone");
  });

  test("both parties of a dispute in one cell, each with their telephone", async () => {
    const { records } = await understand({
      rows: ["案号|当事人双方|联系电话|纠纷事由", ...rows((i, n, o) => `调${i}号|${n}、${o}|${phone(i)}、${phone(i + 9)}|噪音`)],
    });
    expect(said(records[0], "person", "applicant")).toEqual({ name: "张建国", phone: phone(0) });
    expect(said(records[0], "person", "counterparty")).toEqual({ name: "郑爽", phone: phone(9) });
    // Readings are shared between rows: the first must not have changed the second.
    expect(said(records[1], "person", "counterparty")).toEqual({ name: "冯小刚", phone: phone(10) });
  });

  test("a passport that looks like a permit is a passport when its holder is a foreigner", async () => {
    const { records } = await understand({
      rows: ["外文姓名|国籍|证件号码", "SALEH AHMED|也门|H12345678", "CHAN TAI MAN|中国香港|H12345678", "SMITH JOHN|美国|512345678"],
    });
    expect(records.map((record) => said(record, "person", "subject")?.idType)).toEqual(["414", "516", "414"]);
  });
});

describe("what stands around a table", () => {
  test("signatures after a blank row are no record", async () => {
    const { records, skipped } = await understand({
      rows: [
        "姓名|年龄|联系电话",
        ...rows((index, name) => `${name}|${80 + index}|${phone(index)}`),
        "",
        "探访员：||社区负责人：",
        "走访人：张三|日期：2025.6.1|",
      ],
    });
    expect(records).toHaveLength(NAMES.length);
    expect([...skipped.values()].filter((kind) => kind === "signature")).toHaveLength(2);
  });

  test("the title names the estate or the building of rooms", async () => {
    const title = async (text: string) =>
      said(
        (await understand({ rows: [text, "单元|室号|户主", ...rows((i, n) => `1|${i + 1}01|${n}`)] })).records[0],
        "dwelling",
        "subject",
      );
    expect(await title("永胜花园业主信息登记表")).toMatchObject({ estate: "永胜花园", unit: "1", room: "101" });
    expect(await title("3幢住户信息底册")).toMatchObject({ building: "3", room: "101" });
    expect((await title("鸡鸣山社区住户信息"))?.estate).toBeUndefined();
  });

  test("of two tables in a sheet each has its own title's estate, before the sheet's name", async () => {
    const table = (estate: string) => [`${estate}业主清册`, "楼栋|单元|门牌|业主", ...rows((i, n) => `${i + 1}|1|101|${n}`)];
    const { records } = await understand({ name: "永胜花园", rows: [...table("永胜花园"), "", ...table("历山名郡")] });
    const estates = records.map((record) => said(record, "dwelling", "subject")?.estate);
    expect(estates).toEqual(records.map((_, index) => (index * 2 < records.length ? "永胜花园" : "历山名郡")));
  });

  test("a line with a building above each header places its doors, whose units are read", async () => {
    const table = (building: number) => [`永胜花园${building}号楼`, "房号|户主|电话", ...rows((i, n) => `${i + 1}单元101|${n}|`)];
    const { records } = await understand({ rows: ["入户走访登记", ...table(3), "", ...table(4)] });
    expect(said(records[0], "dwelling", "subject")).toMatchObject({ estate: "永胜花园", building: "3", unit: "1", room: "101" });
    expect(said(records.at(-1), "dwelling", "subject")).toMatchObject({ estate: "永胜花园", building: "4", room: "101" });
  });

  test("rooms of several buildings that count up are no row numbers", async () => {
    for (const doors of [4, 6, 9]) {
      const room = (index: number) => `${1 + Math.floor(index / doors)}0${1 + (index % doors)}`;
      const { tables } = await understand({
        rows: ["幢|单元|房号|面积", ...Array.from({ length: 36 }, (_, index) => `1|1|${room(index)}|88`)],
      });
      expect(meanings(tables[0]).房号).toBe("dwelling.subject.room");
    }
  });

  test("a telephone before the only person of a home is that person's", async () => {
    const found = await columnsOf(
      "序号|联系电话|建筑面积|房屋用途|室号|幢|户主（产权人）",
      (i, n) => `${i + 1}|${phone(i)}|88|自住|${i + 1}01|1|${n}`,
    );
    expect(found.联系电话).toBe("person.householdHead.phone");
  });
});
