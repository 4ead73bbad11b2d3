/** Blank rosters as departments have them everywhere, drawn from nobody's file. */
import { CellLook, columnName, type FormCell, type FormSheet, formCell } from "./form-workbook.ts";

interface RosterColumn {
  /** Header path: `监护人/姓名`. */
  readonly path: string;
  readonly width: number;
  /** `text` for numbers that must keep their digits, `left` for long words. */
  readonly look?: "text" | "left";
  readonly options?: readonly string[];
}

interface Roster {
  readonly folder: string;
  readonly title: string;
  readonly sheet: string;
  readonly unit: string;
  readonly emptyRows: number;
  readonly columns: readonly RosterColumn[];
}

const sex = ["男", "女"];
const number: RosterColumn = { path: "序号", width: 6 };
const idNumber: RosterColumn = { path: "公民身份号码", width: 22, look: "text" };
const phone: RosterColumn = { path: "联系电话", width: 14, look: "text" };
const remark: RosterColumn = { path: "备注", width: 10 };
const column = (path: string, width: number, look?: "text" | "left"): RosterColumn =>
  look === undefined ? { path, width } : { path, width, look };
const sexColumn = (path = "性别"): RosterColumn => ({ path, width: 6, options: sex });

/** The blank rosters. */
export const rosters: readonly Roster[] = [
  {
    folder: "civil-affairs/old-age-allowance-roster",
    title: "80周岁以上老年人高龄津贴花名册",
    sheet: "高龄津贴",
    unit: "填报单位（盖章）：",
    emptyRows: 20,
    columns: [
      number,
      column("姓名", 10),
      sexColumn(),
      column("出生日期", 13),
      column("年龄", 6),
      idNumber,
      column("户籍地址", 34, "left"),
      column("现住址", 26, "left"),
      column("开户银行", 18),
      column("银行账号", 22, "text"),
      phone,
      remark,
    ],
  },
  {
    folder: "civil-affairs/elderly-living-alone-visits",
    title: "独居老人走访关爱登记册",
    sheet: "走访登记",
    unit: "社区（盖章）：",
    emptyRows: 18,
    columns: [
      number,
      column("姓名", 10),
      sexColumn(),
      column("年龄", 6),
      column("现住址", 26, "left"),
      phone,
      column("健康状况", 12),
      column("自理能力", 12),
      column("紧急联系人/姓名", 10),
      column("紧急联系人/联系电话", 14, "text"),
      column("走访情况/走访日期", 12),
      column("走访情况/走访人签字", 12),
    ],
  },
  {
    folder: "public-security/floating-population-summary",
    title: "流动人口信息汇总表",
    sheet: "流动人口",
    unit: "填报单位：",
    emptyRows: 16,
    columns: [
      number,
      column("基本信息/姓名", 10),
      sexColumn("基本信息/性别"),
      column("基本信息/民族", 8),
      { ...idNumber, path: "基本信息/公民身份号码" },
      column("户籍地址", 38, "left"),
      column("居住信息/现居住地址", 38, "left"),
      column("居住信息/来本地日期", 13),
      column("居住信息/居住事由", 12),
      column("联系方式/手机号码", 14, "text"),
      column("从业单位", 22),
    ],
  },
  {
    folder: "public-security/foreign-residents-roster",
    title: "境外人员登记花名册",
    sheet: "境外人员",
    unit: "填报单位：",
    emptyRows: 16,
    columns: [
      number,
      column("英文姓名", 20),
      column("中文姓名", 12),
      sexColumn(),
      column("国籍（地区）", 12),
      column("出生日期", 13),
      column("证件信息/证件种类", 12),
      column("证件信息/证件号码", 22, "text"),
      column("证件信息/签证种类", 9),
      column("证件信息/签证有效期至", 13),
      column("居住地址", 36, "left"),
      phone,
      column("工作单位", 20),
    ],
  },
  {
    folder: "education/school-enrolment-roster",
    title: "适龄儿童入学登记花名册",
    sheet: "适龄儿童",
    unit: "学校（社区）：",
    emptyRows: 20,
    columns: [
      number,
      column("儿童姓名", 10),
      sexColumn(),
      column("出生日期", 13),
      { ...idNumber, path: "身份证号码" },
      column("户籍地址", 36, "left"),
      column("现居住地址", 36, "left"),
      column("监护人/姓名", 10),
      column("监护人/联系电话", 14, "text"),
      remark,
    ],
  },
  {
    folder: "disabled-persons-federation/disabled-persons-roster",
    title: "持证残疾人基本情况花名册",
    sheet: "残疾人",
    unit: "填报单位（盖章）：",
    emptyRows: 20,
    columns: [
      number,
      column("姓名", 10),
      sexColumn(),
      column("出生日期", 13),
      idNumber,
      column("残疾人证号", 24, "text"),
      column("残疾类别", 10),
      column("残疾等级", 10),
      column("户籍地址", 34, "left"),
      column("现住址", 26, "left"),
      phone,
      column("监护人/姓名", 10),
      column("监护人/联系电话", 14, "text"),
      remark,
    ],
  },
  {
    folder: "veterans-affairs/veterans-roster",
    title: "退役军人和其他优抚对象花名册",
    sheet: "退役军人",
    unit: "服务站（盖章）：",
    emptyRows: 20,
    columns: [
      number,
      column("姓名", 10),
      sexColumn(),
      column("出生日期", 13),
      idNumber,
      column("人员类别", 18),
      column("入伍时间", 13),
      column("退役时间", 13),
      column("政治面貌", 12),
      column("户籍地址", 34, "left"),
      column("现住址", 26, "left"),
      phone,
      remark,
    ],
  },
  {
    folder: "health/vaccination-roster",
    title: "疫苗接种情况花名册",
    sheet: "疫苗接种",
    unit: "接种单位：",
    emptyRows: 20,
    columns: [
      number,
      column("姓名", 10),
      sexColumn(),
      column("出生日期", 13),
      { ...idNumber, path: "证件号码" },
      { ...phone, path: "手机号码" },
      column("现住址", 26, "left"),
      column("接种日期/第一剂", 13),
      column("接种日期/第二剂", 13),
      column("接种日期/第三剂", 13),
      column("疫苗厂家", 14),
    ],
  },
  {
    folder: "health/maternal-health-roster",
    title: "孕产妇健康管理花名册",
    sheet: "孕产妇",
    unit: "社区卫生服务站：",
    emptyRows: 16,
    columns: [
      number,
      column("姓名", 10),
      column("年龄", 6),
      { ...idNumber, path: "身份证号" },
      column("末次月经", 13),
      column("预产期", 13),
      column("户籍地址", 34, "left"),
      column("现居住地址", 34, "left"),
      phone,
      column("丈夫/姓名", 10),
      column("丈夫/联系电话", 14, "text"),
      remark,
    ],
  },
  {
    folder: "party-organisation/party-members-roster",
    title: "党员基本信息花名册",
    sheet: "党员",
    unit: "党组织名称：",
    emptyRows: 20,
    columns: [
      number,
      column("姓名", 10),
      sexColumn(),
      column("民族", 8),
      column("出生日期", 13),
      idNumber,
      column("学历", 12),
      column("党员类别", 14),
      column("入党日期", 13),
      column("工作单位", 24),
      column("家庭住址", 36, "left"),
      phone,
      remark,
    ],
  },
];

