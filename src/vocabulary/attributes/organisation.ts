import type { Attribute } from "../contract.ts";
import { attributesOf } from "./define.ts";

const define = attributesOf("organisation");

/** Everything that the vocabulary knows to say about an organisation, shop or other place run by somebody. */
export const organisationAttributes: readonly Attribute[] = [
  define(
    "name",
    "单位名称",
    "Name",
    "text",
    `名称 场所名称 企业名称 公司名称 机构名称 商户名称 店铺名称 店名 商铺名称 字号 字号名称 单位 企业 场所 商户 营业执照名称 市场主体名称 主体名称 经营单位 经营户名称 组织名称 社会组织名称 单位全称 企业全称 商家名称 店招名称 门店名称
     门店 店铺 招牌名称 个体户名称 被检查单位 受检单位 检查对象 被检查单位名称 检查场所 company companyname organisation organization organisationname organizationname shopname businessname
     enterprisename`,
  ),
  define(
    "creditCode",
    "统一社会信用代码",
    "Unified social credit code",
    "creditCode",
    `信用代码 社会信用代码 统一信用代码 营业执照号 营业执照号码 营业执照注册号 注册号 工商注册号 营业执照编号 信用代码/注册号 统一社会信用代码证号 统一社会信用代码/注册号
     社会统一信用代码 证照号码 执照号 工商登记号 营业执照 组织机构代码 creditcode unifiedsocialcreditcode socialcreditcode registrationnumber businesslicence businesslicense uscc`,
    { standard: "GB 32100" },
  ),
  define(
    "legalRepresentative",
    "法定代表人",
    "Legal representative",
    "personName",
    `法人 法人代表 负责人 经营者 法人姓名 法人代表姓名 法定代表人姓名 法人/负责人 法定代表人/负责人 法定代表人或负责人 主要负责人 经营者姓名 负责人姓名 单位负责人 企业负责人 业主 店主
     老板 经营人 场所负责人 商户负责人 企业法人 企业主 legalrepresentative legalperson owner proprietor manager personincharge`,
  ),
  define(
    "phone",
    "联系电话",
    "Telephone",
    "phone",
    `电话 手机 手机号 手机号码 联系方式 联系手机 电话号码 联系号码 移动电话 单位电话 企业电话 负责人电话 负责人联系电话 法人电话 法人联系电话 经营者电话 业主电话 店主电话 法人手机 负责人手机 phone telephone tel mobile
     phonenumber contactnumber contact`,
    { multiple: true },
  ),
  define(
    "address",
    "地址",
    "Address",
    "address",
    `单位地址 场所地址 经营地址 经营场所 经营场所地址 企业地址 注册地址 公司地址 店铺地址 商铺地址 实际经营地址 所在地址 详细地址 住所 营业地址 生产经营地址 门牌地址 门牌号 位置 具体位置 所在位置 地址门牌 门店地址 企业住所 检查地址
     address businessaddress location premises`,
  ),
  define(
    "kind",
    "场所类型",
    "Kind",
    "text",
    "单位类型 企业类型 场所类别 场所种类 机构类型 类型 类别 单位类别 组织类别 组织类型 单位性质 企业性质 主体类型 市场主体类型 九小场所类型 九小场所类别 九小类型 场所性质 kind type category organisationtype",
  ),
  define("industry", "行业", "Industry", "text", "行业类别 所属行业 行业分类 行业门类 行业类型 业态 行业代码 industry sector"),
  define("businessScope", "经营范围", "Scope of business", "text", "经营项目 经营内容 主营业务 主营项目 主营 主要经营范围 businessscope"),
  define(
    "registrationStatus",
    "登记状态",
    "State of the registration",
    "text",
    "企业状态 存续状态 市场主体状态 经营状态 营业状态 registrationstatus",
  ),
  define(
    "licenceNumber",
    "许可证号",
    "Licence number",
    "text",
    "许可证编号 许可证号码 经营许可证号 食品经营许可证号 卫生许可证号 办学许可证号 特种行业许可证号 licencenumber",
  ),
  define(
    "hazard",
    "隐患",
    "Hazard",
    "text",
    "隐患描述 隐患情况 隐患内容 安全隐患 存在隐患 存在的隐患 存在问题 发现问题 发现隐患 问题隐患 存在的问题 hazard",
  ),
  define(
    "sleepsInside",
    "是否住人",
    "People sleep inside",
    "boolean",
    "是否违规住人 店内住人 是否三合一 三合一 是否留宿 住人情况 sleepsinside",
  ),
  define(
    "employeeCount",
    "从业人数",
    "People employed",
    "integer",
    "员工人数 职工人数 员工数 从业人员数 从业人员 人数 用工人数 职工数 从业人员人数 员工总数 工作人员数 employeecount employees numberofemployees staff",
    {
      unit: "person",
    },
  ),
  define(
    "area",
    "经营面积",
    "Floor area",
    "number",
    "面积 营业面积 建筑面积 场所面积 使用面积 店铺面积 经营面积平方米 面积平方米 面积m2 面积㎡ area floorarea",
    { unit: "m2" },
  ),
  define(
    "fireSafety",
    "消防情况",
    "Fire safety",
    "text",
    "消防 消防安全 消防安全情况 消防设施 消防设施情况 消防状况 消防器材 消防器材情况 灭火器配备 firesafety",
  ),
  define(
    "inspectionResult",
    "检查结果",
    "Result of the inspection",
    "text",
    "检查情况 检查结论 消防检查结果 消防检查 消防检查情况 巡查结果 巡查情况 整改情况 检查意见 检查结果及处理 inspectionresult result",
  ),
  define(
    "inspectionDate",
    "检查日期",
    "Inspected on",
    "date",
    "检查时间 巡查时间 巡查日期 最近检查日期 最近检查时间 检查年月日 inspectiondate dateofinspection",
  ),
  define(
    "establishedDate",
    "成立日期",
    "Founded on",
    "date",
    "成立时间 开业日期 开业时间 注册日期 注册时间 登记成立日期 核准日期 发照日期 establisheddate dateofestablishment",
  ),
  define("note", "备注", "Note", "text", "说明 备注说明 附注 其他 其它 note notes remark remarks"),
];
