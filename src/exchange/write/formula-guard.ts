/**
 * Keeps a spreadsheet that opens a text file from running a cell. A text whose first character (behind blanks and apostrophes) could
 * begin a formula gets one apostrophe in front; the reader takes it away again, so that what was written comes back as it was.
 * Texts only: a cell that is a JavaScript number (-3.5) is written as the number it is. A telephone number such as +86… is a text, and
 * gets the apostrophe: without it a spreadsheet would make it a number and lose its plus.
 */

/** `= + - @`, tab and CR, and the full-width signs that some spreadsheets fold to them. */
const STARTS_FORMULA = /^'*[ \u3000\u00a0]*[=+\-@\t\r＝＋－＠]/;

/** The text as it may stand in a file that a spreadsheet opens. */
export function guardFormula(text: string): string {
  const code = text.charCodeAt(0);
  // Letters, digits and Hanzi, which nearly every cell begins with, need no closer look.
  if ((code >= 0x30 && code <= 0x39) || (code > 0x40 && code <= 0x7a) || (code >= 0x3400 && code < 0xff00)) return text;
  return STARTS_FORMULA.test(text) ? `'${text}` : text;
}

/** Takes the apostrophe of `guardFormula` away. */
export function unguardFormula(text: string): string {
  return text.charCodeAt(0) === 0x27 && STARTS_FORMULA.test(text) ? text.slice(1) : text;
}
