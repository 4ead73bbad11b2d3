import { expect, test } from "vitest";
import { isPlaceholder, parseBoxes, parseInside } from "./boxes.ts";

const options = (text: string) => parseBoxes(text)?.boxes.map((box) => box.label);
const ticked = (text: string, option: number) => {
  const box = parseBoxes(text)?.boxes[option];
  return box === undefined ? "" : text.slice(0, box.start) + box.ticked + text.slice(box.end);
};

test.each([
  ["□男 □女", ["男", "女"]],
  ["男□ 女□", ["男", "女"]],
  ["□男　□女", ["男", "女"]],
  ["□1.未婚 □2.已婚 □3.丧偶", ["未婚", "已婚", "丧偶"]],
  ["( )男 ( )女", ["男", "女"]],
  ["男（ ） 女（　）", ["男", "女"]],
  ["○是 ○否", ["是", "否"]],
  ["[ ]党员 [ ]群众", ["党员", "群众"]],
  ["□小学 □初中\n□高中 □其他____", ["小学", "初中", "高中", "其他"]],
  ["\uF0A8男 \uF0A8女", ["男", "女"]],
])("options of %s", (text, labels) => expect(options(text)).toEqual(labels));

test.each([
  ["性别：□男 □女", "性别"],
  ["性别 □男 □女", "性别"],
  ["性别：男□ 女□", "性别"],
  ["性别 男□ 女□", "性别"],
  ["□男 □女", ""],
])("label of %s", (text, label) => {
  expect(parseBoxes(text)?.label).toBe(label);
  expect(options(text)).toEqual(["男", "女"]);
});

test.each([
  ["□男 □女", 1, "□男 ☑女"],
  ["男（ ）　女（ ）", 0, "男（√）　女（ ）"],
  ["○男 ○女", 0, "●男 ○女"],
  ["[ ]男 [ ]女", 1, "[ ]男 [√]女"],
  ["\uF0A8男", 0, "\uF0FE男"],
])("ticking %s", (text, option, after) => expect(ticked(text, option)).toBe(after));

test.each(["男", "", "（盖章）", "□", "照片"])("no boxes in %s", (text) => expect(parseBoxes(text)).toBeNull());

test("labels and their room in one cell", () => {
  const text = "姓　名：________ 性别：□男 □女  出生日期：    年  月  日";
  const found = parseInside(text);
  expect(found.map((one) => one.label)).toEqual(["姓　名", "性别", "出生日期"]);
  const [name, sex, birth] = found;
  expect(name?.boxes === null && text.slice(name.start, name.end)).toBe("________");
  expect(sex?.boxes?.map((box) => text.slice(box.start, box.end + 1))).toEqual(["□男", "□女"]);
  expect(birth?.boxes === null && birth.placeholder).toBe("    年  月  日");
});

test("what is written already is no room, and an option's colon is no label", () => {
  expect(parseInside("填报单位：鸡鸣山社区")).toEqual([]);
  expect(parseInside("民族：□汉族 □其他：____").map((one) => one.label)).toEqual(["民族"]);
  expect(parseInside("联系电话：")).toMatchObject([{ label: "联系电话", start: 5, end: 5 }]);
});

test("room for a value", () => {
  for (const text of ["", "  ", "____", "    年   月   日", "＿＿"]) expect(isPlaceholder(text)).toBe(true);
  for (const text of ["元", "（盖章）   年  月  日", "2025年6月30日", "无"]) expect(isPlaceholder(text)).toBe(false);
});
