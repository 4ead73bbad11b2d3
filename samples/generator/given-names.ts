/**
 * Given names by the fashion of the birth year. A generation has its characters and its favourite whole names; the favourites are what
 * makes strangers share a name.
 */
interface Fashion {
  /** First birth year. */
  readonly from: number;
  readonly male: string;
  readonly female: string;
  readonly maleWhole: readonly string[];
  readonly femaleWhole: readonly string[];
  /** Share of one-character given names. */
  readonly single: number;
}

const FASHIONS: readonly Fashion[] = [
  {
    from: 0,
    male: "根福寿贵水昌兴土生法金银良庆德祥荣春文明友有忠义富宝永海木火松",
    female: "珠凤香花娥仙菊兰英莲妹桂梅秀玉银彩翠爱素芳珍巧春秋",
    maleWhole: ["根生", "水根", "金水", "阿福", "樟根", "文荣", "德福", "金生", "关根"],
    femaleWhole: ["秀英", "桂英", "玉兰", "凤仙", "秀珍", "桂花", "阿妹", "彩凤", "小妹"],
    single: 0.12,
  },
  {
    from: 1949,
    male: "建国华平明军卫东新民志文永春生忠良林根法祥兴荣海庆云胜伟强红",
    female: "英芳兰秀珍梅玉华红琴萍凤菊仙娟爱美云香春霞素珠丽",
    maleWhole: ["建国", "国强", "建军", "志明", "国平", "建华", "卫国", "建平", "国庆", "志强", "永强"],
    femaleWhole: ["秀英", "桂英", "秀珍", "玉英", "美英", "爱珍", "建英", "爱华", "素珍", "美华"],
    single: 0.2,
  },
  {
    from: 1967,
    male: "军伟强勇建平斌波涛刚峰明华辉东卫红文新国志海飞林宏春俊永",
    female: "丽敏静燕艳芳红霞萍娟琴华英梅玲洁慧晓云春美莉群小",
    maleWhole: ["伟", "军", "勇", "强", "建军", "卫东", "志刚", "海军", "建平", "永红", "晓东"],
    femaleWhole: ["丽", "敏", "静", "芳", "艳", "丽华", "小红", "红梅", "晓燕", "丽萍", "春燕"],
    single: 0.36,
  },
  {
    from: 1983,
    male: "伟磊鹏超杰浩俊凯斌涛飞波亮峰宇洋帅健文志晨龙旭一鑫",
    female: "婷丹雪佳倩娜莹璐静晶玲燕艳慧洁文莎莉媛颖琳芳梦晓",
    maleWhole: ["伟", "磊", "鹏", "超", "杰", "浩", "凯", "涛", "帅", "俊杰", "志伟", "宇航"],
    femaleWhole: ["婷", "丹", "雪", "静", "倩", "娜", "婷婷", "佳佳", "雪梅", "莹莹", "晓丽"],
    single: 0.42,
  },
  {
    from: 1999,
    male: "浩宇轩俊豪泽文博昊天子涵睿晨杰航嘉铭一鑫佳志鹏辉",
    female: "佳怡欣雨婷梦琪雪颖慧子涵瑶诗语静雯思璐嘉莹可悦",
    maleWhole: ["浩然", "子豪", "俊杰", "文博", "宇轩", "嘉豪", "浩宇", "子轩"],
    femaleWhole: ["佳怡", "欣怡", "梦琪", "雨婷", "佳琪", "诗雨", "子涵", "思雨"],
    single: 0.12,
  },
  {
    from: 2012,
    male: "梓轩宇辰奕泽沐宸浩睿晨熙一诺子墨煜铭皓承佑安嘉言",
    female: "梓涵若汐一诺语桐欣妍诗沐萱可馨芷瑶依晨艺悠雨诺知夏",
    maleWhole: ["奕辰", "沐宸", "宇轩", "浩宇", "子墨", "梓睿", "一诺", "奕泽"],
    femaleWhole: ["梓涵", "若汐", "一诺", "语桐", "欣怡", "沐萱", "可馨", "雨桐"],
    single: 0.05,
  },
];

/** The fashion of a birth year. */
export function fashionOf(year: number): Fashion {
  return FASHIONS.findLast((fashion) => fashion.from <= year) ?? (FASHIONS[0] as Fashion);
}
