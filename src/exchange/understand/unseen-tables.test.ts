import { describe, expect, test } from "vitest";
import { madeId, meanings, said, understand } from "./made-sheet.ts";

/** Layouts of departments that nobody described: what is sure is understood, what is somebody else's is not taken for the subject's. */
const NAMES = ["王小甲", "李四乙", "张三丙", "陈五丁", "赵六戊"];
const PEERS = ["周一", "吴二", "郑三", "孙四", "钱五"];
const id = (index: number) => madeId(`196${index}-03-12`, 11 + 2 * index);
const phone = (index: number) => `1380000100${index}`;

/** Five rows below a header; `#` stands for a name, `@` for another person's, `I` for an ID number, `P` for a telephone. */
function table(header: string, row: string, top: readonly string[] = []) {
  const cell = (text: string, index: number) => ({ "#": NAMES[index], "@": PEERS[index], I: id(index), P: phone(index) })[text] ?? text;
  return [
    ...top,
    header,
    ...NAMES.map((_, index) =>
      row
        .split("|")
        .map((text) => cell(text, index))
        .join("|"),
    ),
  ];
}

async function read(rows: readonly string[], merges: readonly string[] = [], name = "Sheet1") {
  const { tables, records, skipped } = await understand({ rows, merges, name });
  return { columns: meanings(tables[0]), tables, records, skipped };
}

describe("whose a fact is", () => {
  test("a group that names somebody by an unknown word is that person's", async () => {
    const { columns } = await read(table("|姓名|身份证号|姓名|联系电话", "#|I|@|P".replace(/^/, "1|"), ["序号|国内侨眷||海外侨胞|"]), [
      "B1:C1",
      "D1:E1",
    ]);
    expect(columns).toMatchObject({
      "国内侨眷/姓名": "person.subject.name",
      "海外侨胞/姓名": "?",
      "海外侨胞/联系电话": "?",
    });
  });

  test("what a dog is called and when it was born is nobody's", async () => {
    const { columns } = await read(table("姓名|联系电话|名字|性别|出生日期", "#|P|旺财|公|2022-07-16", ["犬主信息||犬只信息||"]), [
      "A1:B1",
      "C1:E1",
    ]);
    expect(columns).toMatchObject({
      "犬主信息/姓名": "person.subject.name",
      "犬只信息/名字": "?",
      "犬只信息/性别": "?",
      "犬只信息/出生日期": "?",
    });
  });

  test("a plate in a group of the car is its owner's, who owns no home", async () => {
    const { columns } = await read(table("所有人|证件号码|手机号码|联系地址|号牌号码", "#|I|P|永胜花园3-2-501|浙G12345"));
    expect(columns).toMatchObject({
      所有人: "person.subject.name",
      手机号码: "person.subject.phone",
      号牌号码: "person.subject.vehiclePlate",
    });
  });

  test("kinds of people that a row may tick name nobody", async () => {
    const { columns } = await read(table("姓名|身份证号|孕产妇|残疾人", "#|I||√", ["签约居民||重点人群|"]), ["A1:B1", "C1:D1"]);
    expect(columns).toMatchObject({ "签约居民/姓名": "person.subject.name", "重点人群/孕产妇": "?", "重点人群/残疾人": "?" });
  });

  test("an applicant stays the subject when the members are only named", async () => {
    const { columns } = await read(table("申请人姓名|身份证号|家庭人口|共同生活成员", "#|I|2|@"));
    expect(columns).toMatchObject({
      申请人姓名: "person.subject.name",
      身份证号: "person.subject.idNumber",
      共同生活成员: "person.contact.name",
    });
  });

  test("a row of a whole family: what names nobody is the head's, the members stay apart from him", async () => {
    const { columns, records } = await read(
      table("户主姓名|身份证号|联系电话|成员1姓名|成员1身份证号", `#|I|P|@|${madeId("1990-01-01", 31)}`),
    );
    expect(columns).toMatchObject({ 身份证号: "person.householdHead.idNumber", 联系电话: "person.householdHead.phone" });
    expect(said(records[0], "person", "subject")).toMatchObject({ name: "周一", idNumber: madeId("1990-01-01", 31) });
    expect(said(records[0], "person", "householdHead")).toMatchObject({ name: "王小甲", phone: phone(0) });
  });

  test("a child beside a head and the spouse is neither of them", async () => {
    const { columns } = await read(
      table("户主姓名|户主身份证号|配偶姓名|子女一姓名|子女一身份证号", `#|I|@|王小小|${madeId("2015-01-01", 31)}`),
    );
    expect(columns).toMatchObject({ 户主姓名: "person.subject.name", 子女一姓名: "person.contact.name" });
  });

  test("the subject's own telephone is his behind the parent's, too", async () => {
    const { columns } = await read(table("姓名|身份证号|家长姓名|家长电话|本人电话", "#|I|@|13900002000|P"));
    expect(columns).toMatchObject({ 家长电话: "person.guardian.phone", 本人电话: "person.subject.phone" });
  });

  test("how a relative stands to the subject is no relation to a head, and a worker's telephone is nobody's", async () => {
    const { columns } = await read(
      table("姓名|性别|姓名|关系|电话|干部|联系电话", "#|男|@|子女|P|钱五|13900000000", ["老人|老人|家属|家属|家属|双岗联系人|双岗联系人"]),
      ["A1:B1", "C1:E1", "F1:G1"],
    );
    expect(columns).toMatchObject({ "家属/姓名": "person.contact.name", "家属/关系": "?", "双岗联系人/联系电话": "?" });
  });

  test("workers are whom their own list is about; a column of names whose header nobody knows is, too", async () => {
    const stewards = await read(table("楼道长姓名|性别|年龄|联系电话", "#|女|56|P"));
    expect(stewards.columns).toMatchObject({ 楼道长姓名: "person.subject.name", 联系电话: "person.subject.phone" });
    const delegates = await read(table("居民代表|性别|手机", "#|男|P"));
    expect(delegates.columns).toMatchObject({ 居民代表: "person.subject.name", 手机: "person.subject.phone" });
    const visits = await read(table("走访人|走访日期|走访地址", "#|2025-06-01|永胜花园3-2-501"));
    expect(visits.columns.走访人).toBe("-");
  });
});

