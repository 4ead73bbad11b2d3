import fc from "fast-check";
import { expect, test } from "vitest";
import { namesSeveral, peopleInCell } from "./name-cell.ts";

const person = (name: string, phones: string[] = [], idNumbers: string[] = []) => ({ name, phones, idNumbers });

test.each([
  ["张三13800001111", [person("张三", ["13800001111"])]],
  ["张三（13800001111）", [person("张三", ["13800001111"])]],
  ["13800001111 张三", [person("张三", ["13800001111"])]],
  ["张 三\n13800001111", [person("张三", ["13800001111"])]],
  ["张三 电话：0579-85551234", [person("张三", ["0579-85551234"])]],
  ["张三、李四", [person("张三"), person("李四")]],
  ["张三13800001111、李四13900002222", [person("张三", ["13800001111"]), person("李四", ["13900002222"])]],
  ["张三 330782195003120015 13800001111/85551234", [person("张三", ["13800001111", "85551234"], ["330782195003120015"])]],
  ["噪音扰民13800001111", null],
  ["3幢501室", null],
  ["13800001111", null],
  ["SALEH AHMED 13800001111", null],
  ["张三等5人", null],
  ["", null],
])("%j names %j", (cell, people) => expect(peopleInCell(cell)).toEqual(people));

test("whatever stands in a cell, nobody is named without a name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (cell) => {
      for (const { name } of peopleInCell(cell) ?? []) expect(name).toMatch(/^\p{Script=Han}{2,}/u);
    }),
  );
});

test("one cell with two names is a slip, many are a habit", () => {
  expect(namesSeveral(["张三", "李四", "王五、赵六", "钱七", "孙八"])).toBe(false);
  expect(namesSeveral(["张三、李四", "王五", "赵六，钱七"])).toBe(true);
});
