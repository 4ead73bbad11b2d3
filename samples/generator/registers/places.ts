/** Shops and what happens around them: the list of small places, the fire inspection, and quarrels. */
import { ageOn } from "../calendar.ts";
import { addressField, dateField, extraField, field, nameField, phoneField } from "../fields.ts";
import { mistypeName, wrongCreditCode } from "../mistakes.ts";
import type { Entry, Field, Pen, Register } from "../register-shape.ts";
import type { Organisation, World } from "../world-shape.ts";

/** A column about the row's organisation. */
function organisational(
  key: string,
  path: string,
  width: number,
  say: (organisation: Organisation, pen: Pen) => ReturnType<Field["say"]>,
): Field {
  return field(`o.${key}`, { path, width, align: width > 18 ? "left" : "center" }, (entry, pen) =>
    entry.organisation ? say(entry.organisation, pen) : { cell: null },
  );
}

/** A shop's name: in full, without the county, or mistyped. */
const placeName = (path: string) =>
  organisational("name", path, 28, (organisation, pen) => {
    if (pen.errs(0.03)) {
      const core = organisation.name.slice(pen.world.locality.county.length);
      const typo = mistypeName(pen.random, core);
      if (typo !== core)
        return { cell: pen.world.locality.county + typo, fault: { kind: "name_typo", attribute: "o.name", detectable: "cross" } };
    }
    return {
      cell: pen.random.chance(pen.habits.loose * 2)
        ? organisation.name.replace(pen.world.locality.county, "").replace("（个体工商户）", "")
        : organisation.name,
    };
  });

const placeAddress = (path: string) =>
  organisational("address", path, 36, (organisation, pen) => ({
    cell: pen.random.chance(0.1)
      ? organisation.address.replace(pen.world.locality.province + pen.world.locality.county, "")
      : organisation.address,
  }));

/** Who runs it: somebody of the community, or a stranger of whom only the name is known. */
const keeperName = (path: string) =>
  organisational("legalRepresentative", path, 12, (organisation, pen) => {
    const person = organisation.person;
    if (!person) return { cell: organisation.legalRepresentative };
    return nameField("legalRepresentative", { path }).say({ people: { legalRepresentative: person } }, pen);
  });

const keeperPhone = (path: string) =>
  organisational("phone", path, 14, (organisation, pen) =>
    organisation.person
      ? phoneField("legalRepresentative", { path }).say({ people: { legalRepresentative: organisation.person } }, pen)
      : { cell: organisation.phone },
  );

const sequence = extraField("sequence", { path: "序号", width: 6 }, () => null);

const entryOf = (organisation: Organisation): Entry => ({
  organisation,
  people: organisation.person ? { legalRepresentative: organisation.person } : {},
});

/** 九小场所. */
export const SMALL_PLACES_REGISTER: Register = {
  id: "small-places-register",
  fileNames: ["九小场所基础台账", "沿街商铺信息表"],
  titles: ["“九小场所”基础信息台账", "沿街店铺（九小场所）信息采集表"],
  sheetNames: ["九小场所"],
  unit: "填报单位：青枫社区",
  foot: ["填报人：", "审核人："],
  asOf: "2025-04-20",
  sections: "one",
  home: { format: "xlsx", depth: 1 },
  formats: ["xlsx", "xls", "csv-gb18030"],
  depths: [1, 2],
  fields: [
    sequence,
    placeName("场所名称|单位名称|店铺名称"),
    organisational("creditCode", "统一社会信用代码|营业执照（信用代码）", 22, (organisation, pen) =>
      pen.errs(0.08)
        ? {
            cell: wrongCreditCode(pen.random, organisation.creditCode),
            fault: { kind: "bad_credit_code", attribute: "o.creditCode", detectable: "yes" },
          }
        : { cell: pen.random.chance(0.05) ? organisation.creditCode.toLowerCase() : organisation.creditCode },
    ),
    organisational("kind", "场所类型|场所类别", 16, (organisation) => ({ cell: organisation.kind })),
    placeAddress("地址|经营地址"),
    keeperName("负责人/法定代表人（经营者）|负责人姓名|经营者"),
    keeperPhone("负责人/联系电话|负责人电话"),
    extraField("employees", { path: "从业人数|从业人员数" }, (entry) => entry.organisation?.employees ?? null),
    extraField("fire", { path: "消防情况|消防设施情况" }, (_entry, pen) => pen.random.pick(["合格", "合格", "合格", "限期整改"])),
  ],
  people: { legalRepresentative: "optional" },
  entriesOf: (world) => [{ title: "", entries: world.organisations.map(entryOf) }],
};

