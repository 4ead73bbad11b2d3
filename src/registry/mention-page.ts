import { attributes } from "#vocabulary";
import { ElementKind, type Mention, MentionRole, type StatedValue } from "#vocabulary/contract";

const KINDS = Object.values(ElementKind);
const ROLES = Object.values(MentionRole);

/** A statement is two numbers: its text, and what is said of it. */
const STATEMENT = 2;
const COLUMN_BITS = 15;
const COLUMN_MASK = (1 << COLUMN_BITS) - 1;

/** What a page holds, as it passes from thread to thread. */
export interface PageColumns {
  /** By mention, its place in the vocabulary's lists. */
  readonly kinds: Uint8Array;
  readonly roles: Uint8Array;
  /** By mention, and one more at the end: where its statements begin. */
  readonly starts: Int32Array;
  /** Two numbers a statement: the place of its text; its attribute's place, its column + 1, and whether it is valid. */
  readonly statements: Int32Array;
  /** Texts, and names of attributes, that come with this page; later pages of the same words refer to them too. */
  readonly texts: readonly string[];
  readonly attributes: readonly string[];
}

/** Is told one value of a mention; `position` is its place among several of the same attribute. */
export type ValueVisitor = (attribute: string, value: string, valid: boolean, column: number, position: number) => void;

/** By attribute's name, the vocabulary's own text of it: words that came from another thread would be compared letter by letter. */
const OWN_NAMES: ReadonlyMap<string, string> = new Map(attributes.map(({ name }) => [name, name]));

/** The words of a delivery's pages; those that often repeat, once. */
export class PageWords {
  readonly texts: string[] = [];
  readonly attributes: string[] = [];
  /** By text, the list of it alone: most mentions state one value of an attribute, and many the same. */
  readonly #alone: (readonly string[] | undefined)[] = [];

  /** Takes the words that come with the next page. */
  add({ texts, attributes }: PageColumns): void {
    for (const text of texts) this.texts.push(text);
    for (const attribute of attributes) this.attributes.push(OWN_NAMES.get(attribute) ?? attribute);
  }

  alone(text: number): readonly string[] {
    let list = this.#alone[text];
    if (list === undefined) {
      list = [this.texts[text] as string];
      this.#alone[text] = list;
    }
    return list;
  }
}

/** Attributes whose values hardly ever stand twice in one delivery: looking for them among the words would cost more than it saves. */
const UNIQUE: ReadonlySet<string> = new Set(attributes.filter(({ sensitivity }) => sensitivity === "identifier").map(({ name }) => name));

const NOTHING: Readonly<Record<string, readonly string[]>> = Object.freeze({});

/**
 * Some mentions of a delivery as numbers. A million records as objects are gigabytes that the collector walks through again and again; as
 * numbers it never looks at them, and what a mention says is made anew whenever somebody asks.
 */
export class MentionPage {
  readonly #words: PageWords;
  readonly #columns: PageColumns;

  constructor(words: PageWords, columns: PageColumns) {
    this.#words = words;
    this.#columns = columns;
  }

