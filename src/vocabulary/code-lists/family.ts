import { defineCodeList } from "./define.ts";

/**
 * The head's relation to himself is one code here, 01, whether a register writes 本人 or 户主 (GB/T 4761 has 01 and 02), so that two
 * registers that agree do not seem to contradict each other.
 */
export const familyRelation = defineCodeList(
  "familyRelation",
  "家庭关系",
  "Family relation",
  "GB/T 4761",
  `01 户主 | Head of the household | 本人 02 户主本人 自己 本人(户主) 申请人 申请人本人 本人或户主 家长 Head Self Householder Head_of_household
   10 配偶 | Spouse | 夫妻 爱人 老伴 夫妇 对象 Spouse
   11 丈夫 | Husband | 夫 老公 夫君 先生 之夫
   12 妻子 | Wife | 妻 老婆 太太 夫人 之妻 媳妇
   20 儿子 | Son | 子 儿 儿女(子) 男孩 婚生子 之子
   21 独生子 | Only son | 独子
   22 长子 | Eldest son | 大儿子 大子 长男
   23 次子 | Second son | 二儿子 二子 次男
   24 三子 | Third son | 三儿子 三男
   25 四子 | Fourth son | 四儿子
   26 五子 | Fifth son | 五儿子
   27 养子或继子 | Adopted son or stepson | 养子 继子 义子 非婚生子 Stepson Adopted_son
   28 女婿 | Son-in-law | 婿 入赘女婿 上门女婿 长女婿 次女婿
   29 其他儿子 | Other son |
   30 女儿 | Daughter | 女 闺女 女孩 婚生女 之女
   31 独生女 | Only daughter | 独女
   32 长女 | Eldest daughter | 大女儿 大女
   33 次女 | Second daughter | 二女儿 二女
   34 三女 | Third daughter | 三女儿
   35 四女 | Fourth daughter | 四女儿
   36 五女 | Fifth daughter | 五女儿
   37 养女或继女 | Adopted daughter or stepdaughter | 养女 继女 义女 非婚生女 Stepdaughter Adopted_daughter
   38 儿媳 | Daughter-in-law | 儿媳妇 子媳 媳 长媳 次媳 大儿媳 二儿媳
   39 其他女儿 | Other daughter |
   40 孙子、孙女或外孙子、外孙女 | Grandchild | 孙辈 孙子女 外孙子女 孙 孙子(女) Grandchild
   41 孙子 | Grandson (son's son) | 长孙 次孙 孙儿 Grandson
   42 孙女 | Granddaughter (son's daughter) | 长孙女 次孙女 Granddaughter
   43 外孙子 | Grandson (daughter's son) | 外孙
   44 外孙女 | Granddaughter (daughter's daughter) |
   45 孙媳妇或外孙媳妇 | Grandson's wife | 孙媳妇 孙媳 外孙媳妇 外孙媳
   46 孙女婿或外孙女婿 | Granddaughter's husband | 孙女婿 外孙女婿 孙婿
   47 曾孙子或外曾孙子 | Great-grandson | 曾孙子 曾孙 外曾孙子 外曾孙 重孙 重孙子 Great-grandson
   48 曾孙女或外曾孙女 | Great-granddaughter | 曾孙女 外曾孙女 重孙女 Great-granddaughter
   49 其他孙子、孙女或外孙子、外孙女 | Other grandchild |
   50 父母 | Parent | 双亲 父母亲 Parent Parents
   51 父亲 | Father | 父 爸爸 爸 生父 之父
   52 母亲 | Mother | 母 妈妈 妈 生母 之母
   53 公公 | Husband's father | 夫父 公爹
   54 婆婆 | Husband's mother | 夫母
   55 岳父 | Wife's father | 丈人 妻父 岳丈 Father-in-law
   56 岳母 | Wife's mother | 丈母娘 妻母 丈母 Mother-in-law
   57 继父或养父 | Stepfather or adoptive father | 继父 养父 Stepfather
   58 继母或养母 | Stepmother or adoptive mother | 继母 养母 Stepmother
   59 其他父母关系 | Other parent |
   60 祖父母或外祖父母 | Grandparent | 祖父母 外祖父母 Grandparent
   61 祖父 | Father's father | 爷爷 爷 Grandfather
   62 祖母 | Father's mother | 奶奶 奶 Grandmother
   63 外祖父 | Mother's father | 外公 姥爷 老爷
   64 外祖母 | Mother's mother | 外婆 姥姥
   65 配偶的祖父母或外祖父母 | Spouse's grandparent |
   66 曾祖父 | Great-grandfather | 太爷爷 曾祖 Great-grandfather
   67 曾祖母 | Great-grandmother | 太奶奶 Great-grandmother
   68 配偶的曾祖父母或外曾祖父母 | Spouse's great-grandparent |
   69 其他祖父母或外祖父母关系 | Other grandparent |
   70 兄弟姐妹 | Brother or sister | 同胞 兄妹 兄弟姊妹 姐弟 Sibling
   71 哥哥 | Elder brother | 兄 哥 兄长 大哥 二哥 Brother
   72 嫂子 | Elder brother's wife | 嫂 嫂嫂
   73 弟弟 | Younger brother | 弟 兄弟
   74 弟媳 | Younger brother's wife | 弟妹 弟媳妇
   75 姐姐 | Elder sister | 姐 姊 大姐 二姐 Sister
   76 姐夫 | Elder sister's husband |
   77 妹妹 | Younger sister | 妹
   78 妹夫 | Younger sister's husband |
   79 其他兄弟姐妹 | Other brother or sister |
   80 其他 | Other | 其它 其他关系 其他人员 Others
   81 伯父 | Father's elder brother | 伯伯 大伯 伯
   82 伯母 | Wife of the father's elder brother | 大妈 大娘
   83 叔父 | Father's younger brother | 叔叔 叔 Uncle
   84 婶母 | Wife of the father's younger brother | 婶婶 婶
   85 舅父 | Mother's brother | 舅舅 舅
   86 舅母 | Wife of the mother's brother | 舅妈
   87 姨父 | Husband of the mother's sister | 姨夫
   88 姨母 | Mother's sister | 姨妈 阿姨 姨
   89 姑父 | Husband of the father's sister | 姑夫
   90 姑母 | Father's sister | 姑姑 姑妈 姑 Aunt
   91 堂兄弟、堂姐妹 | Cousin by the father's brothers | 堂兄 堂弟 堂姐 堂妹 堂兄弟 堂姐妹
   92 表兄弟、表姐妹 | Cousin otherwise | 表兄 表弟 表姐 表妹 表哥 表兄弟 表姐妹 Cousin
   93 侄子 | Brother's son | 侄 侄儿 Nephew
   94 侄女 | Brother's daughter | Niece
   95 外甥 | Sister's son | 外甥子
   96 外甥女 | Sister's daughter |
   97 其他亲属 | Other relative | 亲属 亲戚 Relative
   98 保姆 | Domestic help | 家政 护工 月嫂
   99 非亲属 | Not related | 无关系 雇工 朋友 同事 合租 租客 房客 承租人 寄养 Nonrelative Friend Not_related`,
);

export const residencyType = defineCodeList(
  "residencyType",
  "人口类型",
  "Kind of residency",
  "Weinao",
  `permanent 户籍 | Registered here | 户籍人口 户籍人员 常住户籍 本地户籍 本地户籍人口 本地 本地人口 本市户籍 本社区户籍 本村户籍 常住户口 人户一致 人户分离 户在人不在 户在人在 户籍居民 户籍地 本地人 Permanent Registered Local
   migrant 流动 | Registered elsewhere | 流动人口 流动人员 外来 外来人口 外来人员 外来务工人员 暂住 暂住人口 暂住人员 寄住 寄住人口 非户籍 非户籍人口 外地 外地户籍 外地人 新居民 新义乌人 外来建设者 人在户不在 登记流动人口 租客 Migrant Floating Temporary
   foreign 境外 | From abroad | 境外人员 境外人口 外籍 外籍人员 外国人 外国籍 港澳台 港澳台人员 港澳台居民 港澳台侨 外侨 Foreign Foreigner Overseas`,
);
