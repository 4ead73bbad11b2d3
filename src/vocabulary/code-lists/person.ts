import { defineCodeList } from "./define.ts";

export const sex = defineCodeList(
  "sex",
  "性别",
  "Sex",
  "GB/T 2261.1",
  `0 未知 | Unknown | 未知的性别 未知性别 性别未知 不详 不明
   1 男 | Male | 男性 男的 男士 男孩 男童 男生 先生 M m Man Boy Mr 01 ♂
   2 女 | Female | 女性 女的 女士 女孩 女童 女生 小姐 F f Woman Girl Ms Mrs W 02 ♀
   9 未说明 | Not stated | 未说明的性别 未说明性别 未填`,
);

export const maritalStatus = defineCodeList(
  "maritalStatus",
  "婚姻状况",
  "Marital status",
  "GB/T 2261.2",
  `10 未婚 | Single | 单身 未结婚 未婚单身 否 Unmarried Never_married
   20 已婚 | Married | 有配偶 结婚 已结婚 在婚 是
   21 初婚 | Married for the first time | 初次结婚 First_marriage
   22 再婚 | Married again | 再次结婚 二婚 Remarried
   23 复婚 | Married to the former spouse again | 复婚(与原配偶)
   30 丧偶 | Widowed | 丧偶未再婚 丧夫 丧妻 寡 Widow Widower
   40 离婚 | Divorced | 离异 离婚未再婚 离婚单身 离 Separated
   90 未说明 | Not stated | 未说明的婚姻状况 其他 不详 婚姻状况不详`,
);

export const education = defineCodeList(
  "education",
  "学历",
  "Education",
  "GB/T 4658",
  `10 研究生 | Postgraduate education | 研究生教育 研究生学历 研究生及以上 硕士及以上 Postgraduate Graduate_school
   11 博士研究生 | Doctorate | 博士 博士研究生毕业 博士后 PhD Doctor Ph.D. Doctoral
   12 博士研究生结业 | Doctorate, completed without degree | 博士结业
   13 博士研究生肄业 | Doctorate, not finished | 博士肄业
   14 硕士研究生 | Master's degree | 硕士 硕士研究生毕业 硕研 Master Masters Master's MBA
   15 硕士研究生结业 | Master's, completed without degree | 硕士结业
   16 硕士研究生肄业 | Master's, not finished | 硕士肄业
   17 研究生班毕业 | Postgraduate class | 研究生班
   20 大学本科 | University, undergraduate | 本科 大学 大学本科教育 本科学历 大本 学士 本科生 大学生 本科及以上 Bachelor Bachelors Bachelor's Undergraduate University College_degree
   21 大学本科毕业 | University, graduated | 本科毕业 大学毕业
   22 大学本科结业 | University, completed without degree | 本科结业
   23 大学本科肄业 | University, not finished | 本科肄业 大学肄业
   28 大学普通班毕业 | University, ordinary class | 大学普通班 大普
   30 大专 | Junior college | 大学专科教育 专科 大学专科 高职 高职高专 专科学历 高等职业教育 大专及以上 大专以上 Associate Junior_college Diploma College
   31 大学专科毕业 | Junior college, graduated | 大专毕业 专科毕业
   32 大学专科结业 | Junior college, completed without diploma | 大专结业 专科结业
   33 大学专科肄业 | Junior college, not finished | 大专肄业 专科肄业
   40 中专 | Secondary vocational education | 中等职业教育 中职 职高 技校 中技 中等专业学校 中等专科 中专中技 职业高中 技工学校 中专/中技 中专(职高) 中师 职中 Vocational Secondary_vocational Technical_school
   41 中等专科毕业 | Secondary vocational school, graduated | 中专毕业
   42 中等专科结业 | Secondary vocational school, completed without diploma | 中专结业
   43 中等专科肄业 | Secondary vocational school, not finished | 中专肄业
   44 职业高中毕业 | Vocational high school, graduated | 职高毕业
   45 职业高中结业 | Vocational high school, completed without diploma | 职高结业
   46 职业高中肄业 | Vocational high school, not finished | 职高肄业
   47 技工学校毕业 | Skilled workers' school, graduated | 技校毕业
   48 技工学校结业 | Skilled workers' school, completed without diploma | 技校结业
   49 技工学校肄业 | Skilled workers' school, not finished | 技校肄业
   60 高中 | High school | 普通高级中学教育 普高 普通高中 高级中学 高中学历 高中及以上 高中以上 High_school Senior_high_school Senior_high Secondary
   61 普通高中毕业 | High school, graduated | 高中毕业
   62 普通高中结业 | High school, completed without diploma | 高中结业
   63 普通高中肄业 | High school, not finished | 高中肄业
   70 初中 | Middle school | 初级中学教育 初级中学 中学 初中学历 初中及以下 初中以下 Middle_school Junior_high_school Junior_high Junior_middle_school
   71 初中毕业 | Middle school, graduated | 初中毕业
   73 初中肄业 | Middle school, not finished | 初中肄业
   80 小学 | Primary school | 小学教育 小学学历 小学及以下 小学以下 Primary Primary_school Elementary Elementary_school
   81 小学毕业 | Primary school, graduated | 小学毕业
   83 小学肄业 | Primary school, not finished | 小学肄业
   90 其他 | Other | 文盲 半文盲 文盲半文盲 文盲或半文盲 文盲、半文盲 不识字 识字很少 未上学 未上过学 没上过学 未入学 学龄前 学龄前儿童 学前 学前教育 幼儿 幼儿园 扫盲班 其它 Illiterate None_at_all Preschool Kindergarten`,
);

