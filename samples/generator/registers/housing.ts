/** Homes: what is let to whom, and the ledger of every building. */
import { addressField, extraField, field, idField, nameField, phoneField } from "../fields.ts";
import type { Entry, Register } from "../register-shape.ts";
import type { Dwelling } from "../world-shape.ts";

/** 出租房: landlord and tenant in one row. */
export const RENTAL_REGISTER: Register = {
  id: "rental-register",
  fileNames: ["居住出租房屋登记台账", "出租房屋信息表", "房屋租赁登记册"],
  titles: ["柳溪街道居住出租房屋登记台账", "出租房屋信息采集表"],
  sheetNames: ["出租房", "台账"],
  unit: "所属网格：青枫",
  foot: ["检查人：", "日期："],
  asOf: "2025-05-15",
  sections: "one",
  home: { format: "xlsx", depth: 2, habits: { address: "short", nameGap: 0.15, date: "dotted" } },
  formats: ["xlsx", "xls", "csv-gb18030"],
  depths: [1, 2],
  fields: [
    extraField("sequence", { path: "序号", width: 6 }, () => null),
    addressField({ path: "房屋坐落|房屋地址|出租房地址" }),
    nameField("landlord", { path: "出租人（房东）|房主/姓名", flat: "房东姓名|房主姓名|出租人" }),
    idField("landlord", { path: "出租人（房东）|房主/身份证号码", flat: "房东身份证号|房主身份证号码" }),
    phoneField("landlord", { path: "出租人（房东）|房主/手机", flat: "房东电话|房主联系电话" }),
    nameField("tenant", { path: "承租人|租客/姓名", flat: "承租人|承租人姓名|租客姓名", width: 22 }),
    idField("tenant", { path: "承租人|租客/证件号码", flat: "承租人证件号码|租客身份证号" }),
    phoneField("tenant", { path: "承租人|租客/电话", flat: "承租人电话|租客电话" }),
    extraField(
      "occupants",
      { path: "承租人|租客/居住人数", flat: "居住人数|承租人数" },
      (entry) => entry.dwelling?.households.reduce((sum, household) => sum + household.members.length, 0) ?? null,
    ),
    extraField("rent", { path: "月租金|月租金（元）" }, (entry, pen) => money(entry.dwelling?.rent ?? 0, pen.random.next())),
    extraField("fire", { path: "消防检查|消防设施|安全检查结果", width: 12 }, (_entry, pen) =>
      pen.random.weighted([
        ["合格", 8],
        ["需整改", 2],
        ["未配灭火器", 1],
      ] as const),
    ),
  ],
  people: { landlord: "primary", tenant: "primary" },
  dwelling: "primary",
  entriesOf: (world, random) => [
    {
      title: "",
      entries: world.dwellings
        .filter((dwelling) => dwelling.usage === "出租" && random.chance(0.9))
        .flatMap((dwelling) =>
          dwelling.households.map((household) => ({
            dwelling,
            people: {
              ...(dwelling.owner ? { landlord: dwelling.owner } : {}),
              ...(household.members[0] ? { tenant: household.members[0] } : {}),
            },
          })),
        ),
    },
  ],
};

/** An amount as people type amounts. */
export function money(amount: number, point: number): string | number {
  if (point < 0.86) return amount;
  if (point < 0.92) return `${amount}元`;
  if (point < 0.96) return `${amount}元/月`;
  return `￥${amount}`;
}

const part = (key: string, path: string, value: (dwelling: Dwelling) => string) =>
  field(key, { path, width: 8 }, (entry, pen) => {
    const { dwelling } = entry;
    if (!dwelling) return { cell: null };
    const text = value(dwelling);
    return { cell: text === "" ? null : pen.text || !/^\d+$/.test(text) ? text : Number(text), dwelling };
  });

/** 楼栋底册: every dwelling, a sheet for each estate. */
export const BUILDING_LEDGER: Register = {
  id: "building-ledger",
  fileNames: ["楼栋房屋台账", "房屋底数清册"],
  titles: ["楼栋房屋台账", "房屋底数清册"],
  sheetNames: ["房屋"],
  unit: "单位：青枫社区",
  foot: [],
  asOf: "2025-02-28",
  sections: "sheets",
  home: { format: "xls", depth: 1, habits: { nameGap: 0.1 } },
  formats: ["xls", "xlsx", "misnamed-xls"],
  depths: [1, 2],
  fields: [
    extraField("sequence", { path: "序号", width: 6 }, () => null),
    part("estate", "小区名称|小区|小区（自然村）", (dwelling) => dwelling.estate),
    part("building", "房屋位置/楼栋号|幢号|幢", (dwelling) => dwelling.building),
    part("unit", "房屋位置/单元号|单元", (dwelling) => dwelling.unit),
    part("floor", "房屋位置/楼层|所在层", (dwelling) => dwelling.floor),
    part("room", "房屋位置/室号|房号", (dwelling) => dwelling.room),
    extraField("area", { path: "建筑面积（㎡）|面积（平方米）|建筑面积", width: 12 }, (entry, pen) => areaCell(entry, pen.random.next())),
    extraField("usage", { path: "房屋用途|使用情况|居住类型" }, (entry) => entry.dwelling?.usage ?? null),
    nameField("owner", { path: "产权人|房屋所有人|户主（产权人）" }),
    phoneField("owner", { path: "联系电话|产权人电话", width: 14 }),
  ],
  people: { owner: "optional" },
  dwelling: "primary",
  entriesOf: (world) =>
    world.estates.map((estate) => ({
      title: estate,
      entries: world.dwellings
        .filter((dwelling) => dwelling.estate === estate)
        .map((dwelling): Entry => ({ dwelling, people: dwelling.owner ? { owner: dwelling.owner } : {} })),
    })),
};

function areaCell(entry: Entry, point: number): string | number {
  const area = entry.dwelling?.area ?? "0";
  return point < 0.95 ? Number(area) : `${area}㎡`;
}
