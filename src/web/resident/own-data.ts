/** What is asked of the resident's own routes, once for all pages, and how what they tell is put in words. */
import { useQuery } from "@tanstack/react-query";
import { ask, type Reply } from "../api/client.ts";
import { useFormats } from "./formats.ts";
import { useText } from "./text.ts";
import { type ShownWords, type ToldWords, useWords } from "./words.ts";

export type OwnFact = Reply<"GET /api/v1/self">["values"][number];
export type OwnStatement = NonNullable<OwnFact["held"]>;
export type OwnCorrection = Reply<"GET /api/v1/self/corrections">["items"][number];

export const useOwnData = () => useQuery({ queryKey: ["self"], queryFn: ({ signal }) => ask("GET /api/v1/self", { signal }) });

export const useOwnCorrections = () =>
  useQuery({ queryKey: ["corrections"], queryFn: ({ signal }) => ask("GET /api/v1/self/corrections", { signal }) });

/** What a fact is called. */
export function useLabels(): (fact: { readonly label: ToldWords }) => ShownWords {
  const words = useWords();
  return ({ label }) => words(label);
}

/** How a value is written: codes in words, whole days as the language writes them. */
export function useValueText(): (attribute: string, written: { readonly value: string; readonly text: ToldWords }) => ShownWords {
  const words = useWords();
  const { day } = useFormats();
  return (attribute, { value, text }) => (/Date$/.test(attribute) && !value.startsWith("9999") ? { text: day(value) } : words(text));
}

/** Who says something: oneself, a community worker, a department, or the file that nobody's is. */
export function useSourceName(): (origin: OwnStatement["origins"][number]) => ShownWords {
  const say = useText();
  const words = useWords();
  return ({ stated, department, file }) => {
    if (stated !== undefined) return { text: say(stated.askedAt === undefined ? "source.worker" : "source.self") };
    return words(department.zh === "" ? { zh: file, en: file } : department);
  };
}

const keptAtEachEnd = 3;
const shortest = 8;

/** A number as it stands there before one asks to see it: enough to know which it is, too little for whoever looks over the shoulder. */
export function hidden(value: string): string {
  const letters = [...value];
  if (letters.length < shortest) return "••••";
  return `${letters.slice(0, keptAtEachEnd).join("")}••••${letters.slice(-keptAtEachEnd).join("")}`;
}
