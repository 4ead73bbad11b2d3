import type { MentionRole } from "#vocabulary/contract";

/**
 * Whom a header speaks of. Besides the roles of a mention:
 * `member` a member of the family that the row or the rows above belong to,
 * `kin` a relative beside the subject (a child, a brother), whom one reaches in their place,
 * `other` a person beside the subject for whom a mention has no role (a newborn),
 * `worker` somebody who does the work (grid member, form filler): no person of the register,
 * `thing` what somebody has (a dog, a car), whose sex or date of birth is nobody's.
 */
export type HeaderRole = MentionRole | "member" | "kin" | "other" | "worker" | "thing";

/** The words that departments use for each role. Data: a word more is a line more. */
const WORDS: readonly (readonly [HeaderRole, string])[] = [
  [
    "subject",
    `本人 个人 人员 居民 村民 学生 儿童 适龄儿童 入学儿童 幼儿 新生 老人 老年人 长者 残疾人 残疾人员 党员 志愿者 义工 孕妇 产妇 孕产妇 妇女 育龄妇女 女方
     退役军人 优抚对象 流动人口 流动人员 暂住人 暂住人员 境外人员 外国人 外籍人员 住宿人 住宿人员 登记人 受种者 受种人 接种人 被接种人 接种者 患者 参保人 参保人员 被访人
     走访对象 探访对象 服务对象 救助对象 保障对象 补贴对象 享受对象 受助人 领取人 享受人 特困人员 高龄老人 独居老人 空巢老人 持证人 持卡人 重点人员 帮教对象 矫正对象 逝者 死者
     车主 机主 船主 饲主 犬主 养犬人 饲养人 宠物主人 摊主 选民 学员 考生 缴费人 户代表 供养对象
     student child children resident patient guest volunteer participant
     求职者 求职人员 失业人员 员工 务工人员 报名人 被监护人 被赡养人 居住人 居住人员 入住人 入住人员 来华人员`,
  ],
  [
    "member",
    "家庭成员 成员 家属 家庭人员 共同生活成员 共同生活家庭成员 共同生活的家庭成员 其他家庭成员 户内成员 随行人员 同住人 同住人员 同住成员 共同居住人 共同居住人员 户内人员 共同申请人 共同申请成员 家庭其他成员 家庭成员及主要社会关系",
  ],
  ["householdHead", "户主 家庭户主 户主本人 户长 hz householder headofhousehold"],
  ["guardian", "监护人 法定监护人 家长 父母 父母或监护人 父母或其他监护人 监护人或家长 学生家长 guardian"],
  ["landlord", "房东 出租人 出租方 出租房主 房屋出租人 二房东 房东(出租人) 出租户 房主 landlord landlady lessor"],
  ["owner", "产权人 房屋所有人 房屋所有权人 所有权人 所有人 权利人 产权所有人 房屋产权人 房屋业主 房屋权利人 业主 产权单位 homeowner"],
  ["tenant", "承租人 承租方 租客 租户 租住人 租住人员 租赁人 承租户 承租人员 实际居住人 现住人 tenant lessee"],
  [
    "legalRepresentative",
    "法定代表人 法人代表 法人 负责人 主要负责人 单位负责人 企业负责人 场所负责人 商户负责人 店铺负责人 经营者 经营人 经营户主 店主 老板 店长 实际经营人 实际经营者 实际控制人 企业主 经营业主 消防安全责任人 消防责任人 安全责任人 安全生产责任人 园长 校长",
  ],
  [
    "contact",
    "联系人 紧急联系人 应急联系人 联络人 单位联系人 主要联系人 赡养人 抚养人 扶养人 赡抚养人 赡养抚养人 赡养人抚养人 法定赡养人 赡养义务人 亲属 亲友 直系亲属 emergencycontact contactperson",
  ],
  ["spouse", "配偶 丈夫 妻子 爱人 老公 男方 spouse husband wife"],
  ["father", "父亲 父 爸爸 生父 father"],
  ["mother", "母亲 母 妈妈 生母 mother"],
  [
    "applicant",
    "申请人 申请方 申请者 当事人 当事人一 当事人甲 甲方当事人 甲方 一方当事人 当事人双方 双方当事人 纠纷当事人 各方当事人 反映人 投诉人 诉求人 信访人 来访人 上访人 举报人 报案人",
  ],
  ["counterparty", "被申请人 当事人二 当事人乙 乙方当事人 乙方 对方当事人 另一方当事人 对方 被投诉人 被反映人 被告"],
  ["kin", "子女 孩子 兄弟 姐妹 祖父 祖母 外祖父 外祖母 爷爷 奶奶 儿子 女儿 儿媳 女婿 孙子 孙女"],
  ["other", "新生儿 婴儿"],
  [
    "worker",
    `网格员 网格长 专职网格员 兼职网格员 微网格长 填表人 填报人 制表人 制表 填表 经办人 审核人 审批人 复核人 登记员 采集人 采集员 录入人 录入员 检查人 检查员 检查人员 调解员 调解人 调解人员 民警 责任民警 社区民警 管段民警
     责任医生 签约医生 家庭医生 医生 护士 走访人 走访人员 探访人 探访员 探访人员 访视人 社工 社区干部 楼道长 楼栋长 楼长 单元长 班主任 教师 老师 介绍人 入党介绍人 接种医生 接种人员 帮扶人 帮扶责任人 帮扶干部 联系领导
     包片干部 包联干部 联系干部 结对人 结对干部 结对党员 巡查人 巡查员 巡查人员 记录人 受理人 承办人 处理人 回访人 责任人 网格责任人 包干人 护理员 照料员 照料人 照料护理人 照护人 看护人 受委托照料人 委托照料人 代养人 随访医生 随访人 责任社工 安检员 排查人 排查人员 结对志愿者 巡访人 包案领导 受托人 接送人 联络员 驻村干部 支部书记 书记 小组长 组长 村民小组长
     物业负责人 安全员 协管员 专管员 流管员 代办人 代领人 委托人 受委托人 代理人 宣传员 指导员 评估人 评估员 签收人`,
  ],
  ["thing", "犬只 犬 狗 宠物 猫 动物 车辆 机动车 非机动车 电动车 电动自行车 摩托车 船舶"],
];

