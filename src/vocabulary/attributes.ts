import { dwellingAttributes } from "./attributes/dwelling.ts";
import { householdAttributes } from "./attributes/household.ts";
import { organisationAttributes } from "./attributes/organisation.ts";
import { personAttributes } from "./attributes/person.ts";
import type { Attribute, ElementKind } from "./contract.ts";

/** Every word of the vocabulary: what can be said of a person, a household, a dwelling, an organisation. */
export const attributes: readonly Attribute[] = [
  ...personAttributes,
  ...householdAttributes,
  ...dwellingAttributes,
  ...organisationAttributes,
];

const byKind = new Map(
  Array.from(
    Map.groupBy(attributes, ({ kind }) => kind),
    ([kind, ofKind]) => [kind, new Map(ofKind.map((attribute) => [attribute.name, attribute]))] as const,
  ),
);

/** The attribute `name` of `kind`, or undefined when the vocabulary has no such word. */
export function attributeOf(kind: ElementKind, name: string): Attribute | undefined {
  return byKind.get(kind)?.get(name);
}
