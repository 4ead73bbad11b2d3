/** What registers write for the codes of the national lists: the usual word first, then others that mean the same. */

/** GB/T 3304. */
export const ETHNICITY_WORDS: Readonly<Record<string, string>> = {
  "01": "汉族|汉",
  "03": "回族|回",
  "05": "维吾尔族|维吾尔",
  "06": "苗族|苗",
  "07": "彝族|彝",
  "08": "壮族|壮",
  "09": "布依族|布依",
  "12": "侗族|侗",
  "13": "瑶族|瑶",
  "15": "土家族|土家",
  "22": "畲族|畲",
  "30": "土族|土",
};

/** GB/T 2261.2. */
export const MARITAL_WORDS: Readonly<Record<string, string>> = {
  "10": "未婚",
  "20": "已婚|有配偶",
  "30": "丧偶",
  "40": "离婚|离异",
  "90": "未说明",
};

/** GB/T 4658. */
export const EDUCATION_WORDS: Readonly<Record<string, string>> = {
  "10": "研究生|硕士研究生",
  "20": "大学本科|本科",
  "30": "大专|大学专科",
  "40": "中专|中等专科",
  "60": "高中|普通高中",
  "70": "初中",
  "80": "小学",
  "90": "文盲|文盲或半文盲",
};

/** GB/T 4762. */
export const POLITICAL_WORDS: Readonly<Record<string, string>> = {
  "01": "中共党员|党员",
  "02": "中共预备党员|预备党员",
  "03": "共青团员|团员",
  "06": "民建会员",
  "10": "九三学社社员",
  "13": "群众",
};

/** GB/T 26341 categories of disability. */
export const DISABILITY_WORDS: Readonly<Record<string, string>> = {
  "1": "视力",
  "2": "听力",
  "3": "言语",
  "4": "肢体",
  "5": "智力",
  "6": "精神",
  "7": "多重",
};
export const LEVEL_WORDS: Readonly<Record<string, string>> = { "1": "一级", "2": "二级", "3": "三级", "4": "四级" };
