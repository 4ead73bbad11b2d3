import { expect, test } from "vitest";
import { profileOf } from "./column-profile.ts";

test.each([
  ["13871898425", true],
  ["138 7189 8425", true],
  ["13871898425 15955780500", true],
  ["0579-85551234", true],
  ["2022-07-03", false],
  ["1984-11-07", false],
  ["青枫苑3幢501", false],
])("%s looks like a telephone: %s", (cell, expected) => expect(profileOf([cell]).phone === 1).toBe(expected));

test.each([
  ["1984-11-07", false],
  ["330785198411075575", true],
  ["330782********0112", true],
  ["E12345678", true],
])("%s looks like a document's number: %s", (cell, expected) => expect(profileOf([cell]).idLike === 1).toBe(expected));

test.each([
  [["1", "2", "3", "4", "5"], true],
  [["1", "2", "3", "4", "5", "6", "2", "7", "8", "9", "10", "11"], true],
  [["101", "102", "103", "104", "101", "102", "103", "104"], false],
])("%j counts rows: %s", (cells, expected) => expect(profileOf(cells).sequence).toBe(expected));
