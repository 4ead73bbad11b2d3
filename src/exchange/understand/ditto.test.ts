import { expect, test } from "vitest";
import { DittoFiller } from "./ditto.ts";
import { said, understand } from "./made-sheet.ts";

test("marks repeat the row above, through several rows, and only where something stands above", () => {
  const ditto = new DittoFiller();
  expect(ditto.fill(["同上", "甲", null]).cells).toEqual(["同上", "甲", null]);
  expect(ditto.fill(["乙", "〃", "〃"])).toEqual({ cells: ["乙", "甲", "〃"], columns: new Set([1]) });
  expect(ditto.fill(["同上", '"', "丙"]).cells).toEqual(["乙", "甲", "丙"]);
  const plain = ["乙", 3, "无"];
  expect(ditto.fill(plain)).toEqual({ cells: plain, columns: null });
});

test("a repeated address is the member's too, and its problem is reported once", async () => {
  const { records } = await understand({
    rows: [
      "姓名|关系|住址|手机",
      "张建国|户主|永胜花园1幢1单元101室|1385791000",
      "李秀英|妻|同上|〃",
      "张小明|子|〃|〃",
      "王小五|户主|永胜花园2幢1单元101室|13857910001",
    ],
  });
  expect(records.map((record) => said(record, "dwelling", "subject")?.room)).toEqual(["101", "101", "101", "101"]);
  expect(said(records[2], "dwelling", "subject")?.building).toBe("1");
  expect(records[2]?.cells[2]).toBe("〃");
  expect(records.flatMap((record) => record.problems.map((problem) => [record.row, problem.code]))).toEqual([[2, "phone-too-short"]]);
});
