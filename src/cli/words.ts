/** The vocabulary's words for people: labels of attributes and of coded values. Loaded when the first table needs it. */
import type { Attribute, ElementKind, Language } from "#vocabulary/contract";

export interface Words {
  readonly attributes: readonly Attribute[];
  /** `出生日期`; the attribute's own name when the vocabulary has no such word. */
  attributeLabel(kind: ElementKind, name: string): string;
  /** `1 男` for a coded value, the label alone where the code is a word of the program (`permanent`), the value itself for others. */
  valueLabel(kind: ElementKind, name: string, value: string): string;
}

export async function loadWords(language: Language): Promise<Words> {
  const { attributeOf, attributes, codeLabel } = await import("#vocabulary");
  return {
    attributes,
    attributeLabel: (kind, name) => attributeOf(kind, name)?.label[language] ?? name,
    valueLabel: (kind, name, value) => {
      const list = attributeOf(kind, name)?.codeList;
      const label = list === undefined ? undefined : codeLabel(list, value, language);
      if (label === undefined || label === value) return value;
      return /^[a-z]+$/i.test(value) && !/^[A-Z]+$/.test(value) ? label : `${value} ${label}`;
    },
  };
}

/** The label of an attribute written `kind.name`; one without a kind is a person's, else of the first kind that has it. */
export function attributeLabelOf(words: Words, name: string): string {
  const [kind, attribute] = name.split(".");
  if (attribute !== undefined) return words.attributeLabel(kind as ElementKind, attribute);
  const own = words.attributes.find((each) => each.kind === "person" && each.name === name);
  return words.attributeLabel(own?.kind ?? words.attributes.find((each) => each.name === name)?.kind ?? "person", name);
}
