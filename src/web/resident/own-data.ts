/** What is asked of the resident's own routes, once for all pages, and how what they tell is put in words. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask, type Reply } from "../api/client.ts";
import { type ReadingLanguage, useReading, wordsIn } from "../reading/reading.ts";
import { useFormats } from "./formats.ts";

export type OwnFact = Reply<"GET /api/v1/self">["values"][number];
export type OwnStatement = NonNullable<OwnFact["held"]>;
export type OwnCorrection = Reply<"GET /api/v1/self/corrections">["items"][number];

export const useOwnData = () => useQuery({ queryKey: ["self"], queryFn: ({ signal }) => ask("GET /api/v1/self", { signal }) });

export const useOwnCorrections = () =>
  useQuery({ queryKey: ["corrections"], queryFn: ({ signal }) => ask("GET /api/v1/self/corrections", { signal }) });

interface Labelled {
  readonly attribute: string;
  readonly label: { readonly zh: string; readonly en: string };
}

/** What a fact is called: the server tells Chinese and English, the catalogue of a further language adds its own. */
export function useLabels(): (fact: Labelled) => string {
  const { language } = useReading();
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    if (language === "ar") void import("../texts/resident/attributes-ar.ts").then((loaded) => setOwn(loaded.attributes));
    else setOwn({});
  }, [language]);
  return (fact) => own[fact.attribute] ?? wordsIn(language, fact.label);
}

interface Written {
  readonly value: string;
  readonly text: { readonly zh: string; readonly en: string };
}

/** How a value is written: codes in words, whole days as the language writes them. */
export function useValueText(): (attribute: string, written: Written) => string {
  const { language } = useReading();
  const { day } = useFormats();
  return (attribute, { value, text }) => (/Date$/.test(attribute) && !value.startsWith("9999") ? day(value) : wordsIn(language, text));
}

/** Where what a value came from is named: the department, or the file that nobody's is. */
export function sourceName(language: ReadingLanguage, origin: OwnStatement["origins"][number]): string {
  return wordsIn(language, origin.department) || origin.file;
}

/** A name inside a sentence of another direction: it keeps its own order and leaves the sentence's alone (Unicode's isolates). */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

const keptAtEachEnd = 3;
const shortest = 8;

/** A number as it stands there before one asks to see it: enough to know which it is, too little for whoever looks over the shoulder. */
export function hidden(value: string): string {
  const letters = [...value];
  if (letters.length < shortest) return "••••";
  return `${letters.slice(0, keptAtEachEnd).join("")}••••${letters.slice(-keptAtEachEnd).join("")}`;
}
