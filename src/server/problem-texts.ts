import { readFileSync } from "node:fs";
import type { Language } from "#vocabulary/contract";

const page = new URL("../../docs/errors.md", import.meta.url);

/** What a code means and what to do, in both languages. */
export type ProblemText = Readonly<Record<Language, string>>;

/**
 * The words of every code. They are read from docs/errors.md, the one place where codes are explained, which a test holds to the program;
 * so an answer and the page never say different things.
 */
export function loadProblemTexts(): ReadonlyMap<string, ProblemText> {
  const texts = new Map<string, ProblemText>();
  const sections = readFileSync(page, "utf8").split(/^### /m).slice(1);
  for (const section of sections) {
    const [heading = "", ...rest] = section.split("\n");
    const paragraphs = rest
      .join("\n")
      .split(/^#/m)[0]
      ?.split(/\n\s*\n/)
      .map((text) => text.trim())
      .filter((text) => text !== "");
    const zh = paragraphs?.find((text) => /[\u4e00-\u9fff]/.test(text)) ?? "";
    const en = paragraphs?.find((text) => !/[\u4e00-\u9fff]{4}/.test(text)) ?? "";
    texts.set(heading.replaceAll("`", "").trim(), { zh, en });
  }
  return texts;
}

/** A code's words without the place that is left for a detail: `文件是空的：…` is `文件是空的。` where nothing more is told. */
export function withoutBlank(text: string): string {
  return text.replace(/：\s*…/, "。").replace(/: …/, ".");
}