export const politicalStatus = defineCodeList(
  "politicalStatus",
  "政治面貌",
  "Political status",
  "GB/T 4762",
  `01 中共党员 | Member of the Communist Party of China | 党员 中国共产党党员 共产党员 正式党员 中共正式党员 中共 是 CPC_member Party_member
   02 中共预备党员 | Probationary member of the Communist Party of China | 预备党员 中国共产党预备党员 Probationary_party_member
   03 共青团员 | Member of the Communist Youth League | 团员 共青团 中国共产主义青年团团员 共产主义青年团员 League_member
   04 民革会员 | Member of the Revolutionary Committee of the Kuomintang | 民革 民革党员 中国国民党革命委员会会员
   05 民盟盟员 | Member of the China Democratic League | 民盟 中国民主同盟盟员
   06 民建会员 | Member of the China National Democratic Construction Association | 民建 中国民主建国会会员
   07 民进会员 | Member of the China Association for Promoting Democracy | 民进 中国民主促进会会员
   08 农工党党员 | Member of the Chinese Peasants' and Workers' Democratic Party | 农工党 农工民主党 农工 中国农工民主党党员
   09 致公党党员 | Member of the China Zhi Gong Party | 致公党 致公 中国致公党党员
   10 九三学社社员 | Member of the Jiusan Society | 九三学社 九三 九三社员
   11 台盟盟员 | Member of the Taiwan Democratic Self-Government League | 台盟 台湾民主自治同盟盟员
   12 无党派人士 | Without party affiliation (public figure) | 无党派 无党派民主人士
   13 群众 | Ordinary citizen | 普通群众 普通公民 公民 一般群众 群眾 非党员 无 否 Masses Citizen`,
);

