const DIGITS: Readonly<Record<string, number>> = {
  ..."零〇○一二三四五六七八九".split("").reduce<Record<string, number>>((all, character, index) => {
    all[character] = index < 3 ? 0 : index - 2;
    return all;
  }, {}),
  Ｏ: 0,
  O: 0,
  o: 0,
  两: 2,
  兩: 2,
  壹: 1,
  贰: 2,
  貳: 2,
  叁: 3,
  參: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  陸: 6,
  柒: 7,
  捌: 8,
  玖: 9,
};
const MULTIPLES: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const TENS: Readonly<Record<string, string>> = { 廿: "二十", 卅: "三十" };

/**
 * The number that Chinese numerals write, either digit by digit (`五〇一` = 501) or with multiples (`一百零三` = 103, `廿一` = 21);
 * null when `text` is anything else. Arabic digits may stand among digits written one by one. Leading zeros are kept: the result is text.
 */
export function arabicOf(text: string): string | null {
  const plain = text.replace(/[廿卅]/g, (ten) => TENS[ten] ?? ten);
  if (/^[十百千拾佰仟]|[十百千拾佰仟]/.test(plain)) return multiplied(plain);
  let digits = "";
  for (const character of plain) {
    const digit = character >= "0" && character <= "9" ? Number(character) : DIGITS[character];
    if (digit === undefined) return null;
    digits += digit;
  }
  return digits === "" ? null : digits;
}

function multiplied(text: string): string | null {
  let total = 0;
  let pending: number | null = null;
  for (const character of text) {
    const digit = DIGITS[character];
    const multiple = MULTIPLES[character];
    if (digit !== undefined) {
      if (pending !== null && pending !== 0) return null;
      pending = digit;
    } else if (multiple !== undefined) {
      // 十二 leaves out the one that 一百一十二 writes.
      total += (pending ?? (total === 0 ? 1 : 0)) * multiple;
      pending = null;
    } else return null;
  }
  return String(total + (pending ?? 0));
}

const CHINESE_DIGITS = "零一二三四五六七八九";

/** A whole number from 1 to 99 in Chinese numerals: `12` = 十二. */
export function chineseOf(value: number): string {
  const tens = Math.trunc(value / 10);
  const ones = value % 10;
  const written = tens === 0 ? "" : `${tens === 1 ? "" : CHINESE_DIGITS.charAt(tens)}十`;
  return ones === 0 ? written : written + CHINESE_DIGITS.charAt(ones);
}
