import { COMPARED_ATTRIBUTES } from "#linkage";
import type { LinkMention } from "#linkage/contract";
import type { ElementKind, MentionRole } from "#vocabulary/contract";
import type { MentionInHand } from "./in-hand.ts";
import type { ValueVisitor } from "./mention-page.ts";

/** By attribute, its place in a stated value. */
const PLACES: ReadonlyMap<string, number> = new Map(COMPARED_ATTRIBUTES.map((attribute, place) => [attribute, place]));

/**
 * Values stated, two numbers each: twice the attribute's place, and one more where the value does not hold by its standard; then the place of
 * the text among all texts.
 */
type PackedValues = readonly number[];
/** Places of a text that stands for the table and of the role, what is said of the person, and of the dwellings in the same record. */
type PackedStatement = readonly [table: number, role: number, values: PackedValues, ...dwellings: (number | PackedValues)[]];
/** Every text once, then a statement a mention. */
type PackedStatements = readonly [texts: readonly string[], ...statements: PackedStatement[]];

/** The texts of the statements being packed; one list for all, since a city has a million of them. */
const textPlaces = new Map<string, number>();
const texts: string[] = [];

function textPlace(text: string): number {
  let place = textPlaces.get(text);
  if (place === undefined) {
    place = texts.length;
    textPlaces.set(text, place);
    texts.push(text);
  }
  return place;
}

let said = "";
const noteValue: ValueVisitor = (attribute, value, valid) => {
  const place = PLACES.get(attribute);
  if (place !== undefined) said += `${said === "" ? "" : ","}${2 * place + (valid ? 0 : 1)},${textPlace(value)}`;
};

function valuesSaid(eachValue: (visit: ValueVisitor) => void): string {
  said = "";
  eachValue(noteValue);
  return said;
}

/**
 * Writes what linkage compares of a person's mentions, in their order, as JSON: all by which the person is known again, and nothing of where it
 * stands in its row. It holds identifiers, and is kept sealed.
 */
export function packStatements(mentions: readonly MentionInHand[]): string {
  textPlaces.clear();
  texts.length = 0;
  let packed = "";
  for (const mention of mentions) {
    const values = valuesSaid((visit) => mention.eachValue(visit));
    packed += `,[${textPlace(tableText(mention.table.id))},${textPlace(mention.role)},[${values}]`;
    mention.eachDwelling((role, eachValue) => {
      packed += `,${textPlace(role)},[${valuesSaid(eachValue)}]`;
    });
    packed += "]";
  }
  return `[${JSON.stringify(texts)}${packed}]`;
}

/** What tells a community's tables apart: of their ids the counter and the random bits, without the moment and the room for parts. */
const tableText = (table: string): string => table.slice(15, 28);

/** Gives the numbers by which linkage tells records and tables apart. */
export interface Numbering {
  /** Number of the record of a person's mention, by the mention's place. */
  record(place: number): number;
  /** Number of a table, by a text that stands for it. */
  table(text: string): number;
}

/** The reverse of {@link packStatements}: of each mention itself, and the dwellings of its record, under the record's number. */
export function unpackStatements(
  text: string,
  numbering: Numbering,
): { readonly person: LinkMention; readonly dwellings: LinkMention[] }[] {
  const [words, ...statements] = JSON.parse(text) as PackedStatements;
  return statements.map(([table, role, values, ...dwellings], place) => {
    const record = numbering.record(place);
    const number = numbering.table(words[table] as string);
    const mention = (kind: ElementKind, ofRole: number, said: PackedValues): LinkMention => ({
      kind,
      role: words[ofRole] as MentionRole,
      record,
      table: number,
      ...textsOf(said, words),
    });
    return {
      person: mention("person", role, values),
      dwellings: Array.from({ length: dwellings.length / 2 }, (_, at) =>
        mention("dwelling", dwellings[2 * at] as number, dwellings[2 * at + 1] as PackedValues),
      ),
    };
  });
}

const NOTHING: LinkMention["values"] = Object.freeze({});

function textsOf(said: PackedValues, words: readonly string[]): Pick<LinkMention, "values" | "invalid"> {
  const values: Record<string, string[]> = {};
  let invalid: Record<string, string[]> | null = null;
  for (let at = 0; at < said.length; at += 2) {
    const code = said[at] as number;
    const attribute = COMPARED_ATTRIBUTES[code >> 1] as string;
    let texts = values;
    if ((code & 1) === 1) {
      invalid ??= {};
      texts = invalid;
    }
    const word = words[said[at + 1] as number] as string;
    const list = texts[attribute];
    if (list) list.push(word);
    else texts[attribute] = [word];
  }
  return { values, invalid: invalid ?? NOTHING };
}