/** Merged header cells: groups side by side, columns without a group over both rows. */
function headerOf(columns: readonly RosterColumn[], row: number): { rows: FormSheet["rows"]; merges: string[] } {
  const paths = columns.map((one) => one.path.split("/"));
  if (paths.every((path) => path.length === 1))
    return { rows: [{ height: 30, cells: columns.map((one) => formCell(one.path, CellLook.header)) }], merges: [] };
  const merges: string[] = [];
  const upper = paths.map(([group = ""], at) => formCell(group === paths[at - 1]?.[0] ? "" : group, CellLook.header));
  const lower = paths.map((path) => formCell(path[1] ?? "", CellLook.header));
  for (let at = 0; at < paths.length; ) {
    let end = at;
    while (paths[end + 1]?.length === 2 && paths[at]?.length === 2 && paths[end + 1]?.[0] === paths[at]?.[0]) end += 1;
    if (paths[at]?.length === 1) merges.push(`${columnName(at)}${row}:${columnName(at)}${row + 1}`);
    else if (end > at) merges.push(`${columnName(at)}${row}:${columnName(end)}${row}`);
    at = end + 1;
  }
  return {
    rows: [
      { height: 24, cells: upper },
      { height: 24, cells: lower },
    ],
    merges,
  };
}

/** Draws a roster. */
export function rosterSheet(roster: Roster): FormSheet {
  const { columns } = roster;
  const last = columnName(columns.length - 1);
  const header = headerOf(columns, 3);
  const first = 3 + header.rows.length;
  const end = first + roster.emptyRows - 1;
  const looks = { text: CellLook.bodyText, left: CellLook.bodyLeft };
  const empty = columns.map((one) => formCell("", one.look === undefined ? CellLook.body : looks[one.look]));
  const at = (texts: readonly (readonly [number, string])[], look: CellLook) => {
    const cells: (FormCell | undefined)[] = new Array(columns.length).fill(undefined);
    for (const [place, text] of texts) cells[place] = formCell(text, look);
    return cells;
  };
  const middle = Math.floor(columns.length / 3);
  return {
    name: roster.sheet,
    widths: columns.map((one) => one.width),
    rows: [
      { height: 42, cells: [formCell(roster.title, CellLook.title), ...columns.slice(1).map(() => formCell("", CellLook.title))] },
      {
        height: 24,
        cells: at(
          [
            [0, roster.unit],
            [columns.length - 3, "填报日期：      年    月    日"],
          ],
          CellLook.line,
        ),
      },
      ...header.rows,
      ...Array.from({ length: roster.emptyRows }, () => ({ height: 24, cells: empty })),
      {
        height: 30,
        cells: at(
          [
            [0, "填表人："],
            [middle, "审核人："],
            [middle * 2, "单位负责人（盖章）："],
          ],
          CellLook.line,
        ),
      },
    ],
    merges: [`A1:${last}1`, `A2:D2`, `${columnName(columns.length - 3)}2:${last}2`, ...header.merges],
    lists: columns.flatMap((one, place) =>
      one.options === undefined ? [] : [{ cells: `${columnName(place)}${first}:${columnName(place)}${end}`, options: one.options }],
    ),
    landscape: true,
    titleRows: [3, first - 1],
    frozenColumns: 2,
    printArea: null,
  };
}
