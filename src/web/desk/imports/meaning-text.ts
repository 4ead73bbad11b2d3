import { useReading, wordsIn } from "../../reading/reading.ts";
import { useText } from "../text.ts";
import type { PreviewColumn } from "./job.ts";

type Meant = Pick<PreviewColumn, "basis" | "kind" | "role" | "label">;

/** How what a column means is said. */
export function useMeaningText() {
  const say = useText();
  const { language } = useReading();
  return {
    /** `公民身份号码`; plainly when nobody knows, or when it is no fact. */
    meaningText: ({ basis, label }: Meant): string => {
      if (label !== undefined) return wordsIn(language, label);
      return basis === "unknown" ? say("meaning.unknown") : say("meaning.ignored");
    },
    /** Whose it is, where that is not plain: `监护人`, `房屋`. */
    roleText: ({ kind, role }: Meant): string => {
      if (kind === undefined || (kind === "person" && role === "subject")) return "";
      return role === "subject" ? say(`kind.${kind}`) : say(`role.in.${role}` as "role.in.subject");
    },
  };
}
