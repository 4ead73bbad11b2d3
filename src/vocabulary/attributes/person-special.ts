import type { Attribute } from "../contract.ts";
import { attributesOf } from "./define.ts";

const define = attributesOf("person");

/** What single departments ask beyond the core. */
export const specialPersonAttributes: readonly Attribute[] = [
  define(
    "disabilityCertificateNumber",
    "残疾人证号",
    "Disability certificate number",
    "text",
    `残疾证号 残疾证 残疾证号码 残疾人证号码 残疾人证 残疾证编号 残疾人证编号 残联证号 二代残疾人证号 第二代残疾人证号 第三代残疾人证号
     disabilitycertificatenumber disabilitycardnumber disabilitycertificateno`,
    { sensitivity: "identifier" },
  ),
  define(
    "disabilityCategory",
    "残疾类别",
    "Kind of disability",
    "code",
    "残疾类型 残疾种类 残疾类别代码 残疾分类 残疾状况 残疾情况 残疾 残别 残疾人类别 disabilitycategory disabilitytype typeofdisability disability",
    {
      codeList: "disabilityCategory",
      sensitivity: "sensitive",
      standard: "GB/T 26341",
      multiple: true,
    },
  ),
  define(
    "disabilityLevel",
    "残疾等级",
    "Degree of disability",
    "code",
    "残疾级别 残疾程度 残疾等级代码 残级 残疾评定等级 等级 disabilitylevel disabilitygrade degreeofdisability",
    {
      codeList: "disabilityLevel",
      sensitivity: "sensitive",
      standard: "GB/T 26341",
    },
  ),
  define(
    "veteranCategory",
    "退役军人类别",
    "Kind of veteran",
    "code",
    "优抚对象类别 退役军人类型 人员身份类别 优抚类别 退役类型 优抚对象类型 对象类别 退役军人身份 veterancategory veterantype",
    {
      codeList: "veteranCategory",
    },
  ),
  define(
    "enlistmentDate",
    "入伍日期",
    "Enlisted on",
    "date",
    "入伍时间 入伍年月 参军时间 参军日期 参加革命时间 入伍年月日 服役开始时间 enlistmentdate dateofenlistment",
  ),
  define(
    "dischargeDate",
    "退役日期",
    "Discharged on",
    "date",
    "退役时间 退出现役时间 退出现役日期 退伍时间 退伍日期 退役年月 退伍年月 转业时间 转业日期 复员时间 退役年月日 dischargedate dateofdischarge",
  ),
  define(
    "volunteerNumber",
    "志愿者编号",
    "Volunteer number",
    "text",
    "志愿者号 志愿者证号 注册志愿者编号 志愿者注册号 志愿者证编号 注册编号 志愿汇编号 volunteernumber volunteerno volunteerid",
  ),
  define(
    "serviceHours",
    "服务时长",
    "Hours of service",
    "number",
    "志愿服务时长 服务时数 志愿时长 服务小时数 累计服务时长 累计时长 服务时间小时 信用时数 志愿服务时数 累计服务小时 servicehours hours volunteerhours",
    {
      unit: "hour",
    },
  ),
  define(
    "vaccineManufacturer",
    "疫苗厂家",
    "Vaccine manufacturer",
    "text",
    "疫苗生产企业 疫苗生产厂家 疫苗企业 生产企业 生产厂家 疫苗厂商 vaccinemanufacturer manufacturer",
  ),
  define(
    "firstDoseDate",
    "第一剂日期",
    "First dose on",
    "date",
    `第1剂日期 第一针日期 第一剂次 第一剂 首剂日期 首针日期 首剂时间 第一剂接种日期 第1剂接种日期 第一针接种日期 第一剂接种时间 第一针时间 第1针 第一针 第1剂 第1针日期 第一剂时间
     第一次接种日期 第一次接种时间 dose1 dose1date firstdose firstdosedate`,
  ),
  define(
    "secondDoseDate",
    "第二剂日期",
    "Second dose on",
    "date",
    `第2剂日期 第二针日期 第二剂次 第二剂 第二剂接种日期 第2剂接种日期 第二针接种日期 第二剂接种时间 第二针时间 第2针 第二针 第2剂 第2针日期 第二剂时间 第二次接种日期
     第二次接种时间 dose2 dose2date seconddose seconddosedate`,
  ),
  define(
    "thirdDoseDate",
    "第三剂日期",
    "Third dose on",
    "date",
    `第3剂日期 第三针日期 第三剂次 第三剂 第三剂接种日期 第3剂接种日期 第三针接种日期 第三剂接种时间 第三针时间 第3针 第三针 第3剂 第3针日期 第三剂时间 加强针日期 加强针 加强剂
     加强针接种日期 加强针时间 加强剂日期 加强免疫日期 第三次接种日期 dose3 dose3date thirddose thirddosedate booster boosterdate`,
  ),
  define(
    "allowanceAmount",
    "津贴金额",
    "Allowance",
    "number",
    `发放金额 补贴金额 津贴标准 补助金额 补贴标准 发放标准 高龄津贴 津贴 补助标准 月津贴 应发金额 实发金额 补助金 补贴 月发放金额 每月金额 月标准 高龄津贴金额 月补贴 护理补贴 生活补贴
     allowance allowanceamount subsidy`,
    { unit: "CNY/month" },
  ),
  define(
    "arrivalDate",
    "来本地日期",
    "Came here on",
    "date",
    `来本地时间 流入日期 流入时间 到达日期 抵达日期 抵达时间 来义日期 来义时间 来浙日期 来本市日期 入住日期 入住时间 居住起始日期 居住开始日期 来现居地时间 来现住地时间 现居住地起始日期 迁入日期 迁入时间 租住日期 租住时间 何时来本地
     何时来本地日期 暂住日期 暂住时间 来此日期 来本地年月 arrivaldate dateofarrival movedin moveindate`,
  ),
  define(
    "departureDate",
    "离开日期",
    "Left on",
    "date",
    "离开时间 流出日期 流出时间 离开本地日期 迁出日期 迁出时间 搬离日期 搬离时间 退租日期 离境日期 注销日期 注销时间 departuredate dateofdeparture moveoutdate",
  ),
  define(
    "residenceReason",
    "居住事由",
    "Reason for living here",
    "text",
    `暂住事由 来本地事由 来此事由 流入原因 来本地原因 居住原因 暂住原因 来义事由 来义原因 迁入原因 流动原因 居住事由代码 来此原因 来现居地原因 租住原因 居留事由 停留事由 事由
     residencereason reasonforresidence reasonofresidence`,
  ),
  define(
    "residencePermitNumber",
    "居住证号",
    "Residence permit number",
    "text",
    `居住证号码 暂住证号 暂住证号码 居住证编号 浙江省居住证号 流动人口居住证号 居住证 居留许可号 居留许可号码 居留证件号码 residencepermitnumber residencepermitno
     residencepermit`,
    { sensitivity: "identifier" },
  ),
  define(
    "residencePermitIssueDate",
    "居住证签发日期",
    "Residence permit issued on",
    "date",
    "居住证发证日期 居住证办理日期 办证日期 办证时间 发证日期 签发日期 居住证登记日期 居留许可签发日期 residencepermitissuedate",
  ),
  define(
    "residencePermitExpiryDate",
    "居住证到期日期",
    "Residence permit valid until",
    "date",
    `居住证到期日 居住证有效期至 居住证有效期 居住证到期时间 居住登记到期日 到期日期 到期日 到期时间 居留有效期 居留许可有效期 居留许可有效期至 居留许可到期日
     居留期限 居留有效期至 residencepermitexpirydate residencepermitexpiry residencepermitvaliduntil`,
  ),
  define(
    "visaType",
    "签证种类",
    "Visa type",
    "text",
    "签证类型 签证类别 签证 居留许可类型 签证居留种类 签证种类代码 签证(居留)种类 签证/居留许可种类 居留种类 居留许可种类 停居留证件种类 visatype visa typeofvisa visacategory",
  ),
  define(
    "visaExpiryDate",
    "签证有效期至",
    "Visa valid until",
    "date",
    "签证有效期 签证到期日 签证到期日期 签证到期时间 签证截止日期 签证有效期限 停留期至 停留有效期 停留有效期至 停留期限 在华停留期至 visaexpirydate visaexpiry visavaliduntil",
  ),
  define(
    "entryDate",
    "入境日期",
    "Entered the country on",
    "date",
    "入境时间 来华日期 来华时间 最近入境日期 最近入境时间 入境年月日 entrydate dateofentry",
  ),
  define(
    "visitPurpose",
    "来华目的",
    "Purpose of the visit",
    "text",
    "来华事由 入境事由 停留目的 入境目的 来内地事由 来大陆事由 在陆事由 来华原因 居留目的 visitpurpose purposeofvisit purpose purposeofstay",
  ),
  define(
    "expectedDepartureDate",
    "预计离开日期",
    "Expected to leave on",
    "date",
    "拟离开日期 预计离境日期 拟离境日期 预计离开时间 拟离开时间 预离日期 拟离日期 拟居住至 预计离境时间 拟住至 expecteddeparturedate plannedexitdate expecteddeparture",
  ),
  define(
    "lastMenstrualDate",
    "末次月经日期",
    "Last menstrual period",
    "date",
    "末次月经 末次月经时间 lmp 末次月经日 lastmenstrualperiod lastmenstrualdate",
    { sensitivity: "sensitive" },
  ),
  define(
    "expectedDeliveryDate",
    "预产期",
    "Expected delivery",
    "date",
    "预产日期 预计分娩日期 预产时间 预产 edc edd expecteddeliverydate duedate",
    { sensitivity: "sensitive" },
  ),
];