describe("what a column means", () => {
  test("an address by the end of its header, when the values are addresses and nobody else's", async () => {
    const { columns } = await read(
      table("姓名|用气地址|户籍详址|单位地址", "#|永胜花园3幢2单元501室|江西省鄱阳县古县渡镇南门村7号|工业路8号"),
    );
    expect(columns).toMatchObject({
      用气地址: "dwelling.subject.address",
      户籍详址: "person.subject.registeredAddress",
      单位地址: "organisation.employer.address",
    });
    const two = await read(table("姓名|电话|走访地址|巡访地址", "#|P|永胜花园3幢2单元501室|永胜花园1幢1单元101室"));
    expect(two.columns).toMatchObject({ 走访地址: "?", 巡访地址: "?" });
  });

  test("an account of whatever bank", async () => {
    const { columns } = await read(table("姓名|农商行卡号|公交卡号", "#|6228480402564890018|330700001234"));
    expect(columns).toMatchObject({ 农商行卡号: "person.subject.bankAccount", 公交卡号: "?" });
  });

  test("of two columns that mean one fact and disagree, one is believed", async () => {
    const rows = NAMES.map((name, index) => `${name}|${id(index)}|${100 + index}|${300 + index}`);
    const { columns } = await read(["姓名|身份证号|补贴标准（元）|实发金额", ...rows]);
    expect(columns).toMatchObject({ "补贴标准（元）": "person.subject.allowanceAmount", 实发金额: "?" });
    const same = NAMES.map((name, index) => `${name}|${id(index)}|1950.0${index + 1}|1950-0${index + 1}-12`);
    const dates = await read(["姓名|身份证号|出生年月|出生日期", ...same]);
    expect(dates.columns).toMatchObject({ 出生年月: "person.subject.birthDate", 出生日期: "person.subject.birthDate" });
  });

  test("whether there is a licence is no licence's number", async () => {
    const { columns, records } = await read(table("店铺名称|详细地址|营业执照", "便利店|桃源路12号|有"));
    expect(columns.营业执照).toBe("?");
    expect(records.flatMap((record) => record.problems).filter((problem) => problem.column === 2)).toEqual([]);
  });

  test("words that mean something only beside others", async () => {
    const party = await read(table("姓名|身份证号|入党时间|转正时间", "#|I|2001-07-01|2002-07-01"));
    expect(party.columns.转正时间).toBe("person.subject.partyFullDate");
    const staff = await read(table("姓名|身份证号|入职日期|转正时间", "#|I|2001-07-01|2002-07-01"));
    expect(staff.columns.转正时间).toBe("?");
    const paid = await read(table("姓名|银行账号|金额", "#|6228480402564890018|300"));
    expect(paid.columns.金额).toBe("person.subject.allowanceAmount");
    const bill = await read(table("户名|联系电话|用水量|金额", "#|P|12|36.5"));
    expect(bill.columns).toMatchObject({ 户名: "person.subject.name", 联系电话: "person.subject.phone", 金额: "?" });
  });

  test("a certificate of disability by its number, and a short number that is no account", async () => {
    const rows = NAMES.map((name, index) => `${name}|${id(index)}43|${1000000000 + index}`);
    const { columns, records } = await read(["持证人姓名|证号|个人账号", ...rows]);
    expect(columns).toMatchObject({ 证号: "person.subject.disabilityCertificateNumber", 个人账号: "?" });
    expect(records.flatMap((record) => record.problems)).toEqual([]);
  });

  test("parts of one address in one header, and the time that is now anyway", async () => {
    const { columns } = await read(table("姓名|小区楼栋房号|现工作单位及职务|社会保障号码", "#|永胜花园3-2-501|五金公司|I"));
    expect(columns).toMatchObject({
      小区楼栋房号: "dwelling.subject.address",
      现工作单位及职务: "person.subject.employer",
      社会保障号码: "person.subject.idNumber",
    });
  });

  test("rooms inside a flat are no part of its address", async () => {
    const rows = NAMES.map((name, index) => `永胜花园3幢2单元${index + 1}01室|10${index}|房东甲|${name}`);
    const { columns, records } = await read(["出租房地址|房间号|房东姓名|租客姓名", ...rows]);
    expect(columns.房间号).toBe("?");
    expect(said(records[1], "dwelling", "subject")?.room).toBe("201");
  });

  test("a character in brackets is a unit", async () => {
    const { columns } = await read(table("房屋地址|房主|建筑层数（层）", "永胜花园3幢|#|6"));
    expect(columns["建筑层数（层）"]).toBe("dwelling.subject.storeyCount");
  });
});

