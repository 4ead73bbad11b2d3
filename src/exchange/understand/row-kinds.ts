import type { SheetRow } from "../contract.ts";
import { cellText, isBlank, squashed } from "./cell-text.ts";

/** What a row that is no record is. */
export const RowKind = {
  blank: "blank",
  title: "title",
  /** Unit, date and the like above a header: `填报单位：… 2025年6月`. */
  caption: "caption",
  header: "header",
  /** 小计, 合计, 总计. */
  total: "total",
  /** 填表人： 审核人： … */
  signature: "signature",
  /** 注：…, paragraphs of instructions. */
  note: "note",
  /** A line of one cell that divides a table: `第一网格`. */
  section: "section",
} as const;
export type RowKind = (typeof RowKind)[keyof typeof RowKind];

const TOTAL =
  /^(?:本页|本表|本村|全村|本社区|全社区|社区|街道|全部|以上|当月|本月|累计|人数|户数|金额)?(?:小计|合计|总计|共计|总合计|累计|汇总|总数|小结)(?:[（(:：\d、,]|$|人|户|共|金额|数)/;
const SIGNATURE =
  /^[（(]?(?:填表|填报|制表|审核|审批|审查|复核|核对|经办|经手|检查|登记|采集|录入|调查|统计|报送|上报|受理|承办|主管|分管|签发|批准|公示|社区|街道|村|居委会|村委会|单位|部门|科室|主要|领导|盖章|公章|签名|签字|签章|联系电话|联系人|电话|日期|时间|年月日|负责人|书记|主任|站长|所长|组长|户主签名|申请人签名|法定代表人签)[^:：]{0,14}[:：]/;
const SIGNATURE_ALONE =
  /^(?:填表人|填报人|制表人|制表|审核人|审核|复核人|复核|经办人|检查人|检查人员|审批人|负责人签字|单位负责人|社区负责人|单位盖章|盖章|公章|签字|签名)[（(]?(?:签字|签名|盖章|签章|公章)?[)）]?$/;
/** `探访员：张三`, `社区负责人：`: nothing but labels, each with room for a name or a day behind it. */
const LABELLED = /^[\p{Script=Han}()（）、/]{2,14}[:：][^:：]{0,14}$/u;
const SIGNED = /(?:人|员|长|者|记|任|导|部门|单位|签[名字章]|盖章|日期|时间|电话)[)）]?[:：]/;
const NOTE =
  /^[（(【*※★☆▲]*(?:注意|注释|注|备注|说明|填表说明|填报说明|填写说明|填表须知|填表要求|填报要求|温馨提示|提示|备|附注|例|示例|样例|填写示例|举例)[0-9一二三]{0,2}[)）】]?[:：;；、.．]/;
/** A row that shows how to fill in the table: 张三（示例）. */
const EXAMPLE = /[（(](?:填写)?(?:示例|样例|范例|举例|例)[)）]$/;
const NUMBERED = /^[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])[)）]?[、.．)）:：]/;
const CAPTION =
  /(?:填报|填表|制表|登记|检查|报送|上报|编制|主管|所属|管理|申报|发放|采集)?(?:单位|部门|时间|日期|社区|街道|网格|网格员|村|村（居）|机构|派出所|学校|年度|月份|季度|编号|表号|批准机关)[（(]?[^:：]{0,8}[)）]?[:：]/;
const PAGE = /^[(（]?第[\d一二三四五六七八九十]{1,4}页(?:[,，、/]?共[\d一二三四五六七八九十]{1,4}页)?[)）]?$/;
const DATE_ONLY = /^(?:截至|截止|截止到)?\d{4}年(?:\d{1,2}月(?:\d{1,2}日?)?|第?[一二三四1-4]季度|上半年|下半年|度)?(?:\d{1,2}日)?$/;

/** First characters of the rows above: nearly every data row is known as one by not beginning with any. */
const FIRST = new Set(
  "本全社街以当累人户金小合总共汇（(填制审复核经检登采录调统报上受承主分签批公村居单部科领盖联电日时年负书站所组申法【*※★☆▲注备说温提附例示样举编住家地",
);

