import type { Attribute } from "../contract.ts";
import { attributesOf } from "./define.ts";

const define = attributesOf("person");

/** What employers, schools, insurers and job centres ask of somebody. */
export const workAttributes: readonly Attribute[] = [
  define(
    "position",
    "职务",
    "Position",
    "text",
    "职务名称 现任职务 担任职务 任职 现职务 行政职务 岗位 工作岗位 岗位名称 所在岗位 职位 职务职称 position jobtitle post",
  ),
  define("professionalTitle", "职称", "Professional title", "text", "专业技术职称 技术职称 专业技术职务 职称等级 professionaltitle"),
  define(
    "employeeNumber",
    "工号",
    "Employee number",
    "text",
    "员工编号 员工工号 员工号 职工编号 职工号 工作证号 employeenumber employeeid staffno",
  ),
  define("hireDate", "入职日期", "Hired on", "date", "入职年月 进厂日期 到岗日期 hiredate dateofhire onboarddate"),
  define("workStartDate", "参加工作时间", "Began to work on", "date", "参加工作年月 工作开始时间 workstartdate"),
  define("professionalSkill", "技能特长", "Skills", "text", "特长 专长 个人特长 技术特长 职业技能 技能 有何特长 特长爱好 兴趣特长 skills"),
  define("unemploymentDate", "失业日期", "Unemployed since", "date", "失业登记日期 登记失业日期 失业年月 unemploymentdate"),
  define(
    "employmentDifficulty",
    "就业困难类别",
    "Kind of difficulty in finding work",
    "text",
    "就业困难类型 就业困难人员类别 就业困难人员类型 困难人员类别 困难人员类型 就业援助对象类别 employmentdifficulty",
  ),
  define(
    "employmentCertificateNumber",
    "就业创业证号",
    "Employment certificate number",
    "text",
    "就业创业证编号 就业创业证 就业创业证号码 就业失业登记证号 就业失业登记证编号 失业登记证号 失业证号 employmentcertificatenumber",
    { sensitivity: "identifier" },
  ),
  define(
    "jobIntention",
    "求职意向",
    "Work sought",
    "text",
    "就业意向 就业意愿 求职意愿 意向岗位 意向工种 就业意向岗位 求职岗位 jobintention",
  ),
  define(
    "monthlyIncome",
    "月收入",
    "Monthly income",
    "number",
    "个人月收入 月收入元 月工资 月工资收入 工资收入 本人月收入 月均收入 monthlyincome salary",
    {
      unit: "CNY/month",
      sensitivity: "sensitive",
    },
  ),
  define(
    "socialInsuranceNumber",
    "社会保障号",
    "Social insurance number",
    "text",
    "社会保障号码 社保号 社保号码 社保编号 社会保险号 个人社保编号 医保编号 医保个人编号 参保编号 socialinsurancenumber socialsecuritynumber",
    { sensitivity: "identifier" },
  ),
  define(
    "pensionInsurance",
    "养老保险",
    "Pension insurance",
    "text",
    "养老保险类型 养老保险种类 养老保险情况 参加养老保险 参加养老保险情况 养老保险参保情况 pensioninsurance",
  ),
  define(
    "studentNumber",
    "学籍号",
    "Student register number",
    "text",
    "全国学籍号 学籍编号 学生学籍号 国网学籍号 学籍号码 studentnumber studentid",
    {
      sensitivity: "identifier",
    },
  ),
  define("graduationSchool", "毕业院校", "Graduated from", "text", "毕业学校 毕业院校名称 毕业院校系 graduationschool almamater"),
  define("major", "专业", "Subject of study", "text", "所学专业 专业名称 毕业专业 就读专业 所读专业 major"),
  define("graduationDate", "毕业时间", "Graduated on", "date", "毕业年月 graduationdate"),
];
