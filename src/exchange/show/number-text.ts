/** Numbers as their format shows them. Formatting itself is the library's; here stands what Chinese workbooks write besides. */

/** Writes a number of a cell. */
export type NumberText = (value: number, format: string) => string;

/** Built-in formats as a Chinese spreadsheet shows them (ECMA-376 part 1, 18.8.30); the library shows them as an American one. */
const CHINESE: Readonly<Record<number, string>> = {
  14: "yyyy/m/d",
  22: "yyyy/m/d h:mm",
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: "m-d-yy",
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: 'h"时"mm"分"',
  35: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: 'h"时"mm"分"',
  56: 'h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** Loads the library; done once a process, and only when a workbook is shown. */
export async function loadNumberText(): Promise<{ readonly codeOf: (id: number) => string; readonly write: NumberText }> {
  const { SSF } = await import("@e965/xlsx");
  const table = SSF.get_table() as Readonly<Record<number, string>>;
  const write: NumberText = (value, format) => {
    if (format === "General" || format === "@") return generalText(value);
    try {
      return String(SSF.format(format, value));
    } catch {
      return generalText(value);
    }
  };
  return { codeOf: (id) => CHINESE[id] ?? table[id] ?? "General", write };
}

/** A format's code as the library reads it: signs that stand bare in Chinese ones (`¥#,##0`, `yyyy年`) are quoted. */
export function readableFormat(code: string): string {
  if (/^(?:\[[^\]]*\])*(?:general|g\/通用格式)/i.test(code)) return "General";
  return code.replace(/"[^"]*"|\\.|\[[^\]]*\]|[^\x20-\x7e]+/g, (part) => (/^[^\x20-\x7e]/.test(part) ? `"${part}"` : part));
}

/** Eleven significant digits, as a cell without a format shows them. */
function generalText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e11) return String(value);
  const exponential = Math.abs(value) >= 1e11 || (value !== 0 && Math.abs(value) < 1e-9);
  if (exponential)
    return value
      .toExponential(5)
      .replace(/\.?0+e/, "E")
      .replace("e", "E")
      .replace(/E([+-])(\d)$/, "E$10$2");
  return String(Number(value.toPrecision(10)));
}
