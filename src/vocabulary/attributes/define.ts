import type { Attribute, ElementKind, Sensitivity, ValueType } from "../contract.ts";

/** What most attributes leave at its default. */
interface AttributeMore {
  readonly codeList?: string;
  readonly unit?: string;
  readonly sensitivity?: Sensitivity;
  readonly multiple?: boolean;
  readonly standard?: string;
}

/** Defines one attribute of `kind`; `headers` are the other words for it, separated by white space. */
export type DefineAttribute = (name: string, zh: string, en: string, type: ValueType, headers: string, more?: AttributeMore) => Attribute;

/** The way in which the tables of this folder are written: one call a line or two, so that a reader sees the words. */
export function attributesOf(kind: ElementKind): DefineAttribute {
  return (name, zh, en, type, headers, more = {}) => ({
    kind,
    name,
    label: { zh, en },
    headers: [...new Set(headers.split(/\s+/).filter((word) => word !== "" && word !== zh))],
    type,
    ...more,
    sensitivity: more.sensitivity ?? "ordinary",
  });
}
