import type { Attribute } from "../contract.ts";
import { attributesOf } from "./define.ts";

const define = attributesOf("household");

/** Everything that the vocabulary knows to say about a household. */
export const householdAttributes: readonly Attribute[] = [
  define(
    "householdNumber",
    "户号",
    "Household number",
    "text",
    "户编号 户号码 户口号 户籍号 户口簿号 户口簿编号 户口本号 户口薄号 户口册号 家庭编号 户籍编号 低保证号 低保证编号 救助证号 householdnumber householdno householdid hukouno",
  ),
  define(
    "headIdNumber",
    "户主身份证号",
    "Identity number of the head",
    "identityNumber",
    "户主身份证号码 户主公民身份号码 户主证件号码 户主证件号 户主身份证 户主证号 户主身份号码 headidnumber headid headidno",
    {
      sensitivity: "identifier",
      standard: "GB 11643",
    },
  ),
  define(
    "memberCount",
    "家庭人口数",
    "Members",
    "integer",
    "家庭人口 人口数 家庭成员数 户人口数 户内人数 家庭人数 户籍人数 在册人口 在册人数 总人口 总人数 人数 家庭总人口 家庭人口总数 membercount householdsize familysize members",
    {
      unit: "person",
    },
  ),
  define(
    "insuredCount",
    "保障人口",
    "Members supported",
    "integer",
    "保障人数 低保人数 低保人口 享受人数 救助人数 保障对象人数 救助人口 享受人口 纳保人数 insuredcount supportedmembers beneficiaries",
    {
      unit: "person",
    },
  ),
  define(
    "povertyReason",
    "致贫原因",
    "Cause of hardship",
    "text",
    "困难原因 主要致贫原因 主要致困原因 致困原因 贫困原因 申请原因 申请理由 主要困难原因 povertyreason causeofpoverty causeofhardship",
    {
      sensitivity: "sensitive",
    },
  ),
  define(
    "monthlySupportAmount",
    "月保障金",
    "Support a month",
    "number",
    "月保障金额 保障金 保障金额 低保金 低保金额 月低保金 月救助金额 月补助金额 月补差 补差金额 户月保障金 户月保障金额 月救助金 monthlysupportamount monthlysupport",
    {
      unit: "CNY/month",
      sensitivity: "sensitive",
    },
  ),
  define(
    "supportCategory",
    "救助类别",
    "Kind of support",
    "code",
    "救助类型 保障类别 保障类型 低保类别 低保类型 困难类型 困难类别 家庭类型 家庭类别 救助种类 对象类型 保障对象类型 困难家庭类型 supportcategory supporttype",
    {
      codeList: "supportCategory",
      sensitivity: "sensitive",
    },
  ),
  define(
    "annualIncome",
    "家庭年收入",
    "Annual income of the household",
    "number",
    "家庭年总收入 家庭总收入 家庭全年收入 家庭年收入元 家庭年收入总额 householdannualincome",
    { unit: "CNY/year", sensitivity: "sensitive" },
  ),
  define(
    "annualIncomePerCapita",
    "家庭人均年收入",
    "Annual income per head",
    "number",
    "人均年收入 年人均收入 家庭年人均收入 年人均纯收入 annualincomepercapita",
    { unit: "CNY/year", sensitivity: "sensitive" },
  ),
  define(
    "monthlyIncomePerCapita",
    "家庭人均月收入",
    "Monthly income per head",
    "number",
    "人均月收入 月人均收入 家庭月人均收入 monthlyincomepercapita",
    { unit: "CNY/month", sensitivity: "sensitive" },
  ),
  define("householdKind", "户别", "Kind of household", "text", "户类别 户类型 户口簿类别 householdkind"),
  define("note", "备注", "Note", "text", "说明 备注说明 附注 其他 其它 note notes remark remarks"),
];
