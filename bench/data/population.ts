/** A city's people, each computed from their number when asked for. Families of five shapes repeat every fourteen people. */
import {
  type Division,
  divisionCodeOf,
  FAR_DIVISIONS,
  fashionOf,
  HOME_DIVISION,
  isoDay,
  LOCAL_SURNAMES,
  NATIONAL_SURNAMES,
  residentIdOf,
} from "../../samples/generator/index.ts";
import { Draw, mix, slotsOf } from "./draw.ts";

/** One person as departments might know them. */
export interface Citizen {
  readonly index: number;
  readonly name: string;
  readonly sex: "1" | "2";
  readonly birthDate: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly oldPhone: string;
  readonly migrant: boolean;
  readonly household: number;
  /** 0 head, 1 spouse, 2 and more children and parents. */
  readonly place: number;
  readonly age: number;
  readonly address: string;
  readonly oldAddress: string;
  readonly division: Division;
}

const BLOCK = 14;
/** Where a person stands in the block: which of its five households, and which place there. */
const HOUSEHOLD_OF = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4];
const PLACE_OF = [0, 0, 1, 0, 1, 2, 0, 1, 2, 3, 0, 1, 2, 3];
const TODAY_DAY = 20_269;
const FIRST_DAY = -18_000;
const PREFIXES = [
  "130",
  "131",
  "132",
  "135",
  "136",
  "137",
  "138",
  "139",
  "150",
  "151",
  "152",
  "157",
  "158",
  "159",
  "176",
  "177",
  "178",
  "180",
  "181",
  "186",
  "187",
  "188",
  "189",
  "198",
  "199",
];
const ESTATE_FIRST = [..."青望柳东澄云白松南听长杏石临荷五半兰麦前桃梅竹枫溪湖山河泉岭"];
const ESTATE_SECOND = [..."枫溪岸篱湖杉鹭涛塘雨堤林桥波月丰山亭田畈源庭园苑村坊里湾洲坪"];
const ESTATE_LAST = ["苑", "花园", "新村", "小区", "公寓", "家园"];
const LOCAL = slotsOf(LOCAL_SURNAMES);
const NATIONAL = slotsOf(NATIONAL_SURNAMES);

/** What departments choose their people by. */
export type Glimpse = Pick<Citizen, "migrant" | "age" | "place">;

/** What is cheap to know of a person: enough to give out ID numbers. */
interface Outline {
  readonly sex: "1" | "2";
  readonly day: number;
  readonly migrant: boolean;
  readonly division: number;
}

/** The people of a seed. Two bytes a person are held: the sequence in the ID number, so that no two people share one. */
export class Population {
  readonly size: number;
  readonly #seed: number;
  readonly #sequences: Uint16Array;
  readonly #draw = new Draw();

  constructor(size: number, seed: number) {
    this.size = size;
    this.#seed = seed;
    this.#sequences = new Uint16Array(size);
    const days = TODAY_DAY - FIRST_DAY + 1;
    const given = new Uint16Array((FAR_DIVISIONS.length + 1) * 2 * days);
    for (let index = 0; index < size; index++) {
      const { sex, day, division } = this.#outline(index);
      const cell = ((division + 1) * 2 + (sex === "1" ? 1 : 0)) * days + (day - FIRST_DAY);
      // 37 shares no factor with 500, so numbers look mixed and never repeat.
      this.#sequences[index] = (((given[cell] as number) * 37 + (cell % 499)) % 500) * 2 + (sex === "1" ? 1 : 0);
      given[cell] = (given[cell] as number) + 1;
    }
  }

  householdOf(index: number): number {
    return Math.floor(index / BLOCK) * 5 + (HOUSEHOLD_OF[index % BLOCK] as number);
  }

  /** What departments choose by, without the cost of the whole person. */
  glimpse(index: number): Glimpse {
    const { day, migrant } = this.#outline(index);
    return { migrant, age: ageAt(day), place: PLACE_OF[index % BLOCK] as number };
  }

