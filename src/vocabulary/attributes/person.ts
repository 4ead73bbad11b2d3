import type { Attribute } from "../contract.ts";
import { attributesOf } from "./define.ts";
import { careAttributes } from "./person-care.ts";
import { healthAttributes } from "./person-health.ts";
import { specialPersonAttributes } from "./person-special.ts";
import { workAttributes } from "./person-work.ts";

const define = attributesOf("person");

/** Who somebody is: the core that every register repeats. */
const identity: readonly Attribute[] = [
  define(
    "name",
    "姓名",
    "Name",
    "personName",
    `名字 姓名全称 人员姓名 居民姓名 中文姓名 中文名 姓名中文 汉字姓名 真实姓名 户籍姓名 现用名 本人姓名 成员姓名 家庭成员姓名 家属姓名 儿童姓名 幼儿姓名 学生姓名
     婴儿姓名 新生儿姓名 子女姓名 孩子姓名 老人姓名 老年人姓名 党员姓名 志愿者姓名 残疾人姓名 退役军人姓名 孕妇姓名 孕产妇姓名 产妇姓名 妇女姓名 育龄妇女姓名 申请人姓名 申请人 当事人姓名 领取人
     领取人姓名 受助人姓名 救助对象 救助对象姓名 对象姓名 服务对象 服务对象姓名 受种者姓名 受种者 接种者姓名 接种人姓名 被接种人姓名 患者姓名 参保人 参保人姓名 被访人 走访对象 探访对象
     暂住人姓名 暂住人员姓名 流动人口姓名 住宿人姓名 登记人姓名 人口姓名 姓名及备注 姓名name name fullname chinesename nameinchinese residentname personname`,
  ),
  define(
    "formerName",
    "曾用名",
    "Former name",
    "personName",
    "曾用姓名 原名 原姓名 旧名 曾用名字 别名 又名 化名 更名前姓名 formername previousname othername",
    {
      multiple: true,
    },
  ),
  define(
    "foreignName",
    "外文姓名",
    "Name in Latin letters",
    "foreignName",
    `外文名 英文姓名 英文名 英文名字 外文姓 外文全名 拉丁姓名 护照姓名 护照英文名 证件姓名 姓名英文 姓名外文 英文姓名全称 拼音姓名 passportname nameinpassport englishname
     nameinenglish foreignname latinname surnameandgivennames surnamegivenname`,
  ),
  define(
    "sex",
    "性别",
    "Sex",
    "code",
    `性別 性别代码 男女 男或女 人员性别 儿童性别 幼儿性别 学生性别 新生儿性别 婴儿性别 老人性别 受种者性别 申请人性别 性别sex sex gender m/f sexcode`,
    { codeList: "sex", standard: "GB/T 2261.1" },
  ),
  define(
    "birthDate",
    "出生日期",
    "Date of birth",
    "date",
    `出生年月日 出生年月 生日 出生时间 出生日 出生 出生年份 出生年 生年月日 公历生日 阳历生日 儿童出生日期 幼儿出生日期 婴儿出生日期 新生儿出生日期 受种者出生日期 出生日期公历
     身份证出生日期 户籍出生日期 dateofbirth birthdate birthday dob d.o.b dateofbirthyyyymmdd birthyear yearofbirth`,
  ),
  define("age", "年龄", "Age", "integer", "周岁 实足年龄 实际年龄 年纪 岁数 周岁年龄 年龄岁 现年龄 当前年龄 年满周岁 虚岁 age ageyears", {
    unit: "year",
  }),
  define(
    "ethnicity",
    "民族",
    "Ethnic group",
    "code",
    "族别 民族成份 民族成分 民族名称 民族代码 民族族别 ethnicity ethnicgroup nation ethnic",
    {
      codeList: "ethnicity",
      standard: "GB/T 3304",
    },
  ),
  define(
    "nationality",
    "国籍",
    "Nationality",
    "code",
    "国籍地区 国籍/地区 国籍或地区 国家 国家地区 国家/地区 国别 国别地区 国籍代码 所属国 所属国家 来源国 来自国家 护照国籍 国籍国家 nationality citizenship country countryofcitizenship countryregion",
    { codeList: "country", standard: "GB/T 2659 (ISO 3166-1 alpha-3)" },
  ),
  define("nativePlace", "籍贯", "Native place", "text", "祖籍 籍贯地 原籍 籍贯省市县 nativeplace ancestralhome"),
  define("birthPlace", "出生地", "Place of birth", "text", "出生地点 出生地址 出生地省市县 出生地国家 birthplace placeofbirth"),
  define(
    "idType",
    "证件类型",
    "Kind of identity document",
    "code",
    `证件种类 证件类别 证件名称 身份证件类型 身份证件种类 身份证件类别 证件类型代码 有效证件类型 有效证件种类 证类 证种 证照类型 idtype documenttype typeofid typeofdocument
     certificatetype idkind`,
    { codeList: "documentKind", standard: "GA/T 517" },
  ),
  define(
    "idNumber",
    "公民身份号码",
    "Identity number",
    "identityNumber",
    `身份证号 身份证号码 身份证 身份证编号 身份号码 身份证件号码 身份证件号 身份证明号码 居民身份证号 居民身份证号码 居民身份证 公民身份证号 公民身份证号码 公民身份证 公民身份号 公民身份证件号码
     证件号码 证件号 证号 证件编号 有效证件号码 有效证件号 有效身份证件号码 护照号 护照号码 护照编号 护照或证件号码 护照证件号码 通行证号码 通行证号 通行证编号 港澳台证件号码 台胞证号 台胞证号码 回乡证号 回乡证号码
     港澳通行证号 港澳居民来往内地通行证 港澳居民来往内地通行证号 来往内地通行证号 台湾居民来往大陆通行证 台湾居民来往大陆通行证号 港澳台居民居住证号 永久居留证号 护照/通行证号 身份证或护照号 身份证/护照号
     身份证/护照号码 身份证护照号码 身份证号护照号 身份证号码护照号码 证照号码 成员身份证号 家庭成员身份证号 家属身份证号 儿童身份证号 儿童身份证号码 幼儿身份证号 学生身份证号 学生身份证号码 孩子身份证号
     老人身份证号 老年人身份证号 申请人身份证号 申请人身份证号码 受种者身份证号 受种者身份证号码 受种者证件号码 接种者身份证号 党员身份证号 志愿者身份证号 孕妇身份证号 孕产妇身份证号 妇女身份证号 本人身份证号
     本人身份证号码 救助对象身份证号 对象身份证号 身份证号18位 二代身份证号 18位身份证号 公民身份号码18位 idno idnumber idcard idcardno idcardnumber identitynumber identityno identitycardno
     identitycardnumber passportno passportnumber passport documentno documentnumber certificateno certificatenumber nationalid residentid id/passportno idorpassportno`,
    { sensitivity: "identifier", standard: "GB 11643, GA/T 517" },
  ),
  define(
    "idExpiryDate",
    "证件有效期至",
    "Identity document valid until",
    "date",
    `证件有效期 有效期至 证件有效期限 证件有效期止 证件到期日 证件到期日期 证件到期时间 证件失效日期 证件有效截止日期 护照有效期 护照有效期至
     护照到期日 护照到期日期 身份证有效期 身份证有效期至 身份证到期日 身份证有效期限 dateofexpiry expirydate expirationdate passportexpiry passportexpirydate validuntil idexpirydate`,
  ),
];

