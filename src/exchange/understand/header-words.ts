import { attributes, normaliseHeader } from "#vocabulary";
import type { ElementKind } from "#vocabulary/contract";

/** A word of the vocabulary that a header may mean. */
export interface Meaning {
  readonly kind: ElementKind;
  readonly attribute: string;
}

/**
 * Further words for attributes. Most are headers of database extracts: the first letters of the words' pinyin, as the national
 * data-element catalogues abbreviate them.
 */
const FURTHER: Readonly<Record<string, string>> = {
  "person.name": "xm ryxm rkxm",
  "person.formerName": "cym",
  "person.foreignName":
    "ywxm wwxm ywx 英文姓 外文姓 护照姓 外文名 护照名 surname familyname lastname givenname givennames firstname forename",
  "person.sex": "xb xbdm",
  "person.birthDate": "csrq csny",
  "person.idNumber": "社会保障号 社会保障号码 sfzh sfzhm gmsfhm gmsfzhm zjhm zjh sfzjhm sfzjh hzhm",
  "person.idType": "zjlx zjzl sfzjlx",
  "person.ethnicity": "mz mzdm",
  "person.nationality": "gj gjdq",
  "person.nativePlace": "jg",
  "person.phone": "lxdh sjh sjhm dh lxfs",
  "person.registeredAddress": "hjdz hjd hkszd hjszd hjdxz",
  "person.relationToHead": "yhzgx",
  "person.maritalStatus": "hyzk",
  "person.education": "whcd xl",
  "person.politicalStatus": "zzmm",
  "person.religion": "zjxy",
  "person.employer": "fwcs gzdw",
  "person.occupation": "zy",
  "household.householdNumber": "hh huhao",
  "organisation.creditCode": "tyshxydm shxydm",
  "organisation.name": "dwmc qymc",
  "person.note": "bz",
  "dwelling.address": "xzz xzdz xjzd jzdz dz zz mph 门牌号",
  "dwelling.estate": "xqmc",
  "household.memberCount": "人口 在家人口 户内人口",
};

/** Words whose exact reading must not be taken apart: they begin with a role word but speak of something else. */
const WHOLE: Readonly<Record<string, string>> = {
  "organisation.name": "法人单位 法人单位名称 法人名称 承租单位 经营户 店铺 商户",
  "organisation.kind": "法人类型",
  "person.relationToHead":
    "户主或与户主关系 户主或与户主的关系 户主及与户主关系 与户主(代表)关系 是户主的什么人 与户主(申请人)关系 与申请人(户主)关系 家庭关系 与家长关系 yhzgx",
  "person.householdNumber": "户主编号",
};

/** Row numbers, signatures and the time or place of the paperwork: understood, and deliberately no fact. */
const NO_FACT = new Set(
  `序号 序 户序号 户序 行号 编号序号 顺序号 项次 no no. s/n sn seq index xh 签名 签字 签章 盖章 本人签名 本人签字 领取人签名 领取人签字 领款人签字 签收 领取签字 确认签字 照片 相片 头像
   登记日期 登记时间 填报日期 填报时间 填表日期 填表时间 采集日期 采集时间 录入时间 录入日期 更新时间 更新日期 操作时间 审核意见 审批意见 村居意见 社区意见 街道意见 审核结果 公示情况 公示日期 公示时间
   网格 所属网格 所在网格 网格名称 网格编号 网格编码 微网格 街道 乡镇 乡镇街道 镇街 镇街道 所属街道 社区 所属社区 所在社区 村社 村居 村社区 居委会 所属村居 行政村 省 市 县 县市区 区县 村委会 所属派出所 派出所
   时间戳 提交时间 提交者 提交人 开始时间 结束时间 答题时长 来源 是否有效`.split(/\s+/),
);

const BRACKETED = /[（(【[〔]([^（）()【】[\]〔〕]*)[）)】\]〕]/g;
const INSTRUCTION = /^(?:必填|选填|可选|可不填|必填项|如有|若有|盖章|签字|填写.*|请.*|.*格式)$/;

/**
 * A header's words as they are compared (`normaliseHeader`), with what its brackets say kept behind them: `出租人（房东）` → `出租人(房东)`.
 * Units and instructions in brackets are no words and are left to the dictionary not to know.
 */
export function headerWord(text: string): string {
  const inside: string[] = [];
  const outside = text.replace(BRACKETED, (_, words: string) => {
    const word = normaliseHeader(words);
    if (word !== "" && !INSTRUCTION.test(word)) inside.push(word);
    return "";
  });
  const base = normaliseHeader(outside);
  if (base === "") return normaliseHeader(text);
  return inside.length === 0 ? base : `${base}(${inside.join("")})`;
}

