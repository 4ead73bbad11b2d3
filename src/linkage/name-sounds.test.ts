import { expect, test } from "vitest";
import { nameSounds } from "./name-sounds.ts";

test.each([
  ["张小明", "ZHANGXIAOMING", "ZXM"],
  ["張小明", "ZHANGXIAOMING", "ZXM"],
  ["单雄", "SHANXIONG", "SX"],
  ["欧阳娜", "OUYANGNA", "OYN"],
  ["吕布", "LVBU", "LB"],
  ["古丽·阿依", "GULIAYI", "GLAY"],
])("%s sounds %s, %s", (name, syllables, initials) => {
  expect(nameSounds(name)).toEqual({ syllables, initials });
});

test("a name without Chinese characters has no pinyin", () => {
  expect(nameSounds("AHMED SALEH")).toBeNull();
  expect(nameSounds("")).toBeNull();
});
