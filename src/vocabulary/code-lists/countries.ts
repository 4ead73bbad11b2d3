import type { CodeList } from "../contract.ts";

/** ISO 3166-1: alpha-3, alpha-2, the Chinese name (GB/T 2659), the English name, then other names of everyday use. */
const TABLE = `
ABW AW 阿鲁巴 | Aruba
AFG AF 阿富汗 | Afghanistan | Afghan
AGO AO 安哥拉 | Angola | Angolan
AIA AI 安圭拉 | Anguilla
ALA AX 奥兰群岛 | Åland Islands
ALB AL 阿尔巴尼亚 | Albania
AND AD 安道尔 | Andorra
ARE AE 阿拉伯联合酋长国 | United Arab Emirates | 阿联酋 | UAE | Emirates
ARG AR 阿根廷 | Argentina | Argentinian | Argentine
ARM AM 亚美尼亚 | Armenia
ASM AS 美属萨摩亚 | American Samoa
ATA AQ 南极洲 | Antarctica
ATF TF 法属南部领地 | French Southern Territories
ATG AG 安提瓜和巴布达 | Antigua & Barbuda | Antigua and Barbuda | 安提瓜与巴布达
AUS AU 澳大利亚 | Australia | 澳洲 | Australian
AUT AT 奥地利 | Austria
AZE AZ 阿塞拜疆 | Azerbaijan
BDI BI 布隆迪 | Burundi
BEL BE 比利时 | Belgium
BEN BJ 贝宁 | Benin | 贝宁共和国
BES BQ 荷属加勒比区 | Caribbean Netherlands | Bonaire, Sint Eustatius and Saba
BFA BF 布基纳法索 | Burkina Faso
BGD BD 孟加拉国 | Bangladesh | 孟加拉
BGR BG 保加利亚 | Bulgaria
BHR BH 巴林 | Bahrain
BHS BS 巴哈马 | Bahamas
BIH BA 波斯尼亚和黑塞哥维那 | Bosnia & Herzegovina | Bosnia and Herzegovina | 波黑 | Bosnia
BLM BL 圣巴泰勒米 | St. Barthélemy | Saint Barthélemy
BLR BY 白俄罗斯 | Belarus | 白俄
BLZ BZ 伯利兹 | Belize
BMU BM 百慕大 | Bermuda
BOL BO 玻利维亚 | Bolivia | Bolivia, Plurinational State of
BRA BR 巴西 | Brazil | Brazilian
BRB BB 巴巴多斯 | Barbados
BRN BN 文莱 | Brunei | Brunei Darussalam | 汶莱 | 文莱达鲁萨兰国
BTN BT 不丹 | Bhutan
BVT BV 布韦岛 | Bouvet Island
BWA BW 博茨瓦纳 | Botswana
CAF CF 中非共和国 | Central African Republic | 中非
CAN CA 加拿大 | Canada | Canadian
CCK CC 科科斯（基林）群岛 | Cocos (Keeling) Islands
CHE CH 瑞士 | Switzerland
CHL CL 智利 | Chile | Chilean
CHN CN 中国 | China | 中华人民共和国 | 中国大陆 | 大陆 | 中国籍 | 本国 | PRC | P.R.China | P.R. China | PR China | Chinese | CHINA | People's Republic of China
CIV CI 科特迪瓦 | Côte d’Ivoire | Côte d'Ivoire | 象牙海岸 | Ivory Coast | Cote d Ivoire
CMR CM 喀麦隆 | Cameroon | Cameroonian
COD CD 刚果（金） | Congo - Kinshasa | Congo, The Democratic Republic of the | 刚果民主共和国 | 民主刚果 | 刚果金 | 扎伊尔 | DR Congo | DRC | Democratic Republic of the Congo
COG CG 刚果（布） | Congo - Brazzaville | Congo | 刚果共和国 | 刚果布 | 刚果 | Republic of the Congo
COK CK 库克群岛 | Cook Islands
COL CO 哥伦比亚 | Colombia | Colombian
COM KM 科摩罗 | Comoros
CPV CV 佛得角 | Cape Verde | Cabo Verde
CRI CR 哥斯达黎加 | Costa Rica
CUB CU 古巴 | Cuba
CUW CW 库拉索 | Curaçao
CXR CX 圣诞岛 | Christmas Island
CYM KY 开曼群岛 | Cayman Islands
CYP CY 塞浦路斯 | Cyprus
CZE CZ 捷克 | Czechia | 捷克共和国 | Czech Republic
DEU DE 德国 | Germany | 德意志 | German
DJI DJ 吉布提 | Djibouti
DMA DM 多米尼克 | Dominica
DNK DK 丹麦 | Denmark
DOM DO 多米尼加共和国 | Dominican Republic | 多米尼加
DZA DZ 阿尔及利亚 | Algeria | Algerian
ECU EC 厄瓜多尔 | Ecuador
EGY EG 埃及 | Egypt | Egyptian
ERI ER 厄立特里亚 | Eritrea
ESH EH 西撒哈拉 | Western Sahara
ESP ES 西班牙 | Spain | 西班牙王国 | Spanish
EST EE 爱沙尼亚 | Estonia
ETH ET 埃塞俄比亚 | Ethiopia | Ethiopian
FIN FI 芬兰 | Finland
FJI FJ 斐济 | Fiji
FLK FK 福克兰群岛 | Falkland Islands | Falkland Islands (Malvinas)
FRA FR 法国 | France | 法兰西 | French
FRO FO 法罗群岛 | Faroe Islands
FSM FM 密克罗尼西亚 | Micronesia | Micronesia, Federated States of | 密克罗尼西亚联邦
GAB GA 加蓬 | Gabon
GBR GB 英国 | United Kingdom | 大不列颠 | 英格兰 | 苏格兰 | 威尔士 | 联合王国 | 大不列颠及北爱尔兰联合王国 | UK | Great Britain | Britain | England | Scotland | British | United Kingdom of Great Britain and Northern Ireland
GEO GE 格鲁吉亚 | Georgia
GGY GG 根西岛 | Guernsey
GHA GH 加纳 | Ghana | 加纳共和国 | Ghanaian
GIB GI 直布罗陀 | Gibraltar
GIN GN 几内亚 | Guinea | Guinean
GLP GP 瓜德罗普 | Guadeloupe
GMB GM 冈比亚 | Gambia
GNB GW 几内亚比绍 | Guinea-Bissau | 几内亚比绍共和国
GNQ GQ 赤道几内亚 | Equatorial Guinea
GRC GR 希腊 | Greece | 希腊共和国
GRD GD 格林纳达 | Grenada
GRL GL 格陵兰 | Greenland
GTM GT 危地马拉 | Guatemala
GUF GF 法属圭亚那 | French Guiana
GUM GU 关岛 | Guam
GUY GY 圭亚那 | Guyana
HKG HK 中国香港 | Hong Kong, China | Hong Kong SAR China | Hong Kong | 香港 | 中国香港特别行政区 | 香港特别行政区 | 香港特区 | HK | Hong Kong SAR | Hongkong
HMD HM 赫德岛和麦克唐纳群岛 | Heard & McDonald Islands | Heard Island and McDonald Islands
HND HN 洪都拉斯 | Honduras
HRV HR 克罗地亚 | Croatia
HTI HT 海地 | Haiti
HUN HU 匈牙利 | Hungary
IDN ID 印度尼西亚 | Indonesia | 印尼
IMN IM 马恩岛 | Isle of Man
IND IN 印度 | India | Indian
IOT IO 英属印度洋领地 | British Indian Ocean Territory
IRL IE 爱尔兰 | Ireland | 爱尔兰共和国
IRN IR 伊朗 | Iran | Iran, Islamic Republic of | Iranian
IRQ IQ 伊拉克 | Iraq | Iraqi
ISL IS 冰岛 | Iceland
ISR IL 以色列 | Israel | Israeli
ITA IT 意大利 | Italy | 意国 | Italian
JAM JM 牙买加 | Jamaica
JEY JE 泽西岛 | Jersey
JOR JO 约旦 | Jordan | Jordanian
JPN JP 日本 | Japan | 日 | Japanese
KAZ KZ 哈萨克斯坦 | Kazakhstan | 哈萨克 | Kazakh
KEN KE 肯尼亚 | Kenya | Kenyan
KGZ KG 吉尔吉斯斯坦 | Kyrgyzstan | 吉尔吉斯
KHM KH 柬埔寨 | Cambodia | 高棉
KIR KI 基里巴斯 | Kiribati
KNA KN 圣基茨和尼维斯 | St. Kitts & Nevis | Saint Kitts and Nevis
KOR KR 韩国 | South Korea | Korea, Republic of | 大韩民国 | 南韩 | 南朝鲜 | Korea | Republic of Korea | ROK | Korean | Korea South
KWT KW 科威特 | Kuwait | 科威特国
LAO LA 老挝 | Laos | Lao People's Democratic Republic | 老挝人民民主共和国
LBN LB 黎巴嫩 | Lebanon | Lebanese
LBR LR 利比里亚 | Liberia
LBY LY 利比亚 | Libya | Libyan
LCA LC 圣卢西亚 | St. Lucia | Saint Lucia
LIE LI 列支敦士登 | Liechtenstein
LKA LK 斯里兰卡 | Sri Lanka | Sri Lankan
LSO LS 莱索托 | Lesotho
LTU LT 立陶宛 | Lithuania
LUX LU 卢森堡 | Luxembourg
LVA LV 拉脱维亚 | Latvia
MAC MO 中国澳门 | Macao, China | Macao | 澳门 | 中国澳门特别行政区 | 澳门特别行政区 | 澳门特区 | Macau | Macao SAR
MAF MF 法属圣马丁 | St. Martin | Saint Martin (French part)
MAR MA 摩洛哥 | Morocco | Moroccan
MCO MC 摩纳哥 | Monaco
MDA MD 摩尔多瓦 | Moldova | Moldova, Republic of | 摩尔达维亚
MDG MG 马达加斯加 | Madagascar
MDV MV 马尔代夫 | Maldives | 马尔地夫
MEX MX 墨西哥 | Mexico
MHL MH 马绍尔群岛 | Marshall Islands
MKD MK 北马其顿 | North Macedonia | 马其顿 | Macedonia
MLI ML 马里 | Mali | Malian
MLT MT 马耳他 | Malta
MMR MM 缅甸 | Myanmar | Myanmar (Burma) | Burma
MNE ME 黑山 | Montenegro
MNG MN 蒙古 | Mongolia | 蒙古国 | 外蒙古
MNP MP 北马里亚纳群岛 | Northern Mariana Islands
MOZ MZ 莫桑比克 | Mozambique
MRT MR 毛里塔尼亚 | Mauritania | 毛利塔尼亚
MSR MS 蒙特塞拉特 | Montserrat
MTQ MQ 马提尼克 | Martinique
MUS MU 毛里求斯 | Mauritius
MWI MW 马拉维 | Malawi
MYS MY 马来西亚 | Malaysia | 大马 | 马来 | Malaysian
MYT YT 马约特 | Mayotte
NAM NA 纳米比亚 | Namibia
NCL NC 新喀里多尼亚 | New Caledonia
NER NE 尼日尔 | Niger | 尼日尔共和国
NFK NF 诺福克岛 | Norfolk Island
NGA NG 尼日利亚 | Nigeria | Nigerian
NIC NI 尼加拉瓜 | Nicaragua
NIU NU 纽埃 | Niue
NLD NL 荷兰 | Netherlands | 荷兰王国 | Holland | The Netherlands | Dutch
NOR NO 挪威 | Norway
NPL NP 尼泊尔 | Nepal | Nepalese | Nepali
NRU NR 瑙鲁 | Nauru
NZL NZ 新西兰 | New Zealand | 纽西兰
OMN OM 阿曼 | Oman
PAK PK 巴基斯坦 | Pakistan | Pakistani
PAN PA 巴拿马 | Panama
PCN PN 皮特凯恩群岛 | Pitcairn Islands | Pitcairn
PER PE 秘鲁 | Peru | Peruvian
PHL PH 菲律宾 | Philippines | Philippine | Filipino
PLW PW 帕劳 | Palau
PNG PG 巴布亚新几内亚 | Papua New Guinea
POL PL 波兰 | Poland | Polish
PRI PR 波多黎各 | Puerto Rico
PRK KP 朝鲜 | North Korea | Korea, Democratic People's Republic of | 朝鲜民主主义人民共和国 | 北朝鲜 | 北韩 | DPRK | Korea North
PRT PT 葡萄牙 | Portugal | Portuguese
PRY PY 巴拉圭 | Paraguay
PSE PS 巴勒斯坦 | Palestine | Palestinian Territories | Palestine, State of | 巴勒斯坦国
PYF PF 法属波利尼西亚 | French Polynesia
QAT QA 卡塔尔 | Qatar
REU RE 留尼汪 | Réunion
ROU RO 罗马尼亚 | Romania
RUS RU 俄罗斯 | Russia | Russian Federation | 俄国 | 俄联邦 | 俄罗斯联邦 | Russian
RWA RW 卢旺达 | Rwanda
SAU SA 沙特阿拉伯 | Saudi Arabia | 沙特 | Saudi | KSA
SDN SD 苏丹 | Sudan | Sudanese
SEN SN 塞内加尔 | Senegal | Senegalese
SGP SG 新加坡 | Singapore | 星加坡 | Singaporean
SGS GS 南乔治亚和南桑威奇群岛 | South Georgia & South Sandwich Islands | South Georgia and the South Sandwich Islands
SHN SH 圣赫勒拿 | St. Helena | Saint Helena, Ascension and Tristan da Cunha
SJM SJ 斯瓦尔巴和扬马延 | Svalbard & Jan Mayen | Svalbard and Jan Mayen
SLB SB 所罗门群岛 | Solomon Islands
SLE SL 塞拉利昂 | Sierra Leone
SLV SV 萨尔瓦多 | El Salvador
SMR SM 圣马力诺 | San Marino
SOM SO 索马里 | Somalia | Somali
SPM PM 圣皮埃尔和密克隆群岛 | St. Pierre & Miquelon | Saint Pierre and Miquelon
SRB RS 塞尔维亚 | Serbia | Serbian
SSD SS 南苏丹 | South Sudan
STP ST 圣多美和普林西比 | São Tomé & Príncipe | Sao Tome and Principe | 圣多美与普林西比
SUR SR 苏里南 | Suriname
SVK SK 斯洛伐克 | Slovakia | 斯洛伐克共和国
SVN SI 斯洛文尼亚 | Slovenia
SWE SE 瑞典 | Sweden
SWZ SZ 斯威士兰 | Eswatini | 斯威士兰王国 | Swaziland
SXM SX 荷属圣马丁 | Sint Maarten | Sint Maarten (Dutch part)
SYC SC 塞舌尔 | Seychelles
SYR SY 叙利亚 | Syria | Syrian Arab Republic
TCA TC 特克斯和凯科斯群岛 | Turks & Caicos Islands | Turks and Caicos Islands
TCD TD 乍得 | Chad
TGO TG 多哥 | Togo
THA TH 泰国 | Thailand | Thai
TJK TJ 塔吉克斯坦 | Tajikistan | 塔吉克
TKL TK 托克劳 | Tokelau
TKM TM 土库曼斯坦 | Turkmenistan | 土库曼
TLS TL 东帝汶 | Timor-Leste | East Timor
TON TO 汤加 | Tonga
TTO TT 特立尼达和多巴哥 | Trinidad & Tobago | Trinidad and Tobago | 特立尼达与多巴哥 | 千里达
TUN TN 突尼斯 | Tunisia | Tunisian
TUR TR 土耳其 | Türkiye | Turkey | Turkiye
TUV TV 图瓦卢 | Tuvalu
TWN TW 中国台湾 | Taiwan, China | Taiwan | 台湾 | 中国台湾省 | 台湾省 | 台湾地区 | 台 | Chinese Taipei
TZA TZ 坦桑尼亚 | Tanzania | Tanzania, United Republic of
UGA UG 乌干达 | Uganda | Ugandan
UKR UA 乌克兰 | Ukraine | Ukrainian
UMI UM 美国本土外小岛屿 | U.S. Outlying Islands | United States Minor Outlying Islands
URY UY 乌拉圭 | Uruguay
USA US 美国 | United States | 美利坚 | 美利坚合众国 | United States of America | U.S.A. | U.S. | America | American
UZB UZ 乌兹别克斯坦 | Uzbekistan | 乌兹别克 | Uzbek
VAT VA 梵蒂冈 | Vatican City | Holy See (Vatican City State) | Vatican | Holy See
VCT VC 圣文森特和格林纳丁斯 | St. Vincent & Grenadines | Saint Vincent and the Grenadines
VEN VE 委内瑞拉 | Venezuela | Venezuela, Bolivarian Republic of
VGB VG 英属维尔京群岛 | British Virgin Islands | Virgin Islands, British
VIR VI 美属维尔京群岛 | U.S. Virgin Islands | Virgin Islands, U.S.
VNM VN 越南 | Vietnam | Viet Nam | 越
VUT VU 瓦努阿图 | Vanuatu
WLF WF 瓦利斯和富图纳 | Wallis & Futuna | Wallis and Futuna
WSM WS 萨摩亚 | Samoa
YEM YE 也门 | Yemen | Yemeni
ZAF ZA 南非 | South Africa | South African
ZMB ZM 赞比亚 | Zambia
ZWE ZW 津巴布韦 | Zimbabwe
`;

export const country: CodeList = {
  name: "country",
  label: { zh: "国家和地区", en: "Countries and regions" },
  standard: "ISO 3166-1 alpha-3, GB/T 2659",
  codes: TABLE.trim()
    .split("\n")
    .map((line) => {
      const [names = "", english = "", ...synonyms] = line.split(" | ");
      const [code = "", alpha2 = "", chinese = ""] = names.split(" ");
      return { code, label: { zh: chinese, en: english }, synonyms: [alpha2, ...synonyms] };
    }),
};

const known = new Set(country.codes.map((code) => code.code));

/** Whether `code` is an alpha-3 code of ISO 3166-1. */
export function isCountry(code: string): boolean {
  return known.has(code);
}
