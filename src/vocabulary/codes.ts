import type { CodeList, Language } from "./contract.ts";
export function codeListOf(name: string): CodeList {
  throw new RangeError(`no code list ${name}`);
}
export function codeLabel(_listName: string, _code: string, _language: Language): string | undefined {
  return undefined;
}
