/** The built community: estates of several kinds and every dwelling in them. */
import type { Random } from "./random.ts";
import type { Dwelling, Locality } from "./world-shape.ts";

const ESTATE_NAMES =
  "青枫苑 望溪花园 柳岸公寓 东篱新村 云杉府 澄湖小区 白鹭家园 松涛里 南塘新村 听雨苑 长堤公寓 杏林花园 石桥小区 临波苑 荷塘月色园 五丰新村 半山小区 兰亭府 麦田新村 前畈小区".split(
    " ",
  );
const ROADS = ["柳溪路", "青枫街", "望溪北路", "文溪大道", "白鹭巷", "东篱街"];

interface EstateStyle {
  readonly units: readonly [number, number];
  readonly floors: readonly [number, number];
  readonly perFloor: number;
  /** Two-digit rooms on a floor (1205) or plain ones. */
  readonly weight: number;
}

const STYLES: readonly EstateStyle[] = [
  { units: [2, 4], floors: [5, 6], perFloor: 2, weight: 5 },
  { units: [1, 2], floors: [11, 18], perFloor: 2, weight: 2 },
  { units: [0, 0], floors: [6, 9], perFloor: 5, weight: 2 },
  { units: [1, 3], floors: [4, 4], perFloor: 1, weight: 1 },
];

/** Builds estates until there is room for so many households. */
export function buildDwellings(random: Random, wanted: number): { estates: string[]; dwellings: Dwelling[] } {
  const count = Math.max(3, Math.min(ESTATE_NAMES.length, Math.round(wanted / 70) + 1));
  // The first four keep the names of the sample; larger communities get more of them.
  const estates = [...ESTATE_NAMES.slice(0, Math.min(4, count)), ...random.shuffle(ESTATE_NAMES.slice(4)).slice(0, Math.max(0, count - 4))];
  const dwellings: Dwelling[] = [];
  estates.forEach((estate, index) => {
    const share = Math.ceil((wanted * (index + 1)) / count);
    const style =
      index < STYLES.length ? (STYLES[index] as EstateStyle) : random.weighted(STYLES.map((each) => [each, each.weight] as const));
    for (let building = 1; dwellings.length < share; building++) addBuilding(random, dwellings, estate, building, style);
  });
  return { estates, dwellings };
}

function addBuilding(random: Random, dwellings: Dwelling[], estate: string, building: number, style: EstateStyle): void {
  const units = random.between(...style.units);
  const floors = random.between(...style.floors);
  const areas = Array.from({ length: style.perFloor }, () => (random.between(560, 1420) / 10).toFixed(1));
  for (let unit = Math.min(1, units); unit <= units; unit++) {
    for (let floor = 1; floor <= floors; floor++) {
      for (let door = 1; door <= style.perFloor; door++) {
        dwellings.push({
          id: `D${String(dwellings.length + 1).padStart(5, "0")}`,
          estate,
          building: String(building),
          unit: unit === 0 ? "" : String(unit),
          floor: String(floor),
          room: `${floor}${String(door).padStart(2, "0")}`,
          usage: "空置",
          area: areas[door - 1] as string,
          owner: null,
          households: [],
          rent: 0,
        });
      }
    }
  }
}

/** `望溪花园3幢2单元501室` */
export function shortAddress(dwelling: Dwelling): string {
  return `${dwelling.estate}${dwelling.building}幢${dwelling.unit && `${dwelling.unit}单元`}${dwelling.room}室`;
}

/** The same with province, county and township in front, as the police write it. */
export function fullAddress(locality: Locality, dwelling: Dwelling): string {
  return `${locality.province}${locality.county}${locality.township}${shortAddress(dwelling)}`;
}

/** A shop's place: at the foot of a building or on a road. */
export function shopAddress(random: Random, locality: Locality, dwellings: readonly Dwelling[]): string {
  const front = `${locality.province}${locality.county}${locality.township}`;
  if (random.chance(0.6)) return `${front}${random.pick(ROADS)}${random.between(3, 480)}号`;
  const { estate, building } = random.pick(dwellings);
  return `${front}${estate}${building}幢${random.between(1, 8)}号店面`;
}

/** An address far away, for people registered elsewhere. */
export function farAddress(random: Random, division: { province: string; city: string; county: string }): string {
  const front =
    division.province === division.city ? division.province + division.county : division.province + division.city + division.county;
  const town = random.pick(["城关镇", "王店镇", "双河镇", "石门乡", "新安镇", "大桥镇", "柳林乡", "黄泥镇", "三合镇", "沙坪镇"]);
  const village = random.pick(["胜利", "红星", "刘庄", "上坪", "新民", "张湾", "大树", "河口", "向阳", "东风"]);
  return `${front}${town}${village}村${random.between(1, 28)}组${random.between(1, 120)}号`;
}
