import { describe, expect, test } from "vitest";
import type { Cell } from "#vocabulary/contract";
import { madeId, said, understand } from "./made-sheet.ts";

const NAMES = "张建国 李秀英 王小五 赵六妹 钱七宝 孙丽娟 周国平 吴昊 郑爽 冯小刚 陈阿根 卫国强".split(" ");
const HEADER = ["序号", "身份证号", "与户主关系", "户籍地址", "服务处所", "性别", "婚姻状况", "姓名", "户号", "民族", "备注"];
const row = (index: number): Cell[] => [
  String(index + 1),
  madeId("1950-03-12", 11 + 2 * index),
  ["户主", "妻"][index % 2] as string,
  `永胜花园${index + 1}幢1单元101室`,
  ["国际商贸城", "退休"][index % 2] as string,
  "男",
  ["已婚", "未婚"][index % 2] as string,
  NAMES[index] as string,
  `00990206${10 + index}`,
  "汉族",
  null,
];
const pushed = (cells: readonly Cell[], at: number) => [...cells.slice(0, at), null, ...cells.slice(at)].slice(0, cells.length);
const pulled = (cells: readonly Cell[], at: number) => [...cells.slice(0, at), ...cells.slice(at + 1), null];
const read = async (spoil: (cells: Cell[]) => Cell[]) => {
  const rows = NAMES.map((_, index) => (index === 5 ? spoil(row(index)) : row(index)));
  const { records } = await understand({ rows: [HEADER, ...rows] });
  return records;
};

describe("a row whose cells stand one column aside", () => {
  test.each([2, 3, 4, 5, 6])("pushed to the right from column %i on is read where its values stand", async (at) => {
    const records = await read((cells) => pushed(cells, at));
    expect(records[5]?.problems).toEqual([{ column: -1, code: "shifted-row", value: "+1" }]);
    expect(said(records[5], "person", "subject")).toMatchObject({
      name: "孙丽娟",
      sex: "1",
      householdNumber: "0099020615",
      ethnicity: "01",
    });
  });

  test.each([3, 4])("pulled to the left from column %i on", async (at) => {
    const records = await read((cells) => pulled(cells, at));
    expect(records[5]?.problems).toEqual([{ column: -1, code: "shifted-row", value: "-1" }]);
    expect(said(records[5], "person", "subject")).toMatchObject({
      name: "孙丽娟",
      sex: "1",
      householdNumber: "0099020615",
      ethnicity: "01",
    });
  });

  test("what two readings tell differently is not guessed", async () => {
    // 国际商贸城 may be the address that lost its cell's neighbour, or the employer: nobody can tell.
    const records = await read((cells) => pulled(cells, 3));
    const person = said(records[5], "person", "subject");
    expect([person?.registeredAddress, person?.employer]).not.toContain("男");
    expect(person?.maritalStatus).not.toBe("男");
  });

  test("one wrong cell, an unknown code or a blank is no shift", async () => {
    for (const [column, value] of [
      [5, "无法识别"],
      [9, "88"],
      [1, "12345"],
      [7, null],
    ] as const) {
      const records = await read((cells) => cells.map((cell, index) => (index === column ? value : cell)));
      expect(records[5]?.problems.map(({ code }) => code)).not.toContain("shifted-row");
    }
  });
});

test("a table of homes is known by the words and numbers that its columns repeat", async () => {
  const homes = NAMES.map((name, index) => [`${index + 1}`, "自住", 1, `1366182${1000 + index}`, name, 71.8 + index, "望溪花园", 1, 1402]);
  homes[7] = ["8", "空置", 1, null, null, null, 71.8, "望溪花园", 1] as never;
  homes[3] = ["4", "空置", 1, null, null, 71.8, "望溪花园", 1, 1402] as never;
  const { records } = await understand({
    rows: [["序号", "房屋用途", "单元", "联系电话", "户主", "建筑面积", "小区", "幢号", "室号"], ...homes],
  });
  const shifted = records.filter((record) => record.problems.some(({ code }) => code === "shifted-row"));
  expect(shifted.map((record) => record.row)).toEqual([9]);
  expect(said(shifted[0], "dwelling", "subject")).toMatchObject({ area: "71.8", estate: "望溪花园", building: "1" });
});
