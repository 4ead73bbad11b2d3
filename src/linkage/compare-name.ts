/** Personal names: one standard form for every spelling, and how alike two names are. */
import { editDistance, isOneSlip, jaroWinkler } from "./edit-distance.ts";
import { blurSyllable, simplify, soundLikeness, surnameLength, syllablesOfName } from "./hanzi.ts";
import { looksAlike } from "./look-alikes.ts";

/** How alike two names are, from the strongest to none. The numbers are array indices of the weights. */
export const NameLevel = {
  missing: 0,
  exact: 1,
  /** The same Latin name: fathers and sons, and many strangers, bear one. */
  latinExact: 2,
  /** One record's former name is the other's name. */
  former: 3,
  /** A Chinese name and its pinyin: 张伟 and ZHANG WEI. */
  romanised: 4,
  /** The same syllables in other characters: 刘圆 and 刘媛. */
  homophone: 5,
  /** One or two characters of the given name mistaken for look-alikes or near sounds: 吴燕凤 and 吴燕风. */
  lookAlike: 6,
  /** The surname was mistaken for a look-alike or near sound: 王瑞 and 壬瑞. Relatives share the surname, so this is a slip. */
  surnameSlip: 7,
  /** The same characters in another order. */
  reordered: 8,
  /** One character missing or added. */
  shortened: 9,
  /** A Latin name with one slip: a letter missing or doubled, two swapped, a blank in another place. */
  latinSlip: 10,
  /** One character of the given name differs, as a slip or a sibling's name. */
  oneCharacter: 11,
  /** Latin names that agree but for initials, spelling or a missing part. */
  latinNear: 12,
  /** The given name is the same, the surname is not. */
  surnameDiffers: 13,
  /** Two-character names with the same surname: a slip in the given name, or relatives. */
  oneOfTwo: 14,
  /** Only the surname (or one part of a Latin name) is the same. */
  surnameOnly: 15,
  partial: 16,
  different: 17,
} as const;
export type NameLevel = (typeof NameLevel)[keyof typeof NameLevel];

/** Whether two names are one name, in whatever way it was written. */
export function isSameName(level: number): boolean {
  return level >= NameLevel.exact && level <= NameLevel.romanised;
}

/** A name in the form in which it is compared. */
export interface StandardName {
  /** Simplified characters without spaces and dots; empty for a Latin name. */
  readonly characters: readonly string[];
  /** Upper-case parts of a Latin name in alphabetical order, so that the order of family and given name does not matter. */
  readonly tokens: readonly string[];
  /** What equal names share: the simplified characters, or the sorted parts. */
  readonly key: string;
  /** How it sounds: toneless pinyin without spaces in reading order, or the letters of the Latin name's sorted parts. */
  readonly sound: string;
  /** How the surname sounds, blurred; a Latin name's first sorted part. */
  readonly surnameSound: string;
  /** How the last character sounds, blurred; a Latin name's last sorted part. */
  readonly endSound: string;
  readonly surnameLength: 1 | 2;
}

const HAN = /\p{Script=Han}/u;

/** Whether a character is Chinese; the common block is decided without a regular expression, since every name passes here. */
function isHan(character: string): boolean {
  return (character >= "\u4e00" && character <= "\u9fff") || (character >= "\u3400" && HAN.test(character));
}

function containsHan(text: string): boolean {
  for (const character of text) if (isHan(character)) return true;
  return false;
}