  #outline(index: number): Outline {
    const household = this.householdOf(index);
    const place = PLACE_OF[index % BLOCK] as number;
    const family = mix(this.#seed ^ 0x51ed, household);
    const migrant = family % 100 < 33;
    const headAge = 24 + ((family >>> 8) % (migrant ? 32 : 62));
    const parent = place === 3 && headAge < 60 && (family >>> 20) % 3 === 0;
    // One younger child in forty is a twin of the elder.
    const twin = place === 3 && !parent && (family >>> 4) % 40 === 0;
    const own = mix(this.#seed, twin ? index - 1 : index);
    const age =
      place === 0
        ? headAge
        : place === 1
          ? Math.max(20, headAge - (own % 5))
          : parent
            ? headAge + 24 + (own % 6)
            : Math.max(0, headAge - 22 - (twin ? 2 : place) * 4 + (own % 4));
    const sex = place === 0 ? "1" : place === 1 ? "2" : ((mix(this.#seed, index) >>> 5) & 1) === 0 ? "1" : "2";
    const day = Math.max(FIRST_DAY, TODAY_DAY - age * 365 - ((own >>> 8) % 365));
    return { sex, day, migrant, division: migrant ? (family >>> 16) % FAR_DIVISIONS.length : -1 };
  }

  /** The person of that number. */
  citizen(index: number): Citizen {
    const { sex, day, migrant, division: place } = this.#outline(index);
    const household = this.householdOf(index);
    const position = PLACE_OF[index % BLOCK] as number;
    const division = place < 0 ? HOME_DIVISION : (FAR_DIVISIONS[place] as Division);
    const birthDate = dayText(day);
    const year = Number(birthDate.slice(0, 4));
    const draw = this.#draw.begin(this.#seed ^ 0xfade, index);
    const surnames = migrant ? NATIONAL : LOCAL;
    const familyName = surnames[mix(this.#seed ^ 0xbead, household) & 4095] as string;
    const surname = position === 1 ? (surnames[draw.below(4096)] as string) : familyName;
    const age = ageAt(day);
    const seed = this.#seed;
    const ownPhone = phoneOf(index);
    // Children are reached by their father's number, who stands some places before them.
    const phone = age < 16 ? phoneOf(index - position) : ownPhone;
    return {
      index,
      name: surname + givenName(draw, year, sex, position),
      sex,
      birthDate,
      idNumber: residentIdOf(divisionCodeOf(division, year), birthDate, this.#sequences[index] as number),
      phone,
      oldPhone: `${PREFIXES[draw.below(25)]}${String(draw.below(100_000_000)).padStart(8, "0")}`,
      migrant,
      household,
      place: position,
      age,
      get address() {
        return addressOf(seed, household);
      },
      get oldAddress() {
        return addressOf(seed, household + 100_003);
      },
      division,
    };
  }
}

const dayTexts = new Array<string | undefined>(TODAY_DAY - FIRST_DAY + 1);

/** The ISO date of a day; each is spelled once. */
function dayText(day: number): string {
  const known = dayTexts[day - FIRST_DAY];
  if (known) return known;
  const text = isoDay(day);
  dayTexts[day - FIRST_DAY] = text;
  return text;
}

function ageAt(day: number): number {
  return Math.floor((TODAY_DAY - day) / 365.2425);
}

function phoneOf(index: number): string {
  // 7,654,321 shares no factor with 10⁸: each person has another number.
  const rest = (index * 7_654_321 + 12_345) % 100_000_000;
  return `${PREFIXES[index % 25]}${String(rest).padStart(8, "0")}`;
}

const wholeNames = new Map<string, readonly string[]>();

/** Siblings stand at places of different parity and so draw from different halves: no family gives one name twice. */
function givenName(draw: Draw, year: number, sex: "1" | "2", place: number): string {
  const fashion = fashionOf(year);
  const whole = sex === "1" ? fashion.maleWhole : fashion.femaleWhole;
  if (draw.chance(0.25)) return whole[draw.below(whole.length >> 1) * 2 + (place & 1)] as string;
  const key = `${fashion.from}${sex}`;
  let characters = wholeNames.get(key);
  if (!characters) {
    characters = [...(sex === "1" ? fashion.male : fashion.female)];
    wholeNames.set(key, characters);
  }
  const first = characters[draw.below(characters.length >> 1) * 2 + (place & 1)] as string;
  return draw.chance(fashion.single) ? first : first + characters[draw.below(characters.length)];
}

/** A home of its own for each household: estates of 480 homes in 10 buildings of 2 units of 12 floors of 2. */
function addressOf(seed: number, household: number): string {
  const estate = Math.floor(household / 480) + (seed % 7);
  const home = household % 480;
  const name = `${ESTATE_FIRST[estate % 30]}${ESTATE_SECOND[Math.floor(estate / 30) % 30]}${ESTATE_LAST[Math.floor(estate / 900) % 6]}`;
  const floor = (home % 24) >> 1;
  return `${name}${Math.floor(home / 48) + 1}幢${(Math.floor(home / 24) % 2) + 1}单元${floor + 1}0${(home % 2) + 1}室`;
}
