import type { Code, CodeList } from "../contract.ts";

/**
 * A code list from a table of lines `code label | English label | synonyms separated by white space`.
 * A synonym that holds a space is written with `_` for it.
 */
export function defineCodeList(name: string, zh: string, en: string, standard: string, table: string): CodeList {
  const codes = table
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map(codeOf);
  return { name, label: { zh, en }, standard, codes };
}

function codeOf(line: string): Code {
  const [head = "", english = "", synonyms = ""] = line.split("|").map((part) => part.trim());
  const space = head.indexOf(" ");
  return {
    code: head.slice(0, space),
    label: { zh: head.slice(space + 1), en: english },
    synonyms: synonyms
      .split(/\s+/)
      .filter((word) => word !== "")
      .map((word) => word.replaceAll("_", " ")),
  };
}
