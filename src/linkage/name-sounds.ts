/** How a Chinese name is typed by somebody who does not switch the keyboard: in pinyin, or by its initials. */
import { simplify, syllablesOfName } from "./hanzi.ts";

/** Longer names (of organisations) are found by how they begin. */
const CHARACTERS_MAX = 12;
const HAN = /\p{Script=Han}/u;

/** A name in letters, upper case, `ü` as `V`. */
export interface NameSounds {
  /** `ZHANGXIAOMING` */
  readonly syllables: string;
  /** `ZXM` */
  readonly initials: string;
}

/** Most names whose sounds are kept; names repeat. */
const KEPT_MAX = 50_000;
const kept = new Map<string, NameSounds | null>();

/** The pinyin of a name's Chinese characters, its surname read as a surname; null when it has none. Other characters are left out. */
export function nameSounds(name: string): NameSounds | null {
  let sounds = kept.get(name);
  if (sounds === undefined) {
    if (kept.size >= KEPT_MAX) kept.clear();
    sounds = soundsOf(name);
    kept.set(name, sounds);
  }
  return sounds;
}

function soundsOf(name: string): NameSounds | null {
  const characters = [...simplify(name)].filter((character) => HAN.test(character)).slice(0, CHARACTERS_MAX);
  if (characters.length === 0) return null;
  const read = syllablesOfName(characters).map((syllable) => syllable.toUpperCase());
  return { syllables: read.join(""), initials: read.map((syllable) => syllable.slice(0, 1)).join("") };
}
