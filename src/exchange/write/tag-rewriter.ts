/** Rewrites tags of streaming XML and copies every other character: what surgery on large parts works on. */
import { specialOf, tagEnd } from "../read/xml-scanner.ts";

export class TagRewriter {
  readonly #edit: (tag: string) => string;
  #rest = "";

  /** `edit` sees every tag and answers what stands in its place. Comments, CDATA and instructions pass by. */
  constructor(edit: (tag: string) => string) {
    this.#edit = edit;
  }

  /** Takes a piece and answers the text that is ready. */
  push(piece: string): string {
    const text = this.#rest + piece;
    let out = "";
    let copied = 0;
    let done = 0;
    for (let less = text.indexOf("<"); less >= 0; less = text.indexOf("<", done)) {
      const next = text.charAt(less + 1);
      if (next === "") break;
      if (next === "!" || next === "?") {
        const [opening, closing] = specialOf(text, less);
        const close = opening === "" ? -1 : text.indexOf(closing, less + opening.length);
        if (close < 0) break;
        done = close + closing.length;
        continue;
      }
      const close = tagEnd(text, less + 1);
      if (close < 0) break;
      done = close + 1;
      const tag = text.slice(less, done);
      const edited = this.#edit(tag);
      if (edited === tag) continue;
      out += text.slice(copied, less) + edited;
      copied = done;
    }
    this.#rest = text.slice(done);
    return out + text.slice(copied, done);
  }

  /** What is left at the end. */
  end(): string {
    return this.#rest;
  }
}

const TAG = /^<(\/?)(?:([^\s:/>]+):)?([^\s:/>]+)/;

/** What a tag is called. */
export interface TagName {
  readonly closing: boolean;
  readonly empty: boolean;
  /** With its colon, or empty. */
  readonly prefix: string;
  readonly name: string;
}

export function tagName(tag: string): TagName {
  const match = TAG.exec(tag);
  const prefix = match?.[2] === undefined ? "" : `${match[2]}:`;
  return { closing: match?.[1] === "/", empty: tag.endsWith("/>"), prefix, name: match?.[3] ?? "" };
}

/** Sets an attribute of a start tag, in its place when it is there, else behind the others. The value must need no escape. */
export function withAttribute(tag: string, name: string, value: string): string {
  const present = new RegExp(`(\\s${name}\\s*=\\s*)("[^"]*"|'[^']*')`);
  if (present.test(tag)) return tag.replace(present, `$1"${value}"`);
  return tag.replace(/\s*(\/?)>$/, ` ${name}="${value}"$1>`);
}
