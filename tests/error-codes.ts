import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFiles } from "./house-rules.ts";

/** Every code that the program can give, by where it stands. */
export function codesInProgram(project: string): Map<string, string> {
  const codes = new Map<string, string>();
  for (const file of projectFiles(project)) {
    if (!/^(src|scripts|bin)\/.*\.(ts|mjs)$/.test(file) || file.endsWith(".test.ts")) continue;
    for (const code of codesOf(file, readFileSync(join(project, file), "utf8"))) codes.set(code, file);
  }
  return codes;
}

function codesOf(file: string, text: string): string[] {
  const found: string[] = [];
  // `export const ProblemCode = { idChecksum: "id-checksum", … } as const`, and the same named …Refusal.
  for (const [, body = ""] of text.matchAll(/export const \w+(?:Code|Refusal) = \{([\s\S]*?)\} as const/g)) {
    for (const [, code] of body.matchAll(/:\s*"([a-z0-9-]+)"/g)) found.push(code as string);
  }
  for (const [, code] of text.matchAll(/\brefusal: "([a-z0-9-]+)"|\brefuse\("([a-z0-9-]+)"/g)) if (code) found.push(code);
  if (file === "src/cli/messages/en.ts") for (const [, code] of text.matchAll(/"refusal\.([a-z0-9-]+)"/g)) found.push(code as string);
  if (file.endsWith(".mjs")) for (const [, code] of text.matchAll(/\[([a-z]+(?:-[a-z]+)+)\]/g)) found.push(code as string);
  // `refusal.other` is how a code without words of its own is told.
  return found.filter((code) => code !== "other");
}

/** The codes that a page documents, each as a heading `### \`code\`` with words in Chinese and in English below. */
export function codesInPage(page: string): Map<string, { readonly chinese: boolean; readonly english: boolean }> {
  const sections = page.split(/^### /m).slice(1);
  return new Map(
    sections.map((section) => {
      const [heading = "", ...rest] = section.split("\n");
      const paragraphs =
        rest
          .join("\n")
          .split(/\n#/)[0]
          ?.split(/\n\s*\n/) ?? [];
      const chinese = paragraphs.some((text) => /[\u4e00-\u9fff]{3}/.test(text));
      const english = paragraphs.some((text) => /^[“A-Za-z0-9…{-][^。]*$/s.test(text.trim()));
      return [heading.replaceAll("`", "").trim(), { chinese, english }];
    }),
  );
}