/** What text alone tells of a row: total, signature or note; null when nothing does. `texts` are the row's non-blank cells. */
export function kindByWords(texts: readonly string[]): RowKind | null {
  const first = texts[0] ?? "";
  const second = texts[1] ?? "";
  // 合计 may stand behind a row number or in the second column.
  if (TOTAL.test(first) || (texts.length > 1 && /^\d{1,4}$/.test(first) && TOTAL.test(second))) return RowKind.total;
  const labelled = texts.filter((text) => SIGNATURE.test(text) || SIGNATURE_ALONE.test(text)).length;
  if (texts.length <= 10 && (SIGNATURE.test(first) || SIGNATURE_ALONE.test(first)) && (labelled * 2 >= texts.length || texts.length <= 4))
    return RowKind.signature;
  if (texts.length <= 10 && texts.every((text) => LABELLED.test(text) || DATE_ONLY.test(text)) && SIGNED.test(first))
    return RowKind.signature;
  if (NOTE.test(first) && (texts.length <= 2 || /^[（(【*※★☆▲]*(?:例|示例|样例|填写示例|举例)/.test(first))) return RowKind.note;
  if (EXAMPLE.test(first) || EXAMPLE.test(second)) return RowKind.note;
  if (texts.length === 1 && NUMBERED.test(first) && first.length > 14) return RowKind.note;
  if (texts.length === 1 && first.length > 60) return RowKind.note;
  return null;
}

/** Quick test by the first characters: false means that kindByWords would surely return null for a row of several cells. */
export function maySpeakOfItself(first: string, second: string): boolean {
  if (EXAMPLE.test(first) || EXAMPLE.test(second)) return true;
  return FIRST.has(first.charAt(0)) || /[:：]/.test(first) || (second !== "" && FIRST.has(second.charAt(0)) && /^\d{1,4}$/.test(first));
}

/** True for a cell such as `填报单位：鸡鸣山社区` or `2025年6月` above a header. */
export function isCaptionText(text: string): boolean {
  return CAPTION.test(text) || DATE_ONLY.test(text) || PAGE.test(text);
}

/** The row's non-blank cells, squashed. */
export function rowTexts(row: SheetRow): string[] {
  const texts: string[] = [];
  for (const cell of row.cells) if (!isBlank(cell)) texts.push(squashed(cell));
  return texts;
}

/** True for a row of column numbers below a header: `1 2 3 4`, `(1) (2) (3)`, `甲 乙 1 2`. */
export function isColumnNumbers(row: SheetRow): boolean {
  const texts = rowTexts(row);
  if (texts.length < 3) return false;
  let last = 0;
  for (const text of texts) {
    if (/^[甲乙丙丁]$|^栏次$|^[A-Z]$/.test(text)) continue;
    const number =
      /^[（(]?(\d{1,2})[)）]?(?:=.*)?$/.exec(text)?.[1] ?? (/^[①-⑳]$/.test(text) ? String(text.charCodeAt(0) - 0x245f) : undefined);
    if (number === undefined || Number(number) !== last + 1) return false;
    last = Number(number);
  }
  return last >= 2;
}

const DATA_TEXT = /\d{6}|^\d{4}[-./年]\d{1,2}[-./月]\d{1,2}|^\d+(?:\.\d+)?$/;

/** True for a cell that can only be data: a number, a date, a long string of digits, a long sentence. */
export function isDataCell(cell: unknown, text: string): boolean {
  return (
    typeof cell === "number" ||
    typeof cell === "boolean" ||
    (typeof cell === "object" && cell !== null) ||
    text.length > 36 ||
    DATA_TEXT.test(text)
  );
}

/** A row's text for a title or caption, cells joined by a space. */
export function joinedText(row: SheetRow): string {
  return row.cells
    .filter((cell) => !isBlank(cell))
    .map((cell) => cellText(cell).replace(/\s+/g, " "))
    .join(" ");
}