/** 消防安全检查: the same places, without their codes. */
export const FIRE_REGISTER: Register = {
  id: "fire-inspection-register",
  fileNames: ["消防安全检查记录", "消防隐患排查台账"],
  titles: ["“九小场所”消防安全检查记录表", "消防隐患排查台账"],
  sheetNames: ["检查记录"],
  unit: "检查单位：柳溪街道消防工作站",
  foot: ["检查人员："],
  asOf: "2025-03-28",
  sections: "one",
  home: { format: "xlsx", depth: 1, habits: { date: "slashed", loose: 0.12 } },
  formats: ["xlsx", "csv-utf8-bom", "xls"],
  depths: [1],
  fields: [
    sequence,
    placeName("单位名称|场所名称"),
    placeAddress("单位地址|地址"),
    keeperName("负责人|消防安全责任人"),
    keeperPhone("电话|联系电话"),
    dateField("inspected", { path: "检查日期|检查时间" }, (entry) => String(entry.extra?.inspected ?? "")),
    extraField("result", { path: "检查结果|检查结论", width: 12 }, (_entry, pen) =>
      pen.random.pick(["合格", "合格", "限期整改", "当场整改"]),
    ),
    extraField("hazard", { path: "隐患描述|存在问题", width: 24, align: "left" }, (_entry, pen) =>
      pen.random.chance(0.3) ? pen.random.pick(["灭火器过期", "疏散通道堆物", "电线私拉乱接", "未设应急照明"]) : null,
    ),
  ],
  people: { legalRepresentative: "optional" },
  entriesOf: (world, random) => [
    {
      title: "",
      entries: world.organisations
        .filter(() => random.chance(0.7))
        .map((organisation) => ({
          ...entryOf(organisation),
          extra: { inspected: `2025-0${random.between(1, 3)}-${String(random.between(3, 28)).padStart(2, "0")}` },
        })),
    },
  ],
};

/** 矛盾纠纷: two parties in a row, known by name and telephone. */
export const DISPUTE_REGISTER: Register = {
  id: "dispute-register",
  fileNames: ["矛盾纠纷排查化解台账", "人民调解登记表"],
  titles: ["青枫社区矛盾纠纷排查化解台账", "人民调解受理登记表"],
  sheetNames: ["矛盾纠纷"],
  unit: "青枫社区人民调解委员会",
  foot: ["登记人：", "审核人："],
  asOf: "2025-06-27",
  sections: "one",
  home: { format: "xlsx", depth: 2, habits: { date: "dotted", address: "short" } },
  formats: ["xlsx", "xls", "csv-utf8-bom"],
  depths: [1, 2],
  fields: [
    sequence,
    dateField("raised", { path: "受理日期|登记日期" }, (entry) => String(entry.extra?.raised ?? "")),
    nameField("subject", { path: "当事人甲|申请人/姓名", flat: "当事人甲|申请人姓名" }),
    phoneField("subject", { path: "当事人甲|申请人/联系电话", flat: "当事人甲电话|申请人电话" }),
    addressField({ path: "当事人甲|申请人/住址", flat: "当事人甲住址|申请人住址" }),
    nameField("counterparty", { path: "当事人乙|被申请人/姓名", flat: "当事人乙|被申请人姓名" }),
    phoneField("counterparty", { path: "当事人乙|被申请人/联系电话", flat: "当事人乙电话|被申请人电话" }),
    extraField("kind", { path: "纠纷类型|纠纷类别", width: 12 }, (_entry, pen) =>
      pen.random.pick(["邻里纠纷", "噪音扰民", "租赁纠纷", "漏水", "停车", "家庭矛盾", "劳资"]),
    ),
    extraField("way", { path: "化解方式|调解方式" }, (_entry, pen) => pen.random.pick(["现场调解", "电话调解", "联合调解", "引导诉讼"])),
    extraField("result", { path: "化解结果|调解结果" }, (_entry, pen) => pen.random.pick(["已化解", "已化解", "化解中"])),
    extraField("revisit", { path: "回访情况|是否回访", width: 12 }, (_entry, pen) => pen.random.pick(["已回访，满意", "未回访"])),
  ],
  people: { subject: "primary", counterparty: "primary" },
  dwelling: "optional",
  entriesOf: (world: World, random) => {
    const adults = world.persons.filter(
      (person) => person.phone && person.household.dwelling && !person.deathDate && ageOn(person.birthDate, world.today) >= 20,
    );
    const count = Math.max(6, Math.round(world.persons.length / 30));
    const entries = Array.from({ length: count }, (): Entry => {
      const subject = random.pick(adults);
      const others = adults.filter(
        (person) =>
          person.household !== subject.household &&
          person.household.dwelling?.building === subject.household.dwelling?.building &&
          person.household.dwelling?.estate === subject.household.dwelling?.estate,
      );
      const counterparty = random.pick(others.length > 0 ? others : adults.filter((person) => person !== subject));
      return {
        people: { subject, counterparty },
        dwelling: subject.household.dwelling ?? undefined,
        extra: { raised: `2025-0${random.between(1, 6)}-${String(random.between(1, 27)).padStart(2, "0")}` },
      };
    });
    return [{ title: "", entries: entries.sort((left, right) => (String(left.extra?.raised) < String(right.extra?.raised) ? -1 : 1)) }];
  },
};
