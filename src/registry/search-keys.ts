import type { CommunityKeys } from "#access";
import { nameSounds, organisationKeys, personKeys } from "#linkage";
import { formatAddress } from "#vocabulary";
import { type Address, ElementKind } from "#vocabulary/contract";
import type { BuiltElement } from "./build-elements.ts";
import { valuesOf } from "./choose-golden.ts";
import { isIdentifier } from "./golden-document.ts";

/** Attributes by whose values an element is found. */
const SEARCHED: Readonly<Record<ElementKind, readonly string[]>> = {
  [ElementKind.person]: ["name", "formerName", "foreignName", "phone", "idNumber"],
  [ElementKind.household]: ["householdNumber", "headIdNumber"],
  [ElementKind.dwelling]: ["address"],
  [ElementKind.organisation]: ["name", "creditCode", "phone", "legalRepresentative"],
};

const NAMES = ["name", "formerName", "foreignName"];
const BIRTHS = ["birthDate"];

function statedOf(element: BuiltElement, attributes: readonly string[]): string[] {
  const stated: string[] = [];
  for (const attribute of attributes) {
    const choice = element.choices.get(attribute);
    if (choice !== undefined) for (const { value } of valuesOf(choice)) stated.push(value);
  }
  return stated;
}

/** How a word is written as a search key: no spaces, half width, upper case. */
export function plainKey(text: string): string {
  // Most words are written so already, and looking is a tenth of the work.
  if (isPlain(text)) return text;
  return text.normalize("NFKC").replace(/\s+/g, "").toUpperCase();
}

/** Whether a text holds nothing but digits, capital letters of English, and Chinese characters of the common block. */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const plain = (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x4e00 && code <= 0x9fff);
    if (!plain) return false;
  }
  return true;
}

/** The key under which an identifier is found: its keyed hash, never the number itself. */
export function identifierKey(keys: CommunityKeys, value: string): string {
  return `#${keys.hash("identifier", plainKey(value)).toString("hex")}`;
}

/** The key under which an attribute's value is found: hashed where it is an identifier. */
export function wordKey(keys: CommunityKeys, kind: ElementKind, attribute: string, value: string): string {
  return isIdentifier(kind, attribute) ? identifierKey(keys, value) : plainKey(value);
}

/** The key under which a name is found by its pinyin or initials. */
export function soundKey(letters: string): string {
  return `@${letters}`;
}

/** Digits at the end of a number by which people ask for it. */
export const ENDING_LENGTH = 4;

/** By community's keys, the endings that were asked for: there are some ten thousand. */
const endings = new WeakMap<CommunityKeys, Map<string, string>>();

/** The key under which a number is found by its last digits: hashed, as the whole number is. */
export function endingKey(keys: CommunityKeys, digits: string): string {
  const known = endings.get(keys) ?? new Map<string, string>();
  endings.set(keys, known);
  const ending = digits.slice(-ENDING_LENGTH);
  let key = known.get(ending);
  if (key === undefined) {
    key = `%${keys.hash("ending", ending).toString("hex", 0, 8)}`;
    known.set(ending, key);
  }
  return key;
}

/** Attributes found by pinyin and initials. */
const SOUNDED: Readonly<Partial<Record<ElementKind, readonly string[]>>> = {
  [ElementKind.person]: ["name"],
  [ElementKind.organisation]: ["name"],
};
/** Attributes found by their last digits. */
const ENDED: Readonly<Partial<Record<ElementKind, readonly string[]>>> = {
  [ElementKind.person]: ["idNumber", "phone"],
};

/** Adds the keys for the box that answers while somebody types: of the golden values only, since these are what its answers show. */
function addTypedKeys(found: Set<string>, element: BuiltElement, keys: CommunityKeys): void {
  for (const attribute of SOUNDED[element.kind] ?? []) {
    const sounds = nameSounds(element.choices.get(attribute)?.golden?.value ?? "");
    if (sounds === null) continue;
    found.add(soundKey(sounds.syllables));
    found.add(soundKey(sounds.initials));
  }
  for (const attribute of ENDED[element.kind] ?? []) {
    const number = element.choices.get(attribute)?.golden?.value ?? "";
    if (number.length > ENDING_LENGTH) found.add(endingKey(keys, plainKey(number)));
  }
}

/** The key of a door in an estate's building, whatever its unit; empty where no door is known. */
export function doorKey({ estate, building, room }: Pick<Address, "estate" | "building" | "room">): string {
  return estate === undefined || room === undefined ? "" : `~r${estate}|${building ?? ""}|${room}`;
}

/** SQL that is true of the rows `alias` of `search_key` under a key, given as SQL of type text. */
export function isUnderKey(alias: string, key: string): string {
  return `${alias}.id >= convert_to(${key}, 'UTF8') || '\\x00'::bytea AND ${alias}.id < convert_to(${key}, 'UTF8') || '\\x01'::bytea`;
}

/** SQL that is true of the rows under any key from one text up to, and without, another. */
export function isBetweenKeys(alias: string, from: string, to: string): string {
  return `${alias}.id >= convert_to(${from}, 'UTF8') AND ${alias}.id < convert_to(${to}, 'UTF8')`;
}

/** Every word by which an element is found, the losing values too: people still search for the old phone number. */
export function searchKeys(element: BuiltElement, keys: CommunityKeys): ReadonlySet<string> {
  const found = new Set<string>();
  for (const attribute of SEARCHED[element.kind]) {
    const choice = element.choices.get(attribute);
    if (choice === undefined) continue;
    for (const { value } of valuesOf(choice)) {
      found.add(wordKey(keys, element.kind, attribute, value));
    }
  }
  if (element.kind === ElementKind.person)
    for (const key of personKeys(statedOf(element, NAMES), statedOf(element, BIRTHS))) found.add(key);
  if (element.kind === ElementKind.organisation)
    for (const key of organisationKeys(statedOf(element, ["name"]), statedOf(element, ["address"]))) found.add(key);
  addTypedKeys(found, element, keys);
  if (element.kind === ElementKind.dwelling) {
    const golden = (attribute: string) => element.choices.get(attribute)?.golden?.value;
    const parts: Partial<Record<"estate" | "building" | "unit" | "room", string>> = Object.fromEntries(
      ["estate", "building", "unit", "room"].flatMap((part) => (golden(part) ? [[part, golden(part)]] : [])),
    );
    const address = formatAddress(parts, "short");
    if (address !== "") found.add(plainKey(address));
    if (doorKey(parts) !== "") found.add(doorKey(parts));
  }
  return found;
}
