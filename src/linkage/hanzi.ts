/** What a Chinese character is to linkage: its simplified form and how it sounds. Everything is worked out once per distinct character. */
import { Converter } from "opencc-js/t2cn";
import { pinyin } from "pinyin-pro";

/** Double-character surnames that still occur; all other surnames are one character. */
const COMPOUND_SURNAMES = new Set(
  "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 夏侯 端木 长孙 宇文 轩辕 司空 独孤 南宫 拓跋 百里 呼延 闻人 申屠 澹台 公冶 宗政 濮阳 淳于 单于 太叔 仲孙 钟离 鲜于 闾丘 亓官 司寇 巫马 公西 颛孙 壤驷 乐正 漆雕 公良 夹谷 宰父 谷梁 段干 东郭 南门 羊舌 微生 梁丘 左丘 第五".split(
    " ",
  ),
);

const simplifiedCharacters = new Map<string, string>();
/** Made when the first Chinese character is met: its dictionary takes 20 MB. */
let convert: ((text: string) => string) | null = null;

/** The simplified form of one character (`張` → `张`); a character without one stands for itself. */
function simplifiedCharacter(character: string): string {
  const known = simplifiedCharacters.get(character);
  if (known !== undefined) return known;
  const toSimplified = convert ?? Converter({ from: "t", to: "cn" });
  convert = toSimplified;
  const simplified = toSimplified(character);
  simplifiedCharacters.set(character, simplified);
  return simplified;
}

/** A text with every traditional character in its simplified form. Idempotent. */
export function simplify(text: string): string {
  let out = "";
  for (const character of text) out += character < "\u2e80" ? character : simplifiedCharacter(character);
  return out;
}

const readings = new Map<string, readonly string[]>();
const surnameReadings = new Map<string, string>();

/** Every toneless reading of a character, the commonest first (`乐` → le, yue, …). */
export function readingsOf(character: string): readonly string[] {
  let known = readings.get(character);
  if (known === undefined) {
    known = [...new Set(pinyin(character, { toneType: "none", type: "array", multiple: true, v: true }))];
    readings.set(character, known);
  }
  return known;
}

/** How a character sounds as a surname (`单` → shan, `仇` → qiu). */
export function surnameReadingOf(character: string): string {
  let known = surnameReadings.get(character);
  if (known === undefined) {
    known = pinyin(character, { toneType: "none", type: "array", surname: "head", v: true })[0] ?? character;
    surnameReadings.set(character, known);
  }
  return known;
}

/** Number of characters of a Chinese name that are its surname: 2 for 欧阳 and the like, otherwise 1. */
export function surnameLength(characters: readonly string[]): 1 | 2 {
  return characters.length > 2 && COMPOUND_SURNAMES.has(`${characters[0]}${characters[1]}`) ? 2 : 1;
}

/** A toneless syllable without the differences that southern speakers do not hear: zh/z, ch/c, sh/s, n/l, h/f, ing/in, eng/en, ang/an. */
export function blurSyllable(syllable: string): string {
  let known = blurred.get(syllable);
  if (known === undefined) {
    known = blur(syllable);
    blurred.set(syllable, known);
  }
  return known;
}

const blurred = new Map<string, string>();

function blur(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, "$1")
    .replace(/^l/, "n")
    .replace(/^h(?=u[aeio]?)/, "f")
    .replace(/ng$/, "n")
    .replace("v", "u");
}

/** How alike two different characters sound: 2 the same syllable (any reading, tones aside), 1 a syllable that is heard as the same, 0 neither. */
export function soundLikeness(one: string, other: string): 0 | 1 | 2 {
  const mine = readingsOf(one);
  const theirs = readingsOf(other);
  for (const reading of mine) if (theirs.includes(reading)) return 2;
  const blurred = blurSyllable(mine[0] ?? one);
  return blurred === blurSyllable(theirs[0] ?? other) ? 1 : 0;
}

/** The toneless syllables of a Chinese name, its surname read as a surname. */
export function syllablesOfName(characters: readonly string[]): string[] {
  const surname = surnameLength(characters);
  if (surname === 2) {
    const read = pinyin(characters.join(""), { toneType: "none", type: "array", surname: "head", v: true });
    if (read.length === characters.length) return read;
  }
  return characters.map((character, index) => (index === 0 ? surnameReadingOf(character) : (readingsOf(character)[0] ?? character)));
}