/** How somebody lives: family, education, work, belief. */
const life: readonly Attribute[] = [
  define(
    "maritalStatus",
    "婚姻状况",
    "Marital status",
    "code",
    "婚姻 婚姻情况 婚否 婚姻状态 婚姻状况代码 婚况 婚育状况 婚姻現狀 现婚姻状况 是否已婚 maritalstatus marriage maritalstate",
    {
      codeList: "maritalStatus",
      standard: "GB/T 2261.2",
    },
  ),
  define(
    "education",
    "文化程度",
    "Education",
    "code",
    "文化 学历 学历层次 教育程度 最高学历 受教育程度 文化水平 学历代码 文化程度代码 学历学位 学历情况 学历/文化程度 全日制学历 第一学历 education educationlevel educationallevel levelofeducation degree",
    { codeList: "education", standard: "GB/T 4658" },
  ),
  define(
    "politicalStatus",
    "政治面貌",
    "Political status",
    "code",
    "政治面目 政治身份 政治状况 政治面貌代码 党派 党派名称 党员类别 党员类型 是否党员 politicalstatus politicalaffiliation partymembership",
    { codeList: "politicalStatus", standard: "GB/T 4762", sensitivity: "sensitive" },
  ),
  define(
    "partyJoinDate",
    "入党日期",
    "Joined the Party on",
    "date",
    "入党时间 入党年月 入党年月日 加入中共党组织时间 加入党组织日期 加入党组织时间 加入中国共产党时间 dateofjoiningtheparty partyjoindate",
    {
      sensitivity: "sensitive",
    },
  ),
  define("religion", "宗教信仰", "Religion", "code", "宗教 信仰 信教情况 宗教信仰情况 信仰宗教 religion religiousbelief faith", {
    codeList: "religion",
    sensitivity: "sensitive",
    standard: "GA 214.12",
  }),
  define(
    "occupation",
    "职业",
    "Occupation",
    "text",
    "职业名称 职业类别 从事职业 从事工作 工种 职业状况 从业类型 职业身份 occupation profession job",
  ),
  define(
    "employer",
    "工作单位",
    "Employer",
    "text",
    `服务处所 从业单位 就业单位 单位名称 所在单位 单位 工作地点 工作单位名称 工作单位及职务 单位及职务 任职单位 服务单位 现工作单位 工作单位或学校 单位或学校 用工单位 用人单位 务工单位 就职单位 供职单位
     接待单位 邀请单位 company employer workplace placeofwork workunit companyname organization`,
  ),
  define(
    "employmentStatus",
    "从业状况",
    "Employment status",
    "code",
    "就业状况 就业情况 就业状态 从业情况 从业状态 就业 是否就业 工作状况 劳动就业状况 个人身份 就业失业状态 employmentstatus employment workstatus",
    {
      codeList: "employmentStatus",
      standard: "GB/T 2261.4",
    },
  ),
  define(
    "relationToHead",
    "与户主关系",
    "Relation to the head of the household",
    "code",
    `与户主的关系 与户主之关系 户主关系 家庭关系 关系 称谓 与申请人关系 与申请人的关系 与本人关系 与救助对象关系 与承租人关系 与房主关系 与产权人关系 与户主或申请人关系 同户主关系 和户主关系
     家庭成员关系 与户主關係 成员关系 与登记人关系 relationtohead relationshiptohead relationship relation relationtohouseholder relationshipwithhead relationshipwithhouseholder`,
    { codeList: "familyRelation", standard: "GB/T 4761" },
  ),
  define(
    "householdNumber",
    "户号",
    "Household number",
    "text",
    "户编号 户号码 户口号 户籍号 户口簿号 户口簿编号 户口本号 户口薄号 户口册号 家庭编号 户籍编号 householdnumber householdno householdid hukouno",
  ),
  define(
    "healthCondition",
    "健康状况",
    "Health",
    "code",
    "健康情况 健康状态 身体状况 身体情况 身体健康状况 健康 健康程度 healthcondition health healthstatus",
    {
      codeList: "healthCondition",
      standard: "GB/T 2261.3",
      sensitivity: "sensitive",
    },
  ),
  define("bloodType", "血型", "Blood type", "code", "血型代码 abo血型 bloodtype bloodgroup", {
    codeList: "bloodType",
    sensitivity: "sensitive",
    standard: "GA 324.3",
  }),
  define(
    "livingAlone",
    "是否独居",
    "Lives alone",
    "boolean",
    "独居 独居情况 是否独居老人 是否空巢 独居老人 居住状况是否独居 是否独自居住 livingalone livesalone",
  ),
  define(
    "careLevel",
    "自理能力",
    "Ability to care for oneself",
    "code",
    "生活自理能力 自理情况 自理能力评估 生活自理能力评估 自理评估 护理等级 照护等级 失能等级 失能程度 自理程度 能力评估等级 养护等级 护理级别 carelevel selfcareability",
    {
      codeList: "careLevel",
      sensitivity: "sensitive",
      standard: "GB/T 42195",
    },
  ),
  define(
    "annualIncome",
    "年收入",
    "Annual income",
    "number",
    "个人年收入 年收入元 本人年收入 全年收入 年收入金额 年总收入 annualincome yearlyincome",
    {
      unit: "CNY/year",
      sensitivity: "sensitive",
    },
  ),
  define(
    "school",
    "就读学校",
    "School",
    "text",
    "学校 所在学校 学校名称 就读学校名称 现就读学校 在读学校 拟入读学校 意向学校 意向入读学校 拟报名学校 拟就读学校 就读幼儿园 幼儿园 所在幼儿园 school schoolname schoolattended",
  ),
  define("grade", "年级", "Grade", "text", "班级 年级班级 就读年级 所在年级 现就读年级 所在班级 grade class gradeandclass"),
];

