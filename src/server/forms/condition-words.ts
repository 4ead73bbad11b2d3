/** A form's condition in a worker's words. What is written in more than plain comparisons stands for itself. */
import { attributeOf } from "#vocabulary";
import type { Label } from "#vocabulary/contract";
import { valueLabel } from "../labels.ts";

/** The condition in words; null when it says more than these can. */
export function conditionWords(condition: string): Label | null {
  if (/[()]/.test(condition)) return null;
  const either = condition.split("||").map((part) => part.split("&&").map((atom) => atomWords(atom.trim())));
  if (either.some((all) => all.includes(null))) return null;
  const joined = (language: keyof Label, and: string, or: string) =>
    either.map((all) => all.map((words) => words?.[language] ?? "").join(and)).join(or);
  return { zh: joined("zh", "，", "；或"), en: joined("en", ", ", "; or ") };
}

function atomWords(atom: string): Label | null {
  return ageWords(atom) ?? valueWords(atom) ?? choiceWords(atom) ?? dayWords(atom) ?? knownWords(atom);
}

function ageWords(atom: string): Label | null {
  const [, sign, digits] = /^age\s*(>=|>|<=|<)\s*(\d{1,3})$/.exec(atom) ?? [];
  if (sign === undefined) return null;
  const age = Number(digits);
  if (sign === ">=" || sign === ">") return atLeast(sign === ">" ? age + 1 : age);
  const below = sign === "<=" ? age + 1 : age;
  return { zh: `不满 ${below} 周岁`, en: `under ${below}` };
}

const atLeast = (age: number): Label => ({ zh: `年满 ${age} 周岁`, en: `aged ${age} or over` });

function valueWords(atom: string): Label | null {
  const [, name = "", value = ""] = /^(\w+)\s*==\s*["']([^"']*)["']$/.exec(atom) ?? [];
  if (attributeOf("person", name) === undefined) return null;
  return valueLabel("person", name, value);
}

function choiceWords(atom: string): Label | null {
  const [, name = "", list = ""] = /^(\w+)\s+in\s+\[([^\]]*)\]$/.exec(atom) ?? [];
  const values = [...list.matchAll(/["']([^"']*)["']/g)].map((match) => valueLabel("person", name, match[1] as string));
  if (attributeOf("person", name) === undefined || values.length === 0) return null;
  return { zh: values.map(({ zh }) => zh).join("、"), en: values.map(({ en }) => en).join(" or ") };
}

function dayWords(atom: string): Label | null {
  const [, name = "", sign, day] = /^(\w+)\s*(>=|<)\s*["'](\d{4}-\d\d-\d\d)["']$/.exec(atom) ?? [];
  const attribute = attributeOf("person", name);
  if (attribute === undefined || attribute.type !== "date") return null;
  const { zh, en } = attribute.label;
  return sign === ">=" ? { zh: `${zh} ${day} 起`, en: `${en} from ${day}` } : { zh: `${zh} ${day} 之前`, en: `${en} before ${day}` };
}

function knownWords(atom: string): Label | null {
  const [, name = ""] = /^["'](\w+)["']\s+in\s+known$/.exec(atom) ?? [];
  const attribute = attributeOf("person", name);
  return attribute === undefined ? null : { zh: `有${attribute.label.zh}`, en: `has ${attribute.label.en}` };
}
