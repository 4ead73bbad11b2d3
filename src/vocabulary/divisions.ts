/**
 * The upper divisions of GB/T 2260, as far as reading an address needs them: provinces with their short names, and the names of prefecture-level
 * cities, which alone tell 浙江省杭州市 (a city with districts) from 浙江省义乌市 (a county-level city).
 */

const PROVINCES: readonly string[] =
  "北京市 天津市 上海市 重庆市 河北省 山西省 辽宁省 吉林省 黑龙江省 江苏省 浙江省 安徽省 福建省 江西省 山东省 河南省 湖北省 湖南省 广东省 海南省 四川省 贵州省 云南省 陕西省 甘肃省 青海省 台湾省 内蒙古自治区 广西壮族自治区 西藏自治区 宁夏回族自治区 新疆维吾尔自治区 香港特别行政区 澳门特别行政区".split(
    " ",
  );

const PREFECTURES = new Set(
  `石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布
  沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 吉林 四平 辽源 通化 白山 松原 白城 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化
  南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
  福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 莱芜
  郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 襄樊 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底
  广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州
  成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 拉萨 日喀则 昌都 林芝 山南 那曲
  西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密`.split(
    /\s+/,
  ),
);

/** Autonomous prefectures by the short names of everyday use. */
const PREFECTURES_SHORT =
  "延边 恩施 湘西 阿坝 甘孜 凉山 黔西南 黔东南 黔南 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆 临夏 甘南 海北 黄南 海南 果洛 玉树 海西 昌吉 博尔塔拉 巴音郭楞 克孜勒苏 伊犁".split(
    " ",
  );

interface Found {
  readonly name: string;
  readonly length: number;
}

const PROVINCE_NAMES: readonly { written: string; name: string; short: boolean }[] = PROVINCES.flatMap((name) => {
  const short = name.replace(/(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$/u, "");
  return [
    { written: name, name, short: false },
    { written: short, name, short: true },
    ...(name.endsWith("自治区") ? [{ written: `${short}自治区`, name, short: false }] : []),
  ];
});
/** A short name counts only when a division follows: 浙江义乌市…, but not 浙江路12号 and not 四川饭店. */
const DIVISION_FOLLOWS = /^[^路街巷弄道\d]{2,9}?(?:市|县|区|州|盟|旗)/u;

/** The province with which `text` begins. */
export function provinceAt(text: string): Found | null {
  for (const { written, name, short } of PROVINCE_NAMES) {
    if (!text.startsWith(written)) continue;
    if (!short || DIVISION_FOLLOWS.test(text.slice(written.length)) || prefectureAt(text.slice(written.length)))
      return { name, length: written.length };
  }
  return null;
}

/** Whether a province is a city without prefectures below it: 北京市. */
export function isMunicipality(province: string): boolean {
  return province.endsWith("市") || province.endsWith("特别行政区");
}

/** The prefecture (city, autonomous prefecture, league) with which `text` begins. */
export function prefectureAt(text: string): Found | null {
  const city = /^(.{2,4}?)市/u.exec(text);
  if (city && PREFECTURES.has(city[1] ?? "")) return { name: `${city[1]}市`, length: city[0].length };
  const whole = /^.{2,12}?自治州/u.exec(text) ?? /^.{2,5}?(?:地区|盟)(?=.)/u.exec(text);
  if (whole && !/[\d路街]/u.test(whole[0])) return { name: whole[0], length: whole[0].length };
  for (const short of PREFECTURES_SHORT) if (text.startsWith(`${short}州`)) return { name: `${short}州`, length: short.length + 1 };
  return null;
}