  kind(mention: number): ElementKind {
    return KINDS[this.#columns.kinds[mention] as number] as ElementKind;
  }

  role(mention: number): MentionRole {
    return ROLES[this.#columns.roles[mention] as number] as MentionRole;
  }

  /** What a mention says, by attribute. */
  values(mention: number): Mention["values"] {
    const { starts, statements } = this.#columns;
    const { texts, attributes } = this.#words;
    const values: Record<string, StatedValue[]> = {};
    const end = starts[mention + 1] as number;
    let last = -1;
    let list: StatedValue[] = [];
    for (let at = starts[mention] as number; at < end; at += STATEMENT) {
      const said = statements[at + 1] as number;
      const stated = {
        value: texts[statements[at] as number] as string,
        column: ((said >>> 1) & COLUMN_MASK) - 1,
        valid: (said & 1) === 1,
      };
      const attribute = said >>> (COLUMN_BITS + 1);
      if (attribute === last) list.push(stated);
      else {
        list = [stated];
        values[attributes[attribute] as string] = list;
        last = attribute;
      }
    }
    return values;
  }

  /** Tells every value of a mention, those of one attribute one after the other. Millions are asked so: nothing is made of them on the way. */
  eachValue(mention: number, visit: ValueVisitor): void {
    const { starts, statements } = this.#columns;
    const { texts, attributes } = this.#words;
    const end = starts[mention + 1] as number;
    let last = -1;
    let position = 0;
    for (let at = starts[mention] as number; at < end; at += STATEMENT) {
      const said = statements[at + 1] as number;
      const attribute = said >>> (COLUMN_BITS + 1);
      position = attribute === last ? position + 1 : 0;
      last = attribute;
      const column = ((said >>> 1) & COLUMN_MASK) - 1;
      visit(attributes[attribute] as string, texts[statements[at] as number] as string, (said & 1) === 1, column, position);
    }
  }

  /** The texts of the values that hold by their standard, or of those that do not, by attribute. */
  texts(mention: number, valid: boolean): Readonly<Record<string, readonly string[]>> {
    const { starts, statements } = this.#columns;
    const { texts, attributes } = this.#words;
    const wanted = valid ? 1 : 0;
    let values: Record<string, readonly string[]> | null = null;
    let last = -1;
    const end = starts[mention + 1] as number;
    for (let at = starts[mention] as number; at < end; at += STATEMENT) {
      const said = statements[at + 1] as number;
      if ((said & 1) !== wanted) continue;
      const text = statements[at] as number;
      const attribute = said >>> (COLUMN_BITS + 1);
      const name = attributes[attribute] as string;
      values ??= {};
      values[name] = attribute === last ? [...(values[name] as readonly string[]), texts[text] as string] : this.#words.alone(text);
      last = attribute;
    }
    return values ?? NOTHING;
  }
}

/** Turns mentions into pages. */
export class PageWriter {
  #kinds: number[] = [];
  #roles: number[] = [];
  #starts: number[] = [0];
  #statements = new Int32Array(1 << 12);
  #used = 0;
  #texts: string[] = [];
  #attributes: string[] = [];
  #textCount = 0;
  readonly #textPlaces = new Map<string, number>();
  readonly #attributePlaces = new Map<string, number>();

  /** How many mentions the page has. */
  get count(): number {
    return this.#kinds.length;
  }

  /** Adds a mention. */
  add({ kind, role, values }: Mention): void {
    for (const attribute in values) {
      const place = this.#attributePlace(attribute) << (COLUMN_BITS + 1);
      const unique = UNIQUE.has(attribute);
      for (const { value, column, valid } of values[attribute] as readonly StatedValue[]) {
        if (this.#used + STATEMENT > this.#statements.length) this.#grow();
        this.#statements[this.#used] = unique ? this.#newText(value) : this.#textPlace(value);
        this.#statements[this.#used + 1] = place | ((column + 1) << 1) | (valid ? 1 : 0);
        this.#used += STATEMENT;
      }
    }
    this.#starts.push(this.#used);
    this.#roles.push(ROLES.indexOf(role));
    this.#kinds.push(KINDS.indexOf(kind));
  }

  /** Gives the page so far with the words that are new in it, and begins another one. */
  take(): PageColumns {
    const page = {
      kinds: Uint8Array.from(this.#kinds),
      roles: Uint8Array.from(this.#roles),
      starts: Int32Array.from(this.#starts),
      statements: this.#statements.slice(0, this.#used),
      texts: this.#texts,
      attributes: this.#attributes,
    };
    this.#kinds = [];
    this.#roles = [];
    this.#starts = [0];
    this.#used = 0;
    this.#texts = [];
    this.#attributes = [];
    return page;
  }

  #textPlace(text: string): number {
    const known = this.#textPlaces.get(text);
    if (known !== undefined) return known;
    const place = this.#newText(text);
    this.#textPlaces.set(text, place);
    return place;
  }

  #newText(text: string): number {
    this.#texts.push(text);
    this.#textCount += 1;
    return this.#textCount - 1;
  }

  #attributePlace(attribute: string): number {
    const known = this.#attributePlaces.get(attribute);
    if (known !== undefined) return known;
    const place = this.#attributePlaces.size;
    this.#attributePlaces.set(attribute, place);
    this.#attributes.push(attribute);
    return place;
  }

  #grow(): void {
    const larger = new Int32Array(this.#statements.length * 2);
    larger.set(this.#statements);
    this.#statements = larger;
  }
}
