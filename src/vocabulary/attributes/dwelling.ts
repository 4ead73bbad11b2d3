import type { Attribute } from "../contract.ts";
import { attributesOf } from "./define.ts";

const define = attributesOf("dwelling");

/** Everything that the vocabulary knows to say about a dwelling. */
export const dwellingAttributes: readonly Attribute[] = [
  define(
    "address",
    "地址",
    "Address",
    "address",
    `现住址 现住地址 现住地 现居住地址 现居住地 现居地 现居地址 现居住址 现居住地详址 现住地详址 现住址详址 现家庭住址 居住地址 居住地 居住住址 居住地详址 居住详细地址 家庭住址 家庭地址 家庭详细住址 家庭详细地址 住址 住所 住处
     常住地址 常住地 常住址 经常居住地 经常居住地址 实际居住地 实际居住地址 实际居住地详址 实际住址 实际居住址 实居地址 实际地址 暂住地址 暂住地 暂住址 暂住地详址 暂居地址 详细地址 详细住址 通讯地址 通信地址 联系地址
     联系住址 房屋地址 房屋坐落 房屋座落 坐落 座落 房屋住址 房屋位置 房屋详址 房屋详细地址 出租房地址 出租房屋地址 出租屋地址 租房地址 租住地址 承租地址 租赁地址 租赁房屋地址 住房地址 住宅地址 在华住址 在华地址
     住宿地址 在京住址 居住小区地址 小区地址 地址详情 门牌地址 标准地址 地址全称 户址 所住地址 居所 饲养地址 养犬地址 楼栋单元室号 楼栋单元室 幢单元室 楼幢单元室 楼栋房号 幢室号 楼栋门牌 居住小区及房号 小区房号 居住房号 房号地址 门牌号码 门牌 现住 住地 地點 address homeaddress residentialaddress
     currentaddress presentaddress livingaddress addressinchina residence placeofresidence localaddress`,
    { multiple: true },
  ),
  define(
    "estate",
    "小区",
    "Residential estate",
    "text",
    "小区名称 住宅小区 所在小区 所属小区 居住小区 楼盘 楼盘名称 小区名 小区/村 小区或村 院落 小区(自然村) 自然村 estate estatename residentialestate residentialarea compound",
  ),
  define(
    "building",
    "幢号",
    "Building",
    "text",
    "幢 楼幢 楼栋 楼栋号 栋号 栋 楼号 幢数 楼幢号 楼栋名称 所在楼栋 楼栋编号 座号 楼座 楼宇 楼宇号 楼 幢/栋 building buildingno buildingnumber block",
  ),
  define("unit", "单元", "Unit", "text", "单元号 单元名称 所在单元 门栋 单元编号 梯 unit unitno unitnumber entrance"),
  define("floor", "楼层", "Floor", "text", "层 所在楼层 层数 所在层 楼层号 层号 floor floorno storey level"),
  define(
    "room",
    "室号",
    "Room",
    "text",
    "房号 房间号 室 户室 户室号 门号 房间 房室号 房间编号 房室 室 室号/户 门牌室号 户门号 room roomno roomnumber apartment flat apartmentnumber",
  ),
  define(
    "usage",
    "房屋用途",
    "Use",
    "code",
    "用途 使用情况 房屋使用情况 房屋性质 房屋状态 使用状态 使用性质 房屋类型 房屋类别 居住状态 房屋使用状况 房屋现状 入住情况 住房性质 住所类型 住房类型 自住/出租 房屋属性 居住性质 usage use houseuse dwellinguse",
    {
      codeList: "dwellingUsage",
    },
  ),
  define(
    "area",
    "建筑面积",
    "Floor area",
    "number",
    "面积 房屋面积 使用面积 住房面积 建筑面积平方米 出租面积 租赁面积 居住面积 房屋建筑面积 平方 面积平方米 面积m2 面积㎡ area floorarea size",
    { unit: "m2" },
  ),
  define(
    "dwellingNumber",
    "房屋编号",
    "Dwelling number",
    "text",
    "房屋编码 房屋代码 出租房编号 出租房屋编号 房屋唯一编码 房屋id 房屋号 门牌编号 地址编码 标准地址编码 统一地址编码 租赁编号 dwellingnumber houseno houseid dwellingid",
  ),
  define("rent", "月租金", "Rent", "number", "租金 租金元 房租 月房租 租金元/月 月租 每月租金 月租费 rent monthlyrent", {
    unit: "CNY/month",
  }),
  define(
    "occupantCount",
    "居住人数",
    "Occupants",
    "integer",
    "入住人数 租住人数 承租人数 实住人数 现住人数 人数 实际居住人数 居住人口 现居住人数 常住人数 出租人数 暂住人数 租客人数 occupantcount occupants numberofoccupants",
    {
      unit: "person",
    },
  ),
  define(
    "fireSafety",
    "消防情况",
    "Fire safety",
    "text",
    "消防检查 安全检查结果 消防安全 消防安全情况 消防 消防设施 消防检查结果 消防检查情况 消防状况 消防设施情况 消防安全检查 firesafety fireinspection",
  ),
  define(
    "ownershipCertificate",
    "产权证号",
    "Ownership certificate",
    "text",
    `房产证号 不动产权证号 房屋产权证号 产权证 房产证 不动产证号 房屋所有权证号 权证号 不动产权证书号 产权证编号 房产证编号 ownershipcertificate
     titledeed propertycertificate`,
    { sensitivity: "identifier" },
  ),
  define("structure", "房屋结构", "Structure", "text", "结构 建筑结构 房屋结构类型 结构类型 结构形式 structure housestructure"),
  define("layout", "户型", "Layout", "text", "房型 户型结构 房屋户型 户型描述 layout"),
  define("innerArea", "套内面积", "Area inside the walls", "number", "套内建筑面积 套内使用面积 innerarea", { unit: "m2" }),
  define("roomCount", "房间数", "Rooms", "integer", "房间数量 房间个数 间数 房屋间数 居室数 出租房间数 出租间数 roomcount numberofrooms", {
    unit: "room",
  }),
  define("storeyCount", "总层数", "Storeys", "integer", "房屋层数 建筑层数 楼层数 地上层数 房屋总层数 storeycount numberofstoreys", {
    unit: "storey",
  }),
  define(
    "builtDate",
    "建成时间",
    "Built in",
    "date",
    "建成年份 建成年代 建造年份 建造年代 建筑年代 建筑年份 建房年份 建房年代 竣工年份 建成年月 yearbuilt builtdate",
  ),
  define("handoverDate", "交房日期", "Handed over on", "date", "收房日期 交付日期 handoverdate"),
  define(
    "parkingSpace",
    "车位号",
    "Parking space",
    "text",
    "车位 车位编号 停车位 停车位号 停车位编号 车库号 车位车库号 地下车位号 parkingspace parkingno",
    {
      multiple: true,
    },
  ),
  define(
    "leaseStartDate",
    "租赁起始日期",
    "Let from",
    "date",
    "租赁开始日期 租期开始日期 租期起 租赁期限起 租赁起 起租日期 承租起始日期 leasestartdate leasestart",
  ),
  define(
    "leaseEndDate",
    "租赁终止日期",
    "Let until",
    "date",
    "租赁结束日期 租赁到期日期 租赁到期日 租赁截止日期 租期结束日期 租期止 租赁期限止 租赁止 承租终止日期 leaseenddate leaseend",
  ),
  define("deposit", "押金", "Deposit", "number", "押金元 租房押金 deposit", { unit: "CNY" }),
  define("homesteadArea", "宅基地面积", "Area of the homestead", "number", "宅基地使用面积 宅基地批准面积 宅基地占地面积 homesteadarea", {
    unit: "m2",
  }),
  define(
    "homesteadCertificate",
    "宅基地证号",
    "Homestead certificate",
    "text",
    "宅基地使用证号 宅基地使用权证号 宅基地证编号 土地证号 土地使用证号 集体土地使用证号 homesteadcertificate",
    { sensitivity: "identifier" },
  ),
  define("propertyNature", "产权性质", "Kind of ownership", "text", "产权类型 产权类别 房屋产权性质 权属性质 房屋权属性质 propertynature"),
  define("safetyGrade", "房屋安全等级", "Grade of safety", "text", "危房等级 危房鉴定等级 房屋危险等级 房屋鉴定等级 safetygrade"),
  define(
    "hazard",
    "隐患",
    "Hazard",
    "text",
    "隐患情况 安全隐患 隐患描述 存在隐患 隐患类型 存在问题 问题隐患 隐患内容 安全隐患情况 存在的隐患 发现问题 发现隐患 hazard hazards safetyhazard",
  ),
  define("note", "备注", "Note", "text", "说明 备注说明 附注 其他 其它 note notes remark remarks"),
];