/** How to reach somebody, and where they live and belong. */
const contact: readonly Attribute[] = [
  define(
    "phone",
    "联系电话",
    "Telephone",
    "phone",
    `电话 手机 手机号 手机号码 联系手机 联系手机号 联系手机号码 移动电话 移动电话号码 联系方式 联系号码 电话号码 联系电话号码 联系人电话 本人电话 本人联系电话 本人联系方式 本人手机 本人手机号 住宅电话 家庭电话
     固定电话 固话 座机 联系电话手机 手机/电话 电话/手机 联系电话1 联系电话2 电话1 电话2 手机1 手机2 常用电话 常用联系电话 监护人电话 家长电话 家长联系电话 通讯方式 老人电话 申请人电话 申请人联系电话 党员电话
     phone telephone tel mobile mobilephone mobileno mobilenumber phonenumber phoneno telephonenumber telno contactnumber contactno contact cellphone cell contactphone`,
    { multiple: true, sensitivity: "identifier" },
  ),
  define("email", "电子邮箱", "E-mail", "text", "邮箱 电子邮件 邮箱地址 电子邮箱地址 电子邮件地址 email e-mail emailaddress mail", {
    multiple: true,
    sensitivity: "identifier",
  }),
  define(
    "registeredAddress",
    "户籍地址",
    "Registered address",
    "address",
    `户籍地 户籍所在地 户口所在地 户口地址 户籍地详址 户籍详细地址 户籍住址 户籍地住址 户口地 户口登记地 户籍所在地址 户籍所在地详址 户口所在地址 户口所在地详细地址 户籍登记地 户籍登记地址 户籍登记住址
     户口簿地址 户口本地址 常住户口所在地 常住户口登记地 常住户籍地址 身份证地址 身份证住址 身份证上地址 原籍地址 原籍住址 原户籍地 原户籍地址 来源地 流出地 流出地地址 流出地详址 户籍地址详细
     registeredaddress hukouaddress permanentaddress domicile domicileaddress registeredresidence householdregistrationaddress`,
  ),
  define(
    "residencyType",
    "人口类型",
    "Kind of residency",
    "code",
    `人员类型 人员类别 人口类别 人口性质 居民类型 居民类别 居住类型 户籍类型 人口属性 人员属性 人户状态 户籍状况 实有人口类型
     residencytype residencystatus populationtype`,
    { codeList: "residencyType" },
  ),
  define(
    "bankAccount",
    "银行账号",
    "Bank account",
    "bankAccount",
    `开户账号 账号 帐号 账户 银行卡号 银行帐号 银行卡 卡号 一卡通号 一卡通账号 社保卡号 社保卡账号 社保卡银行账号 收款账号 发放账号 存折号 存折账号 开户帐号 开户行账号
     银行账户 领款账号 个人账号 市民卡号 bankaccount accountnumber bankaccountnumber accountno bankcardnumber bankcard`,
    { sensitivity: "identifier" },
  ),
  define("bankName", "开户银行", "Bank", "text", "开户行 银行 开户行名称 银行名称 开户银行名称 代发银行 发放银行 bank bankname"),
  define(
    "note",
    "备注",
    "Note",
    "text",
    "说明 备注说明 附注 其他 其它 备注情况 情况说明 备注信息 备 注 note notes remark remarks comment comments memo",
  ),
];

/** Everything that the vocabulary knows to say about a person. */
export const personAttributes: readonly Attribute[] = [
  ...identity,
  ...contact,
  ...life,
  ...specialPersonAttributes,
  ...workAttributes,
  ...healthAttributes,
  ...careAttributes,
];
