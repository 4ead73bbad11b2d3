import { defineCodeList } from "./define.ts";

export const disabilityCategory = defineCodeList(
  "disabilityCategory",
  "残疾类别",
  "Kind of disability",
  "GB/T 26341",
  `1 视力残疾 | Visual | 视力 盲 视残 视力障碍 低视力 盲人 Visual Blind
   2 听力残疾 | Hearing | 听力 聋 听残 听力障碍 Hearing Deaf
   3 言语残疾 | Speech | 言语 语言 语言残疾 哑 言语障碍 言残 Speech
   4 肢体残疾 | Physical | 肢体 肢残 肢体障碍 Physical
   5 智力残疾 | Intellectual | 智力 智残 智力障碍 弱智 Intellectual
   6 精神残疾 | Mental | 精神 精残 精神障碍 精神病 Mental
   7 多重残疾 | Multiple | 多重 多残 综合残疾 Multiple`,
);

export const disabilityLevel = defineCodeList(
  "disabilityLevel",
  "残疾等级",
  "Degree of disability",
  "GB/T 26341",
  `1 一级 | Level 1, extreme | 壹级 1级 Ⅰ Ⅰ级 I 极重度 I级 Level_1
   2 二级 | Level 2, severe | 贰级 2级 Ⅱ Ⅱ级 II 重度 II级 Level_2
   3 三级 | Level 3, moderate | 叁级 3级 Ⅲ Ⅲ级 III 中度 III级 Level_3
   4 四级 | Level 4, mild | 肆级 4级 Ⅳ Ⅳ级 IV 轻度 IV级 Level_4
   9 未评定 | Not assessed | 未定级 未评级 无等级`,
);

/** The twelve kinds of the registration of veterans and others entitled (退役军人和其他优抚对象信息采集); the numbers are this project's. */
export const veteranCategory = defineCodeList(
  "veteranCategory",
  "退役军人类别",
  "Kind of veteran",
  "Weinao",
  `01 军队转业干部 | Officer transferred to civilian work | 转业干部 军转干部 转业 企业军转干部 计划分配军转干部 自主择业军转干部 自主择业 逐月领取退役金
   02 退役士兵 | Discharged soldier | 退伍军人 退伍兵 退役义务兵 退役士官 转业士官 自主就业退役士兵 自主就业 退伍 退役 复员退伍军人 政府安排工作退役士兵 退役军士 Veteran
   03 复员干部 | Demobilised officer | 军队复员干部 复员
   04 军队离退休干部 | Retired officer | 军休干部 离退休干部 军队离休干部 军队退休干部 离休 退休
   05 退休士官 | Retired non-commissioned officer | 军队退休士官 退休军士
   06 无军籍离退休退职职工 | Retired civilian employee of the armed forces | 无军籍职工 无军籍退休退职职工 无军籍离退休职工
   07 残疾军人 | Disabled soldier | 伤残军人 残疾退役军人 伤残人员 革命伤残军人 伤残民兵民工 伤残人民警察
   08 烈士遗属 | Family of a martyr | 烈属 烈士家属 烈士子女
   09 因公牺牲军人遗属 | Family of a soldier who died on duty | 因公牺牲遗属 因公牺牲军人家属
   10 病故军人遗属 | Family of a soldier who died of illness | 病故遗属 病故军人家属
   11 在乡复员军人及参战参试人员 | Soldier of former wars or tests, living at home | 复员军人 参战军人 在乡复员军人 在乡老复员军人 带病回乡退伍军人 带病回乡 参战退役人员 参战 参战人员 参试退役人员 参试人员 参试 涉核人员 两参人员 农村籍退役士兵 60周岁农村籍退役士兵 60岁以上农村籍退役士兵 铀矿开采军队退役人员
   12 现役军人家属 | Family of a soldier in service | 军属 现役军属 军人家属 义务兵家属`,
);

export const careLevel = defineCodeList(
  "careLevel",
  "自理能力",
  "Ability to care for oneself",
  "GB/T 42195",
  `0 能力完好 | Able | 完全自理 自理 能自理 能够自理 有自理能力 可自理 生活自理 生活能自理 具备生活自理能力 全自理 完全能自理 完好 正常 良好 Able
   1 轻度失能 | Slightly impaired | 轻度 基本自理 基本能自理 轻度依赖 大部分自理 一级护理
   2 中度失能 | Moderately impaired | 中度 半自理 部分自理 半失能 半护理 半护 部分丧失 部分丧失生活自理能力 部分失能 中度依赖 部分不能自理
   3 重度失能 | Severely impaired | 重度 重度依赖
   4 完全失能 | Dependent | 不能自理 失能 完全丧失 完全丧失生活自理能力 全护理 全护 全失能 完全不能自理 无法自理 无自理能力 完全依赖 卧床 长期卧床 无自理 Dependent`,
);

