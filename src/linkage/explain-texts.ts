/** The words in which linkage explains itself. No sentence holds a value, so that masking the comparisons masks everything. */
import type { Label } from "#vocabulary/contract";

/** What each level of agreement is called, by comparison and level. */
export const LEVEL_TEXTS: Readonly<Record<string, Readonly<Record<string, Label>>>> = {
  name: {
    exact: { zh: "姓名相同", en: "the names are the same" },
    latinExact: { zh: "外文姓名相同", en: "the Latin names are the same" },
    former: { zh: "一方的曾用名就是另一方的姓名", en: "one record's former name is the other's name" },
    romanised: { zh: "中文姓名与拼音写法一致", en: "the Chinese name and the pinyin spelling agree" },
    homophone: { zh: "姓名读音相同，用字不同", en: "the names sound the same and are written differently" },
    lookAlike: { zh: "姓名有一两个形近或音近的字", en: "the names differ in characters that look or sound alike" },
    surnameSlip: { zh: "姓氏是形近或音近的字，名相同", en: "the surnames look or sound alike and the given names are the same" },
    reordered: { zh: "姓名用字相同，次序不同", en: "the names have the same characters in another order" },
    shortened: { zh: "姓名多一字或少一字", en: "one name has a character more" },
    oneCharacter: { zh: "姓名有一字不同，也可能是兄弟姐妹", en: "one character differs, as a slip or as siblings' names do" },
    latinSlip: {
      zh: "外文姓名只差一处（漏一字母、多一字母、颠倒或空格）",
      en: "the Latin names are one slip apart (a letter missing, doubled or swapped, a blank)",
    },
    latinNear: { zh: "外文姓名基本一致", en: "the Latin names nearly agree" },
    surnameDiffers: { zh: "名相同，姓不同", en: "the given names are the same, the surnames are not" },
    oneOfTwo: { zh: "同姓单名，名不同，也可能是亲属", en: "same surname and another one-character given name, as relatives have" },
    surnameOnly: { zh: "只有姓氏相同", en: "only the surname is the same" },
    partial: { zh: "姓名只有个别字相同", en: "the names share little" },
    different: { zh: "姓名不同", en: "the names are different" },
  },
  idNumber: {
    exact: { zh: "身份证号码相同", en: "the identity numbers are the same" },
    exactInvalid: { zh: "身份证号码相同，但都不合校验", en: "the identity numbers are the same, though both fail their check digit" },
    lostDigits: { zh: "身份证号码没有丢失的位都相同", en: "every digit of the identity number that was not lost is the same" },
    oneSlip: {
      zh: "身份证号码只差一处（错一位、漏一位或相邻两位颠倒）",
      en: "the identity numbers are one slip apart (a digit wrong, missing or swapped)",
    },
    twoSlips: { zh: "身份证号码差两处，双胞胎也会这样", en: "the identity numbers are two slips apart, as twins' numbers are too" },
    sameBirth: {
      zh: "身份证号码的地区和出生日期相同，顺序号不同",
      en: "the identity numbers share region and birth date, not the sequence number",
    },
    differentInvalid: { zh: "身份证号码不同，其中有不合校验的", en: "the identity numbers differ, and one fails its check digit" },
    different: { zh: "两个有效的身份证号码不同", en: "two valid identity numbers are different" },
    documentExact: { zh: "证件号码相同", en: "the document numbers are the same" },
    documentNear: { zh: "证件号码只差一处", en: "the document numbers are one slip apart" },
    documentDifferent: { zh: "证件号码不同，护照会换发", en: "the document numbers differ; passports are renewed" },
    validSlips: { zh: "两个有效的身份证号码非常接近，双胞胎就是这样", en: "two valid identity numbers are nearly the same, as twins' are" },
  },
  birthDate: {
    exact: { zh: "出生日期相同", en: "the birth dates are the same" },
    partial: { zh: "出生年月相符", en: "the birth dates agree as far as they go" },
    oneSlip: { zh: "出生日期只差一位，或月日颠倒", en: "the birth dates are one digit apart, or day and month are swapped" },
    sameMonth: { zh: "出生日期有一项不同", en: "the birth dates share the year and the month or the day" },
    sameDay: { zh: "出生月日相同，年份不同", en: "the birthdays are the same, the years are not" },
    nearYear: { zh: "出生年份相同或只差一年", en: "the birth years are the same or next to each other" },
    different: { zh: "出生日期不同", en: "the birth dates are different" },
    implied: { zh: "登记的出生日期也相同", en: "the stated birth dates are the same too" },
  },
  adulthood: {
    same: { zh: "年龄与成年人身份相符", en: "the age fits the grown-up's role" },
    different: { zh: "一方是成年人身份，另一方还是孩子", en: "one has a grown-up's role, the other is a child" },
  },
};

/** Agreement of the comparisons that know nothing finer. */
export const PLAIN_TEXTS: Readonly<Record<string, Label>> = {
  same: { zh: "相同", en: "the same" },
  near: { zh: "接近", en: "nearly the same" },
  different: { zh: "不同", en: "different" },
};

/** Names of comparisons that are no single attribute of the vocabulary. */
export const COMPARISON_LABELS: Readonly<Record<string, Label>> = {
  home: { zh: "住址", en: "home" },
  unique: { zh: "账号、证书号等专有号码", en: "account, certificate or other own number" },
  adulthood: { zh: "年龄与身份", en: "age and role" },
};

/** Comparisons on which relatives and housemates agree as well. */
export const SHARED_BY_FAMILY: ReadonlySet<string> = new Set(["phone", "home", "householdNumber", "registeredAddress"]);

/** Sentences of the outcome. */
export const OUTCOME_TEXTS: Readonly<Record<"same" | "different" | "ask", Label>> = {
  same: { zh: "因此认为是同一个", en: "So the two are taken for the same" },
  different: { zh: "因此认为不是同一个", en: "So the two are taken for different" },
  ask: { zh: "依据不足，请人工确认", en: "This does not decide it: please have a look" },
};

/** Rules that decide whatever the weights say. */
export const RULE_TEXTS = {
  kinds: { zh: "两条记录说的不是同一类对象", en: "The two records speak of different kinds of things" },
  numbers: { zh: "两个有效的身份证号码不同：一个人不会有两个号码", en: "Two valid identity numbers differ: nobody holds two" },
  twins: { zh: "号码都有效且非常接近：多半是双胞胎", en: "Both numbers are valid and nearly the same: most likely twins" },
  row: { zh: "同一行里以不同身份出现：是两个人", en: "One row names them in different roles: they are two people" },
  table: { zh: "同一张表里的两行很少是同一个人", en: "Two rows of one table are rarely the same person" },
} as const satisfies Readonly<Record<string, Label>>;
