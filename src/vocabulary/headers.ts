import { cleanText, cutNotes } from "./text.ts";
import { simplified } from "./traditional.ts";

/**
 * The words of a column's header in the form in which headers are compared: half-width, simplified, lower case, without blanks, line
 * breaks, marks (`*姓名：`), numbering (`1.姓名`) and what stands in brackets (units, alternatives, instructions). A header that is
 * nothing but brackets keeps what is in them.
 */
export function normaliseHeader(text: string): string {
  const clean = cleanText(text);
  const cut = cutNotes(clean).text;
  const kept = bare(cut);
  return kept === "" ? bare(clean.replace(/[()[\]{}【】〔〕]/g, "")) : kept;
}

function bare(text: string): string {
  return simplified(text)
    .toLowerCase()
    .replace(/^\s*(?:[*★☆▲※#]\s*)+/u, "")
    .replace(/^(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、．](?=\D)/u, "")
    .replace(/[\s:：*★☆▲※#.·_"'“”‘’《》〈〉,，。;；?？!！-]+/gu, "");
}
