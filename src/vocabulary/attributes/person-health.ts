import type { Attribute } from "../contract.ts";
import { attributesOf } from "./define.ts";

const define = attributesOf("person");

/** What clinics, family-planning workers and vaccinators ask of somebody. */
export const healthAttributes: readonly Attribute[] = [
  define("height", "身高", "Height", "number", "身高厘米 身高cm height", { unit: "cm", sensitivity: "sensitive" }),
  define("weight", "体重", "Weight", "number", "体重公斤 体重kg 体重千克 weight", { unit: "kg", sensitivity: "sensitive" }),
  define(
    "chronicDisease",
    "慢性病",
    "Chronic disease",
    "text",
    "慢性病情况 慢性病名称 慢性病种 慢病病种 慢病类型 慢病情况 患病情况 患病名称 所患疾病 患何种疾病 主要疾病 疾病史 既往病史 既往史 基础疾病 基础病 chronicdisease medicalhistory",
    { sensitivity: "sensitive" },
  ),
  define("diagnosis", "疾病诊断", "Diagnosis", "text", "诊断名称 诊断结果 疾病诊断名称 目前诊断 诊断病名 确诊疾病 diagnosis", {
    sensitivity: "sensitive",
  }),
  define("diagnosisDate", "确诊日期", "Diagnosed on", "date", "首次确诊日期 确诊年月 diagnosisdate dateofdiagnosis", {
    sensitivity: "sensitive",
  }),
  define(
    "allergyHistory",
    "过敏史",
    "Allergies",
    "text",
    "药物过敏史 药物过敏 过敏情况 食物过敏史 过敏物 过敏源 allergies allergyhistory",
    {
      sensitivity: "sensitive",
    },
  ),
  define(
    "medicalInsurance",
    "医疗保险",
    "Medical insurance",
    "text",
    "医保类型 医保类别 医保情况 医疗保险类型 医疗保险种类 医疗保险情况 参加医疗保险 参加医疗保险情况 参加医保类型 参加医保情况 参保类型 医疗保障类型 医疗费用支付方式 医保参保情况 medicalinsurance",
  ),
  define(
    "vaccineName",
    "疫苗名称",
    "Vaccine",
    "text",
    "疫苗 疫苗品种 疫苗种类 接种疫苗 接种疫苗名称 所种疫苗 疫苗类型 vaccine vaccinename vaccinetype",
  ),
  define("doseNumber", "剂次", "Dose", "text", "接种剂次 接种针次 针次 第几剂 第几针 剂次号 接种次数 dose dosenumber"),
  define("vaccinationDate", "接种日期", "Vaccinated on", "date", "接种时间 接种年月日 vaccinationdate dateofvaccination"),
  define("vaccineBatch", "疫苗批号", "Vaccine batch", "text", "疫苗批次 疫苗批次号 接种批号 vaccinebatch batchnumber lotnumber"),
  define(
    "vaccinationClinic",
    "接种单位",
    "Vaccination clinic",
    "text",
    "接种门诊 接种机构 接种点 接种医院 接种地点 预防接种单位 预防接种门诊 vaccinationclinic",
  ),
  define("firstMarriageDate", "初婚日期", "First married on", "date", "初婚年月 firstmarriagedate"),
  define("marriageDate", "结婚日期", "Married on", "date", "结婚年月 结婚登记日期 登记结婚日期 现婚日期 marriagedate dateofmarriage"),
  define(
    "childCount",
    "子女数",
    "Children",
    "integer",
    "现有子女数 子女人数 子女总数 子女个数 现存子女数 现有孩子数 孩子数 孩子个数 生育子女数 childcount numberofchildren",
    { unit: "person" },
  ),
  define(
    "contraception",
    "避孕措施",
    "Contraception",
    "text",
    "避孕方法 避孕方式 节育措施 避孕节育措施 现用避孕措施 落实避孕措施 contraception",
    {
      sensitivity: "sensitive",
    },
  ),
  define(
    "birthCertificateNumber",
    "出生医学证明编号",
    "Birth certificate number",
    "text",
    "出生医学证明号 出生医学证明号码 出生证编号 出生证号 出生证号码 出生证明编号 出生证明号 birthcertificatenumber birthcertificateno",
    { sensitivity: "identifier" },
  ),
  define("birthWeight", "出生体重", "Weight at birth", "number", "出生体重克 出生体重g 新生儿体重 birthweight", {
    unit: "g",
    sensitivity: "sensitive",
  }),
  define(
    "birthHospital",
    "出生医院",
    "Hospital of birth",
    "text",
    "出生机构 接生机构 接生医院 接生单位 分娩医院 分娩机构 助产机构 出生医疗机构 birthhospital hospitalofbirth",
  ),
];
