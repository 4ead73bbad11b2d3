/** Surnames of one character: the Hundred Family Surnames what the census of 2010 adds among the first 400, and those of Zhejiang's own. */
const SINGLE =
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺水云昌酆凤皮卡湛禹狄贝伊宓茅嵇麻危骆高夏钭昝缪郦雍璩濮寿扈冬浦尚农别晏充慕茹宦鱼容慎戈庾终暨居衡步耘弘国寇广禄阙东殳沃利蔚越夔隆师厍晁勾融訾阚那空毋沙乜养须丰巢蒯相后红游竺权逯益桓公仉督归海岳帅缑亢况有琴商牟佘佴伯赏墨哈谯笪年爱佟代付肖闫阎占粟鹿敬由布衡茆亓逄楼元平支裘宣贲杭诸钮滑荣荀羊於惠芮羿储汲邴乌巴弓牧隗蓬郗班仰秋暴厉戎祖束幸韶蓟怀蒲邰鄂索咸籍苍闻莘贡劳扶堵宰郤郏满郈汝钦仝尉漆矫逢冶庹昂禚冒揣撒扎留骞盘奉隽闪";

/** Surnames of two characters. */
const COMPOUND = new Set(
  "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五".split(
    " ",
  ),
);

/** Traditional forms of the above that are written differently. */
const TRADITIONAL =
  "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許傅呂蘇盧蔣賈葉閻餘鍾薑範譚鄒陸顧龍萬錢湯賀賴龔龐樊蘭陶顏嚴溫蘆魯韋畢聶叢齊莊塗時關費紀歐項陽衛鮑單寧閔車邊饒婁蓋黨連喬鳳樓諸儲榮鈕貢勞滿厲聞蒼烏貝終";

const singles = new Set(SINGLE + TRADITIONAL);

/** True when a Chinese name begins with a known surname; names in other scripts (and those with `·`) always do. */
export function startsWithSurname(name: string): boolean {
  if (!isHan(name)) return true;
  return COMPOUND.has(name.slice(0, 2)) || singles.has(name.slice(0, 1));
}

/** Whether a text is of Chinese characters alone. Those of the common block are told without an expression: every name of a delivery passes here. */
function isHan(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x4e00 || code > 0x9fff) return /^\p{Script=Han}+$/u.test(text);
  }
  return text !== "";
}