/** Codes are the words that departments themselves use; no national list exists. */
export const supportCategory = defineCodeList(
  "supportCategory",
  "救助类别",
  "Kind of support",
  "Weinao",
  `低保 低保 | Minimum living guarantee | 最低生活保障 低保户 低保家庭 城市低保 农村低保 城镇低保 最低生活保障家庭 低保对象 单人保 单人低保 整户保 A类低保 B类低保 C类低保
   特困 特困 | Extreme hardship | 特困供养 特困人员 五保 五保户 特困户 特困供养人员 分散供养 集中供养 三无 三无人员 分散特困 集中特困 分散供养特困人员 集中供养特困人员
   低边 低保边缘 | On the margin of the guarantee | 低保边缘户 低保边缘家庭 低收入 低收入家庭 低边户 低边家庭 边缘户 边缘家庭 最低生活保障边缘家庭
   支出型 支出型困难 | Hardship through expenses | 支出型贫困 支出型困难家庭 支出型贫困家庭 因病致贫 刚性支出困难家庭
   临时 临时救助 | Temporary relief | 临时困难 临救 临时救助对象
   孤儿 孤儿 | Orphan | 困境儿童 事实无人抚养儿童 散居孤儿 孤困儿童
   其他 其他 | Other | 其它 其他困难 普通困难 困难户 一般困难 其他困难家庭`,
);

/** Codes are the words that departments themselves use; no national list exists. */
export const dwellingUsage = defineCodeList(
  "dwellingUsage",
  "房屋用途",
  "Use of a dwelling",
  "Weinao",
  `自住 自住 | Lived in by the owner | 自用 自住房 自有自住 自己住 本人居住 自家住 业主自住 房主自住 住人 自有 自有住房 产权人自住 自购房 自购房屋 自购住房 Owner_occupied
   出租 出租 | Let | 出租房 租住 租赁 整租 合租 转租 出租屋 租房 已出租 群租 出租住房 居住出租房 出租居住 租用 出租房屋 租赁住房 部分出租 租赁房屋 租赁房 Rented Let Rental
   空置 空置 | Empty | 闲置 空房 无人居住 空关 空置房 空 无人 未入住 未住人 空户 无人住 待租 Vacant Empty
   借住 借住 | Lent | 借用 寄住 亲友借住 借居 居民家中 亲友家 亲友家中
   宿舍 宿舍 | Dormitory | 集体宿舍 员工宿舍 单位宿舍 职工宿舍 单位内部 Dormitory
   住宅 住宅 | Residential | 居住 住房 居民住宅 居住用房 居住房屋 民宅 住家 Residential
   商用 商用 | Shop | 商铺 店面 店铺 商业 经营 营业 门面 商业用房 经营用房 商业经营 门店 网店 商住 商住两用 Commercial Shop
   办公 办公 | Office | 办公用房 写字楼 办公室 Office
   生产 生产 | Workshop | 厂房 作坊 加工 加工场 工业 工业用房 生产用房 生产加工 Workshop
   仓储 仓储 | Storage | 仓库 仓储用房 储藏 杂物 储物 车库 Storage Warehouse
   公用 公用 | Public | 公共 公共用房 物业用房 社区用房 学校 Public
   拆除 拆除 | Demolished | 已拆 已拆除 待拆 拆迁 Demolished
   其他 其他 | Other | 其它 工地现场 工地 旅店 旅馆 宾馆 Other`,
);

/** Codes are the words that departments themselves use; no national list exists. */
export const supportMode = defineCodeList(
  "supportMode",
  "供养方式",
  "How supported",
  "Weinao",
  `集中 集中供养 | In an institution | 机构供养 集中照料 集中供养对象 入住机构
   分散 分散供养 | At home | 居家供养 分散照料 散居 分散供养对象 居家`,
);

/** Codes are the words that departments themselves use; no national list exists. */
export const labourCapacity = defineCodeList(
  "labourCapacity",
  "劳动能力",
  "Ability to work",
  "Weinao",
  `有 有劳动能力 | Able to work | 正常 健全 具备 具有劳动能力 具备劳动能力 普通劳动力 技能劳动力 全劳动力 强 是
   部分 部分丧失劳动能力 | Partly able to work | 部分丧失 部分劳动能力 弱 弱劳力 弱劳动力 半劳动力 半劳力 弱劳动力或半劳动力
   无 无劳动能力 | Unable to work | 丧失 完全丧失 丧失劳动能力 完全丧失劳动能力 丧失劳动力 无劳动力 没有 没有劳动能力 否`,
);

/** Codes are the words that departments themselves use; cities have joined both kinds since 2014, and registers still ask. */
export const hukouKind = defineCodeList(
  "hukouKind",
  "户口性质",
  "Kind of household registration",
  "Weinao",
  `农业 农业户口 | Agricultural | 农 农村 农村户口 农村户籍 农业家庭户口 农业家庭户 农业户 农业人口 农户 乡村
   非农业 非农业户口 | Non-agricultural | 非农 非农户口 城镇 城镇户口 城镇户籍 城市 城市户口 非农业家庭户口 非农业家庭户 非农业户 非农业人口 非农户 居民户
   居民 居民户口 | Resident | 居民户籍 居民家庭户口 统一居民户口 居民家庭户
   集体 集体户口 | Collective | 集体户 单位集体户 农业集体户口 非农业集体户口 居民集体户口`,
);
