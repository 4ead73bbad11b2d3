import { attributeOf, parseAddress, parseValue } from "#vocabulary";
import type { Address, Attribute, Mention, StatedValue } from "#vocabulary/contract";

/** A person as typed or scanned: texts as written. */
export interface TypedRecord {
  /** By attribute name of a person: `name`, `idNumber`, `birthDate`, `phone`, … */
  readonly person: Readonly<Record<string, string>>;
  /** Where the person lives. */
  readonly address?: string | undefined;
  /** ISO day of the question. */
  readonly today: string;
}

const PARTS = ["estate", "building", "unit", "floor", "room"] as const;

/** Reads the texts as a register's cells are read. Attributes that no person has are a caller's mistake and throw. */
export function typedMentions(record: TypedRecord, locality: Address): Mention[] {
  const context = { today: record.today, locality };
  const stated = (attribute: Attribute, text: string): StatedValue[] =>
    parseValue(attribute, text, context).values.map(({ value, valid }) => ({ value, valid, column: -1 }));
  const person: Record<string, StatedValue[]> = {};
  for (const [name, text] of Object.entries(record.person)) {
    const latin = name === "name" && /^[\p{Script=Latin}\s.,'’·-]+$/u.test(text.trim());
    const attribute = attributeOf("person", latin ? "foreignName" : name);
    if (attribute === undefined) throw new RangeError(`a person has no ${name}`);
    const values = stated(attribute, text);
    if (values.length > 0) person[attribute.name] = [...(person[attribute.name] ?? []), ...values];
  }
  if (Object.keys(person).length === 0) return [];
  const mentions: Mention[] = [{ kind: "person", role: "subject", values: person }];
  const dwelling = record.address === undefined ? null : dwellingValues(stated, record.address, locality);
  if (dwelling) mentions.push({ kind: "dwelling", role: "subject", values: dwelling });
  return mentions;
}

/** What an address says of the dwelling: the address and its parts. Null where the text says none. */
export function dwellingValues(
  stated: (attribute: Attribute, text: string) => StatedValue[],
  text: string,
  locality: Address,
): Mention["values"] | null {
  const attribute = attributeOf("dwelling", "address");
  const values = attribute === undefined ? [] : stated(attribute, text);
  if (values.length === 0) return null;
  const address = parseAddress(text, locality);
  const parts = PARTS.flatMap((part) => (address[part] === undefined ? [] : [[part, [{ value: address[part], valid: true, column: -1 }]]]));
  return { address: values, ...(Object.fromEntries(parts) as Mention["values"]) };
}

/** The parts of a dwelling mention's address that place it among the estates. */
export function addressParts(mention: Mention): Pick<Address, "estate" | "building" | "unit" | "floor" | "room"> {
  return Object.fromEntries(PARTS.flatMap((part) => (mention.values[part]?.[0] ? [[part, mention.values[part][0].value]] : [])));
}
