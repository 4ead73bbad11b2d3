import type { Attribute } from "../contract.ts";
import { attributesOf } from "./define.ts";

const define = attributesOf("person");

/** What civil affairs, veterans' affairs, justice and the Party ask of somebody beyond the core, and his things. */
export const careAttributes: readonly Attribute[] = [
  define("supportMode", "供养方式", "How supported", "code", "供养类型 供养类别 供养形式 救助供养形式 救助供养方式 supportmode", {
    codeList: "supportMode",
    sensitivity: "sensitive",
  }),
  define(
    "careInstitution",
    "供养机构",
    "Institution",
    "text",
    "供养机构名称 养老机构 养老机构名称 所在养老机构 入住养老机构 入住机构 所在敬老院 集中供养机构 careinstitution nursinghome",
  ),
  define(
    "labourCapacity",
    "劳动能力",
    "Ability to work",
    "code",
    "有无劳动能力 劳动能力情况 劳动能力状况 劳动能力等级 是否有劳动能力 劳动技能 labourcapacity abilitytowork",
    { codeList: "labourCapacity", sensitivity: "sensitive" },
  ),
  define(
    "hukouKind",
    "户口性质",
    "Kind of household registration",
    "code",
    "户口类别 户口类型 户籍性质 户口种类 城乡属性 户口性质代码 hukoukind hukoutype",
    { codeList: "hukouKind" },
  ),
  define("deathDate", "死亡日期", "Died on", "date", "死亡年月 去世日期 身故日期 病故日期 亡故日期 deathdate dateofdeath"),
  define("deathCause", "死亡原因", "Cause of death", "text", "死因 去世原因 死亡原因及地点 causeofdeath", { sensitivity: "sensitive" }),
  define(
    "placementType",
    "退役安置方式",
    "How placed after service",
    "text",
    "退役方式 退役安置方式 退役安置类型 退役军人安置方式 placementtype",
  ),
  define(
    "serviceUnit",
    "服役部队",
    "Unit of service",
    "text",
    "原服役部队 原服役部队番号 服役部队番号 服役部队代号 服役单位 部队番号 部队代号 原部队 所在部队 serviceunit",
  ),
  define("militaryRank", "军衔", "Rank", "text", "退役时军衔 退役军衔 服役军衔 军衔职级 退役时军衔职级 退役时职级 militaryrank rank"),
  define(
    "preferentialCardNumber",
    "优待证号",
    "Preferential treatment card number",
    "text",
    "优待证编号 优待证号码 优待证卡号 退役军人优待证号 退役军人优待证编号 老年优待证号 老年优待证编号 老年证号 敬老证号 preferentialcardnumber",
    { sensitivity: "identifier" },
  ),
  define(
    "honours",
    "立功受奖情况",
    "Honours",
    "text",
    "立功受奖 立功情况 受奖情况 奖惩情况 获奖情况 荣誉情况 所获荣誉 获得荣誉 表彰情况 奖励情况 honours awards",
  ),
  define(
    "partyBranch",
    "所在党支部",
    "Party branch",
    "text",
    "党支部 党支部名称 所属党支部 所在支部 所属支部 支部名称 党组织名称 所在党组织 所属党组织 组织关系所在党支部 组织关系所在支部 partybranch",
    { sensitivity: "sensitive" },
  ),
  define(
    "partyFullDate",
    "转为正式党员日期",
    "Full member of the Party since",
    "date",
    "入党转正日期 党员转正日期 预备党员转正日期 partyfulldate",
    { sensitivity: "sensitive" },
  ),
  define("partyPosition", "党内职务", "Position in the Party", "text", "党内任职 党内职务名称 partyposition", { sensitivity: "sensitive" }),
  define("offence", "罪名", "Offence", "text", "所犯罪名 原罪名 犯罪类型 涉嫌罪名 判决罪名 offence", { sensitivity: "sensitive" }),
  define("sentence", "原判刑期", "Sentence", "text", "刑期 判处刑期 原判刑罚 sentence", { sensitivity: "sensitive" }),
  define("releaseDate", "刑满释放日期", "Released on", "date", "释放日期 刑释日期 出狱日期 刑释解教日期 releasedate", {
    sensitivity: "sensitive",
  }),
  define("correctionCategory", "矫正类别", "Kind of community correction", "text", "社区矫正类别 矫正类型 correctioncategory", {
    sensitivity: "sensitive",
  }),
  define(
    "correctionStartDate",
    "矫正起始日期",
    "Community correction from",
    "date",
    "矫正开始日期 矫正期限起 社区矫正开始日期 correctionstartdate",
    { sensitivity: "sensitive" },
  ),
  define(
    "correctionEndDate",
    "矫正终止日期",
    "Community correction until",
    "date",
    "矫正结束日期 矫正期满日期 解矫日期 解除矫正日期 矫正期限止 社区矫正结束日期 correctionenddate",
    { sensitivity: "sensitive" },
  ),
  define("wechat", "微信号", "WeChat", "text", "微信 微信账号 微信号码 wechat wechatid", { multiple: true, sensitivity: "identifier" }),
  define(
    "vehiclePlate",
    "车牌号",
    "Vehicle plate",
    "text",
    `车牌 车牌号码 车辆号牌 车辆牌照 车辆牌号 号牌号码 号牌号 机动车号牌 车牌照号 牌照号 牌照号码 车号 汽车牌号
     电动车牌号 电动车号牌 vehicleplate plateno platenumber licenceplate licenseplate`,
    { multiple: true, sensitivity: "identifier" },
  ),
];
