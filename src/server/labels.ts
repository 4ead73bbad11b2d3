import { CorrectionSubject } from "#registry";
import { attributeOf, attributes, codeLabel } from "#vocabulary";
import { type ElementKind, type Label, Sensitivity } from "#vocabulary/contract";

/** What an attribute is called. */
export function attributeLabel(kind: ElementKind, name: string): Label {
  return attributeOf(kind, name)?.label ?? { zh: name, en: name };
}

const correctionLabels: Readonly<Record<CorrectionSubject, Label>> = {
  [CorrectionSubject.address]: { zh: "现住地址", en: "Where I live" },
  [CorrectionSubject.other]: { zh: "其他", en: "Something else" },
};

/** What a correction is about: an attribute of a person, where they live, or something else. */
export function correctionLabel(attribute: string): Label {
  return correctionLabels[attribute as CorrectionSubject] ?? attributeLabel("person", attribute);
}

const order = new Map(attributes.map(({ kind, name }, at) => [`${kind}.${name}`, at]));

/** Where an attribute stands in the vocabulary: who somebody is comes first, notes last. */
export function attributeOrder(kind: ElementKind, name: string): number {
  return order.get(`${kind}.${name}`) ?? order.size;
}

/** How a canonical value is written for people; the value itself where it needs no words. */
export function valueLabel(kind: ElementKind, name: string, value: string): Label {
  const attribute = attributeOf(kind, name);
  if (attribute?.codeList !== undefined) {
    const { codeList } = attribute;
    return { zh: codeLabel(codeList, value, "zh") ?? value, en: codeLabel(codeList, value, "en") ?? value };
  }
  if (attribute?.type === "boolean") return value === "true" ? { zh: "是", en: "yes" } : { zh: "否", en: "no" };
  if (attribute?.type === "date" && value.startsWith("9999")) return { zh: "长期", en: "no end" };
  return { zh: value, en: value };
}

/** How an attribute is guarded. */
export function guardOf(kind: ElementKind, name: string): Sensitivity {
  return attributeOf(kind, name)?.sensitivity ?? Sensitivity.ordinary;
}