export const employmentStatus = defineCodeList(
  "employmentStatus",
  "从业状况",
  "Employment status",
  "GB/T 2261.4",
  `11 国家公务员 | Civil servant | 公务员 机关干部 干部 Civil_servant
   13 专业技术人员 | Professional | 专技人员 教师 医生 护士 工程师 事业单位人员 Professional
   17 职员 | Clerk | 企业职员 公司职员 文员 办事人员 Clerk Employee
   21 企业管理人员 | Manager | 管理人员 企业主 企业负责人 经理 Manager
   24 工人 | Worker | 务工 打工 在职 就业 已就业 在业 企业职工 职工 务工人员 外出务工 是 Worker Employed
   27 农民 | Farmer | 务农 农业 种地 务农人员 农业劳动者 Farmer
   31 学生 | Student | 在校 在校生 在读 在校学生 大学生 中学生 小学生 Student
   37 现役军人 | In active military service | 军人 现役 部队 Soldier
   51 自由职业者 | Freelance | 自由职业 灵活就业 零工 打零工 Freelance Self-employed
   54 个体经营者 | Self-employed trader | 个体 个体户 个体经营 经商 个体工商户 自营 Trader
   70 无业人员 | Unemployed | 无业 待业 失业 未就业 无工作 失业人员 无 家务 家庭主妇 全职太太 无固定职业 否 Unemployed Housewife
   80 退休人员 | Retired | 退(离)休人员 退休 离休 离退休 离退休人员 离休人员 退养 Retired
   90 其他 | Other | 其它 其他人员 学龄前儿童 学龄前 儿童 Other`,
);

export const religion = defineCodeList(
  "religion",
  "宗教信仰",
  "Religion",
  "GA 214.12",
  `00 无宗教信仰 | No religion | 无 没有 不信教 否 无信仰 无宗教 None No
   10 佛教 | Buddhism | 信佛 佛 Buddhist
   20 喇嘛教 | Tibetan Buddhism | 藏传佛教 喇嘛
   30 道教 | Taoism | 道 Taoist Daoism
   40 天主教 | Catholicism | 天主 Catholic
   50 基督教 | Protestantism | 基督 新教 Christian Christianity Protestant
   60 东正教 | Eastern Orthodoxy | Orthodox
   70 伊斯兰教 | Islam | 回教 清真 伊斯兰 穆斯林 Muslim Moslem
   99 其他 | Other | 其它 Hindu 印度教 犹太教`,
);

export const healthCondition = defineCodeList(
  "healthCondition",
  "健康状况",
  "Health",
  "GB/T 2261.3",
  `10 健康 | Good | 健康或良好 良好 好 身体健康 正常 无病 较好 很好 Healthy Good
   20 一般 | Fair | 一般或较弱 较弱 体弱 较差 差 体弱多病 Fair Weak
   30 有慢性病 | Chronic disease | 慢性病 患病 有病 高血压 疾病 患有慢性病 长期慢性病 Chronic
   31 心血管病 | Cardiovascular disease | 心脏病 冠心病
   32 脑血管病 | Cerebrovascular disease | 脑梗 中风 脑溢血 脑卒中
   33 慢性呼吸系统病 | Chronic respiratory disease | 哮喘 慢阻肺
   34 慢性消化系统病 | Chronic digestive disease | 胃病
   35 慢性肾炎 | Chronic nephritis | 肾病 尿毒症
   36 结核病 | Tuberculosis | 肺结核
   37 糖尿病 | Diabetes |
   38 神经或精神疾病 | Neurological or mental illness | 精神病 精神疾病 老年痴呆 阿尔茨海默病
   39 癌症 | Cancer | 恶性肿瘤 肿瘤 大病 重病 重大疾病 重疾
   60 残疾 | Disability | 残疾人 有残疾 伤残 Disabled
   61 视力残疾 | Visual disability | 盲
   62 听力残疾 | Hearing disability | 聋
   63 言语残疾 | Speech disability | 哑
   64 肢体残疾 | Physical disability | 肢残
   65 智力残疾 | Intellectual disability | 智残
   66 精神残疾 | Mental disability |
   67 多重残疾 | Multiple disabilities |
   69 其他残疾 | Other disability |`,
);

export const bloodType = defineCodeList(
  "bloodType",
  "血型",
  "Blood type",
  "GA 324.3",
  `A A型 | A | A型血 A+ A-
   B B型 | B | B型血 B+ B-
   O O型 | O | O型血 O+ O-
   AB AB型 | AB | AB型血 AB+ AB-
   U 不明 | Unknown | 未检 未查`,
);
