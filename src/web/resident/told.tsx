import { Fragment, type ReactNode } from "react";
import { type ShownWords, type ToldWords, useWords } from "./words.ts";

/** Words of the server: in their own language for whoever listens, and in their own direction. */
export function Told({ words }: { readonly words: ToldWords }) {
  return <Shown words={useWords()(words)} />;
}

/** The language of words, for an element of its own. An empty `lang` would say that nobody knows the language; one that is left out says: the page's. */
export const langOf = ({ lang }: ShownWords) => (lang === undefined ? {} : { lang });

/** The same, put into a language already. */
export function Shown({ words }: { readonly words: ShownWords }) {
  return <bdi {...langOf(words)}>{words.text}</bdi>;
}

/** A text whose blanks are filled with more than letters. */
export function Sentence({ text, blanks }: { readonly text: string; readonly blanks: Readonly<Record<string, ReactNode>> }) {
  // Every other part is the name of a blank.
  return text.split(/\{\{(\w+)\}\}/).map((part, at) => (at % 2 === 0 ? part : <Fragment key={part}>{blanks[part]}</Fragment>));
}

/** Several things in one sentence, in the language's own way of listing. */
export function Listed({ items, comma }: { readonly items: readonly ShownWords[]; readonly comma: string }) {
  return items.map((words, at) => (
    <Fragment key={words.text}>
      {at > 0 && comma}
      <Shown words={words} />
    </Fragment>
  ));
}