const byWord = new Map<string, HeaderRole>();
for (const [role, words] of WORDS) for (const word of words.split(/\s+/)) byWord.set(word, role);
const longest = Math.max(...[...byWord.keys()].map((word) => word.length));

/** A role word at the beginning of a header, and what follows it (`户主姓名` → householdHead, `姓名`). The longest word wins. */
export interface RolePrefix {
  readonly role: HeaderRole;
  readonly word: string;
  readonly rest: string;
}

/** Splits a normalised header word into its role and the rest, or null when it begins with no role word. */
export function rolePrefix(word: string): RolePrefix | null {
  for (let length = Math.min(longest, word.length); length > 0; length--) {
    const role = byWord.get(word.slice(0, length));
    if (role === undefined) continue;
    // One Hanzi alone (父, 母) is a role only as a whole word or before a word of a person (父姓名), not in 父母.
    if (length === 1 && word.length > 1 && !/^[父母](?:姓名|亲|身份证|联系|电话|手机)/.test(word)) continue;
    return { role, word: word.slice(0, length), rest: word.slice(length).replace(/^(?:的|之|[:：/、-]|s(?=[a-z]{2}))/, "") };
  }
  // Any other …对象 is whom the table is about: 慰问对象, 帮扶对象姓名.
  const object = /^(.{2,6}对象)(姓名|性别|电话|联系电话|身份证号码?|住址|地址|)$/.exec(word);
  if (object) return { role: "subject", word: object[1] as string, rest: object[2] ?? "" };
  // Any other …员 before a word of a person does some work: 联防员姓名.
  const worker = /^(?:.{1,6}(?<![人成党动队职社学])员)(姓名|电话|联系电话|手机|联系方式|)$/.exec(word);
  return worker ? { role: "worker", word, rest: worker[1] ?? "" } : null;
}

/** The role that is a mention's own, or null for the ones that only headers know. */
export function mentionRole(role: HeaderRole | null): MentionRole | null {
  return role === null || role === "member" || role === "kin" || role === "other" || role === "worker" || role === "thing" ? null : role;
}