/** Words of the vocabulary that in a table mean something else as often: 层数 counts a building's storeys. */
const AMBIGUOUS = new Set(["层数"]);

const dictionary = new Map<string, Meaning[]>();
function learn(word: string, meaning: Meaning): void {
  const key = headerWord(word);
  if (AMBIGUOUS.has(key)) return;
  const known = dictionary.get(key);
  if (known === undefined) dictionary.set(key, [meaning]);
  else if (!known.some((other) => other.kind === meaning.kind && other.attribute === meaning.attribute)) known.push(meaning);
}
for (const attribute of attributes) {
  const meaning = { kind: attribute.kind, attribute: attribute.name };
  for (const word of [attribute.label.zh, attribute.label.en, ...attribute.headers]) learn(word, meaning);
}
function learnTable(table: Readonly<Record<string, string>>): void {
  for (const [name, words] of Object.entries(table)) {
    const [kind, attribute] = name.split(".") as [ElementKind, string];
    for (const word of words.split(/\s+/)) learn(word, { kind, attribute });
  }
}
learnTable(FURTHER);
learnTable(WHOLE);
learnDates();

/** 来义日期 and 来义时间 are one word: so is every other date's, unless the word means something else already. */
function learnDates(): void {
  for (const { kind, name, type, label, headers } of attributes) {
    if (type !== "date") continue;
    for (const word of [label.zh, ...headers]) {
      const stem = /^(.{2,})(?:日期|时间)$/.exec(word)?.[1];
      if (stem === undefined) continue;
      for (const end of ["日期", "时间", "年月", "年月日"])
        if (!dictionary.has(headerWord(stem + end))) learn(stem + end, { kind, attribute: name });
    }
  }
}
const whole = new Set(Object.values(WHOLE).flatMap((words) => words.split(/\s+/).map(headerWord)));

/** What the whole word means, most usual kind first; empty when the vocabulary does not know it. */
export function meaningsOf(word: string): readonly Meaning[] {
  return dictionary.get(word) ?? [];
}

/** True when the word must be read as a whole, though it begins with a role word. */
export function isWhole(word: string): boolean {
  return whole.has(word);
}

/** True for row numbers, signatures and other columns that carry no fact. */
export function isNoFact(word: string): boolean {
  return NO_FACT.has(word) || /(?:签名|签字|签章|盖章|审核意见|审批意见)$/.test(word);
}

const PAPERWORK =
  /^(?:最近|最后|上次|下次|本次|首次|产后)?(?:探访|走访|入户|访视|随访|回访|巡查|排查|摸排|采样|检测|体检|产检|受理|调处|化解|调查|核查|核实|认证|审批|审核|申请|申报|建册|建档|办结|整改|处理|反馈|上报|报送|发放|复核|公示|采集|填写|录入|统计|提醒|接待|来访|调解)(?:日期|时间|年月|年月日|时段|情况|内容|记录|方式|结果)$/;
const DONE = /^是否(?:回访|办结|履行|整改|公示|签字|走访|入户|销号)$/;

/** True for the time and course of the paperwork (走访日期, 调解方式): asked last, since 检查日期 is a fact of a shop. */
export function isPaperwork(word: string): boolean {
  return PAPERWORK.test(word) || DONE.test(word) || word === "日期" || word === "时间段";
}

const FAMILY_NAME =
  /^(?:(?:英文|外文|护照|拉丁)姓(?:氏)?(?:surname|familyname|lastname)?|姓\((?:英文|外文)\)|(?:surname|familyname|lastname)(?:英文|外文|护照)?(?:姓氏?)?|姓氏?\(?(?:surname|familyname|lastname)\)?|ywx)$/;
const GIVEN_NAME =
  /^(?:(?:英文|外文|护照|拉丁)名(?:字)?(?:givennames?|firstname|forenames?)?|名\((?:英文|外文)\)|(?:givennames?|firstname|forenames?)(?:英文|外文|护照)?(?:名字?)?|名字?\(?(?:givennames?|firstname|forenames?)\)?|ywm)$/;

/** Whether a header heads a part of a Latin name: its family or its given name. */
export function namePart(word: string): "family" | "given" | null {
  return FAMILY_NAME.test(word) ? "family" : GIVEN_NAME.test(word) ? "given" : null;
}
