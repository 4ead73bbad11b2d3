import type { Cell, ParsedValue } from "./contract.ts";
import { cellText, cutNotes, saysNothing } from "./text.ts";

const YES = new Set(
  "是 有 对 真 已 √ ✓ ✔ ☑ ■ ● V v 1 Y y YES Yes yes T t TRUE True true 独居 是独居 空巢 空巢独居 独居老人 符合 具备 属实 O".split(" "),
);
const NO = new Set(
  "否 无 没有 不是 非 未 没 假 × ✗ ✘ ☒ □ X x 0 N n NO No no F f FALSE False false 非独居 不独居 不符合 不具备 与子女同住 与配偶同住 与家人同住 同住".split(
    " ",
  ),
);

/** Reads yes or no: 是/否, 有/无, √/×, Y/N, 1/0, a workbook's true and false. */
export function parseBoolean(cell: Cell): ParsedValue {
  const { text, note } = cutNotes(cellText(cell));
  const withNote = note === undefined ? {} : { note };
  const plain = text.replace(/\s+/g, "");
  if (YES.has(plain)) return { values: [{ value: "true", valid: true }], problems: [], ...withNote };
  if (NO.has(plain)) return { values: [{ value: "false", valid: true }], problems: [], ...withNote };
  if (saysNothing(text)) return { values: [], problems: [], ...withNote };
  return { values: [{ value: text, valid: false }], problems: ["code-unknown"], ...withNote };
}
