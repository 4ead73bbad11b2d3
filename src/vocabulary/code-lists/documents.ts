import { defineCodeList } from "./define.ts";

/** X01 is this project's: GA/T 517 of 2004 is older than the residence permits for residents from Hong Kong, Macao and Taiwan. */
export const documentKind = defineCodeList(
  "documentKind",
  "证件类型",
  "Kind of identity document",
  "GA/T 517",
  `111 居民身份证 | Resident identity card | 身份证 二代身份证 二代证 中华人民共和国居民身份证 公民身份证 居民身份证(户口簿) 大陆居民身份证 内地居民身份证 01 ID ID_card Identity_card Resident_ID National_ID
   112 临时居民身份证 | Temporary resident identity card | 临时身份证
   113 户口簿 | Household register booklet | 户口本 户口薄 居民户口簿 户口 Hukou
   114 中国人民解放军军官证 | Officer's card of the PLA | 军官证 军人证 部队证件 军人身份证 军人身份证件 Military_ID
   115 中国人民武装警察部队警官证 | Officer's card of the armed police | 武警警官证 武警证
   116 暂住证 | Temporary residence permit |
   117 出生医学证明 | Medical certificate of birth | 出生证明 出生证 Birth_certificate
   119 士兵证 | Soldier's card | 士官证 义务兵证
   123 警官证 | Police officer's card | 人民警察证
   133 学生证 | Student card | Student_card
   154 居住证 | Residence permit | 浙江省居住证 流动人口居住证 Residence_permit
   211 离休证 | Retired cadre's card |
   213 退休证 | Retirement card |
   215 老年证 | Senior citizen's card | 老年人优待证 优待证
   217 残疾证 | Disability certificate | 残疾人证
   331 驾驶证 | Driving licence | 驾照 机动车驾驶证 Driving_licence Driver_licence
   411 外交护照 | Diplomatic passport | Diplomatic_passport
   412 公务护照 | Service passport |
   413 公务普通护照 | Passport for public affairs | 因公普通护照
   414 普通护照 | Ordinary passport | 护照 因私护照 外国护照 因私普通护照 外国人护照 中国护照 02 P Passport
   415 旅行证 | Travel document | 中华人民共和国旅行证
   416 入出境通行证 | Entry and exit permit | 出入境通行证
   417 外国人出入境证 | Alien's entry and exit permit |
   418 外国人旅行证 | Alien's travel permit |
   419 海员证 | Seafarer's passport |
   420 香港特别行政区护照 | Passport of the Hong Kong SAR | 香港护照 香港特区护照
   421 澳门特别行政区护照 | Passport of the Macao SAR | 澳门护照 澳门特区护照
   423 澳门特别行政区旅行证 | Travel document of the Macao SAR |
   511 台湾居民来往大陆通行证 | Mainland travel permit for Taiwan residents | 台胞证 台湾通行证 台湾居民通行证 台湾同胞来往大陆通行证 台湾居民来往内地通行证 台湾来往大陆通行证 台湾居民往来大陆通行证
   512 台湾居民来往大陆通行证(一次有效) | Mainland travel permit for Taiwan residents, single journey |
   513 往来港澳通行证 | Permit for travelling to Hong Kong and Macao |
   515 前往港澳通行证 | One-way permit to Hong Kong and Macao |
   516 港澳居民来往内地通行证 | Mainland travel permit for Hong Kong and Macao residents | 回乡证 港澳通行证 港澳同胞回乡证 港澳居民通行证 港澳居民往来内地通行证 港澳台通行证 港澳台居民来往内地通行证 Home_return_permit
   517 大陆居民往来台湾通行证 | Permit for travelling to Taiwan |
   518 因公往来香港澳门特别行政区通行证 | Permit for public affairs in Hong Kong and Macao |
   551 华侨回国定居证 | Certificate of an overseas Chinese resettled |
   552 台湾居民定居证 | Certificate of settlement of a Taiwan resident |
   553 外国人永久居留证 | Foreign permanent resident ID card | 外国人永久居留身份证 永久居留证 永居证 中国绿卡 永久居留身份证 外国人永久居留身份证件 Permanent_residence_card Green_card
   554 外国人居留证 | Alien's residence permit | 居留许可 外国人居留许可 居留证 Residence_permit_for_foreigners
   555 外国人临时居留证 | Alien's temporary residence permit | 临时居留证
   990 其他 | Other | 其它 其他证件 其它证件 Other
   X01 港澳台居民居住证 | Residence permit for Hong Kong, Macao and Taiwan residents | 港澳居民居住证 台湾居民居住证 港澳台居住证`,
);