describe("rows that are no records", () => {
  const header = "姓名|与户主关系|性别|公民身份号码";
  const family = (index: number) => [
    `${NAMES[index]}|户主|男|${id(index)}`,
    `${PEERS[index]}|妻子|女|${madeId("1970-05-05", 22 + 2 * index)}`,
  ];

  test("a caption in one cell a statement says where the family below lives", async () => {
    const { records, skipped, tables } = await read([
      ...[0, 1, 2].flatMap((index) => [
        "入户摸底表",
        `户编号：00${index}|户主姓名：${NAMES[index]}|住址：永胜花园${index + 1}幢1单元101室`,
        header,
        ...family(index),
        "",
      ]),
    ]);
    expect(tables).toHaveLength(1);
    expect(records).toHaveLength(6);
    expect([...skipped.values()].filter((kind) => kind === "caption" || kind === "title")).toHaveLength(6);
    expect(records.map((record) => said(record, "dwelling", "subject")?.building)).toEqual(["1", "1", "2", "2", "3", "3"]);
    expect(records.map((record) => said(record, "household", "subject")?.householdNumber)).toEqual([
      "000",
      "000",
      "001",
      "001",
      "002",
      "002",
    ]);
    expect(said(records[3], "person", "householdHead")).toMatchObject({ name: NAMES[1] });
    expect(records.flatMap((record) => record.problems)).toEqual([]);
  });

  test("labels and values in cells of their own do, too", async () => {
    const { records } = await read([
      ...[0, 1].flatMap((index) => [
        `户别|家庭户|户主姓名|${NAMES[index]}|户号|33078${index}|住址|永胜花园${index + 1}幢1单元101室`,
        header,
        ...family(index),
      ]),
    ]);
    expect(records).toHaveLength(4);
    expect(records.map((record) => said(record, "household", "subject")?.householdNumber)).toEqual([
      "330780",
      "330780",
      "330781",
      "330781",
    ]);
  });

  test("a relation and a kind of document that look like labels are data", async () => {
    const { records } = await read([
      "与户主关系|姓名|证件类型|证件号码",
      ...NAMES.map((name, index) => `${index === 0 ? "户主" : "配偶"}|${name}|身份证|${id(index)}`),
    ]);
    expect(records).toHaveLength(5);
  });

  test("a row that shows how to fill in the table", async () => {
    const { records, skipped } = await read(["姓名|身份证号", `张三（示例）|${madeId("1990-01-01", 11)}`, ...table("", "#|I").slice(1)]);
    expect(records).toHaveLength(5);
    expect(skipped.get(2)).toBe("note");
  });
});

describe("doors below a heading", () => {
  test("1-101 below 3幢 is unit 1; the title names the estate", async () => {
    const { records } = await read([
      "永胜花园住户信息登记表",
      "门牌|户主|电话",
      "3幢",
      `1-101|王小甲|${phone(0)}`,
      `2-301|李四乙|${phone(1)}`,
      "4幢",
      `1-201|张三丙|${phone(2)}`,
    ]);
    expect(records.map((record) => said(record, "dwelling", "subject"))).toMatchObject([
      { estate: "永胜花园", building: "3", unit: "1", room: "101" },
      { estate: "永胜花园", building: "3", unit: "2", room: "301" },
      { estate: "永胜花园", building: "4", unit: "1", room: "201" },
    ]);
  });

  test("beside a column of buildings, too; without any it stays building and room", async () => {
    const beside = await read(["小区|楼幢|房号|业主", "永胜花园|3|1-101|王小甲", "永胜花园|3|2-101|李四乙"]);
    expect(said(beside.records[1], "dwelling", "subject")).toMatchObject({ building: "3", unit: "2", room: "101" });
    const alone = await read(["小区|房号|业主", "永胜花园|1-101|王小甲", "永胜花园|2-101|李四乙"]);
    expect(said(alone.records[1], "dwelling", "subject")).toMatchObject({ building: "2", room: "101" });
    expect(said(alone.records[1], "dwelling", "subject")?.unit).toBeUndefined();
  });
});
