import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { madeId, meanings, said, understand } from "./made-sheet.ts";
import { writtenValue } from "./page-values.ts";

const ID = madeId("1974-10-19", 11);
const WIFE = madeId("1976-05-05", 22);

const FORM = [
  "临时救助申请审批表",
  "申请人情况|姓名|王小明|性别|男☑ 女□|民族|汉族",
  `|身份证号|${ID}||联系电话|13800001234|`,
  "|家庭住址|永胜花园3幢2单元501室||出生日期|1974年10月19日|",
  "家庭成员|姓名|与申请人关系|身份证号|健康状况||",
  `|李秀英|妻子|${WIFE}|健康||`,
  "||||||",
  "申请理由||||||",
  "经办人（签字）：|||||年   月   日|",
];
const MERGES = ["A1:G1", "A2:A4", "C3:D3", "C4:D4", "A5:A7", "B8:G8"];

describe("a filled form", () => {
  test("is one record whose values have places of their own, and its family belongs to it", async () => {
    const { tables, records, skipped } = await understand({ rows: FORM, merges: MERGES });
    expect(meanings(tables[0])).toMatchObject({
      "申请人情况/姓名": "person.subject.name",
      "申请人情况/身份证号": "person.subject.idNumber",
      "申请人情况/家庭住址": "dwelling.subject.address",
    });
    expect(tables[0]?.columns.find(({ header }) => header.endsWith("联系电话"))?.place).toEqual({ row: 3, column: 5 });
    expect(said(records[0], "person", "subject")).toMatchObject({ name: "王小明", sex: "1", ethnicity: "01", birthDate: "1974-10-19" });
    expect(said(records[0], "dwelling", "subject")).toMatchObject({ estate: "永胜花园", room: "501" });
    expect(records).toHaveLength(2);
    expect(said(records[1], "person", "subject")).toMatchObject({ name: "李秀英", idNumber: WIFE, relationToHead: "12" });
    expect(said(records[1], "person", "applicant")).toMatchObject({ name: "王小明", idNumber: ID });
    expect(records.flatMap((record) => record.problems)).toEqual([]);
    expect([...skipped.keys()]).toEqual([1, 3, 4, 5, 8, 9]);
  });

  test("tells what is wrong by the label, and nothing of a form that nobody has filled in", async () => {
    const wrong = FORM.map((row) => row.replace("13800001234", "138000"));
    const { records, tables } = await understand({ rows: wrong, merges: MERGES });
    const [problem] = records[0]?.problems ?? [];
    expect(problem).toMatchObject({ code: "phone-too-short", value: "138000" });
    expect(tables[0]?.columns[problem?.column ?? 0]?.header).toBe("申请人情况/联系电话");
    const blank = await understand({
      rows: ["申请表", "姓名||性别|□男 □女", "身份证号||联系电话|", "出生日期|    年  月  日|民族|"],
    });
    expect(blank.records).toEqual([]);
  });

  test("is not a register whose header, in whatever order, reads like labels with their values", async () => {
    const people = [
      "王小明|李秀英",
      "陈伟|赵丽（曾用名：赵小丽）",
      "周强|吴敏",
      "郑刚|孙芳",
      "冯军|褚燕",
      "卫平|蒋洁",
      "沈涛|韩梅",
      "杨波|朱琴",
      "秦峰|尤静",
    ];
    const { records } = await understand({
      rows: [
        "青枫社区矛盾纠纷排查化解台账",
        "青枫社区人民调解委员会|||||||2025年6月|||",
        "序号|被申请人电话|调解方式|是否回访|申请人电话|纠纷类型|调解结果|申请人姓名|登记日期|申请人住址|被申请人姓名",
        ...people.map((pair, at) => {
          const [one, other] = pair.split("|");
          return `${at + 1}|1306758876${at}|现场调解|未回访|1388392582${at}|租赁|已化解|${one}|2025.01.0${at + 1}|永胜花园3幢2单元50${at}室|${other}`;
        }),
      ],
    });
    expect(records).toHaveLength(people.length);
    expect(said(records[0], "person", "applicant")).toMatchObject({ name: "王小明", phone: "13883925820" });
  });

  test("in lines, in squares, in copies", async () => {
    const lines = await understand({
      rows: [
        "志愿者登记表",
        "姓名：王小明__  性别：男__",
        `身份证号码：${ID}  政治面貌：群众`,
        "家庭住址：永胜花园3幢2单元501室",
        "本人签名：____",
      ],
    });
    expect(said(lines.records[0], "person", "subject")).toMatchObject({ name: "王小明", idNumber: ID, politicalStatus: "13" });
    const squares = await understand({
      rows: [
        "登记表",
        "姓名|王小明|||||||||||||||||",
        `身份证号|${[...ID].join("|")}`,
        "手机号码|13800001234|||||||||||||||||",
        "民族|汉族",
      ],
    });
    expect(said(squares.records[0], "person", "subject")).toMatchObject({ idNumber: ID, phone: "13800001234", ethnicity: "01" });
    const copy = (name: string, id: string) => [`姓名|${name}|性别|女`, `身份证号|${id}|联系电话|13800001234`, "民族|汉族|文化程度|高中"];
    const copies = await understand({ rows: ["申领表", ...copy("李秀英", WIFE), "", ...copy("张秀英", madeId("1980-05-05", 22))] });
    expect(copies.records.map((record) => said(record, "person", "subject")?.name)).toEqual(["李秀英", "张秀英"]);
  });

  test("with a table of cars below its caption, and numbers for printed options", async () => {
    const { tables, records } = await understand({
      rows: [
        "一户一档",
        "户主姓名|王小明|联系电话|13800001234",
        "房屋地址|永胜花园3幢2单元501室|建筑面积|98.5㎡",
        "性别|1 男 2 女 9 未说明||□1",
        "血型|1 A型 2 B型 3 O型／RH：1 阴性 2 阳性||□3/□2",
        "婚姻状况|1 未婚 2 已婚 3 丧偶 □2||",
        "车辆情况",
        "车牌号|车主|车型|颜色",
        "浙G12345|王小明|轿车|白",
        "填表人：李海燕||填表日期：2025年3月4日|",
      ],
      merges: ["A7:D7"],
    });
    expect(tables).toHaveLength(1);
    expect(tables[0]?.columns.map(({ header }) => header)).toEqual([
      "户主姓名",
      "联系电话",
      "房屋地址",
      "建筑面积",
      "性别",
      "血型",
      "婚姻状况",
    ]);
    expect(said(records[0], "person", "subject")).toMatchObject({ name: "王小明", sex: "1", bloodType: "O", maritalStatus: "20" });
    expect(records[0]?.problems).toEqual([]);
  });

  test("about a home: its tenants live there, and whoever wrote it down does not", async () => {
    const { tables, records } = await understand({
      rows: [
        "房屋地址|永胜花园5幢1单元302室|房屋面积|76",
        `房东姓名|李秀英|身份证号|${WIFE}`,
        "承租人信息",
        "姓名|性别|身份证号码|工作单位",
        `王小明|男|${ID}|服装厂`,
        "登记人|李海燕|登记时间|2025-03-01",
      ],
      merges: ["A3:D3"],
    });
    expect(said(records[0], "person", "landlord")).toMatchObject({ name: "李秀英", idNumber: WIFE });
    expect(said(records[1], "person", "subject")).toMatchObject({ name: "王小明", idNumber: ID });
    expect(said(records[1], "dwelling", "subject")).toMatchObject({ estate: "永胜花园", room: "302" });
    expect(tables[1]?.columns.at(-1)?.place).toEqual({ row: 1, column: 1 });
    expect(JSON.stringify(records.map(({ mentions }) => mentions))).not.toContain("李海燕");
  });

  test("no register of a few rows is taken for one", async () => {
    const words = [
      "姓名",
      "性别",
      "身份证号",
      "联系电话",
      "民族",
      "家庭住址",
      "备注",
      "与户主关系",
      "户主姓名",
      "爱好",
      "积分",
      "是否到会",
      "序号",
    ];
    const values = ["王小明", "男", ID, "13800001234", "汉族", "永胜花园3-2-501", "户主", "妻子", "李秀英", "唱歌", "12", "是", "群众", ""];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(words, { minLength: 4 }).filter((header) => header.includes("姓名") && header.includes("身份证号")),
        fc.array(fc.array(fc.constantFrom(...values), { minLength: 13, maxLength: 13 }), { minLength: 1, maxLength: 6 }),
        async (header, rows) => {
          const { tables } = await understand({ rows: [header.join("|"), ...rows.map((row) => row.slice(0, header.length).join("|"))] });
          expect(tables.flatMap(({ columns }) => columns.filter(({ place }) => place !== undefined))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("the list of what a filled form lacks is no register", async () => {
    const { tables } = await understand([
      { rows: FORM, merges: MERGES },
      { name: "待补充", rows: ["序号|姓名|表|单元格|项目|情况", "1|王小明|申请表|B7|开户行|待补充"] },
    ]);
    expect(tables.map(({ sheet }) => sheet)).not.toContain("待补充");
  });
});

test.each([
  ["□男 ☑女", "女"],
  ["男□ 女☑", "女"],
  ["未婚（ ）已婚（√）离异（ ）", "已婚"],
  ["○农业户口  ●非农业户口", "非农业户口"],
  ["☑男 M  □女 F", "男"],
  ["☑视力 ☑听力 □肢体", "视力、听力"],
  ["□是 □否", null],
  ["    年   月   日", null],
  ["________", null],
  ["_王小明__", "王小明"],
  ["恒达公司（总部）", "恒达公司（总部）"],
])("%s says %s", (text, value) => {
  expect(writtenValue(text)).toBe(value);
});
