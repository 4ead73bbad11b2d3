/** Characters that are taken for one another: by the ear, by the eye, and by the script. Each line or pair is one confusion. */

const HOMOPHONE_GROUPS =
  "伟炜玮纬 建健剑 英瑛 红虹鸿洪宏 华桦 军君钧 文雯 明铭鸣 丽莉利 娟鹃 静婧靖 佳嘉家 晨辰宸臣 梓紫子 涵晗含 欣新鑫昕馨 宇雨羽语 浩皓昊 轩萱 怡宜依 玲铃灵 兰岚 凤奉 平萍苹 " +
  "志智致 峰锋丰 杰洁捷 琴勤 秀绣 燕艳彦 霞侠 梅玫 春椿 生升 良梁 福富 庆清 勇永泳 飞菲 刚钢 斌彬滨 鹏朋 凯恺 林琳霖 瑶遥 琪祺淇棋 诗思 婷亭庭 珍真贞 芳方 仙先鲜 桂贵 海 " +
  "张章 许徐 江姜 于余俞虞 石施时 何贺 付傅 邱丘 齐祁 沈申 楼娄 骆洛 包鲍 毛茅 程成 金今 陆鹿 曹草 钟忠 翁嗡 龚宫 季计 史使 魏卫 严阎 汪王";

const LOOK_ALIKE_PAIRS =
  "王玉 李季 陈阵 徐涂 侯候 段假 娟捐 颖颍 珊姗 凯剀 晴睛 瑶摇 琳淋 未末 玲铃 治冶 钧钓 莱菜 茜芮 国围 明朋 芳芬 洁沽 海梅 军车 丁于 田由 白自 余佘 栗粟 管菅 汤汤 杨扬 郑邓 " +
  "波坡 敏敬 建健 宇字 雪雷 晓哓 佳住 婷停 欣歆 博搏 轩轨 奕弈 桐桶 汐夕 墨黑 林材 生主 永水 兴光 秀季 香杳 玉王 丽而 素索 爱受 良艮 福幅 根跟 昌冒 春舂 荣劳 仙汕 楼搂 骆骇 傅博 金全";

const TRADITIONAL =
  "张張陈陳刘劉杨楊赵趙黄黃吴吳孙孫马馬罗羅郑鄭谢謝许許韩韓冯馮邓鄧萧蕭叶葉苏蘇吕呂蒋蔣贾賈钟鍾卢盧陆陸龚龔华華国國伟偉军軍丽麗兰蘭凤鳳红紅卫衛东東强強杰傑龙龍飞飛荣榮宝寶贵貴庆慶爱愛云雲梦夢" +
  "轩軒晓曉凯凱鹏鵬辉輝涛濤刚剛静靜娇嬌银銀义義园園莹瑩颖穎语語诗詩铭銘泽澤宾賓汤湯邹鄒谭譚顾顧楼樓骆駱万萬庄莊严嚴兴興胜勝关關";

const homophones = new Map<string, string[]>();
for (const group of HOMOPHONE_GROUPS.split(" ")) {
  const characters = [...group];
  for (const character of characters) {
    const others = characters.filter((other) => other !== character);
    homophones.set(character, [...(homophones.get(character) ?? []), ...others]);
  }
}

const lookAlikes = new Map<string, string[]>();
for (const pair of LOOK_ALIKE_PAIRS.split(" ")) {
  const [left = "", right = ""] = [...pair];
  if (left === right) continue;
  lookAlikes.set(left, [...(lookAlikes.get(left) ?? []), right]);
}

const traditional = new Map<string, string>();
const traditionalCharacters = [...TRADITIONAL];
for (let i = 0; i + 1 < traditionalCharacters.length; i += 2) {
  traditional.set(traditionalCharacters[i] as string, traditionalCharacters[i + 1] as string);
}

/** Characters that sound the same (or differ in tone only). */
export function homophonesOf(character: string): readonly string[] {
  return homophones.get(character) ?? [];
}

/** Characters that look nearly the same. */
export function lookAlikesOf(character: string): readonly string[] {
  return lookAlikes.get(character) ?? [];
}

/** The text in traditional characters, as far as the table knows them. */
export function toTraditional(text: string): string {
  return [...text].map((character) => traditional.get(character) ?? character).join("");
}
