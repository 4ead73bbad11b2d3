import { country } from "./code-lists/countries.ts";
import { documentKind } from "./code-lists/documents.ts";
import { ethnicity } from "./code-lists/ethnicity.ts";
import { familyRelation, residencyType } from "./code-lists/family.ts";
import {
  bloodType,
  education,
  employmentStatus,
  healthCondition,
  maritalStatus,
  politicalStatus,
  religion,
  sex,
} from "./code-lists/person.ts";
import {
  careLevel,
  disabilityCategory,
  disabilityLevel,
  dwellingUsage,
  hukouKind,
  labourCapacity,
  supportCategory,
  supportMode,
  veteranCategory,
} from "./code-lists/welfare.ts";
import type { CodeList, Language } from "./contract.ts";

/** Every code list of the vocabulary. */
export const codeLists: readonly CodeList[] = [
  sex,
  ethnicity,
  country,
  documentKind,
  maritalStatus,
  education,
  politicalStatus,
  employmentStatus,
  familyRelation,
  religion,
  healthCondition,
  bloodType,
  residencyType,
  disabilityCategory,
  disabilityLevel,
  veteranCategory,
  careLevel,
  supportCategory,
  supportMode,
  labourCapacity,
  hukouKind,
  dwellingUsage,
];

const byName = new Map(codeLists.map((list) => [list.name, list]));
const labels = new Map(codeLists.map((list) => [list.name, new Map(list.codes.map((code) => [code.code, code.label]))]));

/** The code list `name`. Throws a RangeError for a name that no attribute uses: that is a bug, not a fact. */
export function codeListOf(name: string): CodeList {
  const list = byName.get(name);
  if (!list) throw new RangeError(`There is no code list named ${name}`);
  return list;
}

/** What a code is called, or undefined when the list does not hold it. */
export function codeLabel(listName: string, code: string, language: Language): string | undefined {
  return labels.get(listName)?.get(code)?.[language];
}
