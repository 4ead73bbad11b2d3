/**
 * Cuts delimited text into records (RFC 4180, and what people really write). Written by hand since a general parser reads a million
 * rows five times slower; a property test holds it to csv-parse.
 */
import { RefusalError } from "../errors.ts";
import { COLUMNS_MAX } from "../package/limits.ts";
import { ownText } from "./cell-text.ts";

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
/** Longest quoted field, as long as a cell of Excel may be: a quote that closes later than that was no quote but a stray character. */
const QUOTED_CHARACTERS_MAX = 32_767;
const RECORD_CHARACTERS_MAX = 16 * 1024 * 1024;

/**
 * Scans pieces of text into records. A field that begins with a quote reaches to the quote that a delimiter or a line break follows,
 * doubled quotes inside stand for one; if there is none, the quote is an ordinary character. Lines end by LF, CRLF or CR.
 * An empty field is null; a blank line is a record of one null.
 */
export class RecordScanner {
  readonly #delimiter: number;
  #rest = "";
  /** Set by #field: where the field ended. */
  #end = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** Takes the next piece and answers the records that are complete. Throws RefusalError for a record of absurd size. */
  push(piece: string): (string | null)[][] {
    return this.#scan(this.#rest === "" ? piece : this.#rest + piece, false);
  }

  /** Answers the last record, when the text did not end with a line break. */
  end(): (string | null)[][] {
    return this.#scan(this.#rest, true);
  }

  #scan(text: string, last: boolean): (string | null)[][] {
    const records: (string | null)[][] = [];
    let at = 0;
    while (at < text.length) {
      const record = this.#record(text, at, last);
      if (record === null) break;
      records.push(record);
      at = this.#end;
    }
    if (text.length - at > RECORD_CHARACTERS_MAX) throw new RefusalError("file-unsafe", "a row of the text is absurdly long");
    this.#rest = at === 0 ? text : text.slice(at);
    return records;
  }

  /** The record at `at`, or null when the text ends before the record does. */
  #record(text: string, at: number, last: boolean): (string | null)[] | null {
    const record: (string | null)[] = [];
    let from = at;
    for (;;) {
      const field = text.charCodeAt(from) === QUOTE ? this.#quoted(text, from, last) : this.#plain(text, from);
      const end = this.#end;
      // The text ends here; only the last piece may end a record so, and CR may be the first half of CRLF.
      if (end >= text.length && !last) return null;
      record.push(field === "" ? null : field);
      const code = text.charCodeAt(end);
      if (code === this.#delimiter && end < text.length) {
        from = end + 1;
        if (record.length >= COLUMNS_MAX) throw new RefusalError("file-unsafe", `a row of the text has more than ${COLUMNS_MAX} columns`);
        continue;
      }
      if (code === RETURN) {
        if (end + 1 >= text.length && !last) return null;
        this.#end = text.charCodeAt(end + 1) === LINE_FEED ? end + 2 : end + 1;
      } else this.#end = end + 1;
      return record;
    }
  }

  #plain(text: string, from: number): string {
    const delimiter = this.#delimiter;
    let at = from;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === delimiter || code === LINE_FEED || code === RETURN) break;
    }
    this.#end = at;
    return ownText(text.slice(from, at));
  }

  #quoted(text: string, from: number, last: boolean): string {
    const limit = from + 1 + QUOTED_CHARACTERS_MAX;
    let doubled = false;
    let at = text.indexOf('"', from + 1);
    while (at >= 0 && at <= limit) {
      if (text.charCodeAt(at + 1) === QUOTE) {
        doubled = true;
        at = text.indexOf('"', at + 2);
        continue;
      }
      const after = this.#afterQuote(text, at + 1);
      // What follows may come with the next piece.
      if (after >= text.length && !last) break;
      if (after < 0) return this.#plain(text, from);
      this.#end = after;
      const inner = text.slice(from + 1, at);
      return ownText(doubled ? inner.replaceAll('""', '"') : inner);
    }
    if (last || text.length > limit) return this.#plain(text, from);
    this.#end = text.length;
    return "";
  }

  /** Where the field ends behind its closing quote, blanks skipped; -1 when other text follows. */
  #afterQuote(text: string, from: number): number {
    let at = from;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const code = text.charCodeAt(at);
    return at >= text.length || code === this.#delimiter || code === LINE_FEED || code === RETURN ? at : -1;
  }
}