/** The standard form of a name. `  張 偉 ` and `张伟` have the same; so have `Ahmed, SALEH` and `SALEH AHMED`. */
export function standardiseName(text: string): StandardName {
  if (containsHan(text)) {
    const characters = [...simplify(text)].filter(isHan);
    const syllables = syllablesOfName(characters);
    const length = surnameLength(characters);
    return {
      characters,
      tokens: [],
      key: characters.join(""),
      sound: syllables.join(""),
      surnameSound: blurSyllable(syllables[0] ?? ""),
      endSound: blurSyllable(syllables[syllables.length - 1] ?? ""),
      surnameLength: length,
    };
  }
  const tokens = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’`´.]/g, "")
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== "")
    .sort();
  return {
    characters: [],
    tokens,
    key: tokens.join(" "),
    sound: tokens.join("").toLowerCase(),
    surnameSound: tokens[0] ?? "",
    endSound: tokens[tokens.length - 1] ?? "",
    surnameLength: 1,
  };
}

/** How alike two names are. Symmetric. Names of two scripts that cannot be compared give `missing`. */
export function compareNames(one: StandardName, other: StandardName): NameLevel {
  if (one.key === "" || other.key === "") return NameLevel.missing;
  if (one.key === other.key) return one.tokens.length > 0 ? NameLevel.latinExact : NameLevel.exact;
  const chinese = one.characters.length > 0;
  if (chinese !== other.characters.length > 0) return chinese ? compareScripts(one, other) : compareScripts(other, one);
  return chinese ? compareChinese(one, other) : compareLatin(one.tokens, other.tokens);
}

function compareScripts(chinese: StandardName, latin: StandardName): NameLevel {
  const syllables = syllablesOfName(chinese.characters);
  const surname = syllables.slice(0, chinese.surnameLength).join("");
  const given = syllables.slice(chinese.surnameLength).join("");
  const spelled = latin.tokens.join("").toLowerCase().replaceAll("ü", "v");
  const letters = [...spelled].sort().join("");
  const reading = [...chinese.sound].sort().join("");
  if (letters !== reading && letters.replaceAll("u", "v") !== reading.replaceAll("u", "v")) return NameLevel.missing;
  // The parts were sorted, so the letters must fall into the syllables in some order of the parts.
  const parts = latin.tokens.map((token) => token.toLowerCase());
  const orders = parts.length > 4 ? [parts] : permutations(parts);
  const plain = (text: string): string => text.replaceAll("v", "u");
  const wanted = new Set([plain(surname + given), plain(given + surname)]);
  return orders.some((order) => wanted.has(plain(order.join("")))) ? NameLevel.romanised : NameLevel.missing;
}

function permutations(parts: readonly string[]): string[][] {
  if (parts.length <= 1) return [[...parts]];
  return parts.flatMap((part, index) => permutations([...parts.slice(0, index), ...parts.slice(index + 1)]).map((rest) => [part, ...rest]));
}

function compareChinese(one: StandardName, other: StandardName): NameLevel {
  const mine = one.characters;
  const theirs = other.characters;
  const level = mine.length === theirs.length ? compareEqualLength(one, other) : compareUnequalLength(mine, theirs);
  if (level !== NameLevel.different) return level;
  const surname =
    one.surnameLength === other.surnameLength && mine.slice(0, one.surnameLength).join("") === theirs.slice(0, one.surnameLength).join("");
  if (surname) return NameLevel.surnameOnly;
  return mine.some((character) => theirs.includes(character)) ? NameLevel.partial : NameLevel.different;
}

function compareEqualLength(one: StandardName, other: StandardName): NameLevel {
  const mine = one.characters;
  const theirs = other.characters;
  let differing = 0;
  let alikeBySound = 0;
  let alike = 0;
  let inSurname = 0;
  for (let index = 0; index < mine.length; index++) {
    const a = mine[index] as string;
    const b = theirs[index] as string;
    if (a === b) continue;
    differing++;
    if (index < one.surnameLength) inSurname++;
    const sound = soundLikeness(a, b);
    if (sound === 2) alikeBySound++;
    if (sound > 0 || looksAlike(a, b)) alike++;
  }
  const slipInSurname = inSurname === 1 && differing === 1 && one.surnameLength === other.surnameLength;
  if (slipInSurname && alike === 1) return NameLevel.surnameSlip;
  if (alikeBySound === differing && differing < 3) return NameLevel.homophone;
  if (alike === differing && differing < Math.max(2, mine.length - 1) && differing < mine.length) return NameLevel.lookAlike;
  if ([...mine].sort().join("") === [...theirs].sort().join("")) return NameLevel.reordered;
  if (differing === 1 && mine.length >= 3) return inSurname === 1 ? NameLevel.surnameDiffers : NameLevel.oneCharacter;
  if (differing === 1 && mine.length === 2 && inSurname === 0) return NameLevel.oneOfTwo;
  return NameLevel.different;
}

const TRANSCRIBED_MIN = 5;

function soundsAs(one: string, other: string): boolean {
  return one === other || soundLikeness(one, other) === 2;
}

function compareUnequalLength(mine: readonly string[], theirs: readonly string[]): NameLevel {
  const [shorter, longer] = mine.length < theirs.length ? [mine, theirs] : [theirs, mine];
  // A name written out in so many characters is of another language: its second part, the father's name, is often left out or cut off.
  if (
    longer.length >= TRANSCRIBED_MIN &&
    shorter.length >= 3 &&
    shorter.every((character, at) => soundsAs(character, longer[at] as string))
  )
    return NameLevel.shortened;
  if (longer.length - shorter.length !== 1 || shorter.length < 2) return NameLevel.different;
  let skipped = 0;
  for (let index = 0; index < shorter.length; index++) {
    if (shorter[index] === longer[index + skipped]) continue;
    if (skipped === 1) return NameLevel.different;
    skipped = 1;
    if (shorter[index] !== longer[index + 1]) return NameLevel.different;
  }
  return NameLevel.shortened;
}

function compareLatin(mine: readonly string[], theirs: readonly string[]): NameLevel {
  const joined = mine.join("");
  const joinedOther = theirs.join("");
  if (isLatinSlip(mine, theirs)) return NameLevel.latinSlip;
  if (joined.length > 4 && [...joined].sort().join("") === [...joinedOther].sort().join("")) return NameLevel.latinNear;
  const [shorter, longer] = mine.length <= theirs.length ? [mine, theirs] : [theirs, mine];
  const used = new Set<number>();
  const matched = new Set<number>();
  let exact = 0;
  let near = 0;
  for (const pass of [partsEqual, partsNear, partsInitial]) {
    for (const [position, token] of shorter.entries()) {
      if (matched.has(position)) continue;
      const at = longer.findIndex((candidate, index) => !used.has(index) && pass(token, candidate));
      if (at < 0) continue;
      used.add(at);
      matched.add(position);
      if (pass === partsEqual) exact++;
      else if (pass === partsNear) near++;
    }
  }
  if (matched.size === shorter.length && exact + near > 0 && (shorter.length > 1 || longer.length === 1)) return NameLevel.latinNear;
  if (exact + near > 0) return NameLevel.surnameOnly;
  return jaroWinkler(joined, joinedOther) > 0.9 ? NameLevel.latinNear : NameLevel.different;
}

/** Whether all parts but one are the same and that one has a slip, or only the blanks between the parts stand elsewhere. */
function isLatinSlip(mine: readonly string[], theirs: readonly string[]): boolean {
  const left = mine.filter((part) => !theirs.includes(part));
  const right = theirs.filter((part) => !mine.includes(part));
  if (left.length === 1 && right.length === 1)
    return mine.length > 1 && mine.length === theirs.length && isLetterSlip(left[0] as string, right[0] as string);
  if (mine.join("").length < 6 || left.length > 2 || right.length > 2) return false;
  const spelled = (parts: readonly string[]): readonly string[] =>
    parts.length < 2 ? parts : [parts.join(""), [...parts].reverse().join("")];
  return spelled(left).some((text) => spelled(right).includes(text));
}

/** Letters that differ make another name of a short one (YAN, YIN); one left out, doubled or swapped does not. */
const DIFFERING_LETTER_MIN = 5;

function isLetterSlip(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < 2 || !isOneSlip(one, other)) return false;
  if (one.length !== other.length || [...one].sort().join("") === [...other].sort().join("")) return true;
  return one.length >= DIFFERING_LETTER_MIN;
}

const partsEqual = (one: string, other: string): boolean => one === other;
const partsInitial = (one: string, other: string): boolean => (one.length === 1 || other.length === 1) && one[0] === other[0];
const partsNear = (one: string, other: string): boolean =>
  one.length > 2 && other.length > 2 && (editDistance(one, other, 1) <= 1 || jaroWinkler(one, other) >= 0.92);
