/** Blank application forms as departments have them everywhere, drawn from nobody's file. */
import { CellLook, columnName, type FormCell, type FormSheet, formCell } from "./form-workbook.ts";

/** A row of an application form: cells as `[text, columns it spans, look]`; an empty text is room for a value. */
type Line = readonly (readonly [string, number, CellLook])[];

interface Application {
  readonly folder: string;
  readonly title: string;
  readonly sheet: string;
  readonly widths: readonly number[];
  readonly lines: readonly { readonly height: number; readonly line: Line }[];
  /** Blocks that reach over several lines, `A9:A14`. */
  readonly tall: readonly string[];
  readonly note: string;
}

const { label, value, valueText, valueLeft, opinion } = CellLook;
const signature = `


${" ".repeat(64)}签字（盖章）：                年    月    日`;

/** The blank application forms. */
export const applications: readonly Application[] = [
  {
    folder: "civil-affairs/old-age-allowance-application",
    title: "高龄津贴申请表",
    sheet: "高龄津贴申请表",
    widths: [13, 15, 9, 15, 11, 15, 15],
    lines: [
      {
        height: 36,
        line: [
          ["姓    名", 1, label],
          ["", 1, value],
          ["性  别", 1, label],
          ["□男  □女", 1, value],
          ["民  族", 1, label],
          ["", 1, value],
          ["一寸\n免冠照片", 1, value],
        ],
      },
      {
        height: 36,
        line: [
          ["出生年月日", 1, label],
          ["", 1, value],
          ["年  龄", 1, label],
          ["", 1, value],
          ["联系电话", 1, label],
          ["", 1, valueText],
          ["", 1, value],
        ],
      },
      {
        height: 36,
        line: [
          ["公民身份号码", 1, label],
          ["", 3, valueText],
          ["文化程度", 1, label],
          ["", 1, value],
          ["", 1, value],
        ],
      },
      {
        height: 36,
        line: [
          ["婚姻状况", 1, label],
          ["□未婚  □已婚  □丧偶  □离婚", 6, valueLeft],
        ],
      },
      {
        height: 36,
        line: [
          ["户籍地址", 1, label],
          ["", 6, valueLeft],
        ],
      },
      {
        height: 36,
        line: [
          ["现居住地址", 1, label],
          ["", 6, valueLeft],
        ],
      },
      {
        height: 36,
        line: [
          ["开户银行", 1, label],
          ["", 3, value],
          ["银行账号", 1, label],
          ["", 2, valueText],
        ],
      },
      {
        height: 36,
        line: [
          ["监护人\n（代办人）", 1, label],
          ["姓名", 1, label],
          ["", 2, value],
          ["联系电话", 1, label],
          ["", 2, valueText],
        ],
      },
      {
        height: 116,
        line: [
          ["本人申请", 1, label],
          [`    本人符合高龄津贴享受条件，现申请发放，以上信息属实。${signature}`, 6, opinion],
        ],
      },
      {
        height: 116,
        line: [
          ["社区意见", 1, label],
          [signature, 6, opinion],
        ],
      },
      {
        height: 116,
        line: [
          ["街道意见", 1, label],
          [signature, 6, opinion],
        ],
      },
    ],
    tall: ["G2:G4"],
    note: "说明：本表一式两份，社区、街道各存一份。",
  },
  {
    folder: "civil-affairs/minimum-living-allowance-application",
    title: "最低生活保障申请审批表",
    sheet: "低保申请审批表",
    widths: [11, 13, 13, 9, 24, 13, 22],
    lines: [
      {
        height: 30,
        line: [
          ["申请人姓名", 1, label],
          ["", 1, value],
          ["性  别", 1, label],
          ["□男 □女", 1, value],
          ["出生日期", 1, label],
          ["", 2, value],
        ],
      },
      {
        height: 30,
        line: [
          ["公民身份号码", 1, label],
          ["", 3, valueText],
          ["联系电话", 1, label],
          ["", 2, valueText],
        ],
      },
      {
        height: 30,
        line: [
          ["户    号", 1, label],
          ["", 3, valueText],
          ["家庭人口数", 1, label],
          ["", 2, value],
        ],
      },
      {
        height: 30,
        line: [
          ["家庭住址", 1, label],
          ["", 6, valueLeft],
        ],
      },
      {
        height: 30,
        line: [
          ["文化程度", 1, label],
          ["", 1, value],
          ["政治面貌", 1, label],
          ["", 1, value],
          ["婚姻状况", 1, label],
          ["□未婚 □已婚 □丧偶 □离婚", 2, valueLeft],
        ],
      },
      {
        height: 30,
        line: [
          ["健康状况", 1, label],
          ["", 3, value],
          ["致贫原因", 1, label],
          ["", 2, value],
        ],
      },
      {
        height: 26,
        line: [
          ["家庭成员", 1, label],
          ["姓名", 1, label],
          ["与申请人关系", 1, label],
          ["性别", 1, label],
          ["公民身份号码", 1, label],
          ["健康状况", 1, label],
          ["工作（学习）单位", 1, label],
        ],
      },
      ...Array.from({ length: 6 }, () => ({
        height: 26,
        line: [
          ["", 1, label],
          ["", 1, value],
          ["", 1, value],
          ["", 1, value],
          ["", 1, valueText],
          ["", 1, value],
          ["", 1, value],
        ] as Line,
      })),
      {
        height: 104,
        line: [
          ["申请理由", 1, label],
          [signature, 6, opinion],
        ],
      },
      {
        height: 104,
        line: [
          ["社区评议\n意    见", 1, label],
          [signature, 6, opinion],
        ],
      },
      {
        height: 104,
        line: [
          ["街道审批\n意    见", 1, label],
          [signature, 6, opinion],
        ],
      },
    ],
    tall: ["A8:A14"],
    note: "说明：家庭成员指共同生活的家庭成员，不含申请人本人。",
  },
];

/** Draws an application form. */
export function applicationSheet(form: Application): FormSheet {
  const merges = [`A1:${columnName(form.widths.length - 1)}1`, ...form.tall];
  const rows = form.lines.map(({ height, line }, index) => {
    const cells: FormCell[] = [];
    for (const [text, span, look] of line) {
      if (span > 1) merges.push(`${columnName(cells.length)}${index + 2}:${columnName(cells.length + span - 1)}${index + 2}`);
      for (let at = 0; at < span; at += 1) cells.push(formCell(at === 0 ? text : "", look));
    }
    return { height, cells };
  });
  const noteRow = rows.length + 2;
  merges.push(`A${noteRow}:${columnName(form.widths.length - 1)}${noteRow}`);
  return {
    name: form.sheet,
    widths: form.widths,
    rows: [
      { height: 48, cells: form.widths.map((_, at) => formCell(at === 0 ? form.title : "", CellLook.title)) },
      ...rows,
      { height: 24, cells: form.widths.map((_, at) => formCell(at === 0 ? form.note : "", CellLook.note)) },
    ],
    merges,
    lists: [],
    landscape: false,
    titleRows: null,
    frozenColumns: 0,
    printArea: `$A$1:$${columnName(form.widths.length - 1)}$${noteRow}`,
  };
}
